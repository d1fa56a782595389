//! Draws the work that presses: each ticket with the reason why it does.

use crate::{
    desk::{book::Book, ticket_list::Line},
    domain::{assignee::Assignee, figures::Pressing},
    web::{draw, view::dashboard::WorkLine},
};

/// Draws a ticket of the work that presses.
#[must_use]
pub fn work_line(book: &Book, line: &Line, pressing: Pressing) -> WorkLine {
    let ticket = &line.ticket;
    let group = match ticket.assignee {
        Some(Assignee::Group(id)) => book.group_name(id).map(str::to_owned),
        _ => None,
    };
    WorkLine {
        number: ticket.id.0,
        name: ticket.name.clone(),
        customer: draw::label(line.customer.as_ref()),
        status: ticket.status,
        priority: ticket.priority,
        group,
        due: match pressing {
            Pressing::Due(_) => draw::dues(book, ticket).into_iter().next(),
            Pressing::Called | Pressing::Waits(_) | Pressing::Alone(_) => None,
        },
        waits: match pressing {
            Pressing::Due(_) | Pressing::Called => None,
            Pressing::Waits(since) | Pressing::Alone(since) => Some(since),
        },
        alone: matches!(pressing, Pressing::Alone(_)),
    }
}
