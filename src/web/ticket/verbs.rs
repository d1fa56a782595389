//! What is done to a whole ticket from the menu in its head: each a form that leads back to a page.

use crate::{
    desk::access::UserDesk,
    domain::id::TicketId,
    web::{
        call::Call,
        gate::{Answer, see_other},
        undo,
    },
};

use super::edit::{back, refused};

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
    call.run(move |_| user.ticket_restore(id, now)).await?;
    Ok(see_other(&back(&call, id)))
}

/// Links the ticket to another one.
pub async fn ticket_link(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let other = other(&call);
    let linker = user.clone();
    match call.run(move |_| linker.ticket_link(id, other, now)).await {
        Ok(_) => Ok(see_other(&back(&call, id))),
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
        Ok(_) => Ok(see_other(&back(&call, id))),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// The ticket that a form names, as people write it: `1042` or `#1042`. What is no number is none.
fn other(call: &Call) -> TicketId {
    let typed = call.form.text("other").trim();
    let number = typed.trim_start_matches('#').parse();
    TicketId(number.unwrap_or(0))
}
