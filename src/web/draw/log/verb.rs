//! Lines of a log that say what was done to a whole ticket: the bin, links, merging, sleep.

use crate::{
    desk::ticket_view::TicketView,
    domain::{
        activity::{Activity, Actor, Event},
        id::TicketId,
    },
    web::view::log::What,
};

/// What such a line says; None for every other.
pub(super) fn what(view: &TicketView, activity: &Activity) -> Option<What> {
    Some(match &activity.event {
        Event::Deleted if activity.actor == Actor::System => What::Retired,
        Event::Deleted => What::Deleted,
        Event::Restored => What::Restored,
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
        Event::SplitOff { into, .. } => What::SplitOff { number: into.0 },
        Event::SplitFrom { from } => What::SplitFrom { number: from.0 },
        Event::SplitBack { from, .. } => What::SplitBack { number: from.0 },
        Event::Erased => What::Erased,
        _ => return None,
    })
}

fn linked_name(view: &TicketView, other: TicketId) -> String {
    view.links
        .iter()
        .find(|ticket| ticket.id == other)
        .map_or_else(String::new, |ticket| ticket.name.clone())
}
