//! Merging a ticket into another one, and taking the two apart again.
//!
//! What is merged keeps its record and its log: it is only in no list any more, and its number, its
//! reply address and its Message-IDs lead to the other one, whose log shows both. So it comes back
//! exactly as it was, and what came since stays where it came.

use crate::{
    domain::{
        access::Access,
        activity::{self, Activity, Actor, Event},
        id::{ActivityId, TicketId, UndoId},
        merge::Absorbed,
        rebuild::rebuild,
        right::Right,
        ticket::{Participant, Status, Ticket},
        time::Timestamp,
        undo::{Inverse, Touched, Undo, Undone},
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    access::UserDesk,
    problem::{Fault, Problem},
    ticket_back::subject,
    ticket_bin::kept,
    ticket_bulk::Deed,
    ticket_edit::{log, shown},
    warrant::Warrant,
};

/// Acts that are looked at for a merge that was just made.
const OFFERS: usize = 20;

impl UserDesk {
    /// Merges a ticket into another one; gives that one, and what takes it back.
    ///
    /// # Errors
    /// [`Problem::Field`] `other` for a ticket that is not there, not theirs to see, in the bin, or
    /// the same one; `ticket` if it is merged already.
    pub fn ticket_merge(
        &self,
        id: TicketId,
        other: TicketId,
        now: Timestamp,
    ) -> Result<(TicketId, Option<UndoId>), Problem> {
        self.need(Right::TicketEdit)?;
        let view = self.desk().store.read()?;
        let ticket = self.ticket_itself(&view, id)?;
        let into = self.other(&view, &ticket, other)?.id;
        drop(view);
        let done = self.ticket_bulk(&[id], &Deed::Merge(into), now)?;
        Ok((into, done.undo))
    }

    /// Takes a ticket out of the one that it was merged into.
    ///
    /// # Errors
    /// [`Problem::Field`] `other` if it is not merged into this one.
    pub fn ticket_unmerge(
        &self,
        id: TicketId,
        other: TicketId,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let ticket = me.ticket_itself(tx, id)?;
            if !ticket.merged.contains(&other) {
                return Err(Problem::field("other", Fault::NoTicket));
            }
            unmerge(tx, actor, other, now)?;
            me.ticket(tx, id)
        })
    }

    /// Finds what this person's merging of a ticket is taken back by, while it can be: the page of a
    /// ticket that was just merged leads on with it.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn merge_offer(&self, id: TicketId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        let newest = store::undo::newest(&self.desk().store.read()?, OFFERS)?;
        let merged = |undo: &Undo| match &undo.inverse {
            Inverse::TicketsUnmerge { tickets, .. } => tickets.iter().any(|it| it.ticket == id),
            _ => false,
        };
        let own = |undo: &Undo| undo.user == self.user().id && now < undo.expires;
        let mut open = newest.into_iter().filter(|undo| undo.undone.is_none());
        let found = open.find(|undo| own(undo) && merged(undo));
        Ok(found.map(|undo| undo.id))
    }

    /// The number of the ticket that a number leads to: its own, but for one that was merged.
    #[must_use]
    pub fn leads_to(&self, id: TicketId) -> TicketId {
        self.desk().store.columns(|columns| columns.root(id))
    }

    /// Reads a ticket that this person sees, to change it, and never another one in its place.
    ///
    /// # Errors
    /// As [`UserDesk::ticket`]; [`Problem::Field`] for one that was merged.
    pub(super) fn ticket_itself(&self, view: &impl View, id: TicketId) -> Result<Ticket, Problem> {
        let ticket = self.ticket_as_it_is(view, id)?;
        if ticket.merged_into.is_some() {
            return Err(Problem::field("ticket", Fault::Merged));
        }
        kept(&ticket)?;
        Ok(ticket)
    }
}

/// The lines of a ticket and of all that were merged into it, read by `read` of each.
pub(super) fn family_log(
    view: &impl View,
    ticket: &Ticket,
    read: impl Fn(TicketId) -> Result<Vec<Activity>, StoreError>,
) -> Result<Vec<Activity>, StoreError> {
    let mut lines = read(ticket.id)?;
    let mut ahead = ticket.merged.clone();
    while let Some(id) = ahead.pop() {
        let Some(merged) = store::ticket::get(view, id)? else {
            continue;
        };
        // That it was merged stands in the log of the other one.
        let own = read(id)?.into_iter();
        lines.extend(own.filter(|line| !matches!(line.event, Event::Merged { .. })));
        ahead.extend(merged.merged);
    }
    lines.sort_unstable_by_key(|line| line.id);
    Ok(lines)
}

/// Merges; gives the line of the merged ticket's log that says so.
pub(super) fn merge(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    mut ticket: Ticket,
    into: &mut Ticket,
    now: Timestamp,
) -> Result<Vec<ActivityId>, StoreError> {
    let absorbed = Box::new(what_comes(tx, &ticket, into)?);
    let event = Event::Merged { into: into.id };
    let lines = log(tx, &mut ticket, actor, vec![event], now)?;
    log(tx, into, actor, vec![Event::Absorbed(absorbed)], now)?;
    Ok(lines)
}

/// What a ticket brings into another one: people and tags. Its other fields stay behind, but that
/// somebody waits for us.
fn what_comes(tx: &WriteTx<'_>, ticket: &Ticket, into: &Ticket) -> Result<Absorbed, StoreError> {
    let is_in = |one: &Participant| {
        let key = one.who.address.key();
        let mut there = into.participants.iter();
        there.any(|other| other.who.address.key() == key)
    };
    let (mut tags, mut there) = (Vec::new(), Vec::new());
    for tag in &into.tags {
        there.extend(shown(tx, *tag)?);
    }
    for tag in &ticket.tags {
        let new = shown(tx, *tag)?;
        tags.extend(new.filter(|new| !there.contains(new)));
    }
    let works = matches!(ticket.status, Status::Open | Status::Processing);
    let reopened = works && into.status == Status::Closed;
    Ok(Absorbed {
        other: ticket.id,
        name: ticket.name.clone(),
        participants: (ticket.participants.iter())
            .filter(|one| !is_in(one))
            .cloned()
            .collect(),
        tags,
        reopened: reopened.then_some(Status::Closed),
        ours: ticket.ours,
        last_message: ticket.last_message,
    })
}

/// Takes a ticket out of the one that it was merged into.
fn unmerge(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    id: TicketId,
    now: Timestamp,
) -> Result<(), Problem> {
    let ticket = store::ticket::get(tx, id)?.ok_or(Problem::NotFound)?;
    let from = ticket.merged_into.ok_or(Problem::NotFound)?;
    let into = store::ticket::get(tx, from)?.ok_or(Problem::NotFound)?;
    kept(&into)?;
    // What it brought went on from there: the outer merge is taken apart first.
    if into.merged_into.is_some() {
        return Err(Problem::field("other", Fault::Merged));
    }
    match part(tx, actor, ticket, into, now)? {
        true => Ok(()),
        false => Err(Problem::NotFound),
    }
}

/// Takes a ticket out of the one that it was merged into; false if no line says that it was.
pub(super) fn part(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    mut ticket: Ticket,
    mut into: Ticket,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, from) = (ticket.id, into.id);
    let whole = store::activity::log(tx, from, ActivityId(0), usize::MAX)?;
    let merge = whole.iter().rev().find_map(|line| match &line.event {
        Event::Absorbed(absorbed) if absorbed.other == id => Some(line.id),
        _ => None,
    });
    let Some(merge) = merge else {
        return Ok(false);
    };
    let event = Event::Parted { other: id, merge };
    let line = store::activity::append(tx, from, now, actor, event)?;
    activity::apply(&mut into, &line);
    let whole = store::activity::log(tx, from, ActivityId(0), usize::MAX)?;
    // As if it had never been merged, with what came since.
    into = rebuild(&whole).ok_or(StoreError::Corrupt { table: "activity" })?;
    store::ticket::put(tx, &into)?;
    log(tx, &mut ticket, actor, vec![Event::Unmerged { from }], now)?;
    Ok(true)
}

/// The newest line of a ticket's log that says that it was merged.
fn last_merge(tx: &WriteTx<'_>, id: TicketId) -> Result<Option<ActivityId>, StoreError> {
    let log = store::activity::log(tx, id, ActivityId(0), usize::MAX)?;
    let mut newest = log.iter().rev();
    let last = newest.find(|line| matches!(line.event, Event::Merged { .. }));
    Ok(last.map(|line| line.id))
}

/// Takes merges back, but for those that somebody took apart or put elsewhere since.
pub(super) fn back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    tickets: &[Touched],
    now: Timestamp,
) -> Result<Undone, Problem> {
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    let mut undone = Undone::default();
    for touched in tickets {
        let ticket = store::ticket::get(tx, touched.ticket)?;
        let into = ticket.as_ref().and_then(|ticket| ticket.merged_into);
        let into = into.map_or(Ok(None), |into| store::ticket::get(tx, into))?;
        let sees = into.is_some_and(|into| access.sight.sees(into.assignee, into.mailbox));
        let is_last =
            last_merge(tx, touched.ticket)?.is_some_and(|line| touched.lines.contains(&line));
        if !sees || !is_last {
            undone.left += 1;
            continue;
        }
        match unmerge(tx, actor, touched.ticket, now) {
            Ok(()) => undone.restored += 1,
            Err(Problem::NotFound | Problem::Field { .. }) => undone.left += 1,
            Err(problem) => return Err(problem),
        }
    }
    let named: Vec<TicketId> = tickets.iter().map(|touched| touched.ticket).collect();
    undone.subject = subject(&named, tickets.len() as u64);
    Ok(undone)
}
