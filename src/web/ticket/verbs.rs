//! What is done to a whole ticket from the menu in its head: each a form that leads back to a page.

use std::time::Duration;

use crate::{
    desk::{access::UserDesk, problem::Fault, ticket_snooze::Slept},
    domain::{
        civil::{morning, read_local},
        id::{ActivityId, TicketId},
        time::Timestamp,
    },
    web::{
        call::Call,
        error::WebError,
        form::Form,
        gate::{Answer, see_other},
        undo,
    },
};

use super::{
    CAME,
    edit::{back, edited, refused},
};

/// The shortest sleep that is offered.
const HOURS: Duration = Duration::from_secs(4 * 60 * 60);

/// Puts the ticket into the bin.
pub async fn ticket_delete(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let deleter = user.clone();
    match call.run(move |_| deleter.ticket_delete(id, now)).await {
        Ok(offer) => Ok(undo::offer(&back(&call, id), offer)),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Takes the ticket out of the bin.
pub async fn ticket_restore(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let offer = call.run(move |_| user.ticket_restore(id, now)).await?;
    Ok(undo::offer(&back(&call, id), offer))
}

/// Links the ticket to another one.
pub async fn ticket_link(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let other = other(&call);
    let linker = user.clone();
    match call.run(move |_| linker.ticket_link(id, other, now)).await {
        Ok(done) => Ok(edited(&call, &user, id, &done)),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Takes a link away.
pub async fn ticket_unlink(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let other = other(&call);
    let linker = user.clone();
    match call
        .run(move |_| linker.ticket_unlink(id, other, now))
        .await
    {
        Ok(done) => Ok(edited(&call, &user, id, &done)),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Merges the ticket into another one and leads there.
pub async fn ticket_merge(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let other = other(&call);
    let merger = user.clone();
    match call.run(move |_| merger.ticket_merge(id, other, now)).await {
        Ok((into, offer)) => Ok(undo::offer(&format!("/t/{into}?{CAME}={id}"), offer)),
        // The page has another field of that name, the link's.
        Err(WebError::Field { field, fault }) if field == "other" => {
            let field = "merge".to_owned();
            refused(&call, user, &WebError::Field { field, fault }).await
        }
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Takes a ticket out of this one, and leads to it.
pub async fn ticket_unmerge(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let other = other(&call);
    let parter = user.clone();
    match call
        .run(move |_| parter.ticket_unmerge(id, other, now))
        .await
    {
        Ok(_) => Ok(see_other(&format!("/t/{other}"))),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Makes a message of it a ticket of its own. Its line leads there; the page stays, with the undo.
pub async fn ticket_split(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let line = call.form.text("line").parse().map(ActivityId);
    let line = line.map_err(|_| WebError::NotFound)?;
    let splitter = user.clone();
    match call
        .run(move |_| splitter.ticket_split(id, line, now))
        .await
    {
        Ok((_, offer)) => Ok(undo::offer(&back(&call, id), offer)),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Lets the ticket sleep until a time.
pub async fn ticket_snooze(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let (sleeper, form) = (user.clone(), call.form.clone());
    let slept = call.run(move |_| {
        let until = until(&form, &sleeper, now)?;
        sleeper
            .ticket_snooze(id, until, now)
            .map_err(WebError::from)
    });
    match slept.await {
        Ok(Slept::Now(offer)) => Ok(undo::offer(&back(&call, id), offer)),
        Ok(Slept::Already) => Ok(undo::asleep(&back(&call, id), id)),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Wakes it.
pub async fn ticket_wake(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let offer = call.run(move |_| user.ticket_wake(id, now)).await?;
    Ok(undo::offer(&back(&call, id), offer))
}

/// The time that somebody chose, or typed, in their own zone.
fn until(form: &Form, user: &UserDesk, now: Timestamp) -> Result<Timestamp, WebError> {
    let zone = user.zone(&*user.book()?);
    let moment = match form.text("time") {
        "hours" => Some(now.plus(HOURS)),
        "tomorrow" => Some(morning(now, &zone, 1)),
        // Monday is the first day.
        "week" => Some(morning(now, &zone, 8 - i64::from(now.civil(&zone).weekday))),
        _ => read_local(form.text("until"), &zone),
    };
    moment.ok_or(WebError::Field {
        field: "until".to_owned(),
        fault: Fault::Moment,
    })
}

fn other(call: &Call) -> TicketId {
    named(call.form.text("other"))
}

/// The ticket that somebody names as people write it: `1042` or `#1042`. What is no number is none.
#[must_use]
pub fn named(typed: &str) -> TicketId {
    let number = typed.trim().trim_start_matches('#').parse();
    TicketId(number.unwrap_or(0))
}
