//! What is new to whoever reads: how many tickets wait for a look, what a page says when a note calls
//! them, and who can be called from a ticket.

use crate::{
    desk::access::UserDesk,
    domain::id::TicketId,
    web::view::mentions::{Callable, Mentions},
};

use super::{call::Call, draw, error::WebError, gate::Answer, respond, view::mentions::Mentioned};

/// Counts the tickets that wait for a look; with `ticket`, says which one has a note that calls.
pub async fn mentions(call: Call, user: UserDesk) -> Answer {
    let ticket = call.query.text("ticket").parse().ok().map(TicketId);
    let reader = user.clone();
    let mentions = call
        .run(move |_| {
            let line = match ticket {
                Some(id) if reader.mentions()?.contains(&id) => reader.ticket_line(id)?,
                _ => None,
            };
            Ok::<_, WebError>(Mentions {
                unread: reader.waiting_for_a_look()?,
                newest: line.map(|line| Mentioned {
                    number: line.ticket.id.0,
                    name: line.ticket.name,
                }),
            })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_mentions.html", &mentions)
}

/// Lists who can be called in a note of a ticket: those who see it.
pub async fn ticket_people(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let reader = user.clone();
    let people = call
        .run(move |_| {
            let people = reader.callable_at(id)?;
            let people = people.iter().map(draw::user).collect();
            Ok::<_, WebError>(Callable { people })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_mentions_people.html", &people)
}
