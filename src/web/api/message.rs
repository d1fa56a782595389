//! `/api/v1/tickets/{n}/messages`, `/notes`, and the files of a message.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        forward::Forward,
        problem::{Fault, Problem},
        reply::Reply,
    },
    domain::{
        address::EmailAddress,
        id::{ActivityId, TicketId, UploadId},
        ticket::Status,
    },
    web::{call::Call, download, error::WebError, forward_head, gate::Answer, quote_intro},
};

use super::{
    json::{answer, created, nothing, read},
    ticket_json,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MessageIn {
    text: String,
    #[serde(default)]
    cc: Vec<String>,
    #[serde(default)]
    attachments: Vec<u64>,
    then: Option<Then>,
    seen: Option<u64>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Then {
    Waiting,
    Closed,
}

/// Sends an answer to the customer.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let ticket = TicketId(call.number("n")?);
    let message: MessageIn = read(&call)?;
    let cc = addresses("cc", &message.cc)?;
    let web = std::sync::Arc::clone(&call.web);
    let now = call.now;
    let document = call
        .run(move |_| {
            let ticket = user.leads_to(ticket);
            let reply = Reply {
                text: message.text,
                cc,
                attachments: message.attachments.into_iter().map(UploadId).collect(),
                then: message.then.map(|then| match then {
                    Then::Waiting => Status::Waiting,
                    Then::Closed => Status::Closed,
                }),
                seen: message.seen.map(ActivityId),
                quote_intro: quote_intro::for_ticket(&web, &user, ticket)?,
            };
            let line = user.reply(ticket, reply, now)?;
            match line_document(&user, ticket, line) {
                // It is sent; a rule gave the ticket to somebody else, and its number is all that
                // its sender may know.
                Err(Problem::NotFound) => Ok(json!({ "id": line.0 })),
                document => document,
            }
        })
        .await?;
    created(&location(ticket, &document), &document)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForwardIn {
    to: Vec<String>,
    #[serde(default)]
    cc: Vec<String>,
    #[serde(default)]
    text: String,
    subject: Option<String>,
    files: Option<Vec<usize>>,
    #[serde(default)]
    attachments: Vec<u64>,
}

/// Passes a message on to somebody outside.
pub async fn forward(call: Call, user: UserDesk) -> Answer {
    let (ticket, line) = (TicketId(call.number("n")?), ActivityId(call.number("m")?));
    let it: ForwardIn = read(&call)?;
    let (to, cc) = (addresses("to", &it.to)?, addresses("cc", &it.cc)?);
    let (web, now) = (std::sync::Arc::clone(&call.web), call.now);
    let document = call
        .run(move |_| {
            let ticket = user.leads_to(ticket);
            let original = user.forwardable(ticket, line)?;
            let forward = Forward {
                line,
                to,
                cc,
                subject: it.subject,
                text: it.text,
                files: it.files,
                attachments: it.attachments.into_iter().map(UploadId).collect(),
                form: None,
                head: forward_head::lines(&web, &original)?,
            };
            let line = user.forward(ticket, &forward, now)?;
            Ok::<_, WebError>(line_document(&user, ticket, line)?)
        })
        .await?;
    created(&location(ticket, &document), &document)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteIn {
    text: String,
}

/// Writes a note.
pub async fn note(call: Call, user: UserDesk) -> Answer {
    let ticket = TicketId(call.number("n")?);
    let NoteIn { text } = read(&call)?;
    let now = call.now;
    let document = call
        .run(move |_| {
            let ticket = user.leads_to(ticket);
            let noted = user.note(ticket, &text, now)?;
            line_document(&user, ticket, noted.rev)
        })
        .await?;
    created(&location(ticket, &document), &document)
}

/// Changes a note of one's own; one that was deleted is there again.
pub async fn note_edit(call: Call, user: UserDesk) -> Answer {
    let (ticket, note) = (TicketId(call.number("n")?), ActivityId(call.number("a")?));
    let NoteIn { text } = read(&call)?;
    let now = call.now;
    let document = call
        .run(move |_| {
            user.note_edit(ticket, note, &text, now)?;
            line_document(&user, ticket, note)
        })
        .await?;
    answer(StatusCode::OK, &document)
}

/// Deletes a note of one's own.
pub async fn note_delete(call: Call, user: UserDesk) -> Answer {
    let (ticket, note) = (TicketId(call.number("n")?), ActivityId(call.number("a")?));
    let now = call.now;
    call.run(move |_| user.note_delete(ticket, note, now).map(drop))
        .await?;
    Ok(nothing())
}

fn addresses(field: &str, texts: &[String]) -> Result<Vec<EmailAddress>, WebError> {
    let parsed = texts.iter().map(|text| EmailAddress::parse(text));
    let parsed: Result<Vec<_>, _> = parsed.collect();
    parsed.map_err(|_| WebError::Field {
        field: field.to_owned(),
        fault: Fault::Address,
    })
}

fn location(ticket: TicketId, document: &Value) -> String {
    format!("/api/v1/tickets/{ticket}#activity-{}", document["id"])
}

fn line_document(user: &UserDesk, ticket: TicketId, line: ActivityId) -> Result<Value, Problem> {
    let view = user.ticket_view(ticket, ActivityId(line.0.saturating_sub(1)))?;
    let found = view.log.iter().find(|found| found.activity.id == line);
    Ok(found.map_or(Value::Null, |found| {
        ticket_json::activity(&view.book, found, &|_| None)
    }))
}

/// Downloads the raw message.
pub async fn raw(call: Call, user: UserDesk) -> Answer {
    let (ticket, line) = (TicketId(call.number("n")?), ActivityId(call.number("m")?));
    let (_, raw) = call.run(move |_| user.message_raw(ticket, line)).await?;
    Ok(download::raw(ticket, line, raw))
}

/// Downloads a file of a message.
pub async fn attachment(call: Call, user: UserDesk) -> Answer {
    let (ticket, line) = (TicketId(call.number("n")?), ActivityId(call.number("m")?));
    let place = usize::try_from(call.number("a")?).map_err(|_| WebError::NotFound)?;
    let (file, bytes) = call
        .run(move |_| user.attachment(ticket, line, place))
        .await?;
    Ok(download::attachment(&file, bytes))
}
