//! Putting a ticket to sleep until a time: it waits for nobody meanwhile, and wakes by itself.

use crate::{
    domain::{
        activity::{Actor, Event, Wake},
        id::{ActivityId, TicketId, UndoId},
        right::Right,
        ticket::{Status, Ticket},
        time::Timestamp,
    },
    store::{StoreError, WriteTx},
};

use super::{
    access::UserDesk,
    problem::{Fault, Problem},
    ticket_back::offer_back,
    ticket_edit::log,
};

impl UserDesk {
    /// Lets a ticket sleep until a time; one that sleeps already, until this time.
    ///
    /// # Errors
    /// [`Problem::Field`] `until` for a time that is over, and for a ticket that is closed.
    pub fn ticket_snooze(
        &self,
        id: TicketId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<UndoId>, Problem> {
        self.need(Right::TicketEdit)?;
        if until <= now {
            return Err(Problem::field("until", Fault::Past));
        }
        let me = self.clone();
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            if ticket.status == Status::Closed {
                return Err(Problem::field("until", Fault::Closed));
            }
            if ticket.snoozed == Some(until) {
                return Ok(None);
            }
            let actor = Actor::User(me.user().id);
            let old = ticket.snoozed;
            let event = Event::Snoozed { old, new: until };
            let lines = log(tx, &mut ticket, actor, vec![event], now)?;
            let ticket = ticket.id;
            Ok(offer_back(tx, me.warrant(), ticket, lines, now)?)
        })
    }

    /// Wakes a ticket before its time. One that is awake stays as it is.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn ticket_wake(&self, id: TicketId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let lines = wake(tx, &mut ticket, actor, Wake::Asked, now)?;
            if lines.is_empty() {
                return Ok(None);
            }
            Ok(offer_back(tx, me.warrant(), ticket.id, lines, now)?)
        })
    }
}

/// Wakes a ticket that sleeps; the line of its log, none for one that is awake.
pub(super) fn wake(
    tx: &mut WriteTx<'_>,
    ticket: &mut Ticket,
    actor: Actor,
    why: Wake,
    now: Timestamp,
) -> Result<Vec<ActivityId>, StoreError> {
    if ticket.snoozed.is_none() {
        return Ok(Vec::new());
    }
    log(tx, ticket, actor, vec![Event::Woke { why }], now)
}
