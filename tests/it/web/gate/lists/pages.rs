//! What is asked at the pages and their pieces, one row a door, in the order of the route table.

use guichet::domain::right::Right;

use super::asked::{
    Asked::{Endless, Nothing, Tickets, Whole},
    Row,
};

const FORM: &str = "an empty form";
const LINK: &str = "a form behind a link of its own";
const SIGN_IN: &str = "a form for who is nobody yet";
const OWN: &str = "the reader's own account";
const SETTING: &str = "how the desk is set up";
const FIRED: &str = "how often a rule fired";
const CAME: &str = "one message of one ticket, as it came";

pub const PAGES: &[Row] = &[
    ("/", Tickets(&["/", "/?days=30", "/?group=Beta"])),
    (
        "/home/figures",
        Tickets(&["/home/figures", "/home/figures?days=90&group=Alpha"]),
    ),
    ("/healthz", Nothing("/healthz", "that the desk is well")),
    (
        "/assets/:file",
        Nothing("/assets/none.css", "files of the program"),
    ),
    (
        "/manifest.webmanifest",
        Nothing("/manifest.webmanifest", "name and pictures of the program"),
    ),
    (
        "/apple-touch-icon.png",
        Nothing("/apple-touch-icon.png", "a picture of the program"),
    ),
    ("/sign-in", Nothing("/sign-in", SIGN_IN)),
    ("/sign-in/code", Nothing("/sign-in/code", SIGN_IN)),
    ("/sign-in/forgot", Nothing("/sign-in/forgot", SIGN_IN)),
    ("/invite/:token", Nothing("/invite/x", LINK)),
    ("/reset/:token", Nothing("/reset/x", LINK)),
    (
        "/setup/first-mail",
        Whole(
            Right::Settings,
            "/setup/first-mail",
            "what the receiver of mail says",
        ),
    ),
    ("/setup/:token", Nothing("/setup/x", LINK)),
    (
        "/commands",
        Tickets(&[
            "/commands",
            "/commands?query=zanzibar",
            "/commands?query=zanzibra",
            "/commands?query={ticket}",
            "/commands?query=%23{ticket}",
            "/commands?query=zora",
            "/commands?query=organization:zanzibar.example",
        ]),
    ),
    (
        "/mentions",
        Tickets(&["/mentions", "/mentions?ticket={ticket}"]),
    ),
    ("/profile", Nothing("/profile", OWN)),
    ("/profile/security", Nothing("/profile/security", OWN)),
    ("/events", Endless("which tickets changed, by number")),
    (
        "/tickets",
        Tickets(&[
            "/tickets",
            "/tickets?query=zanzibar",
            "/tickets?query=zanzibra",
            "/tickets?query=ines",
            "/tickets?query=zora",
            "/tickets?query=1",
            "/tickets?query=%23{ticket}",
            "/tickets?query=number:{ticket}",
            "/tickets?query=is:deleted",
            "/tickets?query=is:snoozed",
            "/tickets?query=is:mentioned",
            "/tickets?query=tag:known",
            "/tickets?query=tag:zanzibar-only",
            "/tickets?query=organization:zanzibar.example",
            "/tickets?query=customer:zora&sort=tags",
            "/tickets?query=has:reply&sort=due",
            "/tickets?status=open,closed",
            "/tickets?status=closed&query=zanzibar",
            "/tickets?status=closed&priority=urgent",
            "/tickets?assignee=nobody",
            "/tickets?assignee=me",
            "/tickets?assignee=user:{user}",
            "/tickets?assignee=group:{group}",
            "/tickets?preview={own}",
            "/tickets?preview={ticket}",
            "/tickets?preview=1",
        ]),
    ),
    (
        "/complete",
        Tickets(&[
            "/complete?query=tag:",
            "/complete?query=customer:",
            "/complete?query=customer:zo",
            "/complete?query=from:",
            "/complete?query=organization:",
            "/complete?query=organization:zan",
            "/complete?query=mailbox:",
            "/complete?query=assignee:",
            "/complete?query=number:",
            "/complete?tag=",
            "/complete?query=tag:zan",
            "/complete?tag=zan",
            "/complete?customer=",
            "/complete?customer=zora",
            "/complete?customer=0123",
        ]),
    ),
    (
        "/tickets.csv",
        Tickets(&["/tickets.csv", "/tickets.csv?query=-tag:zanzibar-only"]),
    ),
    (
        "/tickets/rows",
        Tickets(&[
            "/tickets/rows?after={after}",
            "/tickets/rows?after={then}",
            "/tickets/rows?after=0",
            "/tickets/rows?query=zanzibar&after={after}",
            "/tickets/rows?query=zanzibar&after=0",
            "/tickets/rows?after={after}&read={ticket}",
        ]),
    ),
    ("/tickets/new", Nothing("/tickets/new", FORM)),
    ("/settings", Nothing("/settings", "where settings are")),
    (
        "/settings/people",
        Nothing("/settings/people", "people, groups and roles"),
    ),
    (
        "/settings/people/new",
        Nothing("/settings/people/new", FORM),
    ),
    (
        "/settings/people/:id",
        Tickets(&["/settings/people/{user}"]),
    ),
    (
        "/settings/groups/new",
        Nothing("/settings/groups/new", FORM),
    ),
    (
        "/settings/groups/:id",
        Tickets(&["/settings/groups/{group}"]),
    ),
    ("/settings/roles/new", Nothing("/settings/roles/new", FORM)),
    (
        "/settings/roles/:id",
        Nothing("/settings/roles/2", "what a role may"),
    ),
    (
        "/settings/organization",
        Nothing("/settings/organization", SETTING),
    ),
    ("/settings/mail", Nothing("/settings/mail", SETTING)),
    ("/settings/mail/new", Nothing("/settings/mail/new", FORM)),
    ("/settings/mail/:id", Nothing("/settings/mail/1", SETTING)),
    (
        "/settings/rules",
        Whole(Right::Rules, "/settings/rules", FIRED),
    ),
    ("/settings/rules/new", Nothing("/settings/rules/new", FORM)),
    (
        "/settings/rules/export",
        Nothing("/settings/rules/export", SETTING),
    ),
    ("/settings/rules/:id", Nothing("/settings/rules/1", SETTING)),
    (
        "/settings/calendars",
        Nothing("/settings/calendars", SETTING),
    ),
    (
        "/settings/calendars/new",
        Nothing("/settings/calendars/new", FORM),
    ),
    (
        "/settings/calendars/:id",
        Nothing("/settings/calendars/1", SETTING),
    ),
    ("/settings/tags", Tickets(&["/settings/tags"])),
    ("/settings/tags/new", Nothing("/settings/tags/new", FORM)),
    ("/settings/tags/:id", Tickets(&["/settings/tags/1"])),
    ("/settings/tokens", Nothing("/settings/tokens", SETTING)),
    (
        "/settings/tokens/new",
        Nothing("/settings/tokens/new", FORM),
    ),
    (
        "/settings/tokens/:id",
        Nothing("/settings/tokens/1", SETTING),
    ),
    (
        "/settings/retention",
        Nothing("/settings/retention", SETTING),
    ),
    (
        "/settings/audit",
        Whole(
            Right::Audit,
            "/settings/audit",
            "who did what, customers and tickets by number alone",
        ),
    ),
    (
        "/settings/audit.csv",
        Whole(Right::Audit, "/settings/audit.csv", "the same as a file"),
    ),
    (
        "/inbox",
        Tickets(&[
            "/inbox",
            "/inbox?view=mine",
            "/inbox?view=unassigned",
            "/inbox?view=not-closed&query=zanzibar",
            "/inbox?view=everything",
        ]),
    ),
    (
        "/inbox/items",
        Tickets(&[
            "/inbox/items?after={after}",
            "/inbox/items?after=0",
            "/inbox/items?view=unassigned&open=1&after={after}",
            "/inbox/items?view=unassigned&open={ticket}&after=0",
        ]),
    ),
    ("/t/:n", Tickets(&["/t/{own}", "/t/{ticket}"])),
    (
        "/t/:n/log",
        Tickets(&["/t/{own}/log?after=0", "/t/{ticket}/log?after=0"]),
    ),
    (
        "/t/:n/preview",
        Tickets(&["/t/{own}/preview", "/t/{ticket}/preview"]),
    ),
    (
        "/t/:n/print",
        Tickets(&["/t/{own}/print", "/t/{ticket}/print"]),
    ),
    ("/t/:n/why", Tickets(&["/t/{own}/why", "/t/{ticket}/why"])),
    (
        "/t/:n/people",
        Tickets(&["/t/{own}/people", "/t/{ticket}/people"]),
    ),
    ("/t/:n/m/:m/html", Nothing("/t/{own}/m/{line}/html", CAME)),
    ("/t/:n/m/:m/raw", Nothing("/t/{own}/m/{line}/raw", CAME)),
    ("/t/:n/a/:a/:name", Nothing("/t/{own}/a/{line}-0/x", CAME)),
    (
        "/customers/:id",
        Tickets(&["/customers/1", "/customers/{customer}"]),
    ),
    (
        "/customers/:id/news",
        Tickets(&[
            "/customers/1/news?after={after}",
            "/customers/1/news?after={then}",
            "/customers/1/news?after=0",
            "/customers/{customer}/news?after={then}",
        ]),
    ),
    (
        "/customers/:id/export",
        Tickets(&["/customers/1/export", "/customers/{customer}/export"]),
    ),
    (
        "/customers/:id/erase",
        Tickets(&["/customers/1/erase", "/customers/{customer}/erase"]),
    ),
    (
        "/organizations",
        Tickets(&["/organizations", "/organizations?query=zanzibar"]),
    ),
    (
        "/organizations/news",
        Tickets(&[
            "/organizations/news?after={after}",
            "/organizations/news?after={then}",
            "/organizations/news?query=zanzibar&after={then}",
        ]),
    ),
    (
        "/organizations/:id",
        Tickets(&["/organizations/1", "/organizations/{company}"]),
    ),
    (
        "/organizations/:id/news",
        Tickets(&[
            "/organizations/1/news?after={after}",
            "/organizations/1/news?after={then}",
            "/organizations/{company}/news?after={then}",
        ]),
    ),
];
