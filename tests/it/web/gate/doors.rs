//! What the route table is expected to say, one row a line, in the same order.

use guichet::domain::right::Right;

use customers::CUSTOMERS;
use programs::PROGRAMS;

mod customers;
mod programs;

/// What the table says of a door: anybody, anybody signed in, one right, or one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nobody,
    SignedIn,
    Has(Right),
    /// The right at the door; behind it, what comes through a token needs `admin` or `all`.
    Keeper(Right),
    /// The right at the door; behind it, a sight of all tickets.
    Whole(Right),
    /// Signed in at the door; which of these rights they have is asked behind it.
    OneOf(&'static [Right]),
}
use Need::{Has, Keeper, Nobody};

const READ: Need = Has(Right::TicketRead);
const WHOLE: Need = Need::Whole(Right::TicketRead);
const NOTE: Need = Has(Right::TicketNote);
const EDIT: Need = Has(Right::TicketEdit);
const DELETE: Need = Has(Right::TicketDelete);
const ERASE: Need = Has(Right::CustomerErase);
const REPLY: Need = Has(Right::TicketReply);
const PEOPLE: Need = Has(Right::People);
const SETTINGS: Need = Has(Right::Settings);
const MAILBOXES: Need = Has(Right::Mailboxes);
const TAGS: Need = Has(Right::Tags);
const API: Need = Has(Right::Api);
const TOKENS: Need = Keeper(Right::Api);
const AUDIT: Need = Has(Right::Audit);
const RULES: Need = Has(Right::Rules);
/// Who may know the groups, and the tags.
const ASSIGNS: &[Right] = &[Right::TicketRead, Right::People];
const SORTS: &[Right] = &[Right::TicketRead, Right::Tags];

/// Method, path, right, an address that fits: `{m}` is the message of ticket 1, `{k}` a token and
/// `{u}` an upload of who asks.
pub type Row = (&'static str, &'static str, Need, &'static str);

/// Every door: the pages, then the API.
pub const DOORS: &[Row] = &all();

const fn all() -> [Row; PAGES.len() + CUSTOMERS.len() + PROGRAMS.len()] {
    let mut rows = [PAGES[0]; PAGES.len() + CUSTOMERS.len() + PROGRAMS.len()];
    let parts = [PAGES, CUSTOMERS, PROGRAMS];
    let (mut part, mut from, mut at) = (0, 0, 0);
    while at < rows.len() {
        if from == parts[part].len() {
            (part, from) = (part + 1, 0);
        }
        rows[at] = parts[part][from];
        (from, at) = (from + 1, at + 1);
    }
    rows
}

const PAGES: &[Row] = &[
    ("GET", "/", Need::SignedIn, "/"),
    ("GET", "/home/figures", READ, "/home/figures"),
    ("GET", "/healthz", Nobody, "/healthz"),
    ("GET", "/assets/:file", Nobody, "/assets/none.css"),
    (
        "GET",
        "/manifest.webmanifest",
        Nobody,
        "/manifest.webmanifest",
    ),
    (
        "GET",
        "/apple-touch-icon.png",
        Nobody,
        "/apple-touch-icon.png",
    ),
    ("GET", "/sign-in", Nobody, "/sign-in"),
    ("POST", "/sign-in", Nobody, "/sign-in"),
    ("GET", "/sign-in/code", Nobody, "/sign-in/code"),
    ("POST", "/sign-in/code", Nobody, "/sign-in/code"),
    ("GET", "/sign-in/forgot", Nobody, "/sign-in/forgot"),
    ("POST", "/sign-in/forgot", Nobody, "/sign-in/forgot"),
    ("GET", "/invite/:token", Nobody, "/invite/x"),
    ("POST", "/invite/:token", Nobody, "/invite/x"),
    ("GET", "/reset/:token", Nobody, "/reset/x"),
    ("POST", "/reset/:token", Nobody, "/reset/x"),
    ("POST", "/sign-out", Nobody, "/sign-out"),
    ("POST", "/preferences", Nobody, "/preferences"),
    ("GET", "/setup/first-mail", SETTINGS, "/setup/first-mail"),
    ("GET", "/setup/:token", Nobody, "/setup/x"),
    ("POST", "/setup/:token", Nobody, "/setup/x"),
    ("GET", "/commands", Need::SignedIn, "/commands"),
    ("GET", "/mentions", READ, "/mentions"),
    ("GET", "/profile", Need::SignedIn, "/profile"),
    ("POST", "/profile", Need::SignedIn, "/profile"),
    (
        "GET",
        "/profile/security",
        Need::SignedIn,
        "/profile/security",
    ),
    (
        "POST",
        "/profile/security",
        Need::SignedIn,
        "/profile/security",
    ),
    ("GET", "/events", Need::SignedIn, "/events"),
    ("GET", "/tickets", READ, "/tickets"),
    ("GET", "/complete", READ, "/complete?query=tag:"),
    ("GET", "/tickets.csv", READ, "/tickets.csv"),
    ("GET", "/tickets/rows", READ, "/tickets/rows?after=0"),
    ("POST", "/tickets/bulk", EDIT, "/tickets/bulk"),
    ("POST", "/tickets/views", READ, "/tickets/views"),
    ("POST", "/tickets/columns", READ, "/tickets/columns"),
    ("GET", "/tickets/new", EDIT, "/tickets/new"),
    ("POST", "/tickets/new", EDIT, "/tickets/new"),
    ("GET", "/settings", Need::SignedIn, "/settings"),
    ("GET", "/settings/people", PEOPLE, "/settings/people"),
    (
        "GET",
        "/settings/people/new",
        PEOPLE,
        "/settings/people/new",
    ),
    (
        "POST",
        "/settings/people/new",
        PEOPLE,
        "/settings/people/new",
    ),
    ("GET", "/settings/people/:id", PEOPLE, "/settings/people/1"),
    ("POST", "/settings/people/:id", PEOPLE, "/settings/people/1"),
    (
        "POST",
        "/settings/people/:id/deactivate",
        PEOPLE,
        "/settings/people/1/deactivate",
    ),
    (
        "POST",
        "/settings/people/:id/activate",
        PEOPLE,
        "/settings/people/1/activate",
    ),
    (
        "POST",
        "/settings/people/:id/invite",
        PEOPLE,
        "/settings/people/1/invite",
    ),
    (
        "POST",
        "/settings/people/:id/second-step",
        PEOPLE,
        "/settings/people/1/second-step",
    ),
    (
        "POST",
        "/settings/people/:id/sign-out",
        PEOPLE,
        "/settings/people/1/sign-out",
    ),
    (
        "GET",
        "/settings/groups/new",
        PEOPLE,
        "/settings/groups/new",
    ),
    (
        "POST",
        "/settings/groups/new",
        PEOPLE,
        "/settings/groups/new",
    ),
    ("GET", "/settings/groups/:id", PEOPLE, "/settings/groups/1"),
    ("POST", "/settings/groups/:id", PEOPLE, "/settings/groups/1"),
    (
        "POST",
        "/settings/groups/:id/delete",
        PEOPLE,
        "/settings/groups/1/delete",
    ),
    ("POST", "/settings/roles", PEOPLE, "/settings/roles"),
    ("GET", "/settings/roles/new", PEOPLE, "/settings/roles/new"),
    ("POST", "/settings/roles/new", PEOPLE, "/settings/roles/new"),
    ("GET", "/settings/roles/:id", PEOPLE, "/settings/roles/2"),
    ("POST", "/settings/roles/:id", PEOPLE, "/settings/roles/2"),
    (
        "POST",
        "/settings/roles/:id/delete",
        PEOPLE,
        "/settings/roles/2/delete",
    ),
    ("POST", "/undo", Need::SignedIn, "/undo"),
    (
        "GET",
        "/settings/organization",
        SETTINGS,
        "/settings/organization",
    ),
    (
        "POST",
        "/settings/organization",
        SETTINGS,
        "/settings/organization",
    ),
    ("GET", "/settings/mail", MAILBOXES, "/settings/mail"),
    ("GET", "/settings/mail/new", MAILBOXES, "/settings/mail/new"),
    (
        "POST",
        "/settings/mail/new",
        MAILBOXES,
        "/settings/mail/new",
    ),
    ("GET", "/settings/mail/:id", MAILBOXES, "/settings/mail/1"),
    ("POST", "/settings/mail/:id", MAILBOXES, "/settings/mail/1"),
    (
        "POST",
        "/settings/mail/:id/delete",
        MAILBOXES,
        "/settings/mail/1/delete",
    ),
    (
        "POST",
        "/settings/mail/:id/restore",
        MAILBOXES,
        "/settings/mail/1/restore",
    ),
    ("GET", "/settings/rules", RULES, "/settings/rules"),
    ("GET", "/settings/rules/new", RULES, "/settings/rules/new"),
    ("POST", "/settings/rules/new", RULES, "/settings/rules/new"),
    (
        "GET",
        "/settings/rules/export",
        RULES,
        "/settings/rules/export",
    ),
    (
        "POST",
        "/settings/rules/import",
        RULES,
        "/settings/rules/import",
    ),
    (
        "POST",
        "/settings/rules/starter",
        RULES,
        "/settings/rules/starter",
    ),
    ("POST", "/settings/rules/try", RULES, "/settings/rules/try"),
    ("GET", "/settings/rules/:id", RULES, "/settings/rules/1"),
    ("POST", "/settings/rules/:id", RULES, "/settings/rules/1"),
    (
        "POST",
        "/settings/rules/:id/switch",
        RULES,
        "/settings/rules/1/switch",
    ),
    (
        "POST",
        "/settings/rules/:id/move",
        RULES,
        "/settings/rules/1/move",
    ),
    (
        "POST",
        "/settings/rules/:id/duplicate",
        RULES,
        "/settings/rules/1/duplicate",
    ),
    (
        "POST",
        "/settings/rules/:id/delete",
        RULES,
        "/settings/rules/1/delete",
    ),
    (
        "GET",
        "/settings/calendars",
        SETTINGS,
        "/settings/calendars",
    ),
    (
        "GET",
        "/settings/calendars/new",
        SETTINGS,
        "/settings/calendars/new",
    ),
    (
        "POST",
        "/settings/calendars/new",
        SETTINGS,
        "/settings/calendars/new",
    ),
    (
        "GET",
        "/settings/calendars/:id",
        SETTINGS,
        "/settings/calendars/1",
    ),
    (
        "POST",
        "/settings/calendars/:id",
        SETTINGS,
        "/settings/calendars/1",
    ),
    (
        "POST",
        "/settings/calendars/:id/delete",
        SETTINGS,
        "/settings/calendars/1/delete",
    ),
    ("GET", "/settings/tags", TAGS, "/settings/tags"),
    ("GET", "/settings/tags/new", TAGS, "/settings/tags/new"),
    ("POST", "/settings/tags/new", TAGS, "/settings/tags/new"),
    ("GET", "/settings/tags/:id", TAGS, "/settings/tags/1"),
    ("POST", "/settings/tags/:id", TAGS, "/settings/tags/1"),
    (
        "POST",
        "/settings/tags/:id/merge",
        TAGS,
        "/settings/tags/1/merge",
    ),
    (
        "POST",
        "/settings/tags/:id/delete",
        TAGS,
        "/settings/tags/1/delete",
    ),
    ("GET", "/settings/tokens", API, "/settings/tokens"),
    ("GET", "/settings/tokens/new", API, "/settings/tokens/new"),
    ("POST", "/settings/tokens/new", API, "/settings/tokens/new"),
    ("GET", "/settings/tokens/:id", API, "/settings/tokens/{k}"),
    ("POST", "/settings/tokens/:id", API, "/settings/tokens/{k}"),
    (
        "POST",
        "/settings/tokens/:id/revoke",
        API,
        "/settings/tokens/{k}/revoke",
    ),
    (
        "GET",
        "/settings/retention",
        SETTINGS,
        "/settings/retention",
    ),
    (
        "POST",
        "/settings/retention",
        SETTINGS,
        "/settings/retention",
    ),
    ("GET", "/settings/audit", AUDIT, "/settings/audit"),
    ("GET", "/settings/audit.csv", AUDIT, "/settings/audit.csv"),
    ("GET", "/inbox", READ, "/inbox"),
    ("GET", "/inbox/items", READ, "/inbox/items?after=0"),
    ("GET", "/t/:n", READ, "/t/1"),
    ("GET", "/t/:n/log", READ, "/t/1/log?after=0"),
    ("GET", "/t/:n/preview", READ, "/t/1/preview"),
    ("GET", "/t/:n/print", READ, "/t/1/print"),
    ("GET", "/t/:n/why", READ, "/t/1/why"),
    ("POST", "/t/:n/read", READ, "/t/1/read"),
    ("POST", "/t/:n/presence", READ, "/t/1/presence"),
    ("GET", "/t/:n/people", NOTE, "/t/1/people"),
    ("POST", "/t/:n/edit", EDIT, "/t/1/edit"),
    ("POST", "/t/:n/notes", NOTE, "/t/1/notes"),
    ("POST", "/t/:n/notes/:a", NOTE, "/t/1/notes/{m}"),
    ("POST", "/t/:n/messages", REPLY, "/t/1/messages"),
    ("POST", "/t/:n/forward", REPLY, "/t/1/forward"),
    ("POST", "/t/:n/delete", DELETE, "/t/1/delete"),
    ("POST", "/t/:n/restore", DELETE, "/t/1/restore"),
    ("POST", "/t/:n/link", EDIT, "/t/1/link"),
    ("POST", "/t/:n/unlink", EDIT, "/t/1/unlink"),
    ("POST", "/t/:n/merge", EDIT, "/t/1/merge"),
    ("POST", "/t/:n/unmerge", EDIT, "/t/1/unmerge"),
    ("POST", "/t/:n/split", EDIT, "/t/1/split"),
    ("POST", "/t/:n/snooze", EDIT, "/t/1/snooze"),
    ("POST", "/t/:n/wake", EDIT, "/t/1/wake"),
    ("POST", "/t/:n/customer", EDIT, "/t/1/customer"),
    ("POST", "/t/:n/participants", REPLY, "/t/1/participants"),
    ("GET", "/t/:n/m/:m/html", READ, "/t/1/m/{m}/html"),
    ("GET", "/t/:n/m/:m/raw", READ, "/t/1/m/{m}/raw"),
    ("GET", "/t/:n/a/:a/:name", READ, "/t/1/a/{m}-0/x"),
];
