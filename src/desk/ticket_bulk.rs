//! Changing many tickets at once, and taking it back at once.
//!
//! A hundred tickets go in one transaction: others who write wait for no more than that. What was
//! written is remembered by its lines in the logs, a link of a chain for each transaction.

use std::collections::HashSet;

use crate::{
    domain::{
        activity::{Actor, Event},
        id::{ActivityId, TicketId, UndoId},
        query::Query,
        right::Right,
        ticket::Ticket,
        time::Timestamp,
        undo::{Inverse, Touched},
    },
    store::{WriteTx, list::Names},
};

use super::{
    access::UserDesk,
    book::Book,
    problem::{Fault, Problem},
    rules,
    ticket_back::{NAMED, subject},
    ticket_edit::{TicketEdit, check_assignee, edit_events, log, tag_ids},
    ticket_merge,
    undo::offer,
};

/// Most tickets of one act.
pub const MOST: usize = 10_000;
/// Tickets of one transaction.
const CHUNK: usize = 100;

/// What is done to each ticket.
#[derive(Clone, Debug)]
pub enum Deed {
    Edit(Box<TicketEdit>),
    /// Into the bin.
    Delete,
    /// Into another ticket.
    Merge(TicketId),
    /// Out of the bin.
    Restore,
}

impl Deed {
    fn right(&self) -> Right {
        match self {
            Self::Edit(_) | Self::Merge(_) => Right::TicketEdit,
            Self::Delete | Self::Restore => Right::TicketDelete,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkDone {
    pub changed: u64,
    /// Tickets that were so before.
    pub same: u64,
    /// Tickets that are not there, or not this person's to see.
    pub missing: Vec<TicketId>,
    /// Takes all of it back; None if nothing changed.
    pub undo: Option<UndoId>,
}

impl UserDesk {
    /// Finds the tickets of a whole list, in its order.
    ///
    /// # Errors
    /// [`Problem::Field`] `tickets` if there are more than [`MOST`].
    pub fn ticket_ids(&self, query: &Query) -> Result<Vec<TicketId>, Problem> {
        self.need(Right::TicketRead)?;
        let sight = &self.access().sight;
        let found = self
            .desk()
            .store
            .list(query, sight, &Names::default(), None, MOST)?;
        if found.next.is_some() {
            return Err(Problem::field("tickets", Fault::TooMany(MOST)));
        }
        Ok(found.ids)
    }

    /// Does one thing to many tickets. Each is changed whole or not at
    /// all; one that is gone does not keep the others.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; then nothing was changed.
    pub fn ticket_bulk(
        &self,
        ids: &[TicketId],
        deed: &Deed,
        now: Timestamp,
    ) -> Result<BulkDone, Problem> {
        self.need(deed.right())?;
        if ids.len() > MOST {
            return Err(Problem::field("tickets", Fault::TooMany(MOST)));
        }
        match deed {
            Deed::Edit(edit) => self.bulk_check(edit)?,
            Deed::Merge(into) => drop(self.named(&self.desk().store.read()?, *into)?),
            Deed::Delete | Deed::Restore => {}
        }
        let mut once = HashSet::new();
        let ids: Vec<TicketId> = ids.iter().copied().filter(|id| once.insert(*id)).collect();
        let book = self.book()?;
        let (mut done, mut named) = (BulkDone::default(), Vec::new());
        for chunk in ids.chunks(CHUNK) {
            let act = Act {
                me: self.clone(),
                book: book.clone(),
                deed: deed.clone(),
                ids: chunk.to_vec(),
                before: done.clone(),
                named: named.clone(),
                now,
            };
            (done, named) = self.desk().store.write(move |tx| act.run(tx))?;
        }
        Ok(done)
    }

    // What is wrong is said before the first ticket changes. Tags are made here, once.
    fn bulk_check(&self, edit: &TicketEdit) -> Result<(), Problem> {
        let edit = edit.clone();
        self.desk().store.write(move |tx| {
            if let Some(assignee) = edit.assignee {
                check_assignee(tx, assignee)?;
            }
            tag_ids(tx, &edit.add_tags).map(drop)
        })
    }
}

/// One transaction of it.
struct Act {
    me: UserDesk,
    book: std::sync::Arc<Book>,
    deed: Deed,
    ids: Vec<TicketId>,
    /// What came of the transactions before.
    before: BulkDone,
    named: Vec<TicketId>,
    now: Timestamp,
}

impl Act {
    fn run(&self, tx: &mut WriteTx<'_>) -> Result<(BulkDone, Vec<TicketId>), Problem> {
        let (mut done, mut named) = (self.before.clone(), self.named.clone());
        let mut touched = Vec::new();
        for id in &self.ids {
            let mut ticket = match self.ticket(tx, *id) {
                Ok(ticket) => ticket,
                // What is in the bin is in no other list, and what is merged in none.
                Err(Problem::NotFound | Problem::Field { .. }) => {
                    done.missing.push(*id);
                    continue;
                }
                Err(problem) => return Err(problem),
            };
            let lines = self.change(tx, &mut ticket)?;
            if lines.is_empty() {
                done.same += 1;
                continue;
            }
            done.changed += 1;
            if named.len() < NAMED {
                named.push(*id);
            }
            let ticket = *id;
            touched.push(Touched { ticket, lines });
        }
        if !touched.is_empty() {
            let (tickets, before) = (touched, self.before.undo);
            let inverse = match self.deed {
                Deed::Edit(_) => Inverse::TicketsBack { tickets, before },
                Deed::Delete => Inverse::TicketsRestore { tickets, before },
                Deed::Merge(_) => Inverse::TicketsUnmerge { tickets, before },
                Deed::Restore => Inverse::TicketsDelete { tickets, before },
            };
            let subject = subject(&named, done.changed);
            let warrant = self.me.warrant();
            done.undo = offer(tx, warrant, &subject, inverse, self.now)?.or(done.undo);
        }
        Ok((done, named))
    }

    fn ticket(&self, tx: &WriteTx<'_>, id: TicketId) -> Result<Ticket, Problem> {
        match self.deed {
            Deed::Restore => {
                let ticket = self.me.ticket_as_it_is(tx, id)?;
                let merged = Problem::field("ticket", Fault::Merged);
                ticket.merged_into.map_or(Ok(ticket), |_| Err(merged))
            }
            _ => self.me.ticket_itself(tx, id),
        }
    }

    fn change(
        &self,
        tx: &mut WriteTx<'_>,
        ticket: &mut Ticket,
    ) -> Result<Vec<ActivityId>, Problem> {
        let actor = Actor::User(self.me.user().id);
        let events = match &self.deed {
            Deed::Edit(edit) => edit_events(tx, ticket, edit, actor)?,
            Deed::Delete => vec![Event::Deleted],
            Deed::Restore if ticket.deleted.is_none() => Vec::new(),
            Deed::Restore => vec![Event::Restored],
            Deed::Merge(into) => return self.merge(tx, ticket, *into),
        };
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let updated = ticket.updated;
        let lines = log(tx, ticket, actor, events, self.now)?;
        // That it is out of the bin again is no change of a field.
        let edited = matches!(self.deed, Deed::Edit(_));
        if edited && ticket.deleted.is_none() {
            rules::run::changed(tx, &self.book, ticket, updated, self.now)?;
        }
        Ok(lines)
    }

    /// The ticket that all others go into is one of them where a whole list is merged: it stays.
    fn merge(
        &self,
        tx: &mut WriteTx<'_>,
        ticket: &Ticket,
        into: TicketId,
    ) -> Result<Vec<ActivityId>, Problem> {
        let mut into = self.me.ticket(tx, into)?;
        if into.id == ticket.id {
            return Ok(Vec::new());
        }
        let (updated, actor) = (into.updated, Actor::User(self.me.user().id));
        let lines = ticket_merge::merge(tx, actor, ticket.clone(), &mut into, self.now)?;
        rules::run::changed(tx, &self.book, &mut into, updated, self.now)?;
        Ok(lines)
    }
}
