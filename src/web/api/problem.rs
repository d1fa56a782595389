//! Errors as RFC 9457 documents: `application/problem+json`.

use poem::Response;
use serde_json::json;

use crate::{domain::rule::fault::WrongAt, web::error::WebError};

/// Writes an error for a program.
#[must_use]
pub fn response(error: &WebError) -> Response {
    let status = error.status();
    let mut document = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
    });
    let mut set = |key: &str, value: serde_json::Value| {
        if let Some(object) = document.as_object_mut() {
            object.insert(key.to_owned(), value);
        }
    };
    set("detail", json!(detail(error)));
    match error {
        WebError::Field { field, .. }
        | WebError::Schema {
            field: Some(field), ..
        } => {
            set("field", json!(field));
        }
        WebError::Rule(wrong) => {
            let errors = wrong
                .iter()
                .map(|it| json!({ "field": it.path, "detail": it.fault.to_string() }));
            set("errors", errors.collect());
            if let Some(first) = wrong.first() {
                set("field", json!(first.path));
            }
        }
        WebError::Stale { newest } => set("newest", json!(newest.0)),
        WebError::Internal { reference } => set("reference", json!(reference)),
        _ => {}
    }
    let mut builder = Response::builder()
        .status(status)
        .content_type("application/problem+json");
    if matches!(error, WebError::SignedOut) {
        builder = builder.header("www-authenticate", "Bearer");
    }
    builder.body(document.to_string())
}

fn said(wrong: &WrongAt) -> String {
    match wrong.path.as_str() {
        "" => wrong.fault.to_string(),
        path => format!("{path}: {}", wrong.fault),
    }
}

fn detail(error: &WebError) -> String {
    match error {
        WebError::BadRequest => "the body is not valid JSON".to_owned(),
        WebError::SignedOut => {
            "send `Authorization: Bearer gui_…` with a token that works".to_owned()
        }
        WebError::Forbidden => "the owner of this token may not do this".to_owned(),
        WebError::NotFound | WebError::LinkExpired => {
            "there is nothing here that this token may see".to_owned()
        }
        WebError::FormToken => "this address takes forms of the desk's own pages".to_owned(),
        WebError::MethodNotAllowed => "this address does not know that method".to_owned(),
        WebError::TooLarge => "the body is larger than the desk takes".to_owned(),
        WebError::Stale { .. } => "a newer message arrived: read it, then send again".to_owned(),
        WebError::Field { field, fault } => format!("{field}: {fault}"),
        WebError::Rule(wrong) => wrong.first().map_or_else(String::new, said),
        WebError::Schema { detail, .. } => detail.clone(),
        WebError::Hosts => "a request names one host".to_owned(),
        WebError::WrongHost => "this desk has another address".to_owned(),
        WebError::Unavailable => "the desk cannot write at the moment, try again later".to_owned(),
        WebError::Internal { reference } => {
            format!("something failed here, see {reference} in the log")
        }
    }
}
