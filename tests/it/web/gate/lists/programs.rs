//! What is asked at the API, one row a door, in the order of the route table.

use guichet::domain::right::Right;

use super::asked::{
    Asked::{Nothing, Tickets, Whole},
    Row,
};

const SETTING: &str = "how the desk is set up";
const FIRED: &str = "how often a rule fired";
const CAME: &str = "one message of one ticket, as it came";

pub const PROGRAMS: &[Row] = &[
    (
        "/api/v1/tickets",
        Tickets(&[
            "/api/v1/tickets",
            "/api/v1/tickets?query=zanzibar",
            "/api/v1/tickets?query=ines&limit=1",
            "/api/v1/tickets?query=number:{ticket}",
            "/api/v1/tickets?query=tag:zanzibar-only",
            "/api/v1/tickets?query=organization:zanzibar.example",
            "/api/v1/tickets?query=customer:zora",
            "/api/v1/tickets?query=is:deleted",
            "/api/v1/tickets?query=is:snoozed&sort=number",
        ]),
    ),
    (
        "/api/v1/tickets/:n",
        Tickets(&["/api/v1/tickets/{own}", "/api/v1/tickets/{ticket}"]),
    ),
    (
        "/api/v1/tickets/:n/explain",
        Tickets(&[
            "/api/v1/tickets/{own}/explain",
            "/api/v1/tickets/{ticket}/explain",
        ]),
    ),
    (
        "/api/v1/tickets/:n/messages/:m/raw",
        Nothing("/api/v1/tickets/{own}/messages/{line}/raw", CAME),
    ),
    (
        "/api/v1/tickets/:n/messages/:m/attachments/:a",
        Nothing("/api/v1/tickets/{own}/messages/{line}/attachments/0", CAME),
    ),
    (
        "/api/v1/customers",
        Tickets(&[
            "/api/v1/customers",
            "/api/v1/customers?query=zora",
            "/api/v1/customers?query=ines",
            "/api/v1/customers?limit=1&after=1",
        ]),
    ),
    (
        "/api/v1/customers/:id",
        Tickets(&["/api/v1/customers/1", "/api/v1/customers/{customer}"]),
    ),
    (
        "/api/v1/customers/:id/export",
        Tickets(&[
            "/api/v1/customers/1/export",
            "/api/v1/customers/{customer}/export",
        ]),
    ),
    (
        "/api/v1/organizations",
        Tickets(&["/api/v1/organizations", "/api/v1/organizations?limit=1"]),
    ),
    (
        "/api/v1/organizations/:id",
        Tickets(&["/api/v1/organizations/1", "/api/v1/organizations/{company}"]),
    ),
    (
        "/api/v1/uploads/:id",
        Nothing("/api/v1/uploads/1", "a file that the reader sent"),
    ),
    ("/api/v1/users", Nothing("/api/v1/users", SETTING)),
    (
        "/api/v1/users/:id",
        Nothing("/api/v1/users/{user}", SETTING),
    ),
    ("/api/v1/groups", Nothing("/api/v1/groups", SETTING)),
    (
        "/api/v1/groups/:id",
        Nothing("/api/v1/groups/{group}", SETTING),
    ),
    ("/api/v1/roles", Nothing("/api/v1/roles", SETTING)),
    ("/api/v1/roles/:id", Nothing("/api/v1/roles/2", SETTING)),
    ("/api/v1/settings", Nothing("/api/v1/settings", SETTING)),
    ("/api/v1/mailboxes", Nothing("/api/v1/mailboxes", SETTING)),
    (
        "/api/v1/mailboxes/:id",
        Nothing("/api/v1/mailboxes/1", SETTING),
    ),
    ("/api/v1/calendars", Nothing("/api/v1/calendars", SETTING)),
    (
        "/api/v1/calendars/:id",
        Nothing("/api/v1/calendars/1", SETTING),
    ),
    (
        "/api/v1/counts",
        Tickets(&[
            "/api/v1/counts?by=status",
            "/api/v1/counts?by=priority",
            "/api/v1/counts?by=assignee",
            "/api/v1/counts?by=tag",
            "/api/v1/counts?by=status&query=zanzibar",
            "/api/v1/counts?by=status&query=is:deleted",
            "/api/v1/counts?by=tag&query=-tag:zanzibar-only",
        ]),
    ),
    (
        "/api/v1/views",
        Nothing(
            "/api/v1/views",
            "lists that were kept, without their tickets",
        ),
    ),
    (
        "/api/v1/tags",
        Tickets(&["/api/v1/tags", "/api/v1/tags?limit=1"]),
    ),
    (
        "/api/v1/tags/:id",
        Tickets(&["/api/v1/tags/1", "/api/v1/tags/3"]),
    ),
    ("/api/v1/tokens", Nothing("/api/v1/tokens", SETTING)),
    ("/api/v1/tokens/:id", Nothing("/api/v1/tokens/1", SETTING)),
    (
        "/api/v1/audit",
        Whole(
            Right::Audit,
            "/api/v1/audit",
            "who did what, customers and tickets by number alone",
        ),
    ),
    ("/api/v1/rules", Whole(Right::Rules, "/api/v1/rules", FIRED)),
    (
        "/api/v1/rules/:id",
        Whole(Right::Rules, "/api/v1/rules/1", FIRED),
    ),
];
