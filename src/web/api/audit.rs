//! The audit log for programs: `/api/v1/audit`. Reads only.

use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        audit::{AuditQuery, MOST},
        problem::Fault,
    },
    domain::{
        audit::{AuditLine, Kind, Via},
        id::AuditId,
    },
    web::{call::Call, error::WebError, form::Form, gate::Answer},
};

use super::json::answer;

const LIMIT: usize = 50;

/// Lists lines, newest first. `next` is null at the end; a page may be empty before it, when the
/// search had looked at as many lines as one request may.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let query = read(&call.query)?;
    let limit = match call.query.get("limit") {
        None => LIMIT,
        Some(text) => text
            .parse()
            .ok()
            .filter(|n| (1..=MOST).contains(n))
            .ok_or(unknown("limit"))?,
    };
    let page = call.run(move |_| user.audit(&query, limit)).await?;
    let lines: Vec<Value> = page.lines.iter().map(line).collect();
    let next = page.next.map(|id| id.to_string());
    answer(StatusCode::OK, &json!({ "lines": lines, "next": next }))
}

/// Reads which lines are asked for: `query`, `kind`, `after`.
///
/// # Errors
/// [`WebError::Field`] names what is not understood.
pub fn read(query: &Form) -> Result<AuditQuery, WebError> {
    let given = |name: &str| Some(query.text(name)).filter(|text| !text.is_empty());
    let kind = given("kind").map(|word| Kind::from_word(word).ok_or(unknown("kind")));
    let before = given("after").map(|text| text.parse().map_err(|_| unknown("after")));
    Ok(AuditQuery {
        words: query.text("query").chars().take(200).collect(),
        kind: kind.transpose()?,
        before: before.transpose()?.map(AuditId),
    })
}

fn unknown(field: &str) -> WebError {
    WebError::Field {
        field: field.to_owned(),
        fault: Fault::Unknown,
    }
}

fn line(line: &AuditLine) -> Value {
    let changes: Vec<Value> = line
        .changes
        .iter()
        .map(|changed| json!({ "field": changed.field, "old": changed.old, "new": changed.new }))
        .collect();
    json!({
        "id": line.id.0,
        "at": line.at.rfc3339(),
        "who": line.who,
        "via": via(&line.via),
        "from": line.from,
        "act": line.act.word(),
        "kind": line.act.kind().word(),
        "subject": line.subject,
        "changes": changes,
    })
}

/// The door in one word; a token with its name.
#[must_use]
pub fn via(via: &Via) -> String {
    match via {
        Via::Page => "page".to_owned(),
        Via::Token(name) => format!("token: {name}"),
        Via::CommandLine => "command line".to_owned(),
        Via::Link => "link".to_owned(),
        Via::Desk => "desk".to_owned(),
    }
}
