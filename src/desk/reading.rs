//! What is new to whom: how far each person has read each ticket. Everybody marks their own.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    domain::{
        assignee::Assignee,
        id::{ActivityId, TicketId, UserId},
        query::{Query, ask::Marks},
        right::Right,
        ticket::{Status, Ticket},
    },
    store::{self, ReadTx, StoreError, WriteTx},
};

use super::{Desk, access::UserDesk, mention, problem::Problem};

/// Rows that are kept of one person, about half a megabyte; what is older counts as read.
const MOST: usize = 20_000;
/// What is not closed.
const OPEN: [Status; 3] = [Status::Open, Status::Processing, Status::Waiting];

impl UserDesk {
    /// Notes that this person has seen a ticket up to a line of its log. Costs a commit only where
    /// there was something new.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such ticket for them.
    pub fn ticket_read(&self, id: TicketId, up_to: ActivityId) -> Result<(), Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let ticket = self.ticket_as_it_is(&view, id)?;
        let me = self.user().id;
        let seen = store::reading::seen(&view, me, id)?;
        let is_new = ticket.said > seen && up_to > seen;
        if !is_new && !self.is_mentioned(&view, &ticket)? {
            return Ok(());
        }
        drop(view);
        self.desk().store.write(move |tx| {
            mention::looked(tx, me, &ticket)?;
            let seen = store::reading::seen(tx, me, id)?;
            store::reading::set(tx, me, id, seen.max(up_to))
        })?;
        self.desk().looked(me, id);
        Ok(())
    }

    /// Makes a ticket new to this person again, from what it said last.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such ticket for them.
    pub fn ticket_unread(&self, id: TicketId) -> Result<(), Problem> {
        self.need(Right::TicketRead)?;
        let (user, me) = (self.clone(), self.user().id);
        let id = self.desk().store.write(move |tx| {
            let ticket = user.ticket(tx, id)?;
            let before = ActivityId(ticket.said.0.saturating_sub(1));
            store::reading::set(tx, me, ticket.id, before)?;
            Ok::<_, Problem>(ticket.id)
        })?;
        self.desk().looked(me, id);
        Ok(())
    }

    /// How many tickets wait for this person to look: theirs that are not closed and say something
    /// new, and those with a note that calls them. Every page shows it: it is counted when something
    /// changed or somebody read, and only what they have themselves is looked at.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn waiting_for_a_look(&self) -> Result<u64, Problem> {
        self.need(Right::TicketRead)?;
        let (me, looks) = (self.user().id, &self.desk().looks);
        // Taken before anything is read: what is read meanwhile is counted once more, never missed.
        let as_of = AsOf {
            change: store::activity::newest(&self.desk().store.read()?)?,
            read: looks.read.load(Ordering::Acquire),
        };
        if let Some(count) = looks.known(me, as_of) {
            return Ok(count);
        }
        let count = self.count_waiting()?;
        looks.keep(me, as_of, count);
        Ok(count)
    }

    fn count_waiting(&self) -> Result<u64, Problem> {
        let mut waiting: HashSet<TicketId> = self.mentions()?.into_iter().collect();
        let mine = Assignee::User(self.user().id);
        let query = Query {
            status: OPEN.to_vec(),
            assignee: Some(Some(mine)),
            ..Query::default()
        };
        let sight = &self.access().sight;
        let mine = self
            .desk()
            .store
            .search(&query, sight, |columns, found| columns.found(&query, found))?;
        let view = self.desk().store.read()?;
        for number in mine {
            let id = TicketId(number.into());
            if waiting.contains(&id) {
                continue;
            }
            let ticket = store::ticket::get(&view, id)?;
            if let Some(ticket) = ticket
                && self.is_unread(&view, &ticket)?
            {
                waiting.insert(id);
            }
        }
        Ok(waiting.len() as u64)
    }

    /// How far this person has read, for all tickets at once.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub(super) fn marks(&self) -> Result<Marks, Problem> {
        let called = self.mentions()?;
        let (up_to, own) = store::reading::of(&self.desk().store.read()?, self.user().id)?;
        Ok(Marks { up_to, own, called })
    }

    /// True if a ticket says something that this person has not seen.
    pub(super) fn is_unread(&self, view: &ReadTx, ticket: &Ticket) -> Result<bool, StoreError> {
        Ok(ticket.said > store::reading::seen(view, self.user().id, ticket.id)?)
    }
}

/// Who wrote a line has seen it; what stood before it and was not seen stays new to them.
pub(super) fn wrote(
    tx: &mut WriteTx<'_>,
    user: UserId,
    before: ActivityId,
    ticket: &Ticket,
) -> Result<(), StoreError> {
    if before <= store::reading::seen(tx, user, ticket.id)? {
        store::reading::set(tx, user, ticket.id, ticket.said)?;
    }
    Ok(())
}

/// How many tickets waited for each person, and as of what.
#[derive(Default)]
pub(super) struct Looks {
    /// How often somebody read something, or made it new again.
    read: AtomicU64,
    counts: Mutex<HashMap<UserId, (AsOf, u64)>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct AsOf {
    change: ActivityId,
    read: u64,
}

impl Looks {
    fn known(&self, user: UserId, as_of: AsOf) -> Option<u64> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, count) = counts.get(&user)?;
        (*of == as_of).then_some(*count)
    }

    fn keep(&self, user: UserId, as_of: AsOf, count: u64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.insert(user, (as_of, count));
    }
}

impl Desk {
    /// Tells that somebody's reading changed, after it was written.
    fn looked(&self, user: UserId, ticket: TicketId) {
        self.looks.read.fetch_add(1, Ordering::AcqRel);
        self.events.publish_reading(user, ticket);
    }

    /// Keeps what is remembered of each person's reading within its bound.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; the next round does it.
    pub(super) fn shorten_reading(&self) -> Result<(), StoreError> {
        let users = store::user::all(&self.store.read()?)?;
        for user in users {
            self.store
                .write(move |tx| store::reading::shorten(tx, user.id, MOST).map(drop))?;
        }
        Ok(())
    }
}
