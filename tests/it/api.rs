//! The JSON API through a real port: exact shapes, what is refused and how, files both ways.

mod calendar;
mod company;
mod customer;
mod files;
mod group;
mod mailbox;
mod paging;
pub mod query;
mod refused;
mod role;
mod rule;
mod search;
mod settings;
mod tag;
mod ticket;
mod token;
mod user;
mod words;

use serde_json::Value;

use crate::world::http::Answer;

/// The names of an object's fields.
fn keys(document: &Value) -> Vec<&str> {
    let object = document.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

/// Fails unless an answer is a problem document of this status, about this field.
#[track_caller]
fn check_problem(answer: Answer, status: u16, field: Option<&str>) -> Value {
    let answer = answer.expect(status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let document = answer.json();
    assert_eq!(document["status"], status);
    for key in ["type", "title", "detail"] {
        assert!(document[key].is_string(), "{document}");
    }
    assert_eq!(document["field"].as_str(), field, "{document}");
    document
}
