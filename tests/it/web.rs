//! The pages through a real port: one file per page, and what holds for all of them.

mod commands;
mod companies;
mod company;
mod complete;
mod customer;
mod customer_erase;
mod dashboard;
mod error;

mod gate;
mod home;
mod inbox;
mod invite;
mod manifest;
mod mentions;
mod message_html;
mod peer;
mod profile;
mod profile_security;
mod reset;
mod server;
mod settings_audit;
mod settings_calendar;
mod settings_calendars;
mod settings_group;
mod settings_mail;
mod settings_mailbox;
mod settings_organization;
mod settings_people;
mod settings_retention;
mod settings_role;
mod settings_rule;
mod settings_rules;
mod settings_tag;
mod settings_tags;
mod settings_token;
mod settings_tokens;
mod settings_user;
mod setup;
mod sign_in;
mod sign_in_code;
mod sign_in_forgot;
mod site;
mod stream;
mod ticket;
mod ticket_create;
mod ticket_list;
mod ticket_print;
mod ticket_why;
mod undo;

use guichet::web::headers::POLICY;

use crate::world::http::Answer;

/// Fails unless an answer is a whole page with the headers of every page.
#[track_caller]
fn check_page(answer: &Answer, status: u16) -> crate::world::html::Page {
    assert_eq!(answer.status, status, "{}", answer.text());
    check_headers(answer);
    let page = answer.page();
    page.check();
    page
}

/// Fails unless the headers of every answer are there.
#[track_caller]
fn check_headers(answer: &Answer) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    for word in ["unsafe", "*", "data:", "http:"] {
        assert!(!POLICY.contains(word), "the policy lets {word} through");
    }
}

/// A page without what is new on every answer: its form tokens, and the names of forms.
fn without_tokens(text: &str) -> String {
    let mut text = text.to_owned();
    for name in ["form_token", "form"] {
        let start = format!("name=\"{name}\" value=\"");
        let mut pieces = text.split(&start);
        let mut rest = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            rest.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
        }
        text = rest;
    }
    text
}
