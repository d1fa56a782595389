//! Every line of the route table: who is refused, and how. A line without a row here fails.
//!
//! This file is the table; `gate/` holds what is asked of each of its rows (`table`), what one may
//! not see of a ticket (`objects`, `lists`, `feed`, `verbs`), and what holds for every door (`plain`).

use guichet::{
    domain::right::Right,
    web::{ROUTES, gate::Door},
};

mod feed;
mod lists;
mod objects;
mod plain;
mod table;
mod verbs;

/// What the table says of a door: anybody, anybody signed in, one right, or one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Nobody,
    SignedIn,
    Has(Right),
    /// Signed in at the door; which of these rights they have is asked behind it.
    #[allow(dead_code, reason = "for the doors of several kinds of people")]
    OneOf(&'static [Right]),
}
use Need::{Has, Nobody};

const READ: Need = Has(Right::TicketRead);
const NOTE: Need = Has(Right::TicketNote);
const EDIT: Need = Has(Right::TicketEdit);
const REPLY: Need = Has(Right::TicketReply);
const PEOPLE: Need = Has(Right::People);
const SETTINGS: Need = Has(Right::Settings);
const AUDIT: Need = Has(Right::Audit);

/// Method, path, right, an address that fits. `{m}` is the message of ticket 1.
const DOORS: &[(&str, &str, Need, &str)] = &[
    ("GET", "/", Need::SignedIn, "/"),
    ("GET", "/healthz", Nobody, "/healthz"),
    ("GET", "/assets/:file", Nobody, "/assets/none.css"),
    ("GET", "/sign-in", Nobody, "/sign-in"),
    ("POST", "/sign-in", Nobody, "/sign-in"),
    ("POST", "/sign-out", Nobody, "/sign-out"),
    ("POST", "/preferences", Nobody, "/preferences"),
    ("GET", "/setup/first-mail", SETTINGS, "/setup/first-mail"),
    ("GET", "/setup/:token", Nobody, "/setup/x"),
    ("POST", "/setup/:token", Nobody, "/setup/x"),
    ("GET", "/events", Need::SignedIn, "/events"),
    ("GET", "/tickets", READ, "/tickets"),
    ("GET", "/tickets/rows", READ, "/tickets/rows?after=0"),
    ("GET", "/tickets/new", EDIT, "/tickets/new"),
    ("POST", "/tickets/new", EDIT, "/tickets/new"),
    ("GET", "/settings", Need::SignedIn, "/settings"),
    ("GET", "/settings/audit", AUDIT, "/settings/audit"),
    ("GET", "/settings/audit.csv", AUDIT, "/settings/audit.csv"),
    ("GET", "/inbox", READ, "/inbox"),
    ("GET", "/inbox/items", READ, "/inbox/items?after=0"),
    ("GET", "/t/:n", READ, "/t/1"),
    ("GET", "/t/:n/log", READ, "/t/1/log?after=0"),
    ("GET", "/t/:n/preview", READ, "/t/1/preview"),
    ("POST", "/t/:n/edit", EDIT, "/t/1/edit"),
    ("POST", "/t/:n/notes", NOTE, "/t/1/notes"),
    ("POST", "/t/:n/messages", REPLY, "/t/1/messages"),
    ("POST", "/t/:n/participants", REPLY, "/t/1/participants"),
    ("GET", "/t/:n/m/:m/html", READ, "/t/1/m/{m}/html"),
    ("GET", "/t/:n/m/:m/raw", READ, "/t/1/m/{m}/raw"),
    ("GET", "/t/:n/a/:a/:name", READ, "/t/1/a/{m}-0/x"),
    ("GET", "/api/v1/tickets", READ, "/api/v1/tickets"),
    ("POST", "/api/v1/tickets", EDIT, "/api/v1/tickets"),
    ("GET", "/api/v1/tickets/:n", READ, "/api/v1/tickets/1"),
    ("PATCH", "/api/v1/tickets/:n", EDIT, "/api/v1/tickets/1"),
    (
        "POST",
        "/api/v1/tickets/:n/messages",
        REPLY,
        "/api/v1/tickets/1/messages",
    ),
    (
        "POST",
        "/api/v1/tickets/:n/notes",
        NOTE,
        "/api/v1/tickets/1/notes",
    ),
    (
        "GET",
        "/api/v1/tickets/:n/messages/:m/raw",
        READ,
        "/api/v1/tickets/1/messages/{m}/raw",
    ),
    (
        "GET",
        "/api/v1/tickets/:n/messages/:m/attachments/:a",
        READ,
        "/api/v1/tickets/1/messages/{m}/attachments/0",
    ),
    ("POST", "/api/v1/uploads", REPLY, "/api/v1/uploads?name=x"),
    ("GET", "/api/v1/groups", READ, "/api/v1/groups"),
    ("POST", "/api/v1/groups", PEOPLE, "/api/v1/groups"),
    ("GET", "/api/v1/audit", AUDIT, "/api/v1/audit"),
];

fn need(door: &Door) -> Need {
    match door {
        Door::Open(_) => Nobody,
        Door::SignedIn(_) => Need::SignedIn,
        Door::Right(right, _) => Has(*right),
    }
}

#[test]
fn every_line_of_the_table_has_a_row_here() {
    let table: Vec<_> = ROUTES
        .iter()
        .map(|line| (line.method.as_str(), line.path, need(&line.door)))
        .collect();
    let door = |need| match need {
        Need::OneOf(_) => Need::SignedIn,
        need => need,
    };
    let rows = DOORS.iter().map(|row| (row.0, row.1, door(row.2)));
    let rows: Vec<_> = rows.collect();
    assert_eq!(table, rows);
}
