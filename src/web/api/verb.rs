//! What is done to a whole ticket, for programs: `POST /api/v1/tickets/{n}/<verb>`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use crate::{
    desk::access::UserDesk,
    domain::id::{ActivityId, TicketId},
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, read},
    ticket::{document, moment},
};

/// A verb that needs no word more: an empty object, as no document is sent by chance.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NothingIn {}

/// Puts a ticket into the bin.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let NothingIn {} = read(&call)?;
    let deleter = user.clone();
    call.run(move |_| deleter.ticket_delete(id, now)).await?;
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

/// Takes a ticket out of the bin.
pub async fn restore(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let NothingIn {} = read(&call)?;
    let restorer = user.clone();
    call.run(move |_| restorer.ticket_restore(id, now)).await?;
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherIn {
    /// The number of the other ticket.
    other: u64,
}

/// Links two tickets.
pub async fn link(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let OtherIn { other } = read(&call)?;
    let linker = user.clone();
    call.run(move |_| linker.ticket_link(id, TicketId(other), now))
        .await?;
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

/// Takes a link away.
pub async fn unlink(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let OtherIn { other } = read(&call)?;
    let linker = user.clone();
    call.run(move |_| linker.ticket_unlink(id, TicketId(other), now))
        .await?;
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MergeIn {
    /// The number of the ticket that takes the other in.
    into: u64,
}

/// Merges a ticket into another one; answers with that one.
pub async fn merge(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let MergeIn { into } = read(&call)?;
    let merger = user.clone();
    let merged = call.run(move |_| merger.ticket_merge(id, TicketId(into), now));
    let (into, _) = merged.await.map_err(named_into)?;
    answer(StatusCode::OK, &document(&call, user, into).await?)
}

/// What is wrong with the other ticket stands at the field that this document has.
fn named_into(error: WebError) -> WebError {
    match error {
        WebError::Field { field, fault } if field == "other" => WebError::Field {
            field: "into".to_owned(),
            fault,
        },
        error => error,
    }
}

/// Takes a ticket out of the one that it was merged into; answers with that one.
pub async fn unmerge(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let OtherIn { other } = read(&call)?;
    let parter = user.clone();
    call.run(move |_| parter.ticket_unmerge(id, TicketId(other), now))
        .await?;
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SplitIn {
    /// The line of the ticket's log that the message stands at.
    activity: u64,
}

/// Makes a message of a ticket a ticket of its own; answers with that one.
pub async fn split(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let line = ActivityId(read::<SplitIn>(&call)?.activity);
    let splitter = user.clone();
    let (new, _) = call
        .run(move |_| splitter.ticket_split(id, line, now))
        .await?;
    let document = match document(&call, user, new.id).await {
        // A rule gave it to somebody else: its number is all that its maker may know.
        Err(WebError::NotFound) => json!({ "number": new.id.0 }),
        document => document?,
    };
    created(&format!("/api/v1/tickets/{}", new.id), &document)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SnoozeIn {
    /// A time of RFC 3339.
    until: String,
}

/// Lets a ticket sleep until a time.
pub async fn snooze(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let SnoozeIn { until } = read(&call)?;
    let until = moment("until", &until)?;
    let sleeper = user.clone();
    call.run(move |_| sleeper.ticket_snooze(id, until, now))
        .await?;
    let id = user.leads_to(id);
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

/// Wakes a ticket before its time.
pub async fn wake(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let NothingIn {} = read(&call)?;
    let waker = user.clone();
    call.run(move |_| waker.ticket_wake(id, now)).await?;
    let id = user.leads_to(id);
    answer(StatusCode::OK, &document(&call, user, id).await?)
}
