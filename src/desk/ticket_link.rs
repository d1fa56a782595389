//! Linking two tickets by hand, and taking the link away: both logs say so.

use crate::{
    domain::{
        activity::{Actor, Event, LinkReason},
        id::TicketId,
        right::Right,
        ticket::Ticket,
        time::Timestamp,
    },
    store::View,
};

use super::{
    access::UserDesk,
    problem::{Fault, Problem},
    ticket_edit::log,
};

impl UserDesk {
    /// Links two tickets. Linked already, they stay as they are.
    ///
    /// # Errors
    /// [`Problem::Field`] `other` for a ticket that is not there, not theirs to see, in the bin, or
    /// the same one.
    pub fn ticket_link(
        &self,
        id: TicketId,
        other: TicketId,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let mut second = me.other(tx, &ticket, other)?;
            let id = ticket.id;
            for (one, with) in [(&mut ticket, second.id), (&mut second, id)] {
                if !one.links.contains(&with) {
                    let reason = LinkReason::Asked;
                    let event = Event::Linked {
                        other: with,
                        reason,
                    };
                    log(tx, one, actor, vec![event], now)?;
                }
            }
            Ok(ticket)
        })
    }

    /// Takes a link away, whoever or whatever had made it.
    ///
    /// # Errors
    /// [`Problem::Field`] `other` as for linking.
    pub fn ticket_unlink(
        &self,
        id: TicketId,
        other: TicketId,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let id = ticket.id;
            // Of what is in the bin the link goes at this end; there it goes with the ticket.
            let second = me.ticket_as_it_is(tx, other);
            let mut second = second.map_err(unknown)?;
            for (one, with) in [(&mut ticket, second.id), (&mut second, id)] {
                if one.links.contains(&with) && one.deleted.is_none() {
                    log(tx, one, actor, vec![Event::Unlinked { other: with }], now)?;
                }
            }
            Ok(ticket)
        })
    }

    /// Another ticket that somebody named beside one; in place of a merged one what it leads to.
    pub(super) fn other(
        &self,
        view: &impl View,
        one: &Ticket,
        other: TicketId,
    ) -> Result<Ticket, Problem> {
        let other = self.named(view, other)?;
        if one.id == other.id {
            return Err(Problem::field("other", Fault::Itself));
        }
        Ok(other)
    }

    /// A ticket that somebody named; in place of a merged one what it leads to.
    pub(super) fn named(&self, view: &impl View, other: TicketId) -> Result<Ticket, Problem> {
        self.ticket(view, other).map_err(unknown)
    }
}

/// What is not there, and what is not theirs to see, is the same to whoever names it.
fn unknown(problem: Problem) -> Problem {
    match problem {
        Problem::NotFound => Problem::field("other", Fault::NoTicket),
        Problem::Field { fault, .. } => Problem::field("other", fault),
        other => other,
    }
}
