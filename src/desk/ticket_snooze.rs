//! Putting a ticket to sleep until a time: it waits for nobody meanwhile, and wakes by itself.

use std::time::Duration;

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

/// Times less than this apart are one: nobody reads seconds, and *in 4 hours* that is pressed twice
/// means one time.
const ONE_TIME: Duration = Duration::from_secs(60);

/// What became of a ticket that was put to sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slept {
    /// It sleeps until the time that was asked for; None for whom nothing is offered to take back.
    Now(Option<UndoId>),
    /// It slept until then already: nothing was written.
    Already,
}

impl UserDesk {
    /// Lets a ticket sleep until a time; one that sleeps already, until this time. One that sleeps
    /// until less than a minute from it is left as it is.
    ///
    /// # Errors
    /// [`Problem::Field`] `until` for a time that is over, and for a ticket that is closed.
    pub fn ticket_snooze(
        &self,
        id: TicketId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Slept, Problem> {
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
            let apart = |old: Timestamp| old.0.abs_diff(until.0);
            let is_same = |old| u128::from(apart(old)) < ONE_TIME.as_micros();
            if ticket.snoozed.is_some_and(is_same) {
                return Ok(Slept::Already);
            }
            let actor = Actor::User(me.user().id);
            let old = ticket.snoozed;
            let event = Event::Snoozed { old, new: until };
            let lines = log(tx, &mut ticket, actor, vec![event], now)?;
            let ticket = ticket.id;
            let offer = offer_back(tx, me.warrant(), ticket, lines, now)?;
            Ok(Slept::Now(offer))
        })
    }

    /// Reads until when a ticket sleeps; None for one that is awake, or not theirs to see.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn sleeps_until(&self, id: TicketId) -> Result<Option<Timestamp>, Problem> {
        match self.ticket(&self.desk().store.read()?, id) {
            Ok(ticket) => Ok(ticket.snoozed),
            Err(Problem::NotFound) => Ok(None),
            Err(problem) => Err(problem),
        }
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
