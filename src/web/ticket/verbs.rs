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
