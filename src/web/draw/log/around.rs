//! Lines of a log about other tickets, time and people.

use crate::{
    desk::ticket_view::{LogLine, TicketView},
    domain::{
        activity::{CustomerCause, Event},
        id::TicketId,
    },
    web::{draw, view::log::What},
};

/// What ties it to other tickets, and to time.
pub(super) fn around(view: &TicketView, line: &LogLine) -> Option<What> {
    let activity = &line.activity;
    Some(match &activity.event {
        Event::Linked { other, reason } => What::Linked {
            number: other.0,
            name: linked_name(view, *other),
            reason: (*reason).into(),
        },
        Event::Unlinked { other } => What::Unlinked { number: other.0 },
        Event::Snoozed { new, .. } => What::Snoozed { until: *new },
        Event::Woke { why } => What::Woke { why: (*why).into() },
        Event::Merged { into } => What::Merged { number: into.0 },
        Event::Unmerged { from } => What::Unmerged { number: from.0 },
        Event::Absorbed(absorbed) => What::Absorbed {
            number: absorbed.other.0,
            name: absorbed.name.clone(),
            // What came with another merge is parted there.
            parts: activity.ticket == view.ticket.id
                && view.ticket.merged.contains(&absorbed.other),
        },
        Event::Parted { other, .. } => What::Parted { number: other.0 },
        _ => return None,
    })
}

/// Who takes part, and whose it is.
pub(super) fn of_people(line: &LogLine) -> Option<What> {
    Some(match &line.activity.event {
        Event::ParticipantAdded { participant } => What::ParticipantAdded {
            name: participant.who.label().to_owned(),
            address: participant.who.address.to_string(),
            confirmed: participant.confirmed,
        },
        Event::ParticipantConfirmed { address } => What::ParticipantConfirmed {
            address: address.clone(),
        },
        Event::ParticipantRemoved { address } => What::ParticipantRemoved {
            address: address.clone(),
        },
        Event::CustomerEdited { fields } => What::CustomerEdited {
            fields: fields.iter().map(|field| field.word()).collect(),
        },
        Event::Customer { cause, .. } => moved(line, *cause),
        _ => return None,
    })
}

fn moved(line: &LogLine, cause: CustomerCause) -> What {
    let (old, new) = line.moved.clone().unwrap_or_default();
    What::Customer {
        old: draw::customer(old.as_ref()).name,
        new: draw::customer(new.as_ref()).name,
        cause: match cause {
            CustomerCause::Asked => "asked",
            CustomerCause::Merged => "merged",
            CustomerCause::Unmerged => "unmerged",
        },
    }
}

fn linked_name(view: &TicketView, other: TicketId) -> String {
    view.links
        .iter()
        .find(|ticket| ticket.id == other)
        .map_or_else(String::new, |ticket| ticket.name.clone())
}
