//! What a ticket brings into another one when it is merged, and what the other one makes of it.

use serde::{Deserialize, Serialize};

use super::{
    activity::{add_tag, set_status},
    id::{ActivityId, TagId, TicketId},
    ticket::{Participant, Status, Ticket},
    time::Timestamp,
};

/// What came with a ticket that was merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absorbed {
    pub other: TicketId,
    /// Its name then.
    pub name: String,
    /// Those who were not in the conversation yet.
    pub participants: Vec<Participant>,
    /// Those that were not on it yet.
    pub tags: Vec<TagId>,
    /// The status that became open because of it; None if it stays.
    pub reopened: Option<Status>,
    /// Since when it was our turn there.
    pub ours: Option<Timestamp>,
    pub last_message: Option<ActivityId>,
}

/// Takes in what a merged ticket brings.
pub(super) fn absorb(ticket: &mut Ticket, absorbed: &Absorbed, at: Timestamp) {
    ticket.merged.push(absorbed.other);
    ticket
        .participants
        .extend_from_slice(&absorbed.participants);
    absorbed.tags.iter().for_each(|tag| add_tag(ticket, *tag));
    if absorbed.reopened.is_some() {
        set_status(ticket, Status::Open, at);
    }
    // Who waited there waits here, if anybody is waited for at all.
    if ticket.paused.is_none()
        && let Some(since) = absorbed.ours
    {
        ticket.ours = Some(ticket.ours.map_or(since, |ours| ours.min(since)));
    }
    ticket.last_message = ticket.last_message.max(absorbed.last_message);
}
