//! Linking two tickets by hand, and taking the link away: both logs say so. Either is taken back at
//! the same ends.

use crate::{
    domain::{
        access::Access,
        activity::{Actor, Event, LinkReason},
        id::TicketId,
        right::Right,
        ticket::Ticket,
        time::Timestamp,
        undo::{Inverse, LinkEnd, Undone},
    },
    store::{self, View, WriteTx},
};

use super::{
    access::UserDesk,
    problem::{Fault, Problem},
    ticket_edit::{Edited, log},
    undo::offer,
    warrant::Warrant,
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
    ) -> Result<Edited, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let mut second = me.other(tx, &ticket, other)?;
            let (id, other) = (ticket.id, second.id);
            let mut ends = Vec::new();
            for (one, with) in [(&mut ticket, other), (&mut second, id)] {
                if !one.links.contains(&with) {
                    log(tx, one, actor, vec![linked(with)], now)?;
                    ends.push(end(one, with));
                }
            }
            let inverse = (!ends.is_empty()).then_some(Inverse::Unlink { ends });
            let undo = inverse.map(|it| offer(tx, me.warrant(), &format!("#{other}"), it, now));
            let undo = undo.transpose()?.flatten();
            Ok(Edited { ticket, undo })
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
    ) -> Result<Edited, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let id = ticket.id;
            // Of what is in the bin the link goes at this end; there it goes with the ticket.
            let second = me.ticket_as_it_is(tx, other);
            let mut second = second.map_err(unknown)?;
            let other = second.id;
            let mut ends = Vec::new();
            for (one, with) in [(&mut ticket, other), (&mut second, id)] {
                if one.links.contains(&with) && one.deleted.is_none() {
                    log(tx, one, actor, vec![Event::Unlinked { other: with }], now)?;
                    ends.push(end(one, with));
                }
            }
            let inverse = (!ends.is_empty()).then_some(Inverse::Link { ends });
            let undo = inverse.map(|it| offer(tx, me.warrant(), &format!("#{other}"), it, now));
            let undo = undo.transpose()?.flatten();
            Ok(Edited { ticket, undo })
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

fn linked(other: TicketId) -> Event {
    let reason = LinkReason::Asked;
    Event::Linked { other, reason }
}

fn end(ticket: &Ticket, other: TicketId) -> LinkEnd {
    let ticket = ticket.id;
    LinkEnd { ticket, other }
}

/// Takes a link away that was made, at the ends where it was.
pub(super) fn unlink_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    ends: &[LinkEnd],
    now: Timestamp,
) -> Result<Undone, Problem> {
    let event = |other| Event::Unlinked { other };
    let is_so = |ticket: &Ticket, other| ticket.links.contains(&other);
    back(tx, warrant, access, ends, (is_so, event), now)
}

/// Makes a link again that was taken away, at the ends where it was.
pub(super) fn link_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    ends: &[LinkEnd],
    now: Timestamp,
) -> Result<Undone, Problem> {
    for end in ends {
        if store::ticket::get(tx, end.other)?.is_none() {
            return Ok(left());
        }
    }
    let is_so = |ticket: &Ticket, other| !ticket.links.contains(&other);
    back(tx, warrant, access, ends, (is_so, linked), now)
}

/// What somebody did with one of the tickets since stays, and so does the other end.
fn left() -> Undone {
    Undone {
        left: 1,
        ..Undone::default()
    }
}

/// Writes a line at each end, if all of them are as they were left.
fn back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    ends: &[LinkEnd],
    (is_so, event): (
        impl Fn(&Ticket, TicketId) -> bool,
        impl Fn(TicketId) -> Event,
    ),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let stands = |ticket: &Ticket| {
        let works = ticket.deleted.is_none() && ticket.merged_into.is_none();
        works && access.sight.sees(ticket.assignee, ticket.mailbox)
    };
    let mut tickets = Vec::new();
    for end in ends {
        let ticket = store::ticket::get(tx, end.ticket)?;
        match ticket.filter(|it| stands(it) && is_so(it, end.other)) {
            Some(ticket) => tickets.push((ticket, end.other)),
            None => return Ok(left()),
        }
    }
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    for (ticket, other) in &mut tickets {
        log(tx, ticket, actor, vec![event(*other)], now)?;
    }
    let subject = tickets.first().map(|(_, other)| format!("#{other}"));
    Ok(Undone {
        subject: subject.unwrap_or_default(),
        ..Undone::default()
    })
}

/// What is not there, and what is not theirs to see, is the same to whoever names it.
fn unknown(problem: Problem) -> Problem {
    match problem {
        Problem::NotFound => Problem::field("other", Fault::NoTicket),
        Problem::Field { fault, .. } => Problem::field("other", fault),
        other => other,
    }
}
