//! Lines of a log about who takes part, and whose it is.

use crate::{
    desk::ticket_view::LogLine,
    domain::activity::{CustomerCause, Event},
    web::{draw, view::log::What},
};

/// Who takes part, and whose it is.
pub(super) fn what(line: &LogLine) -> Option<What> {
    Some(match &line.activity.event {
        Event::ParticipantAdded { participant } => What::ParticipantAdded {
            name: participant.who.label().to_owned(),
            address: participant.who.address.to_string(),
            confirmed: participant.confirmed,
        },
        Event::ParticipantConfirmed { address } => What::ParticipantConfirmed {
            address: address.clone(),
        },
        Event::ParticipantUnconfirmed { address } => What::ParticipantUnconfirmed {
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
