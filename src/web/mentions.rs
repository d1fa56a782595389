//! Notes that call whoever reads: how many wait, what a page says when one comes, and who can be
//! called from a ticket.

use crate::{
    desk::access::UserDesk,
    domain::id::TicketId,
    web::view::mentions::{Callable, Mentions},
};

use super::{call::Call, draw, error::WebError, gate::Answer, respond, view::mentions::Mentioned};

/// Counts the tickets with such notes; with `ticket`, says which one it was, with `badge`, how many
/// tickets wait for a look.
pub async fn mentions(call: Call, user: UserDesk) -> Answer {
    let ticket = call.query.text("ticket").parse().ok().map(TicketId);
    let asks_badge = call.query.has("badge");
    let reader = user.clone();
    let mentions = call
        .run(move |_| {
            let all = reader.mentions()?;
            let ticket = ticket.filter(|id| all.contains(id));
            let line = match ticket {
                Some(id) => reader.ticket_line(id)?,
                None => None,
            };
            let badge = asks_badge.then(|| reader.waiting_for_a_look());
            Ok::<_, WebError>(Mentions {
                badge: badge.transpose()?,
                count: all.len(),
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
