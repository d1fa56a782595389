//! Changing many tickets at once, and taking it back at once.
//!
//! A hundred tickets go in one transaction: others who write wait for no more than that. What was
//! written is remembered by its lines in the logs, a link of a chain for each transaction.

use std::collections::HashSet;

use crate::{
    domain::{
        access::Access,
        activity::{Actor, Cause, Event, Wake},
        id::{ActivityId, TicketId, UndoId},
        query::Query,
        right::Right,
        ticket::Ticket,
        time::Timestamp,
        undo::{Inverse, Touched, Undone},
    },
    store::{self, StoreError, WriteTx, list::Names},
};

use super::{
    access::UserDesk,
    book::Book,
    problem::{Fault, Problem},
    rules,
    ticket_edit::{TicketEdit, check_assignee, edit_events, log, tag_ids},
    ticket_merge,
    undo::offer,
    warrant::Warrant,
};

/// Most tickets of one act.
pub const MOST: usize = 10_000;
/// Tickets of one transaction.
const CHUNK: usize = 100;
/// Numbers that a notice names before it only counts.
const NAMED: usize = 5;

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

/// Names the first tickets and counts the others: `#3 #5 #9 +7`.
pub(super) fn subject(named: &[TicketId], changed: u64) -> String {
    let mut words: Vec<String> = named.iter().map(|id| format!("#{id}")).collect();
    let more = changed.saturating_sub(named.len() as u64);
    if more > 0 {
        words.push(format!("+{more}"));
    }
    words.join(" ")
}

/// Takes back what some lines of logs say. What was changed again since stays as it is.
pub(super) fn back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    tickets: &[Touched],
    now: Timestamp,
) -> Result<Undone, Problem> {
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    let (mut undone, mut named) = (Undone::default(), Vec::new());
    for touched in tickets {
        let Some(mut ticket) = store::ticket::get(tx, touched.ticket)? else {
            undone.left += 1;
            continue;
        };
        let (mut events, whole) = inverted(tx, &ticket, &touched.lines)?;
        // Of what is in the bin or merged nothing is changed, but that it is in it.
        if ticket.deleted.is_some() || ticket.merged_into.is_some() {
            events.retain(|event| matches!(event, Event::Restored));
        }
        // Given to others, it is out of sight; taken back it has to be in sight again.
        let assignee = events.iter().find_map(|event| match event {
            Event::Assignee { new, .. } => Some(*new),
            _ => None,
        });
        let sees = |assignee| access.sight.sees(assignee, ticket.mailbox);
        if events.is_empty() || !sees(assignee.unwrap_or(ticket.assignee)) {
            undone.left += 1;
            continue;
        }
        log(tx, &mut ticket, actor, events, now)?;
        if named.len() < NAMED {
            named.push(ticket.id);
        }
        match whole {
            Whole::Yes => undone.restored += 1,
            Whole::InPart => undone.left += 1,
        }
    }
    undone.subject = subject(&named, tickets.len() as u64);
    Ok(undone)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    /// Somebody changed one of its fields since.
    InPart,
}

fn inverted(
    tx: &WriteTx<'_>,
    ticket: &Ticket,
    lines: &[ActivityId],
) -> Result<(Vec<Event>, Whole), StoreError> {
    let (mut events, mut whole) = (Vec::new(), Whole::Yes);
    for line in lines {
        let Some(line) = store::activity::get(tx, ticket.id, *line)? else {
            whole = Whole::InPart;
            continue;
        };
        match inverse(ticket, &line.event) {
            Some(event) => events.push(event),
            None => whole = Whole::InPart,
        }
    }
    Ok((events, whole))
}

/// The event that makes a field what it was; None if it is not what the line made of it.
fn inverse(ticket: &Ticket, event: &Event) -> Option<Event> {
    match *event {
        Event::Status { old, new, .. } => (ticket.status == new).then_some(Event::Status {
            old: new,
            new: old,
            cause: Cause::Asked,
        }),
        Event::Priority { old, new } => {
            (ticket.priority == new).then_some(Event::Priority { old: new, new: old })
        }
        Event::Assignee { old, new, .. } => (ticket.assignee == new).then_some(Event::Assignee {
            old: new,
            new: old,
            cause: Cause::Asked,
        }),
        Event::TagAdded { tag } => ticket
            .tags
            .contains(&tag)
            .then_some(Event::TagRemoved { tag }),
        Event::Snoozed { old, new } => (ticket.snoozed == Some(new)).then_some(match old {
            Some(old) => Event::Snoozed {
                old: Some(new),
                new: old,
            },
            None => Event::Woke { why: Wake::Asked },
        }),
        Event::Deleted => ticket.deleted.is_some().then_some(Event::Restored),
        Event::Restored => ticket.deleted.is_none().then_some(Event::Deleted),
        Event::TagRemoved { tag } => {
            (!ticket.tags.contains(&tag)).then_some(Event::TagAdded { tag })
        }
        _ => None,
    }
}
