### The sentences of the desk in English. `$` names what is put in; tags are b, a, kbd and code only.

## The shell of every page.

app-skip = Skip to content
app-brand = { $organization }, all tickets
app-brand-home = { $organization }, first page
app-main = Main
app-tickets = Tickets
app-inbox = Inbox
app-keys = Keys
app-keyboard = Keyboard
app-single-keys = Single-key shortcuts
app-single-keys-hint = Turn off if you dictate or use a screen reader.
app-sign-out = Sign out
app-language = Language and theme
app-theme-toggle = Switch between light and dark
app-demo = <b>This is a demo.</b> People and tickets are invented, and no e-mail leaves this machine.
app-offline = No connection to the desk. What you see may be old; it catches up by itself.
app-copy = Copy
app-copied = Copied
app-close = Close
app-cancel = Cancel
app-save = Save
app-error = Error:
app-problem = There is a problem
role-admin = Admin
role-expert = Expert
role-observer = Observer
theme-system = Theme: follow the system
theme-light = Theme: light
theme-dark = Theme: dark
language-en = English
language-fr = Français

## The keyboard list.

key-next = Next, previous ticket
key-open = Open ticket
key-preview = Preview
key-search = Search
key-create = Create ticket
key-reply = Reply
key-note = Note
key-status = Change status
key-priority = Change priority
key-assign = Assign
key-tag = Add a tag
key-tickets = Go to Tickets
key-inbox = Go to Inbox
key-send = Send
key-keys = This list
key-escape = Close, go back

## Closed sets.

status-open = Open
status-processing = Processing
status-waiting = Waiting
status-closed = Closed
priority-low = Low
priority-medium = Medium
priority-high = High
priority-urgent = Urgent
assignee-nobody = Nobody
assignee-group = Group:
assignee-users = Users
assignee-groups = Groups
view-needs-answer = Needs an answer
view-mine = Mine
view-unassigned = Unassigned
view-not-closed = Not closed
view-everything = Everything

## What can be wrong with a field.

problem-required = Fill this in
problem-address = Write an e-mail address such as name@example.org
problem-addresses = Write e-mail addresses with commas between
problem-too-long = Write less: this is longer than the desk keeps
problem-password-short = Use 12 characters or more
problem-zone = Write a time zone such as Europe/Paris
problem-choice = Choose one of the list
problem-taken = This is already used
problem-file-too-large = A file is larger than the desk sends
problem-past = Choose a day to come
problem-last-admin = Somebody must stay who can sign in as admin
problem-beyond-you = You cannot give or take rights that you do not have yourself
problem-predefined = What every desk begins with keeps its name, and an admin their rights

## Dates and sizes. A short month stands in lists, a long one in logs.

date-now = now
date-min = { $n } min
date-hours = { $n } h
date-yesterday = yesterday
date-today = Today
date-yesterday-line = Yesterday
date-line = { $weekday } { $date }
date-long = { $day } { $month }
date-long-year = { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
date-at = { $date }, { $time }
date-weekday-1 = Monday
date-weekday-2 = Tuesday
date-weekday-3 = Wednesday
date-weekday-4 = Thursday
date-weekday-5 = Friday
date-weekday-6 = Saturday
date-weekday-7 = Sunday
date-month-1 = January
date-month-2 = February
date-month-3 = March
date-month-4 = April
date-month-5 = May
date-month-6 = June
date-month-7 = July
date-month-8 = August
date-month-9 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December
date-month-short-1 = Jan
date-month-short-2 = Feb
date-month-short-3 = Mar
date-month-short-4 = Apr
date-month-short-5 = May
date-month-short-6 = Jun
date-month-short-7 = Jul
date-month-short-8 = Aug
date-month-short-9 = Sep
date-month-short-10 = Oct
date-month-short-11 = Nov
date-month-short-12 = Dec
size-bytes = { $n } B
size-kb = { $n } KB
size-mb = { $n } MB
size-gb = { $n } GB

## The overview.

ticket_list-title = Tickets
ticket_list-search = Search tickets
ticket_list-search-hint = Search name, customer or number
ticket_list-views = Views
ticket_list-filters = Quick filters
ticket_list-clear = Clear filters
ticket_list-caption = Tickets, newest change first. Enter opens, space previews.
ticket_list-total =
    { $total ->
        [one] { $total } ticket
       *[other] { $total } tickets
    }
ticket_list-older = Show older
ticket_list-newest = Back to the newest
ticket_list-new =
    { $n ->
        [one] { $n } new, show
       *[other] { $n } new, show
    }
ticket_list-first = No tickets yet
ticket_list-first-hint = Every e-mail sent to this address becomes a ticket here:
ticket_list-first-create = Create one by hand
ticket_list-none = Nothing matches
ticket_list-none-hint = Remove a filter or search with fewer words.
ticket_list-error = The list could not be read.
ticket_list-error-hint = Nothing is lost: your tickets are still there.
ticket_list-again = Try again
ticket_list-preview = Preview
ticket_list-preview-close = Close preview
ticket_list-go = Go to ticket
ticket_list-latest = Latest message
ticket_list-activities = Latest activities

## A ticket made by hand.

ticket_create-title = Create ticket
ticket_create-email = Customer’s e-mail address
ticket_create-email-hint = A new address creates the customer. Leave it empty for somebody who has only a telephone.
ticket_create-customer = Customer’s name
ticket_create-phone = Telephone
ticket_create-tags-hint = Commas between

## The ticket inbox.

inbox-label = Ticket inbox
inbox-open = Open inbox
inbox-close = Close inbox
inbox-search = Search the inbox
inbox-search-hint = Search
inbox-none = Nothing here.
inbox-ticket = Ticket
inbox-choose = Choose a ticket
inbox-choose-hint = <kbd>J</kbd> and <kbd>K</kbd> move through the list, <kbd>↵</kbd> opens.
inbox-done = All done
inbox-done-hint = No ticket waits here. New ones appear by themselves.

## A ticket and its fields.

ticket-label = Ticket { $number }
ticket-ticket = Ticket
ticket-name = Name
ticket-description = Description
ticket-customer = Customer
ticket-status = Status
ticket-priority = Priority
ticket-assignee = Assignee
ticket-tags = Tags
ticket-created = Created
ticket-updated = Updated
ticket-mailbox = Mailbox
ticket-automatic = Automatic mail
ticket-close = Close
ticket-reopen = Open again
ticket-details = Ticket details
ticket-fields = Details
ticket-back = Back to the conversation
ticket-log = Activity log
ticket-newer =
    { $n ->
        [one] { $n } new line, show
       *[other] { $n } new lines, show
    }
ticket-tag-add = Add a tag
ticket-tag-remove = Remove tag { $tag }
ticket-no-description = No description
ticket-no-tags = No tags
ticket-gone = This ticket is not yours to see any more
ticket-gone-hint = It was given to somebody else, or what you may see has changed. A text that you had begun stays in this window until you close it or sign out.
ticket-gone-back = Back to the inbox
ticket-edit-text = Edit name and description
ticket-earlier = Earlier tickets

## The lines of the log.

log-the-desk = The desk
log-created-mail = Created from an e-mail to <b>{ $address }</b>
log-created-mail-only = Created from an e-mail
log-created-hand = <b>{ $who }</b> created the ticket
log-created-api = <b>{ $who }</b> created the ticket by program
log-created-automatic = (automatic mail, never answered automatically)
log-message-in = <b>{ $who }</b> wrote
log-message-out = <b>{ $who }</b> answered
log-message-by = Message from { $name }
log-note = <b>{ $who }</b> wrote a note
log-note-by = Note by { $name }
log-note-word = note, for your team
log-name = <b>{ $who }</b> changed the name from { $old } to <b>{ $new }</b>
log-description = <b>{ $who }</b> changed the description
log-status-asked = <b>{ $who }</b> changed status from { $old } to <b>{ $new }</b>
log-status-customer-wrote = The customer wrote: status from { $old } to <b>{ $new }</b>
log-status-sent = <b>{ $who }</b> answered: status from { $old } to <b>{ $new }</b>
log-status-first-reply = First answer by <b>{ $who }</b>: status from { $old } to <b>{ $new }</b>
log-priority = <b>{ $who }</b> changed priority from { $old } to <b>{ $new }</b>
log-assignee-asked = <b>{ $who }</b> changed assignee from { $old } to <b>{ $new }</b>
log-assignee-customer-wrote = The customer wrote: assignee from { $old } to <b>{ $new }</b>
log-assignee-sent = <b>{ $who }</b> answered: assignee from { $old } to <b>{ $new }</b>
log-assignee-first-reply = First answer by <b>{ $who }</b>: assignee from { $old } to <b>{ $new }</b>
log-assignee-left = <b>{ $old }</b> gave this back: assignee is now <b>{ $new }</b>
log-assignee-made = Made by somebody who would not see it otherwise: assignee is <b>{ $new }</b>
log-tag-added = <b>{ $who }</b> added tag <b>{ $tag }</b>
log-tag-removed = <b>{ $who }</b> removed tag <b>{ $tag }</b>
log-linked-number-only = Linked to <a href="{ $href }">{ $number } { $name }</a>: the mail named only its number, and its sender is not proven
log-linked-received-id-only = Linked to <a href="{ $href }">{ $number } { $name }</a>: the mail answers one of its messages, and its sender is not proven
log-linked-closed-long-ago = Linked to <a href="{ $href }">{ $number } { $name }</a>, which was closed too long ago to open again
log-participant-known = <b>{ $name }</b> ({ $address }) takes part now
log-participant-stranger = <b>{ $name }</b> ({ $address }) joined by the reply address and is new here
log-participant-confirmed = <b>{ $who }</b> confirmed <b>{ $address }</b> as a participant
log-delivery-failed = Not delivered to <b>{ $recipient }</b>: { $reason }
log-to = to { $to }
log-cc = , cc { $cc }
log-subject = Subject:
log-no-text = This message has no text.
log-quoted = Show quoted text
log-html = Show as it was designed
log-frame = Message from { $name } as it was designed
log-remote = Load pictures from the sender’s server
log-raw = Original
log-not-parsed-too-complex = This mail is built in too complicated a way to be shown. The original is kept.
log-not-parsed-poison = This mail could not be read. The original is kept.
log-stranger = New in this ticket: joined by the reply address, not among those who took part. Not in copy of your answers.
log-stranger-confirm = Let take part
log-automatic-bounce = A report that a mail of ours came back
log-automatic-reply = An automatic answer
log-automatic-generated = Sent by a program or a list
log-also-to = also to { $addresses }

## Where a sent mail stands.

delivery-queued = Queued
delivery-sending = Sending
delivery-delivered = Delivered { $at }
delivery-server = accepted by { $server }, not encrypted
delivery-server-tls = accepted by { $server } over TLS
delivery-delayed = Delayed, next try { $next }
delivery-failed = Not delivered { $at }

## Writing.

composer-write = Write
composer-mail = New e-mail
composer-note = Note
composer-to = To
composer-cc = Cc
composer-cc-hint = Addresses, commas between
composer-text = Message
composer-mail-hint = Write to { $name }…
composer-attach = Attach files
composer-send = Send to { $name }
composer-send-keep = Send
composer-send-waiting = Send and wait
composer-send-closed = Send and close
composer-then-keep = keep status
composer-then-waiting = then Waiting
composer-then-closed = then Closed
composer-other = Other ways to send
composer-held = Not sent: { $who } wrote meanwhile ({ $ago }).
composer-held-hint = Read it first; your text is kept. Send again if it still fits.
composer-held-show = Show
composer-no-address = This customer has no e-mail address: write a note, or call.
composer-team-only = Only your team sees this.
composer-note-text = Note
composer-note-hint = Write to your team…
composer-add-note = Add note

## Signing in.

sign_in-title = Sign in
sign_in-email = E-mail address
sign_in-password = Password
sign_in-show = Show password
sign_in-no-match = That e-mail address and password do not match
sign_in-paused =
    { $minutes ->
        [one] Too many tries. Wait { $minutes } minute, then try again.
       *[other] Too many tries. Wait { $minutes } minutes, then try again.
    }
sign_in-forgotten = Forgotten? Whoever runs this desk can set a new one: <code>guichet user password</code>

## First run.

setup-title-organization = Set-up 1 of 4
setup-title-address = Set-up 2 of 4
setup-title-admin = Set-up 3 of 4
setup-title-first-mail = Set-up 4 of 4
setup-progress = Progress
setup-step-organization = Organization
setup-step-address = Address
setup-step-admin = Admin
setup-step-first-mail = First e-mail
setup-organization = Who is this desk for?
setup-organization-name = Organization name
setup-organization-hint = Customers see it in e-mails.
setup-language = Language for customers
setup-language-hint = Each expert chooses their own language.
setup-zone = Time zone
setup-zone-hint = Such as Europe/Paris.
setup-address = Which address do customers write to?
setup-address-text = This machine receives the mail itself. No mailbox to rent, no password to store.
setup-mailbox = Service desk address
setup-mailbox-hint = Such as support@example.org.
setup-mailbox-mx = For mail from the Internet, the <code>MX</code> record of its domain names this machine. That can wait: a mail from this machine is enough to try.
setup-admin = Your own account
setup-admin-name = Your name
setup-password-hint = 12 characters or more. A sentence is easy to remember and hard to guess.
setup-continue = Continue
setup-create = Create account
setup-back = Back
setup-foot = Nothing is final before the account is created.
setup-first-mail = Now write to yourself
setup-first-mail-text = Send any e-mail to this address, from your phone or your usual mailbox. It appears below within seconds.
setup-the-address = the service desk address
setup-listening = Listening for your message
setup-console = Mail receiver log
setup-console-ready = receiver ready on { $address }
setup-works = It works. This is your first ticket:
setup-open = Open the desk
setup-reload = Look again
setup-skip = Skip, I will test later
setup-nothing = Nothing arrives?
setup-nothing-test = From this machine: <code>swaks --server { $listen } --to { $address }</code>
setup-nothing-port = Some providers block port 25: ask yours to open it.
setup-nothing-attempt = Every attempt, even a refused one, shows in the log above with the reason.

## The settings.
app-settings = Settings
settings-title = Settings
settings-organization = Organization
settings-mail = Mailboxes
settings-tags = Tags
settings-people = People and rights
settings-tokens = API tokens
settings-audit = Audit log

## The audit log.

settings_audit-lead = Who did what, when, from where. Nobody can edit it; each line is chained to the one before.
settings_audit-export = Export
settings_audit-search = Search the audit log
settings_audit-search-hint = A person, an address, an action
settings_audit-go = Search
settings_audit-kind = Kind
settings_audit-every-kind = Every kind
settings_audit-kind-access = Access
settings_audit-kind-people = People
settings_audit-kind-settings = Settings
settings_audit-lines = Lines of the audit log
settings_audit-when = When
settings_audit-who = Who
settings_audit-what = What
settings_audit-from = From
settings_audit-to = becomes
settings_audit-nothing = nothing
settings_audit-stranger = Not signed in
settings_audit-command = Command line
settings_audit-token = API token { $name }
settings_audit-link = by a link
settings_audit-none = Nothing in the audit log matches.
settings_audit-none-yet = Nothing here matches so far.
settings_audit-stopped = The search paused to stay quick; older lines were not looked at yet.
settings_audit-go-on = Search older lines
settings_audit-older = Older
settings_audit-newest = Newest
settings_audit-broken = The audit log was touched: line { $line } is missing or was changed.
settings_audit-broken-hint = Somebody with access to the data folder did that. Compare with an earlier export or a backup.
settings_audit-chain =
    { $n ->
        [one] Chain verified at { $at }: { $n } line, none missing.
       *[other] Chain verified at { $at }: { $n } lines, none missing.
    }
settings_audit-chain-broken =
    { $n ->
        [one] Chain verified at { $at }: { $n } line, and it does not hold.
       *[other] Chain verified at { $at }: { $n } lines, and it does not hold.
    }
settings_audit-chain-part =
    { $n ->
        [one] { $n } line verified so far, none missing.
       *[other] { $n } lines verified so far, none missing.
    }
settings_audit-verify = Verify all again
settings_audit-verify-on = Verify more
audit-signed-in = Signed in
audit-sign-in-failed = Sign-in failed
audit-sign-in-paused = Sign-in paused after too many wrong passwords
audit-code-failed = Wrong code in the second step
audit-signed-out = Signed out
audit-sign-in-revoked = Ended a sign-in: { $subject }
audit-password-set = Set the password of { $subject }
audit-password-asked = Asked for a link to set the password of { $subject }
audit-second-step-on = Switched on the second step of { $subject }
audit-second-step-off = Switched off the second step of { $subject }
audit-recovery-used = Signed in with a recovery code
audit-recovery-made = Made new recovery codes
audit-token-made = Made API token { $subject }
audit-token-revoked = Revoked API token { $subject }
audit-token-changed = Changed API token { $subject }
audit-audit-exported = Exported the audit log
audit-user-made = Made user { $subject }
audit-user-invited = Invited { $subject }
audit-user-changed = Changed user { $subject }
audit-user-deactivated = Deactivated { $subject }
audit-user-activated = Activated { $subject }
audit-group-made = Made group { $subject }
audit-group-changed = Changed group { $subject }
audit-group-deleted = Deleted group { $subject }
audit-group-restored = Restored group { $subject }
audit-role-made = Made role { $subject }
audit-role-changed = Changed role { $subject }
audit-role-deleted = Deleted role { $subject }
audit-desk-set-up = Set up the desk with { $subject } as admin
audit-organization-changed = Changed the organization
audit-mailbox-made = Made mailbox { $subject }
audit-mailbox-changed = Changed mailbox { $subject }
audit-mailbox-deleted = Deleted mailbox { $subject }
audit-mailbox-restored = Restored mailbox { $subject }
audit-tag-made = Made tag { $subject }
audit-tag-changed = Changed tag { $subject }
audit-tag-merged = Merged tag { $subject } into another
audit-tag-deleted = Deleted tag { $subject }
audit-tag-restored = Restored tag { $subject }

## The first page of somebody who sees no tickets.

home-title = What you may do
home-signed-in = You are signed in as <b>{ $name }</b>.
home-no-tickets = Your role shows you no tickets.
home-may = This is yours to do:
home-may-settings = Change what holds for the whole organization
home-may-mailboxes = Make and change mailboxes
home-may-tags = Tidy tags
home-may-people = Manage people, groups and roles
home-may-api = Make API tokens of your own
home-may-audit = Read the audit log
home-nothing = Nothing else is open to you yet.
home-ask = If that is not what you expected, ask an admin of your desk: it takes effect at once.

## What went wrong.

error-home = Back to the desk
error-reference = Tell whoever runs this desk the number <code>{ $reference }</code>: it finds the cause in the log.
error-bad-request-title = That request cannot be read
error-bad-request-text = Something in the address or the form is broken. Go back and try again.
error-not-found-title = Nothing here
error-not-found-text = There is no such page or ticket, or you may not see it.
error-forbidden-title = Not for your role
error-forbidden-text = You are signed in, but your role does not allow this. An admin can change it.
error-form-expired-title = That form is too old
error-form-expired-text = You signed in again since it was opened, or it came from another page. Go back, load the page again and send it once more.
error-link-expired-title = This link has ended
error-link-expired-text = Set-up links work once and for one hour. Start the desk again: its log shows a new one.
error-conflict-title = Somebody was faster
error-conflict-text = It changed while you were writing. Go back, look at what is new, and try again.
error-too-large-title = That is too large
error-too-large-text = The desk does not take that much at once. Send fewer or smaller files.
error-misdirected-title = The desk has another address
error-misdirected-text = It answers only under the address that it was given.
error-unprocessable-title = That value cannot be
error-unprocessable-text = One of the fields holds something that the desk does not know. Go back and choose again.
error-too-many-title = Too many at once
error-too-many-text = Wait a minute, then try again.
error-busy-title = Back in a moment
error-busy-text = The desk is starting, stopping or very busy. Nothing is lost; try again in a few seconds.
error-failed-title = Something failed here
error-failed-text = It is not your fault, and what was saved before is safe.

## Mails to customers.

mail-quote-intro = On { $at }, { $who } wrote:
