//! A ticket on paper: its fields and its whole log, without what is done with them.

use crate::{
    desk::access::UserDesk,
    domain::id::TicketId,
    web::{
        call::Call,
        draw,
        error::WebError,
        gate::Answer,
        respond, ticket,
        view::{Section, ticket_print::TicketPrintPage},
    },
};

/// Shows a ticket as it is printed.
pub async fn ticket_print(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let reader = user.clone();
    let page = call
        .run(move |_| {
            let view = reader.ticket_view_whole(id)?;
            Ok::<_, WebError>(TicketPrintPage {
                ticket: ticket::info(&view, &reader)?,
                log: draw::log::entries(&view),
                has_more: view.has_older,
            })
        })
        .await?;
    respond::page(
        &call,
        Some(&user),
        Section::Inbox,
        "ticket_print.html",
        &page,
    )
}
