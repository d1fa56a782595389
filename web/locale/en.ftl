### The sentences of the desk in English. `$` names what is put in; tags are b, a, kbd and code only.

## The shell of every page.

app-skip = Skip to content
app-brand-home = { $organization }, first page
app-main = Main
app-home = Home
app-tickets = Tickets
app-inbox = Inbox
app-unread =
    { $n ->
        [one] ticket with something new
       *[other] tickets with something new
    }
app-mentioned = You are mentioned in
app-commands = Commands
app-commands-hint = Type a command, a ticket number or words
app-commands-none = Nothing by that name. Try a ticket number or a customer.
app-commands-list = Show the tickets of “{ $query }”
app-commands-colon = :
manifest-description = The service desk: every request a ticket, every answer in its place.
app-keys = Keys
app-keyboard = Keyboard
app-single-keys = Single-key shortcuts
app-single-keys-hint = Turn off if you dictate or use a screen reader.
app-sign-out = Sign out
app-profile = Profile
app-language = Language and theme
app-theme-toggle = Switch between light and dark
app-demo = <b>This is a demo.</b> People and tickets are invented, and no e-mail leaves this machine.
app-offline = No connection to the desk. What you see may be old; it catches up by itself.
app-unsaved = Not saved yet:
app-choose-again = Not kept by the reload, choose once more: { $names }
app-stale = This page could not be refreshed.
app-stale-since = You see it as it was at { $time }. What you typed is safe.
app-again = Try again
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
key-select = Select; Shift and a click select a range
key-search = Search
key-create = Create ticket
key-reply = Reply
key-note = Note
key-status = Change status
key-priority = Change priority
key-assign = Assign
key-tag = Add a tag
key-close = Close the ticket, to the next
key-undo = Undo
key-home = Go to Home
key-tickets = Go to Tickets
key-inbox = Go to Inbox
key-settings = Go to Settings
key-send = Send
key-commands = Commands
key-mine = Assign to me
key-keys = This list
key-escape = Close, go back
keycap-enter = Enter
keycap-space = Space
keycap-esc = Esc

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
problem-addresses = “{ $about }” is no e-mail address: write addresses with commas between
problem-address-line = “{ $about }” is no e-mail address: write one address per line
problem-other-customer = This address belongs to another customer: { $about }
problem-no-customer = Nobody else has this address
problem-not-theirs = That is not what stands above: write it as it is shown
problem-too-long = Write less: this is longer than the desk keeps
problem-too-many = At most { $about } addresses: take some away
problem-too-many-at-once = At most { $about } tickets change at once, and nothing was changed: narrow the list with a filter
problem-password-short = Use 12 characters or more
problem-password-common = This is guessed early. Take something longer, or words that do not belong together
problem-password-wrong = That is not your password
problem-code-wrong = That code is not right, or was used before
problem-paused = Too many tries. Wait a quarter of an hour
problem-zone = Write a time zone such as Europe/Paris
problem-choice = Choose one of the list
problem-taken = This is already used
problem-past = Choose a day to come
problem-inactive = This person is deactivated: activate them first
problem-hours = Write when work begins and, after that, when it ends
problem-spans = The first hours must end before the second begin
problem-no-hours = Write on at least one day when somebody is there
problem-holiday = Begin each line with a day such as 2026-12-25, or 12-25 for each year. Not a day: { $about }
problem-target = Write a time in business hours such as 30m or 4h, at most 8784h
problem-most = The desk keeps at most { $about }: take some away
problem-in-bin = This ticket is in the bin: restore it first
problem-no-ticket = There is no such ticket
problem-closed = A closed ticket does not sleep: open it first
problem-merged = This ticket is merged into another one: take that apart first
problem-itself = That is this ticket itself
problem-first-mail = A ticket keeps its first e-mail
problem-last-admin = Somebody must stay who can sign in as admin
problem-beyond-you = You cannot give or take rights that you do not have yourself
problem-predefined = What every desk begins with keeps its name, and an admin their rights
problem-own-mailbox = This is an address of the desk itself: write another
problem-tag = Use at most 40 characters, without commas, colons, quotes or angle brackets
problem-file-too-large = “{ $about }” is larger than 25 MB: send it by another way
problem-file-left-out = “{ $about }” did not fit beside the other files and was left out
problem-files-too-large = Together the files are larger than 25 MB: take one away
problem-file-gone = A file is not there any more: attach it again
problem-nobody-to-write-to = Nobody here has an e-mail address: write a note, or call
problem-nobody-to-tell = This customer has no e-mail address: write one above, or leave this box empty
problem-no-mailbox = The desk has no mailbox to send from: an admin can add one
problem-changed = Somebody changed this meanwhile. Save again to put yours in its place
problem-no-match = That e-mail address and password do not match
problem-local-part = Write at most 46 characters before the @, so that answers find their ticket
problem-last-mailbox = The desk keeps at least one mailbox
problem-range = Write a number from the range { $about }
problem-day = Write a day such as 2026-12-31
problem-moment = Choose a day and a time
problem-domain = Write a domain such as example.org
problem-host = Write a host name or an address, such as smtp.example.org
problem-port = Write a port from 1 to 65535
problem-line = Write one line without control characters
problem-password-missing = Write the password: this server or user needs it
problem-user-missing = Write the user name that this password belongs to
problem-plain-password = Choose TLS or STARTTLS: a password never leaves in clear
problem-plain-host = Choose TLS or STARTTLS: in clear, mail only goes to this machine or an allowed network

## Dates and sizes. A short month stands in lists, a long one in logs.

date-now = now
date-min = { $n } min
date-hours = { $n } h
date-days = { $n } days
date-yesterday = yesterday
date-today = Today
date-yesterday-line = Yesterday
date-line = { $weekday } { $date }
date-long = { $day } { $month }
date-long-year = { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
date-at = { $date }, { $time }
due-answer = Answer due
due-solution = Solution due
due-set = Due
due-answer-in = Answer due in
due-solution-in = Solution due in
due-set-in = Due in
due-answer-late = Answer late by
due-solution-late = Solution late by
due-set-late = Late by
due-in = in
due-late = late by
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
ticket_list-search-hint = Search texts, people, numbers
query-fault-nearest = There is no such filter. Did you mean “{ $about }:”?
query-fault-key = There is no such filter. There are status, priority, assignee, group, tag, customer, from, to, subject, body, has, mailbox, is, before, after, updated, number, closed, due, waits, answered, solved, members, organization and sort.
query-fault-empty = Write a value behind the colon.
query-fault-value = That is not known here. Write, for example: { $about }
query-fault-or = OR stands between two words.
query-fault-too-many = At most { $about } words are read.
query-chips = What is searched for
query-chip = { $key }:
query-chip-not = not
query-chip-or = or
query-chip-remove = Remove “{ $word }”
query-key-status = Status
query-key-priority = Priority
query-key-assignee = Assignee
query-key-group = Group
query-key-tag = Tag
query-key-customer = Customer
query-key-from = From
query-key-to = To
query-key-subject = Subject
query-key-body = Text
query-key-has = With
query-key-mailbox = Mailbox
query-key-is = State
query-key-before = Created before
query-key-after = Created since
query-key-updated = Updated since
query-key-number = Number
query-key-closed = Closed since
query-key-due = Due by
query-key-waits = Waiting for
query-key-answered = First answer within
query-key-solved = Solved within
query-key-members = Group or its members
query-key-organization = Organization
query-key-sort = Order
query-is-open = Not closed
query-is-closed = Closed
query-is-mine = Mine
query-is-unassigned = Nobody’s
query-is-overdue = Overdue
query-is-automatic = Automatic mail
query-is-ours = Our turn
query-is-snoozed = Asleep
query-is-mentioned = Mentions you
query-is-unread = Unread
query-is-work = My work
query-is-deleted = In the bin
query-has-attachment = A file
query-has-pdf = A PDF
query-has-image = A picture
query-has-document = A document
query-has-sheet = A spreadsheet
query-has-archive = An archive
query-has-note = A note
query-has-reply = An answer
query-who-me = Me
query-who-nobody = Nobody
query-who-mine = My groups
query-sort-oldest = Oldest first
query-sort-newest = Newest first
query-sort-due = Due first
query-sort-priority = Most urgent first
query-sort-updated = Changed last
query-sort-number = By number
query-sort-name = By name
query-sort-customer = By customer
query-sort-status = By status
query-sort-assignee = By assignee
query-sort-tags = By tag
query-sort-mailbox = By mailbox
query-sort-best = Best match first
query-span-1h = 1 hour
query-span-4h = 4 hours
query-span-1d = 1 day
query-span-7d = 7 days
query-span-30d = 30 days
ticket_list-views = Views
ticket_list-filters = Quick filters
ticket_list-clear = Clear filters
ticket_list-caption = Tickets, { $order }. Enter opens, space previews, X selects.
ticket_list-loading = Loading tickets
order-newest = newest change first
order-best = best answers first
order-ascending = by { $column }, ascending
order-descending = by { $column }, descending
order-usual = Back to the newest change first
ticket_list-order = Order by
bulk-title = Selected tickets
bulk-choose = Select ticket #{ $number }
bulk-all = Select all that are shown
bulk-chosen =
    { $n ->
        [one] { $n } selected
       *[other] { $n } selected
    }
bulk-whole =
    { $total ->
        [one] Select { $total } ticket of this list
       *[other] Select all { $total } of this list
    }
bulk-whole-chosen =
    { $total ->
        [one] { $total } ticket of this list selected
       *[other] All { $total } of this list selected
    }
bulk-most = { $total } tickets are too many at once: narrow the list to { $most } or fewer with a filter
bulk-assign = Assign
bulk-tag = Tag
bulk-tag-remove = Remove this tag
bulk-none = Clear the selection
ticket_list_view-save = Save view
ticket_list_view-name = Name of the view
ticket_list_view-shared = For everybody
ticket_list_view-update = Save changes
ticket_list_view-new = Save as new
ticket_list_view-delete = Delete
ticket_list-views-own = My views
ticket_list-views-shared = Shared views
ticket_list-export = Export as CSV
columns-title = Columns
columns-earlier = Move { $name } one place forward
columns-later = Move { $name } one place back
columns-width = Width of { $name }
columns-place = { $name }, column { $at } of { $of }
columns-pixels = { $n } pixels wide
columns-compact = Compact rows
columns-apply = Show these columns
column-name = Name
column-customer = Customer
column-status = Status
column-assignee = Assignee
column-priority = Priority
column-tags = Tags
column-updated = Updated
column-created = Created
column-number = No.
column-description = Description
column-due = Due
column-mailbox = Mailbox
column-best = Best matches first
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
ticket_list-first-mail = Send a test e-mail
ticket_list-none = Nothing matches
ticket_list-none-for = Nothing matches <code>{ $query }</code>
ticket_list-near = Nothing has <code>{ $typed }</code>. This is what <code>{ $shown }</code> finds.
ticket_list-indexed = The search is being made anew and holds { $percent }% of the tickets. What is not in it yet is not found.
ticket_list-none-hint = Remove a filter or search with fewer words.
ticket_list-wider-words =
    { $total ->
        [one] { $total } ticket matches without these words.
       *[other] { $total } tickets match without these words.
    }
ticket_list-wider-term =
    { $total ->
        [one] { $total } ticket matches without <code>{ $term }</code>.
       *[other] { $total } tickets match without <code>{ $term }</code>.
    }
ticket_list-wider-status =
    { $total ->
        [one] { $total } ticket matches in another status.
       *[other] { $total } tickets match in another status.
    }
ticket_list-wider-priority =
    { $total ->
        [one] { $total } ticket matches of another priority.
       *[other] { $total } tickets match of another priority.
    }
ticket_list-wider-assignee =
    { $total ->
        [one] { $total } ticket matches assigned to somebody else.
       *[other] { $total } tickets match assigned to somebody else.
    }
ticket_list-without-words = Search without these words
ticket_list-without-term = Search without { $term }
ticket_list-without-status = Any status
ticket_list-without-priority = Any priority
ticket_list-without-assignee = Any assignee
ticket_list-preview = Preview
ticket_list-preview-close = Close preview
ticket_list-go = Go to ticket
ticket_list-latest = Latest message
ticket_list-activities = Latest activities

## A ticket made by hand.

ticket_create-title = Create ticket
ticket_create-email = Customer’s e-mail address
ticket_create-email-hint = A new address creates the customer.
ticket_create-customer = Customer
ticket_create-customer-hint = A name. Whoever is known is also found by an address, a telephone number or an organization.
ticket_create-phone = Telephone
ticket_create-phone-hint = Enough for somebody without an address.
ticket_create-tags-hint = Commas between
ticket_create-notify = Tell the customer by e-mail
ticket_create-notify-hint = The description is sent to them. Their answer joins the ticket.

## The ticket inbox.

inbox-label = Ticket inbox
inbox-open = Open inbox
inbox-close = Close inbox
inbox-search = Search the inbox
inbox-mentioned = You are mentioned
inbox-mentions = { $n ->
    [one] One ticket mentions you
   *[other] { $n } tickets mention you
}
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
ticket-customer-edit = Edit customer
ticket-customer-edit-short = Edit
ticket-customer-name = Name
ticket-customer-organization = Organization
ticket-customer-unnamed = A name that you write here is that of everybody at { $domain }.
ticket-customer-addresses = E-mail addresses
ticket-customer-addresses-hint = One per line. E-mails go to the first.
ticket-customer-phone = Telephone
ticket-customer-notes = Notes about this customer
ticket-customer-notes-save = Save notes
ticket-customer-no-notes = No notes yet
ticket-customer-change = Change customer
ticket-customer-change-short = Change
ticket-customer-to = Their e-mail address
ticket-customer-to-hint = The ticket becomes theirs. Whoever it belonged to takes no part any more.
ticket-customer-change-go = Give them the ticket
ticket-customer-merge = Same person as somebody else
ticket-customer-merge-short = Same person
ticket-customer-merge-hint = Their addresses, telephone, notes and tickets join this customer. It can be undone later.
ticket-customer-merge-go = Merge them
ticket-customer-merged = Also <b>{ $name }</b>
ticket-customer-unmerge = Make two again

## One customer.

customer-known = What is known
customer-none = Not known
customer-since = First known
customer-tickets =
    { $n ->
        [0] Tickets
        [one] One ticket
       *[other] { $n } tickets
    }
customer-all = Show all of them
customer-list = Show as a list
customer-no-tickets = No tickets that you can see
customer-export-title = Data
customer-export-hint = All that there is of this customer in one ZIP file: what is known, tickets with logs and notes, e-mails and files. That you took it stands in the audit log.
customer-export = Export all data
customer-erase-title = Erase
customer-erase-hint = With every ticket, e-mail and file of theirs, for good. You see first what goes.
customer-erase = Erase this customer…
customer_erase-title = Erase { $name }
customer_erase-back = Back to the customer
customer_erase-goes = This goes
customer_erase-tickets = Tickets, with their logs and notes
customer_erase-messages = E-mails in them
customer_erase-files = Files
customer_erase-bytes = Together
customer_erase-record = Name, addresses, telephone and notes go too, and the organization if nobody else belongs to it. E-mail to them that is still waiting is not sent.
customer_erase-merged = So do those who were merged into this customer: { $names }
customer_erase-elsewhere = In tickets of other customers, their e-mails are emptied, their address is taken out, and the log says that something was erased. Others’ e-mails that name or repeat them lose the original and the quoted part.
customer_erase-stays = This stays
customer_erase-stays-hint = What your team wrote about them elsewhere: in notes, rules and views. That somebody was erased, when, and how much, without a name, stands in the audit log. A check of the addresses is kept that cannot be read back, so that a restored backup erases them again. Whoever writes from the same address later is a new customer.
customer_erase-changed = Something came or changed since this page was shown. Read it again, then confirm.
customer_erase-never = This can never be undone.
customer_erase-address = Their first e-mail address
customer_erase-type = To confirm, write: { $word }
customer_erase-go = Erase for good
ticket-people = Others in the conversation
ticket-people-stranger = Not confirmed: not in copy
ticket-people-none = Nobody else
ticket-people-remove = Take { $address } out
ticket-people-add = Add an e-mail address
ticket-status = Status
ticket-priority = Priority
ticket-assignee = Assignee
ticket-tags = Tags
ticket-created = Created
ticket-due = Set a due time
ticket-updated = Updated
ticket-mailbox = Mailbox
ticket-automatic = Automatic mail
ticket-close = Close
ticket-reopen = Open again
ticket-more = More actions
ticket-delete = Delete
ticket-restore = Restore
ticket-links = Linked tickets
ticket-no-links = None
ticket-binned = in the bin
ticket-link = Link to #
ticket-unlink = Take away the link to { $number }
ticket-merge = Merge
ticket-merge-into = Merge into #
ticket-unmerge = Unmerge
ticket-snooze = Snooze
ticket-snooze-hours = In 4 hours
ticket-snooze-tomorrow = Tomorrow at 9:00
ticket-snooze-week = Next Monday at 9:00
ticket-snooze-until = Snooze until
ticket-asleep = Asleep until <b>{ $date }</b>, or until the customer writes.
ticket-asleep-until = Asleep until { $date }
ticket-wake = Wake
ticket-came-from = <b>{ $number }</b> was merged into this ticket.
ticket-in-bin = In the bin until <b>{ $date }</b>. Then it is gone for good.
ticket-in-bin-editor = What you typed stays here, and can be saved once the ticket is restored.
ticket-changed = Changed: { $field }
ticket-closed = Closed. When { $name } writes again, you see it here.
ticket-details = Ticket details
ticket-fields = Details
ticket-back = Back to the conversation
ticket-log = Activity log
ticket-log-older = Show earlier lines
ticket-log-newest = Back to the newest lines
ticket-newer =
    { $n ->
        [one] { $n } new line, show
       *[other] { $n } new lines, show
    }
ticket-shows = Lines of the log
ticket-show-all = Everything
ticket-show-mails = E-mails
ticket-show-notes = Notes
ticket-show-changes = Changes
ticket-fresh = { $n } new
ticket-unread = unread
ticket-looks = { $name } is looking too
ticket-look-two = { $name } and { $other } are looking too
ticket-look-more = { $n ->
    [one] { $name } and one other are looking too
   *[other] { $name } and { $n } others are looking too
}
ticket-copy-link = Copy link
ticket-print = Print
ticket-forward = Forward the newest e-mail
ticket-mark-unread = Mark as unread
ticket-step-at = { $at } of { $of }
ticket-step-back = Previous ticket of the list
ticket-step-on = Next ticket of the list
ticket-tag-add = Add a tag
ticket-tag-remove = Remove tag { $tag }
ticket-tag-new = New tag: { $tag }
ticket-no-description = No description
ticket-no-tags = No tags
ticket-gone = This ticket is not yours to see any more
ticket-gone-hint = It was given to somebody else, or what you may see has changed. A text that you had begun stays in this window until you close it or sign out.
ticket-gone-back = Back to the inbox
ticket-edit-text = Edit name and description
ticket-earlier = Earlier tickets

## Organizations of customers.

companies-title = Organizations
companies-lead = Whom customers belong to
companies-search = Search by name or domain
companies-go = Search
companies-every = Show all
companies-domains = Mail domains
companies-no-domains = No domain
companies-customers = Customers
companies-tickets-of = Tickets of { $name }: { $n }
companies-none = No organization yet. The first customer who writes from the mail domain of one makes it.
companies-none-found = No organization has a name or a domain with these words.
companies-first = From the beginning
companies-more = Show more
company-back = All organizations
company-domains-hint = One per line. Whoever writes from one of them for the first time belongs to this organization.
company-customers =
    { $n ->
        [0] Customers
        [one] One customer
       *[other] { $n } customers
    }
company-tickets =
    { $n ->
        [0] No tickets
        [one] One ticket
       *[other] { $n } tickets
    }
company-no-customers = Nobody belongs to it.
company-delete-title = Delete
company-delete-hint = Its customers and their tickets stay, and belong to no organization. For ten minutes it can be undone.
company-delete = Delete organization
notice-company-changed = Organization <b>{ $subject }</b> is changed.
notice-undone-company-changed = Organization <b>{ $subject }</b> is as before.
notice-company-deleted = Organization <b>{ $subject }</b> is deleted.
notice-undone-company-deleted = Organization <b>{ $subject }</b> is there again, with its customers.

## The lines of the log.

log-the-desk = The desk
log-new = New
log-created-mail = Created from an e-mail to <b>{ $address }</b>
log-created-mail-only = Created from an e-mail
log-created-hand = <b>{ $who }</b> created the ticket
log-created-api = <b>{ $who }</b> created the ticket by program
log-created-automatic = (automatic mail, never answered automatically)
log-message-in = <b>{ $who }</b> wrote
log-message-out = <b>{ $who }</b> answered
log-forwarded = forwarded <a href="{ $href }">an e-mail</a> to { $to }
log-forwarded-by = <b>{ $who }</b> forwarded an e-mail to { $to }
log-forwarded-text = Show what was forwarded
log-message-by = Message from { $name }
log-note = <b>{ $who }</b> wrote a note
log-note-by = Note by { $name }
log-note-changed = edited { $at }
log-note-edit = Edit
log-note-delete = Delete
log-note-gone = A note stood here; its author deleted it
log-note-edited = <b>{ $who }</b> changed <a href="{ $href }">a note</a>
log-note-restored = <b>{ $who }</b> put <a href="{ $href }">a note</a> back
log-note-deleted = <b>{ $who }</b> deleted a note
log-note-before = Show the text before
log-note-put-back = Put it back
log-note-word = note, for your team
log-name = <b>{ $who }</b> changed the name from { $old } to <b>{ $new }</b>
log-description = <b>{ $who }</b> changed the description
log-status-asked = <b>{ $who }</b> changed status from { $old } to <b>{ $new }</b>
log-status-customer-wrote = The customer wrote: status from { $old } to <b>{ $new }</b>
log-status-sent = <b>{ $who }</b> answered: status from { $old } to <b>{ $new }</b>
log-status-first-reply = First answer by <b>{ $who }</b>: status from { $old } to <b>{ $new }</b>
log-status-outside-wrote = An answer to what was forwarded: status from { $old } to <b>{ $new }</b>
log-priority = <b>{ $who }</b> changed priority from { $old } to <b>{ $new }</b>
log-assignee-asked = <b>{ $who }</b> changed assignee from { $old } to <b>{ $new }</b>
log-assignee-customer-wrote = The customer wrote: assignee from { $old } to <b>{ $new }</b>
log-assignee-sent = <b>{ $who }</b> answered: assignee from { $old } to <b>{ $new }</b>
log-assignee-first-reply = First answer by <b>{ $who }</b>: assignee from { $old } to <b>{ $new }</b>
log-assignee-left = <b>{ $old }</b> gave this back: assignee is now <b>{ $new }</b>
log-assignee-made = Made by somebody who would not see it otherwise: assignee is <b>{ $new }</b>
log-tag-added = <b>{ $who }</b> added tag <b>{ $tag }</b>
log-tag-removed = <b>{ $who }</b> removed tag <b>{ $tag }</b>
log-due = <b>{ $who }</b> set it due <b>{ $due }</b>
log-due-moved = <b>{ $who }</b> moved the due time from { $old } to <b>{ $due }</b>
log-no-due = <b>{ $who }</b> took the due time away, which was { $old }
log-deleted = <b>{ $who }</b> put the ticket into the bin
log-retired = Put into the bin: it was closed, and nothing happened in it for as long as the settings keep it
log-restored = <b>{ $who }</b> took the ticket out of the bin
log-rule = Rule <b>{ $rule }</b>:{" "}
log-rule-link = Rule <a href="{ $href }">{ $rule }</a>:{" "}
log-rule-default = Default rule:{" "}
rule-effect-status = status from { $old } to <b>{ $new }</b>
rule-effect-priority = priority from { $old } to <b>{ $new }</b>
rule-effect-assignee = assignee from { $old } to <b>{ $new }</b>
rule-effect-tag-added = tag <b>{ $tag }</b> added
rule-effect-tag-removed = tag <b>{ $tag }</b> removed
rule-effect-name = name is now <b>{ $new }</b>
rule-effect-note = note: { $text }
rule-effect-due = due <b>{ $due }</b>
rule-effect-no-due = no due time any more
rule-effect-snoozed = asleep until <b>{ $until }</b>
log-linked-number-only = Linked to <a href="{ $href }">{ $number } { $name }</a>: the mail named only its number, and its sender is not proven
log-linked-received-id-only = Linked to <a href="{ $href }">{ $number } { $name }</a>: the mail answers one of its messages, and its sender is not proven
log-linked-closed-long-ago = Linked to <a href="{ $href }">{ $number } { $name }</a>, which was closed too long ago to open again
log-linked-deleted = Linked to <a href="{ $href }">{ $number } { $name }</a>, which was in the bin and takes no more mail
log-linked-asked = <b>{ $who }</b> linked it to <a href="{ $href }">{ $number } { $name }</a>
log-unlinked = <b>{ $who }</b> took away the link to <a href="{ $href }">{ $number }</a>
log-merged = <b>{ $who }</b> merged it into <a href="{ $href }">{ $number }</a>
log-unmerged = <b>{ $who }</b> took it out of <a href="{ $href }">{ $number }</a>
log-absorbed = <b>{ $who }</b> merged <b>{ $number } { $name }</b> into it
log-parted = <b>{ $who }</b> took <a href="{ $href }">{ $number }</a> out of it
log-split-off = <b>{ $who }</b> made an e-mail a ticket of its own: <a href="{ $href }">{ $number }</a>
log-erased = What a customer had here is erased
log-split-from = <b>{ $who }</b> took this e-mail out of <a href="{ $href }">{ $number }</a>
log-split-back = <b>{ $who }</b> put the e-mail back that had become { $number }
log-snoozed = <b>{ $who }</b> put it to sleep until <b>{ $until }</b>
log-woke-time = It woke: its time had come
log-woke-customer-wrote = It woke: the customer wrote
log-woke-asked = <b>{ $who }</b> woke it
log-woke-outside-wrote = It woke: an answer to what was forwarded
log-participant-known = <b>{ $name }</b> ({ $address }) takes part now
log-participant-stranger = <b>{ $name }</b> ({ $address }) joined by the reply address and is new here
log-participant-confirmed = <b>{ $who }</b> confirmed <b>{ $address }</b> as a participant
log-participant-unconfirmed = <b>{ $who }</b> took back that <b>{ $address }</b> was let in
log-participant-removed = <b>{ $who }</b> took <b>{ $address }</b> out of the conversation
log-customer-edited = <b>{ $who }</b> changed what is known of the customer: { $fields }
log-customer-name = name
log-customer-organization = organization
log-customer-addresses = e-mail addresses
log-customer-phone = telephone
log-customer-notes = notes
log-customer-asked = <b>{ $who }</b> changed the customer from { $old } to <b>{ $new }</b>
log-customer-merged = <b>{ $who }</b> merged the customer { $old } into <b>{ $new }</b>
log-customer-unmerged = <b>{ $who }</b> took the merge of customers back: from { $old } to <b>{ $new }</b>
log-delivery-failed = Not delivered to <b>{ $recipient }</b>:
log-to = to { $to }
log-cc = , cc { $cc }
log-subject = Subject:
log-no-text = This message has no text.
log-quoted = Show quoted text
log-html = Show as it was designed
log-frame = Message from { $name } as it was designed
log-remote = Load pictures from the sender’s server
log-raw = Original
log-forward = Forward
log-answer-outside = Write back
log-split = New ticket from this
log-not-parsed-too-complex = This mail is built in too complicated a way to be shown. The original is kept.
log-not-parsed-poison = This mail could not be read. The original is kept.
log-not-parsed-erased = The customer who wrote this was erased. Nothing of it is kept.
log-not-parsed-abridged = It named or repeated a customer who was erased. Its text and its files are kept, the original is not.
log-stranger = New in this ticket: joined by the reply address, not among those who took part. Not in copy of your answers.
log-stranger-confirm = Let take part
log-outside = Not the customer: an e-mail was forwarded to them. Answers to the customer leave this out.
log-automatic-bounce = A report that a mail of ours came back
log-automatic-reply = An automatic answer
log-automatic-generated = Sent by a program or a list
log-also-to = also to { $addresses }

## Where a sent mail stands.

delivery-queued = Queued
delivery-sending = Sending
delivery-delivered = Delivered { $at }
delivery-server = to { $server }, not encrypted
delivery-server-tls = to { $server }, TLS
delivery-delayed = Delayed, next try { $next }
delivery-delayed-ahead = Delayed, the other server is still trying
delivery-failed = Not delivered { $at }

## Why a mail was not delivered. What another server said is shown as it is.

reason-lost = the message is no longer in the store
reason-link-ended = the link in it ended before it could be sent
reason-link-replaced = a newer link took its place
reason-sealed = it was sealed under another guichet.key
reason-bare-line-end = the message holds a bare CR, LF or NUL and was not sent
reason-route-sealed = the password of the mailbox’s own server cannot be opened; enter it again in the mailbox’s settings
reason-took-an-hour = the attempt took longer than an hour
reason-inside = the attempt failed inside the desk; its log says why
reason-clear = the smarthost { $about } is spoken to in clear, but is neither on this machine nor in an allowed net
reason-private = the mail server { $about } has a private address or one of this machine, which mail is not sent to
reason-no-server = { $about } has no mail server
reason-no-domain = the domain { $about } does not exist
reason-no-address = the domain { $about } has no mail server and no address
reason-no-host = the mail server { $about } does not exist
reason-no-host-address = the mail server { $about } has no address
reason-dns-unsure = DNS was unsure of { $about }
reason-dns-silent = DNS does not answer for { $about }
reason-none-found = no server was found
reason-no-literal = [{ $about }] is no address that mail can be sent to
reason-null-mx = { $about } takes no mail (null MX, RFC 7505)
reason-ourselves = the mail server of { $about } is this desk, which has no such mailbox
reason-cut-off = the connection ended while the message was sent
reason-closed = the server closed the connection
reason-no-answer = no answer within { $about } s
reason-long-reply = its reply is longer than 100 lines or 64 KiB
reason-no-reply = its reply is no SMTP reply
reason-more-than-starttls = it sent more than its answer to STARTTLS
reason-no-starttls = it offers no STARTTLS, which the settings demand
reason-password-in-clear = a password is never sent without TLS
reason-no-sign-in = it offers no sign-in that we know (PLAIN, LOGIN)
reason-no-smtputf8 = the server takes no addresses beyond ASCII (no SMTPUTF8)
reason-no-8bitmime = the server takes no 8-bit message (no 8BITMIME)
reason-too-large = the message is larger than the { $about } bytes that the server takes
reason-tls = TLS
reason-handshake-slow = the handshake took too long
reason-given-up = given up after { $about } attempts in 5 days
reason-address-refused = the address is not accepted
reason-no-mailbox = there is no such mailbox
reason-domain-refuses = the domain takes no mail
reason-address-wrong = the address is not written correctly
reason-moved = the mailbox has moved and left no address
reason-ours-refused = our address was not accepted
reason-mailbox-off = the mailbox is switched off
reason-mailbox-full = the mailbox is full
reason-too-big = the mail is too big for the other side
reason-list-silent = the mailing list could not be reached
reason-mailbox-trouble = the mailbox has a problem
reason-server-full = the other mail server is full
reason-server-trouble = the other mail server has a problem
reason-server-silent = the other mail server did not answer
reason-no-way = no way was found to the other mail server
reason-overloaded = the other mail server is overloaded
reason-too-late = the other mail server could not be reached in time
reason-unreadable = the other side cannot read this kind of mail
reason-not-allowed = the other side does not allow this mail
reason-security-rule = a security rule of the other side refused the mail
reason-sender-checks = the sender checks of the other side failed
reason-not-delivered = the mail could not be delivered
reason-arrived = the mail was delivered
reason-handed-on = the mail was handed to a system that reports no further

## Writing.

composer-write = Write
composer-mail = New e-mail
composer-note = Note
composer-to = To
composer-elsewhere = Written from { $from }, but answers are asked to { $to }, in another domain. Send only if you know that address.
composer-cc = Cc
composer-cc-hint = Addresses, commas between
composer-text = Message
composer-mail-hint = Write to { $name }…
composer-signature = Below your text:
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
composer-held-hint = Read it first; your text is kept.
composer-held-show = Show the message
composer-held-send = Send anyway
composer-no-address = This customer has no e-mail address: write a note, or call.
composer-team-only = Only your team sees this.
composer-note-text = Note
composer-note-hint = Write to your team. @ mentions someone.
composer-add-note = Add note
composer-without-files = Send without the files
composer-noted = Note added
composer-forward = Forward
composer-forward-hint = The customer sees nothing of this. What comes back stands in this log and goes to nobody.
composer-forward-text = Say something to it, or nothing…
composer-forward-below = What goes along: the e-mail from { $name }
composer-forward-files = Files that go along
composer-forward-send = Forward
composer-forwarded = Forwarded
composer-answers = { $name } is writing an answer
composer-answers-more = { $n ->
    [one] { $name } and one other are writing an answer
   *[other] { $name } and { $n } others are writing an answer
}
composer-notes = { $name } is writing a note
composer-edits = { $name } is changing the details

## Signing in.

sign_in-title = Sign in
sign_in-email = E-mail address
sign_in-password = Password
sign_in-show = Show password
sign_in-busy = Too many people are signing in at this moment. Try again in a few seconds.
sign_in-left =
    { $left ->
        [0] That was the last try before a 15-minute pause
        [one] { $left } more try, then a 15-minute pause
       *[other] { $left } more tries, then a 15-minute pause
    }
sign_in-paused =
    { $minutes ->
        [one] Too many tries. Wait { $minutes } minute, then try again.
       *[other] Too many tries. Wait { $minutes } minutes, then try again.
    }
sign_in-forgotten = Forgot your password?

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
setup-first-mail-local = The desk listens on <code>{ $listen }</code>, which only its own machine reaches: no mail from outside can come in yet.
setup-local-test = Send the first one in a terminal on that machine. It appears below within seconds.
setup-the-test = the line that sends a test e-mail
setup-local-other = No swaks? <code>apt-get install swaks</code> on Debian. Or write to <code>{ $address }</code> with any mail program on that machine: outgoing server <code>{ $listen }</code>, no encryption, no password.
setup-local-outside = To receive mail from outside, write <code>listen = "0.0.0.0:25"</code> under <code>[smtp]</code> in <code>guichet.toml</code> in the data folder, restart the desk, and point the <code>MX</code> record of the domain at this machine.
setup-the-address = the service desk address
setup-listening = Listening for your message
setup-console = Mail receiver log
setup-console-ready = receiver ready on { $address }
setup-works = It works. This is your first ticket:
setup-open = Open the desk
setup-reload = Look again
setup-skip = Skip, I will test later
setup-nothing = Nothing arrives?
setup-nothing-test = From this machine: <code>{ $test }</code>
setup-nothing-port = Some providers block port 25: ask yours to open it.
setup-nothing-attempt = Every attempt, even a refused one, shows in the log above with the reason.

## The settings.
app-settings = Settings
settings-title = Settings
settings-of-desk = Service desk
settings-of-persons = People
settings-of-machine = This machine
settings-organization = Organization
settings-mail = Mailboxes
settings-calendars = Business hours
settings-tags = Tags
settings-people = People and rights
settings-tokens = API tokens
settings-retention = Retention
settings-audit = Audit log

## What was just done, and taking it back.

notice-undo = Undo
notice-saved = Saved.
notice-erased = The customer is being erased. It takes a moment; what is theirs leaves every list meanwhile.
notice-asleep = It already sleeps until <b>{ $date }</b>.
notice-over = Too late: this can no longer be undone.
notice-restored =
    { $n ->
        [one] { $n } ticket is back.
       *[other] { $n } tickets are back.
    }
notice-left =
    { $n ->
        [one] { $n } ticket stays as it is: somebody changed it since.
       *[other] { $n } tickets stay as they are: somebody changed them since.
    }
notice-left-one = What somebody changed since stays as it is.
notice-nothing = Nothing is taken back.
notice-user-deactivated = <b>{ $subject }</b> is deactivated and signed out.
notice-undone-user-deactivated = <b>{ $subject }</b> is active again.
notice-group-deleted = Group <b>{ $subject }</b> is deleted.
notice-undone-group-deleted = Group <b>{ $subject }</b> is there again.
notice-role-deleted = Role <b>{ $subject }</b> is deleted.
notice-undone-role-deleted = Role <b>{ $subject }</b> is there again.

## People, groups, roles.

right-tickets-read = Read tickets
right-tickets-note = Write notes
right-tickets-edit = Change and create tickets
right-tickets-reply = Reply to customers
right-tickets-delete = Delete and restore tickets
right-customers-erase = Erase customers for good
right-api = Use the API
right-tags = Manage tags
right-mailboxes = Manage mailboxes
right-people = Manage people, groups and roles
right-settings = Change the organization’s settings
right-audit = Read the audit log
right-rules = Make and try rules
right-views = Share views with everybody
settings_people-lead = Who works at this desk, in which group, and what each role may do.
settings_people-invite = Invite someone
settings_people-people = People
settings_people-name = Name
settings_people-roles = Roles
settings_people-groups = Groups
settings_people-last-seen = Last seen
settings_people-off = deactivated
settings_people-invited = invited
settings_people-never = never
settings_people-second-step = Second step
settings_people-not-invited = invite not delivered
settings_people-nothing = Nothing
settings_people-group = Group
settings_people-group-new = New group
settings_people-members = Members
settings_people-mailboxes = Mailboxes
settings_people-no-groups = No groups yet. A ticket can be given to a group, and its members see it.
settings_people-matrix = What each role may do
settings_people-matrix-hint = Whoever has several roles may do what any of them allows. How far somebody sees is set for each person.
settings_people-right = Right
settings_people-role-new = New role
settings_user-email-hint = They get an e-mail with a link to choose a password.
settings_user-roles-hint = Together they say what this person may do.
settings_user-groups-hint = Tickets of a group are everybody’s in it.
settings_user-visibility = Sees
settings_user-sees-own = Own tickets
settings_user-sees-own-hint = Only what is assigned to this person.
settings_user-sees-groups = Tickets of own groups
settings_user-sees-groups-hint = Own tickets, and what the groups, their members and their mailboxes have.
settings_user-sees-all = All tickets
settings_user-sees-all-hint = Everything at this desk.
settings_user-whole = This person
settings_user-invite = Invite
settings_user-beyond = This person may do more than you. Somebody who may do as much can change them.
settings_user-is-off = Deactivated: cannot sign in, and gets no tickets.
settings_user-is-invited = Has not chosen a password yet.
settings_user-access = Access
settings_user-invite-hint = Sends a new link to choose a password. It works for 7 days, and older links end.
settings_user-send-invite = Send the invite again
settings_user-reset-hint = Sends a link to choose a new password. It works for an hour; the present password works until then.
settings_user-send-reset = Send a password link
settings_user-mail-invite = Invite of { $at } to { $to }:
settings_user-mail-reset = Password link of { $at } to { $to }:
settings_user-second-step-hint = For somebody who lost their app and their recovery codes: the password alone signs them in until they turn the second step on again.
settings_user-second-step-own = Your own second step is kept where your password is.
settings_user-second-step-reset = Reset the second step
settings_user-sign-out = End sign-ins
settings_user-sign-out-hint = Signs this person out in every browser. They can sign in again.
settings_user-deactivate = Deactivate
settings_user-deactivate-hint = Signs this person out and keeps them out. Everything they wrote stays, and their open tickets go back to their group.
settings_user-tickets =
    { $n ->
        [one] They have { $n } ticket now.
       *[other] They have { $n } tickets now.
    }
settings_user-activate = Activate
settings_user-activate-hint = Lets this person sign in again with the password they had.
settings_group-beyond = This group gives its members more rights than you have. You can change its name and mailboxes.
settings_group-mailboxes-hint = Members see what arrives there, whoever has it.
settings_group-roles-hint = Every member has these too.
settings_group-make = Create group
settings_group-delete = Delete group
settings_group-delete-hint = Its members stay. All its tickets, the closed ones too, lose their group.
settings_group-tickets =
    { $n ->
        [0] No open ticket is with it.
        [one] { $n } open ticket will be nobody’s.
       *[other] { $n } open tickets will be nobody’s.
    }
settings_role-rights = May
settings_role-name-hint = Such as Team lead.
settings_role-admin = An admin may do everything, always: somebody has to be able to open every door.
settings_role-beyond = This role allows more than you may do. Somebody who may do as much can change it.
settings_role-predefined = Every desk begins with this role: it keeps its name and cannot be deleted.
settings_role-users =
    { $n ->
        [0] Nobody has it.
        [one] { $n } person has it.
       *[other] { $n } people have it.
    }
settings_role-groups =
    { $n ->
        [0] No group gives it.
        [one] { $n } group gives it.
       *[other] { $n } groups give it.
    }
settings_role-make = Create role
settings_role-delete = Delete role
settings_role-delete-hint = Whoever has it keeps their other roles.
notice-mailbox-deleted = Mailbox <b>{ $subject }</b> is deleted: mail to it is refused.
notice-undone-mailbox-deleted = Mailbox <b>{ $subject }</b> receives again.
notice-tag-made = Tag <b>{ $subject }</b> is made.
notice-undone-tag-made = Tag <b>{ $subject }</b> is gone again.
notice-tag-changed = Tag <b>{ $subject }</b> is changed.
notice-undone-tag-changed = Tag <b>{ $subject }</b> is as before.
notice-tag-merged = Tag <b>{ $subject }</b> is merged.
notice-undone-tag-merged = Tag <b>{ $subject }</b> stands by itself again.
notice-tag-deleted = Tag <b>{ $subject }</b> is deleted.
notice-undone-tag-deleted = Tag <b>{ $subject }</b> is back on its tickets.
notice-rule-deleted = Rule <b>{ $subject }</b> is deleted.
notice-undone-rule-deleted = Rule <b>{ $subject }</b> is back at its place.
notice-rule-on = Rule <b>{ $subject }</b> is on.
notice-undone-rule-on = Rule <b>{ $subject }</b> is off again.
notice-rule-off = Rule <b>{ $subject }</b> is off.
notice-undone-rule-off = Rule <b>{ $subject }</b> is on again.
notice-rule-moved = Rule <b>{ $subject }</b> is moved.
notice-undone-rule-moved = Rule <b>{ $subject }</b> is back at its place.
notice-view-deleted = View <b>{ $subject }</b> is deleted.
notice-undone-view-deleted = View <b>{ $subject }</b> is there again.
notice-tickets-changed = Changed: <b>{ $subject }</b>.
notice-undone-tickets-changed = Taken back: <b>{ $subject }</b>.
notice-tickets-deleted = In the bin for 30 days: <b>{ $subject }</b>.
notice-undone-tickets-deleted = Taken out of the bin: <b>{ $subject }</b>.
notice-tickets-restored = Taken out of the bin: <b>{ $subject }</b>.
notice-undone-tickets-restored = In the bin again: <b>{ $subject }</b>.
notice-tickets-merged = Merged: <b>{ $subject }</b>.
notice-undone-tickets-merged = Separate again: <b>{ $subject }</b>.
notice-ticket-linked = Linked with <b>{ $subject }</b>.
notice-undone-ticket-linked = No longer linked with <b>{ $subject }</b>.
notice-ticket-unlinked = The link with <b>{ $subject }</b> is taken away.
notice-undone-ticket-unlinked = Linked with <b>{ $subject }</b> again.
notice-participant-added = <b>{ $subject }</b> takes part now.
notice-undone-participant-added = <b>{ $subject }</b> takes no part any more.
notice-participant-confirmed = <b>{ $subject }</b> is let in.
notice-undone-participant-confirmed = <b>{ $subject }</b> is new in the conversation again.
notice-participant-removed = <b>{ $subject }</b> is out of the conversation.
notice-undone-participant-removed = <b>{ $subject }</b> takes part again.
notice-ticket-split = The e-mail is a ticket of its own: <b>{ $subject }</b>.
notice-undone-ticket-split = Taken back: <b>{ $subject }</b>.
notice-customer-merged = <b>{ $subject }</b> is merged into this customer.
notice-undone-customer-merged = <b>{ $subject }</b> is a customer of their own again.
notice-customer-changed = What is known of <b>{ $subject }</b> is changed.
notice-undone-customer-changed = What is known of <b>{ $subject }</b> is as before.
notice-calendar-deleted = Calendar <b>{ $subject }</b> is deleted.
notice-undone-calendar-deleted = Calendar <b>{ $subject }</b> is there again.
notice-token-revoked = Token <b>{ $subject }</b> is revoked.
notice-undone-token-revoked = Token <b>{ $subject }</b> works again.

## How mail leaves, in the settings.

settings-route-security = Encryption
settings-route-tls = TLS from the first byte
settings-route-starttls = STARTTLS, required
settings-route-plain = None: only on this machine or in an allowed network
settings-route-host = Server
settings-route-port = Port
settings-route-user = User name
settings-route-user-hint = Leave it empty if the server asks for no sign-in.
settings-route-password = Password
settings-route-password-hint = It is kept sealed and never shown.
settings-route-password-kept = A password is kept. Leave this empty to keep it; another server or user needs it again.

## The settings of the organization.

settings_organization-lead = What customers read, and how mail leaves. What you save takes effect at once.
settings_organization-reopen = Days in which a closed ticket opens again
settings_organization-reopen-hint = When its customer writes. Later, a new ticket is made and linked. From 0 to 3650.
settings_organization-moves = What tickets do by themselves
settings_organization-answer-opens = An answer opens a ticket that waits for it
settings_organization-first-reply = Whoever answers a ticket of nobody first is assigned to it
settings_organization-smarthost = How mail leaves
settings_organization-direct = Straight to each recipient’s server
settings_organization-direct-hint = Needs port 25 open to the outside, and a name for this machine’s address.
settings_organization-server = Through one server (smarthost)
settings_organization-demo = This is a demo: no mail leaves this machine, whatever is chosen here.

## How long things are kept.

settings_retention-lead = How long things are kept. What you save takes effect within the hour.
settings_retention-closed = Days for closed tickets
settings_retention-closed-hint = In which nothing happened. They go into the bin, and 30 days later for good. From 30 to 3650; empty keeps them.
settings_retention-receipts = Days for receipts of e-mail
settings_retention-receipts-hint = At most a million of them. From 1 to 3650.
settings_retention-audit = Days for the audit log
settings_retention-audit-hint = From 30 to 3650; empty keeps all of it.

## The mailboxes.

settings_mail-lead = Where customers write, and what stands below the answers.
settings_mail-add = Add a mailbox
settings_mail-address = Address
settings_mail-name = Sender’s name
settings_mail-group = New tickets go to
settings_mail-signature = Signature
settings_mail-no-signature = no signature
settings_mail-state = State
settings_mail-also = also { $addresses }
settings_mail-receiving = Receiving
settings_mail-own-route = Own server
settings_mail-deleted = Deleted
settings_mail-deleted-hint = They receive nothing. Their tickets are answered from the first mailbox above.
settings_mail-restore = Bring back

## One mailbox.

settings_mailbox-new = New mailbox
settings_mailbox-back = All mailboxes
settings_mailbox-address = Address
settings_mailbox-address-hint = What customers write to and what answers come from.
settings_mailbox-name = Sender’s name
settings_mailbox-name-hint = Customers see it beside the address. Empty shows the organization’s name.
settings_mailbox-signature-hint = Below answers of people who have no signature of their own. Plain text.
settings_mailbox-aliases = Other addresses
settings_mailbox-aliases-hint = Mail to these arrives here too. One per line.
settings_mailbox-more = Delivery and sending
settings_mailbox-delivery = Delivery domain
settings_mailbox-delivery-hint = The domain that really reaches this machine, when a provider forwards. Empty is the address’s own.
settings_mailbox-plus = Plus addresses arrive
settings_mailbox-plus-hint = Answers find their ticket by name+code@…. Turn off if your provider drops what stands behind the plus.
settings_mailbox-route = How its mail leaves
settings_mailbox-route-desk = The way of the whole desk
settings_mailbox-route-desk-hint = As chosen under Organization.
settings_mailbox-route-own = Through a server of its own
settings_mailbox-delete-title = Delete this mailbox
settings_mailbox-delete-hint = Mail to it is refused from then on. Its tickets stay, and are answered from the first of the other mailboxes.
settings_mailbox-delete-last = This is the only mailbox: add another one first.
settings_mailbox-delete = Delete mailbox

## Business hours.

settings_calendars-lead = When somebody is there, and how soon customers get an answer.
settings_calendars-calendar = Calendar
settings_calendars-hours = Hours
settings_calendars-followers = Followed by
settings_calendars-none = No calendar yet
settings_calendars-none-hint = Without one every hour counts, day and night, and nothing is promised.
settings_calendars-days = { $first }–{ $last }
settings_calendars-day-1 = Mon
settings_calendars-day-2 = Tue
settings_calendars-day-3 = Wed
settings_calendars-day-4 = Thu
settings_calendars-day-5 = Fri
settings_calendars-day-6 = Sat
settings_calendars-day-7 = Sun
settings_calendars-holidays =
    { $n ->
        [one] { $n } day off
       *[other] { $n } days off
    }
settings_calendar-new = New calendar
settings_calendar-make = Create calendar
settings_calendar-zone = Time zone
settings_calendar-zone-hint = Hours are read on a clock in this zone, such as Europe/Paris.
settings_calendar-hours = Hours
settings_calendar-hours-hint = From and until; the second pair is for after a break. Leave a day off empty. Until 00:00 is midnight.
settings_calendar-hours-then-from = { $day }, then from
settings_calendar-hours-then-to = { $day }, then until
settings_calendar-holidays = Days off
settings_calendar-holidays-hint = One per line: <code>2026-12-25 Christmas</code>, or <code>12-25 Christmas</code> for every year.
settings_calendar-targets = Targets
settings_calendar-targets-hint = Time in these hours, such as <code>30m</code> or <code>4h</code>. Empty promises nothing.
settings_calendar-priority = Priority
settings_calendar-answer = First answer
settings_calendar-solution = Solution
settings_calendar-followers = Who follows these hours
settings_calendar-followers-hint = The group that has a ticket counts first, then its mailbox. Choosing what follows another calendar takes it from there.
settings_calendar-follows = Now follows <b>{ $name }</b>
settings_calendar-default = All other tickets
settings_calendar-delete = Delete calendar
settings_calendar-delete-hint = Its tickets follow the calendar of all other tickets then. Without one every hour counts and nothing is promised.

## The tags.

settings_tags-lead = Rename once, everywhere. Merging keeps the history.
settings_tags-tag = Tag
settings_tags-all = All
settings_tags-change = Change
settings_tags-rules = Used by rules
settings_tags-rules-none = no rule
settings_tags-rules-some =
    { $n ->
        [one] 1 rule
       *[other] { $n } rules
    }
settings_tags-none = No tags yet
settings_tags-none-hint = A tag is made when somebody writes it on a ticket, or here.

## One tag.

settings_tag-new = New tag
settings_tag-make = Make the tag
settings_tag-back = All tags
settings_tag-count =
    { $all ->
        [one] { $all } ticket, { $open } not closed
       *[other] { $all } tickets, { $open } not closed
    }
settings_tag-name-hint = Spaces become hyphens. No commas, colons, quotes or angle brackets; at most 40 characters.
settings_tag-colour = Colour
settings_tag-merge-title = Merge into another tag
settings_tag-merge-hint = Its tickets show the other tag, and whoever types this name gets the other.
settings_tag-into = The other tag
settings_tag-merge = Merge
settings_tag-delete-title = Delete this tag
settings_tag-delete-hint = It goes from every ticket. The activity logs still name it.
settings_tag-delete = Delete tag
colour-grey = Grey
colour-blue = Blue
colour-green = Green
colour-amber = Amber
colour-orange = Orange
colour-red = Red
colour-violet = Violet

## The API tokens.

settings_tokens-lead = For programs, not people. Each token has its own rights, an end date and a trace in the audit log.
settings_tokens-made = Copy the token “{ $name }” now. It is shown only once.
settings_tokens-the-token = the new token
settings_tokens-owner = Owner
settings_tokens-scopes = Rights
settings_tokens-used = Last used
settings_tokens-never = never
settings_tokens-ends = Ends
settings_tokens-no-end = no end
settings_tokens-over = over since { $date }
settings_tokens-revoke = Revoke
settings_tokens-none = No tokens yet
settings_tokens-none-hint = A program sends one with each request, as <code>Authorization: Bearer gui_…</code>.
scope-tickets-read = Read tickets
scope-tickets-read-hint = Tickets, messages and files, as far as the owner sees them.
scope-tickets-write = Read and write tickets
scope-tickets-write-hint = The same, and make, change and answer tickets.
scope-admin = Administration
scope-admin-hint = People, mailboxes, tags, tokens, settings and the audit log; no tickets.
scope-all = Everything
scope-all-hint = Whatever the owner may, rights of later releases too.

## One API token.

settings_token-new = New token
settings_token-make = Make the token
settings_token-back = All tokens
settings_token-name-hint = What it is for, such as “Till monitor”.
settings_token-owner-hint = A token never does more than its owner may.
settings_token-ends = Last day
settings_token-ends-hint = Empty works until it is revoked.

## A forgotten password.

sign_in_forgot-title = Forgotten password
sign_in_forgot-text = Write the address that you sign in with. A link to choose a new password goes there.
sign_in_forgot-send = Send the link
sign_in_forgot-back = Back to signing in
sign_in_forgot-sent = Look into your mailbox
sign_in_forgot-sent-text = If somebody works here under that address, a link is on its way to it. It works once, for one hour.
sign_in_forgot-none = Nothing after a few minutes? Look into the spam folder. Whoever was invited and never signed in asks an admin for a new invite; at most three mails an hour go to one address.

## Behind a link that sets a password.

password_link-title-invite = Welcome
password_link-title-reset = Choose a new password
password_link-title-used = This link was used already
password_link-title-expired = This link has ended
password_link-title-unknown = No such link
password_link-for-invite = { $name }, choose a password, and you can work at the desk of { $organization }.
password_link-for-reset = For { $name } at the desk of { $organization }.
password_link-password = New password
password_link-set = Set password and sign in
password_link-others = Every other browser that is signed in with your account is signed out.
password_link-used = A password was set with it; it works once only. If that was not you, tell an admin at once.
password_link-expired = Its time is over, or a newer link took its place.
password_link-unknown = The address is not complete, or the link is not of this desk. Copy the whole address from the mail.
password_link-again-invite = Sign in with your password, or ask whoever invited you for a new link.
password_link-again-reset = Sign in with your new password, or ask for another link.
password_link-ask = Ask for a new link

## The profile.

profile-title = Profile
profile-saved = Saved
profile-you = You
profile-name = Name
profile-name-hint = As colleagues and customers read it.
profile-email = You sign in as { $email }. An admin can change that.
profile-signature = Signature
profile-signature-hint = Below your answers. Empty takes the mailbox’s.
profile-looks = How the desk looks
profile-language = Language
profile-language-browser = As the browser asks for
profile-theme = Theme
profile-theme-system = Follow the system
profile-theme-light = Light
profile-theme-dark = Dark
profile-time = When you work
profile-away = Away
profile-away-hint = No ticket is handed to you until you are back.
profile-zone = Time zone
profile-zone-hint = Such as Europe/Paris. Empty takes the organization’s: { $zone }.
profile-hours = Working hours
profile-hours-hint = Leave a day off empty. All empty: you work at all hours.
profile-hours-from = { $day }, from
profile-hours-to = { $day }, until

## Mails to users about their accounts.

mail-hello = Hello { $name },
mail-invite-subject = Your account at the desk of { $organization }
mail-invite-by = { $by } invites you to the service desk of { $organization }.
mail-invite-text = You are invited to the service desk of { $organization }.
mail-invite-do = Open this link and choose a password:
mail-invite-button = Choose a password
mail-invite-life = The link works once, for 7 days.
mail-invite-unasked = If you expected no invite, do nothing: without the link nobody gets in.
mail-reset-subject = A new password for the desk of { $organization }
mail-reset-by = { $by } sends you a link to choose a new password for the service desk of { $organization }.
mail-reset-text = Somebody, probably you, forgot the password for the service desk of { $organization }.
mail-reset-do = Open this link and choose a new one:
mail-reset-button = Choose a new password
mail-reset-life = The link works once, for one hour.
mail-reset-unasked = If you did not ask for it, do nothing: your password stays as it is.
mail-no-answer = A program sent this mail; answers to it are not taken.

## The second step of signing in.

sign_in_code-title = One-time code
sign_in_code-heading = Enter your one-time code
sign_in_code-lead = Six digits from the authenticator app on your phone.
sign_in_code-code = Code
sign_in_code-lost = I do not have my phone
sign_in_code-lost-text = Type one of your recovery codes instead, or ask an admin to reset the second step.
sign_in_code-recovery = Recovery code
sign_in_code-trust = Trust this browser for 30 days
sign_in_code-continue = Continue
sign_in_code-back = Sign in as somebody else

## Password, second step and sign-ins of a person.

profile_security-title = Password and sign-in
profile_security-password = Password
profile_security-old = Your password now
profile_security-new = New password
profile_security-change = Change the password
profile_security-change-ends = Ends your sign-ins in other browsers.
profile_security-done-password = Your password is changed. Other browsers are signed out.
profile_security-done-step-off = The second step is off. Your password alone signs you in.
profile_security-done-revoked = Signed out there.
profile_security-step = Second step
profile_security-step-text = Besides the password, a code from an authenticator app on your phone is asked for. Who finds out your password still does not get in.
profile_security-on = On
profile_security-off = Off
profile_security-begin = Turn on the second step
profile_security-begin-hint = So that nobody else turns it on at your open screen.
profile_security-picture = QR code for the authenticator app. The same secret stands beside it as text.
profile_security-scan = Scan the picture with an authenticator app.
profile_security-type = Or type this secret into the app:
profile_security-secret = the secret
profile_security-confirm = Then write the code that the app shows
profile_security-turn-on = Turn on
profile_security-codes-new = The second step is on. Keep these recovery codes.
profile_security-codes-again = Your new recovery codes. The old ones have stopped working.
profile_security-codes-text = Each signs you in once when the phone is not at hand. They are shown only now: print them or put them into a password manager.
profile_security-codes-copy = Copy all codes
profile_security-on-text = A code from your authenticator app is asked for when you sign in.
profile_security-left =
    { $left ->
        [0] No recovery code is left: make new ones.
        [one] { $left } recovery code is left.
       *[other] { $left } recovery codes are left.
    }
profile_security-confirm-hint = To make new recovery codes or to turn the second step off.
profile_security-recovery = Make new recovery codes
profile_security-turn-off = Turn off
profile_security-sign-ins = Where you are signed in
profile_security-revoke-others = Sign out everywhere else
profile_security-revoke = Sign out
profile_security-browser = Browser
profile_security-browser-on = { $browser } on { $system }
profile_security-unknown = Unknown browser
profile_security-from = Address
profile_security-since = Since
profile_security-seen = Last seen
profile_security-actions = Actions
profile_security-this = This browser

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
audit-token-restored = Restored API token { $subject }
audit-audit-exported = Exported the audit log
audit-audit-shortened = Removed old lines of the audit log
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
audit-role-restored = Restored role { $subject }
audit-customer-made = Made customer { $subject }
audit-customer-changed = Changed customer { $subject }
audit-customer-merged = Merged customer { $subject } into another
audit-customer-unmerged = Made customer { $subject } a customer of their own again
audit-customer-exported = Exported the data of customer { $subject }
audit-customer-erased = Erased customer { $subject }
audit-customer-organization-changed = Changed organization { $subject } of customers
audit-customer-organization-deleted = Deleted organization { $subject } of customers
audit-customer-organization-restored = Brought organization { $subject } of customers back
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
audit-rule-made = Made rule { $subject }
audit-rule-changed = Changed rule { $subject }
audit-rule-moved = Moved rule { $subject }
audit-rule-deleted = Deleted rule { $subject }
audit-rule-restored = Restored rule { $subject }
audit-calendar-made = Made calendar { $subject }
audit-calendar-changed = Changed calendar { $subject }
audit-calendar-deleted = Deleted calendar { $subject }
audit-calendar-restored = Restored calendar { $subject }
audit-field-actions = Actions
audit-field-address = Address
audit-field-aliases = Other addresses
audit-field-answer = First answer within
audit-field-answer-opens = An answer opens a waiting ticket
audit-field-audit-days = Days for the audit log
audit-field-browser = Browser
audit-field-bytes = Bytes
audit-field-closed-days = Days for closed tickets
audit-field-colour = Colour
audit-field-conditions = Conditions
audit-field-default = For all other tickets
audit-field-default-group = New tickets go to
audit-field-delivery-domain = Delivery domain
audit-field-description = Description
audit-field-display-name = Sender’s name
audit-field-email = E-mail address
audit-field-enabled = Switched on
audit-field-expires-at = Last day
audit-field-fields = Fields
audit-field-files = Files
audit-field-first-reply-assigns = The first answer assigns
audit-field-groups = Groups
audit-field-holidays = Days off
audit-field-hours = Hours
audit-field-into = Into
audit-field-kind = Kind
audit-field-language = Language for customers
audit-field-left = Recovery codes left
audit-field-lines = Lines
audit-field-mailboxes = Mailboxes
audit-field-members = Members
audit-field-messages = E-mails
audit-field-name = Name
audit-field-organization = Organization name
audit-field-place = Place
audit-field-plus-addresses = Plus addresses arrive
audit-field-query = Search
audit-field-receipt-days = Days for receipts of e-mail
audit-field-reopen-days = Days in which a closed ticket opens again
audit-field-rights = Rights
audit-field-roles = Roles
audit-field-route = How its mail leaves
audit-field-scopes = Rights
audit-field-second-step = Second step
audit-field-sign-ins = Sign-ins
audit-field-signature = Signature
audit-field-smarthost = How mail leaves
audit-field-solution = Solution within
audit-field-stop = Stops later rules
audit-field-tickets = Tickets
audit-field-time-zone = Time zone
audit-field-tries = Tries
audit-field-user = Owner
audit-field-visibility = Sees
audit-field-when = Started by
audit-change = { $field }:
audit-step-code = code from the app
audit-step-recovery = recovery code
audit-step-trusted = trusted browser
audit-yes = yes
audit-no = no

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
error-link-expired-text = A set-up link works once and for one hour. If the desk is set up already, sign in. Otherwise start it again: its log shows a new link.
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
mail-forward-title = ---------- Forwarded message ----------
mail-forward-from = From: { $who }
mail-forward-date = Date: { $at }
mail-forward-subject = Subject: { $subject }
mail-forward-to = To: { $who }
mail-forward-cc = Cc: { $who }

## Rules.

settings-rules = Rules
settings_rules-lead = Every incoming message meets these rules from top to bottom. A later rule may change what an earlier one did.
settings_rules-drag = To move a rule, focus its handle and press the up or down arrow.
settings_rules-move = Move { $rule }
settings_rules-moved = Place { $place } now: { $rule }
settings_rules-up = Move { $rule } up
settings_rules-down = Move { $rule } down
settings_rules-week = { $n } this week
settings_rules-all = { $n } in all
settings_rules-off = off
settings_rules-enable = Enable { $rule }
settings_rules-menu = More for { $rule }
settings_rules-duplicate = Duplicate
settings_rules-delete = Delete
settings_rules-copy = Copy of { $rule }
settings_rules-broken = broken
settings_rules-skipped = This rule is skipped until it is mended.
settings_rules-default = Default rule
settings_rules-pinned = always last, always on
settings_rules-every = Every new ticket, where nobody and no rule said otherwise
settings_rules-locked = cannot be switched off
rule-said-text = “{ $text }”
rule-yes = yes
rule-no-due = no due time
rule-no = no
rule-and = and
rule-or = or
rule-more = +{ $n } more
rule-stops = later rules do not run
rule-when-mail-makes-ticket = mail makes a ticket
rule-when-mail-joins-ticket = mail joins a ticket
rule-when-ticket-made = a ticket is made by hand or API
rule-when-ticket-changed = a ticket is changed
rule-when-time-passed = time passed
rule-when-ticket-wakes = a ticket that slept wakes
rule-field-subject = Subject
rule-field-body = Body
rule-field-subject-or-body = Subject or body
rule-field-sender = Sender
rule-field-sender-domain = Sender’s domain
rule-field-mailbox = Mailbox
rule-field-cc = Cc
rule-field-header = Header field
rule-field-attachment = Attachment
rule-field-attachment-name = Attachment’s name
rule-field-attachment-type = Attachment’s type
rule-field-attachment-size = Attachment’s size
rule-field-automatic = Automatic mail
rule-field-customer = Customer
rule-field-tag = Tag
rule-field-status = Status
rule-field-priority = Priority
rule-field-assignee = Assignee
rule-field-age = Age of the ticket
rule-field-idle = Time without a change
rule-field-waiting-on-us = Waiting on us for
rule-field-waiting-on-us-business = Waiting on us for, in business hours
rule-field-age-business = Age of the ticket, in business hours
rule-field-business-hours = Business hours
rule-field-due-in = Time until due
rule-field-answer-due-in = Time until the first answer is due
rule-field-solution-due-in = Time until the solution is due
rule-field-overdue = Overdue
rule-operator-is = is
rule-operator-is-not = is not
rule-operator-contains = contains
rule-operator-does-not-contain = does not contain
rule-operator-starts-with = starts with
rule-operator-ends-with = ends with
rule-operator-matches = matches pattern
rule-operator-is-set = is set
rule-operator-is-not-set = is not set
rule-operator-greater = is more than
rule-operator-less = is less than
rule-action-assign = Assign to
rule-action-priority = Set priority
rule-action-status = Set status
rule-action-add-tag = Add tag
rule-action-remove-tag = Remove tag
rule-action-name = Set name
rule-action-note = Add note
rule-action-due = Set due in
rule-action-due-business = Set due in business hours
rule-action-snooze = Let sleep
rule-action-mailbox = Answer from
rule-broken-tag = A tag that it names was deleted.
rule-broken-mailbox = A mailbox that it names was deleted.
rule-broken-group = A group that it names was deleted.
rule-broken-user = Somebody whom it names does not work here any more.
rule-broken-rights = Somebody whom it gives tickets to may not see tickets.
rule-broken-pattern = A pattern in it can no longer be read: write it anew.
rule-fault-empty = Write something here.
rule-fault-too-long = At most { $most } characters fit here.
rule-fault-expected = This is not what belongs here.
rule-fault-unknown-key = There is no such field.
rule-fault-unknown-word = Choose one of: { $known }
rule-fault-no-such = There is nothing called { $name } here. There are: { $known }
rule-fault-may-not-see = This person may not see tickets, so they would never see this one.
rule-fault-pattern = Write a regular expression that can be read: { $reason }
rule-fault-pattern-size = This pattern becomes too large: make it shorter, or count less in it.
rule-fault-span = Write a time span such as 30m, 4h or 3d.
rule-fault-hours = Write a time span in business hours, such as 30m or 4h.
rule-fault-due = Write a time span of at most ten years, such as 30m, 4h or 2d; none takes the due time away.
rule-fault-sleep = Write how long, such as 4h or 2d, or until when: business, 09:00, monday 09:00
rule-fault-no-time = Time that passes starts a rule only if a condition speaks of a time: add one, such as how long the ticket has waited for us.
rule-fault-size = Write a size such as 500 KB or 2 MB.
rule-fault-no-event = Choose at least one event that starts the rule.
rule-fault-no-action = Add an action, or stop later rules.
rule-fault-too-many-conditions = A rule has at most { $most } conditions.
rule-fault-too-many-actions = A rule has at most { $most } actions.
rule-fault-too-deep = Groups stand at most { $most } deep.
rule-fault-too-many-rules = The desk has at most { $most } rules.
rule-fault-too-many-patterns = All rules together have at most { $most } patterns: look for texts instead.
rule-fault-default = The default rule is always on, always last, and asks nothing.
rule-fault-default-closed = A new ticket cannot be closed by default: nobody would see it.
rule-fault-of-default = Only the default rule does this.
rule-fault-changed = Somebody changed this rule meanwhile. Open it again to see how it is now.

ticket_why-title = Why the rules did what they did on { $number }
ticket_why-link = Why? What the rules did
ticket_why-back = Back to the ticket
ticket_why-none = No rule was asked yet
ticket_why-none-hint = Once there are rules, this page says for each of them why it fired or did not.
ticket_why-mail-makes-ticket = A mail made the ticket
ticket_why-mail-joins-ticket = A mail joined the ticket
ticket_why-ticket-made = The ticket was made by hand, by the API, or out of an e-mail of another one
ticket_why-ticket-changed = The ticket was changed
ticket_why-time-passed = Time passed
ticket_why-ticket-wakes = The ticket woke
ticket_why-now = Would it fire now?
ticket_why-now-hint = Each rule of today, asked about the ticket as it is and its newest mail.
ticket_why-asks-nothing = It asks nothing, so it always matches.
ticket_why-not-started = Started by something else: { $names }
ticket_why-off = Switched off: { $names }
ticket_why-open = Open the rule
ticket_why-gone = This rule was deleted since.
rule-holds = holds
rule-holds-not = does not hold
rule-saw = saw
rule-saw-nothing = nothing
rule-saw-late = { $time } late
rule-group-all = all of these
rule-group-any = any of these
rule-outcome-off = switched off
rule-outcome-broken = broken
rule-outcome-not-started = not started by this
rule-outcome-stopped = an earlier rule stopped it
rule-outcome-missed = did not match
rule-outcome-nothing = matched, nothing to change
rule-outcome-fired = fired
rule-outcome-capped = too many rules fired before it
rule-outcome-spent = time started it before
rule-share-round-robin = a member of { $group }, in turn
rule-share-least-loaded = the least loaded member of { $group }
rule-fault-choice = Choose one of the list.
rule-fault-tag = Use at most 40 characters, without commas, colons, quotes or angle brackets.
settings_rules-new = New rule
settings_rule-back = All rules
settings_rule-enabled = Enabled
settings_rule-save = Save rule
settings_rule-when = When
settings_rule-if = If
settings_rule-then = Then
settings_rule-conditions = Conditions
settings_rule-actions = Actions
settings_rule-join = How conditions combine
settings_rule-join-all = all of these are true
settings_rule-join-any = any of these is true
settings_rule-condition = Condition { $n }
settings_rule-group = Group { $n }
settings_rule-action = Action { $n }
settings_rule-field = Field
settings_rule-header = Name of the header field
settings_rule-operator = Comparison
settings_rule-value = Value
settings_rule-verb = What is done
settings_rule-words = whole words only
settings_rule-forged = can be forged: anybody can write any address there
settings_rule-gone = { $name } (not there any more)
settings_rule-span = 30m, 4h or 3d
settings_rule-hours = 30m or 4h
settings_rule-due = 30m, 4h, 2d or none
settings_rule-sleep = 4h, 2d, business, 09:00, monday 09:00
settings_rule-size = 500 KB or 2 MB
settings_rule-add-condition = Add condition
settings_rule-add-group = Add group
settings_rule-add-action = Add action
settings_rule-remove-condition = Remove condition { $n }
settings_rule-remove-group = Remove group { $n }
settings_rule-remove-action = Remove action { $n }
settings_rule-fields = Show fields
settings_rule-stop = Stop here: later rules do not run, except the default
settings_rule-default-why = This rule is always on, always last and asks nothing, so that every mail becomes a ticket that somebody sees. What it sets can be chosen.
settings_rule-default-assignee = Where no rule and no mailbox gives the ticket to somebody.
settings_rule-default-group = Tickets of { $address } go to { $group }.
settings_rule-default-group-link = Tickets of <a href="{ $href }">{ $address }</a> go to { $group }.
settings_rule-default-mailbox = Tickets made by hand are answered from it.
settings_rule-default-first = The first mailbox
settings_rule-test = Test against past messages
settings_rule-messages = Messages
settings_rule-try = Test
settings_rule-cancel = Stop
settings_rule-stopped = Stopped.
settings_rule-looked = { $n } looked at …
settings_rule-tried-messages = Would match { $n } of the last { $of } messages; nothing is changed.
settings_rule-tried-tickets = Would match { $n } of { $of } tickets that are not closed; nothing is changed.
settings_rule-tried-both = Would match { $n } of { $of } messages and tickets that are not closed; nothing is changed.
settings_rule-lost = Matches { $n } today that it would not match any more.
settings_rule-shown = The first { $n } are shown.
settings_rule-message = Message
settings_rule-by = Matched by
settings_rule-changes = Would change
settings_rule-no-more = would not match any more
settings_rule-inside = matches inside “{ $word }”: use whole words?
settings_rule-use-words = Use whole words
settings_rule-every = every message
settings_rule-so = nothing, already so
settings_rule-shares = Shared out among those who are there
settings_rules-none = There is no rule yet: every mail becomes a ticket as the default rule says. Make one, or add the starter set below and change it.
settings_rules-file = Rules as a file
settings_rules-file-hint = A file can be kept, compared and brought to another desk. The starter set adds examples that are switched off.
settings_rules-export = Export
settings_rules-starter = Starter set
settings_rules-import = Import rules
settings_rules-import-file = File
settings_rules-import-text = Or paste JSON
settings_rules-import-create = Make missing tags and groups
settings_rules-import-go = Import
settings_rules-fault-empty = Choose a file, or paste what is in it.
settings_rules-fault-large = This file is too large for rules.
settings_rules-fault-text = This file is not written in UTF-8.
settings_rules-fault-json = This is no JSON: look at line { $line }, column { $column }.
settings_rules-fault-shape = There are no rules in it: a file of rules holds a list called “rules”.
settings_rules-fault-groups = Only somebody who manages people can make groups: make them first, or leave the box empty.
settings_rules-starter-vip = VIP sender
settings_rules-starter-vip-about = Put the addresses of those who come first here.
settings_rules-starter-urgent = Words that make it urgent
settings_rules-starter-urgent-about = Whole words in subject or body.
settings_rules-starter-urgent-words = urgent, down, emergency, outage
settings_rules-starter-mailbox = Mail to { $address } goes to { $group }
settings_rules-starter-mailbox-about = One mailbox, one team.
settings_rule-always = No condition: the rule applies each time one of these happens.

## A ticket on paper.

ticket_print-more = Only the newest 10,000 lines are shown here. The export of the API holds all of them.


## The dashboard. `$n` counts what stands behind the link.

dashboard-morning = Good morning, { $name }
dashboard-afternoon = Good afternoon, { $name }
dashboard-evening = Good evening, { $name }
dashboard-create = Create ticket
dashboard-search = Search or command
dashboard-period = Period
dashboard-days = { $n } days
dashboard-mailboxes = All mailboxes
dashboard-groups = All groups
dashboard-mail-flows = Mail flowing
dashboard-mail-late = Sending is delayed
dashboard-mail-since = An e-mail waits since
dashboard-mail-in = Last received:
dashboard-glance = At a glance
dashboard-oldest = oldest
dashboard-ours = Waiting on us
dashboard-late = { $n } past their time
dashboard-waiting = Waiting on customer
dashboard-long = { $n } for over a week
dashboard-mine = Mine
dashboard-of-groups = { $n } with your groups
dashboard-today = Closed today
dashboard-yesterday = yesterday { $n }
dashboard-median = Median first response
dashboard-answered = { $n } answered
dashboard-work = My work
dashboard-work-hint = what needs you, most pressing first
dashboard-work-all = See all { $n }
dashboard-work-none = Nothing of yours or your groups’ waits for us or is due within a day, no note calls you, and nothing is left without anybody.
dashboard-waits = waiting for
dashboard-alone = with nobody for
dashboard-called = you are mentioned
dashboard-trend = Created and closed
dashboard-created = { $n } created
dashboard-closed = { $n } closed
dashboard-table = Show as table
dashboard-per-day = Created and closed per day
dashboard-day = Day
dashboard-col-created = Created
dashboard-col-closed = Closed
dashboard-answers = First response, { $n } days
dashboard-solved = Until closed, { $n } days
dashboard-half = half within { $half }, 9 in 10 within { $most }
dashboard-before = previous { $days } days:
dashboard-and-before = ; previous { $days } days:
dashboard-half-before = half within { $half }
dashboard-took-to-15m = under 15 min
dashboard-took-to-1h = 15 min to 1 h
dashboard-took-to-4h = 1 to 4 h
dashboard-took-to-1d = 4 to 24 h
dashboard-took-from-1d = over 1 day
dashboard-took-under-4h = under 4 h
dashboard-took-to-3d = 1 to 3 days
dashboard-took-to-7d = 3 to 7 days
dashboard-took-from-7d = over 7 days
dashboard-status = Not closed, by status
dashboard-priority = Not closed, by priority
dashboard-load = Load per assignee
dashboard-load-hint = to do + waiting on customer
dashboard-load-more = { $n } more
dashboard-load-none = Nobody has a ticket that is not closed.
