//! The side panel of the overview: a ticket at a glance.

use crate::{
    desk::{access::UserDesk, problem::Problem, ticket_view::LogPart},
    domain::{activity::Event, id::TicketId},
    web::{
        call::Call,
        draw,
        error::WebError,
        gate::Answer,
        respond,
        view::{
            log::What,
            ticket_list::{Latest, Preview},
        },
    },
};

/// Characters of the newest message.
const LATEST: usize = 600;
/// Lines of the log.
const LINES: usize = 4;

/// Answers the panel alone.
pub async fn ticket_preview(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let reader = user.clone();
    let preview = call
        .run(move |_| read(&reader, id, None))
        .await?
        .ok_or(WebError::NotFound)?;
    respond::fragment(&call, Some(&user), "_ticket_preview_alone.html", &preview)
}

/// Reads a ticket for the panel; None if there is none.
///
/// # Errors
/// [`WebError`] if it cannot be read.
pub fn read(
    user: &UserDesk,
    id: TicketId,
    close_url: Option<String>,
) -> Result<Option<Preview>, WebError> {
    let view = match user.ticket_view_part(user.leads_to(id), LogPart::default()) {
        Ok(view) => view,
        Err(Problem::NotFound) => return Ok(None),
        Err(problem) => return Err(problem.into()),
    };
    let (ticket, book) = (&view.ticket, &view.book);
    let latest =
        view.log
            .iter()
            .rev()
            .find_map(|line| match (&line.activity.event, &line.message) {
                (Event::MessageIn { .. } | Event::MessageOut { .. }, Some(message)) => {
                    Some(Latest {
                        from: draw::log::entry(&view, line)?.who?,
                        at: line.activity.at,
                        text: message.text.chars().take(LATEST).collect(),
                    })
                }
                _ => None,
            });
    let lines = view
        .log
        .iter()
        .rev()
        .filter_map(|line| draw::log::entry(&view, line));
    let activities = lines
        .filter(|entry| match &entry.what {
            What::Message(message) => message.forward_of.is_some(),
            _ => true,
        })
        .take(LINES)
        .collect();
    Ok(Some(Preview {
        number: ticket.id.0,
        rev: ticket.rev.0,
        name: ticket.name.clone(),
        description: ticket.description.clone(),
        customer: draw::label(view.customer.as_ref()),
        status: ticket.status,
        priority: ticket.priority,
        assignee: draw::assignee(book, ticket.assignee),
        tags: draw::tags(book, &ticket.tags),
        dues: draw::dues(book, ticket),
        created: ticket.created,
        updated: ticket.updated,
        latest,
        activities,
        close_url,
    }))
}
