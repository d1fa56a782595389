//! Counts for programs: `/api/v1/counts`.

use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        ticket_tally::{TallyBy, TallyValue},
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{assignee, json::answer, ticket::asked};

fn value(book: &Book, value: TallyValue) -> Value {
    match value {
        TallyValue::Status(status) => json!(status.word()),
        TallyValue::Priority(priority) => json!(priority.word()),
        TallyValue::Assignee(who) => assignee::write(book, who),
        TallyValue::Tag(id) => json!(book.tag(id).map(|tag| tag.name.clone())),
    }
}

/// Counts the tickets of a query by the values of a field.
pub async fn counts(call: Call, user: UserDesk) -> Answer {
    let word = call.query.text("by").to_owned();
    let by = TallyBy::ALL.into_iter().find(|by| by.word() == word);
    let by = by.ok_or_else(|| WebError::Schema {
        field: Some("by".to_owned()),
        detail: format!("one of {}", TallyBy::ALL.map(TallyBy::word).join(", ")),
    })?;
    let (text, now) = (call.query.text("query").to_owned(), call.now);
    let run = move |_: &_| {
        let query = asked(&user, &text, now)?;
        let tally = user.ticket_tally(&query, by)?;
        Ok::<_, WebError>((user.book()?, tally))
    };
    let (book, tally) = call.run(run).await?;
    let counts = tally
        .into_iter()
        .map(|(one, count)| json!({ "value": value(&book, one), "count": count }));
    answer(
        StatusCode::OK,
        &json!({ "counts": counts.collect::<Vec<_>>() }),
    )
}
