//! The pages through a real port: one file per page, and what holds for all of them.

mod error;

mod gate;
mod inbox;
mod message_html;
mod setup;
mod sign_in;
mod stream;
mod ticket;
mod ticket_create;
mod ticket_list;

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
