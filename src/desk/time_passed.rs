//! Lets time start rules: looks at every ticket that changed, whose time has come, or of which a
//! calendar or a time rule is another one now.
//!
//! Nothing is scanned: what changed is read from the feed, what time brings from an index. Both are
//! durable, so that a stop loses nothing: what was missed is caught up with, once.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use tokio::sync::Notify;

use crate::{
    domain::{
        activity::{Actor, Wake},
        change::Change,
        id::{ActivityId, RuleId, TicketId},
        rule::{When, decide::ask, facts::Facts, timer::Timer, wake},
        ticket::{Status, Ticket},
        time::Timestamp,
    },
    store::{self, ReadTx, StoreError, WriteTx},
};

use super::{
    Desk,
    book::Book,
    dashboard::SOON,
    rules::{facts, run},
    ticket_snooze::wake as wake_up,
};

/// Tickets that one transaction looks at: whoever waits to write waits for that long.
const STEP: usize = 100;

/// Tickets that are told of at once as due: a clock that jumped makes nobody start anew.
const TOLD: usize = 200;

/// What there is to do after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// More waits.
    More,
    /// Nothing until then, unless something changes.
    At(Timestamp),
    /// Nothing, unless something changes.
    Nothing,
}

/// What one step looks at, and how far the looking has come with it.
#[derive(Default)]
struct Work {
    tickets: Vec<TicketId>,
    /// None if the feed was not read any further.
    seen: Option<ActivityId>,
    /// The inner None once all were looked at.
    refill: Option<Option<TicketId>>,
}

impl Work {
    fn is_empty(&self) -> bool {
        self.tickets.is_empty() && self.seen.is_none() && self.refill.is_none()
    }

    fn add(&mut self, tickets: impl IntoIterator<Item = TicketId>) {
        let mut known: HashSet<TicketId> = self.tickets.iter().copied().collect();
        let new = tickets.into_iter().filter(|id| known.insert(*id));
        self.tickets.extend(new);
    }
}

impl Desk {
    /// Rings after every commit.
    #[must_use]
    pub fn changed(&self) -> Arc<Notify> {
        Arc::clone(&self.changed)
    }

    /// Tells whoever listens which tickets came due after one time and by another, and which of them
    /// need their people soon: lists and their numbers are others then, without any change.
    pub fn tell_due(&self, after: Timestamp, by: Timestamp) {
        let told: Vec<TicketId> = self.store.columns(|columns| {
            let late = columns.due_within(after.0, by.0);
            let soon = columns.due_within(after.plus(SOON).0, by.plus(SOON).0);
            late.take(TOLD).chain(soon.take(TOLD)).collect()
        });
        for ticket in told {
            self.events.publish_due(ticket);
        }
    }

    /// Looks at some tickets that have to be looked at by now.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; the next step does it.
    pub fn time_step(&self, now: Timestamp) -> Result<Ahead, StoreError> {
        let book = self.book()?;
        // Before memory is asked for tickets: what comes after it is in the feed.
        let newest = self.newest_change().map_or(ActivityId(0), |newest| newest);
        let view = self.store.read()?;
        let refill = store::timer::refill_from(&view)?;
        // Without a time rule only what sleeps is waited for.
        let work = if refill.is_none() && book.rules.timed().next().is_none() {
            let mut work = Work::default();
            work.add(store::timer::due(&view, now, STEP)?);
            work
        } else {
            self.work(&view, refill, newest, now)?
        };
        let next = store::timer::next(&view)?;
        drop(view);
        if work.is_empty() {
            return Ok(next.map_or(Ahead::Nothing, Ahead::At));
        }
        self.store.write(move |tx| {
            if is_current(tx, &book)? {
                for id in &work.tickets {
                    look_safely(tx, &book, *id, now)?;
                }
                if let Some(from) = work.refill {
                    store::timer::set_refill(tx, from)?;
                }
                if let Some(seen) = work.seen {
                    store::timer::set_seen(tx, seen)?;
                }
            }
            Ok::<_, StoreError>(Ahead::More)
        })
    }

    fn work(
        &self,
        view: &ReadTx,
        refill: Option<TicketId>,
        newest: ActivityId,
        now: Timestamp,
    ) -> Result<Work, StoreError> {
        let mut work = Work::default();
        if let Some(from) = refill {
            // All will be looked at: the feed is followed from here.
            work.seen = (from == TicketId(1)).then_some(newest);
            let some = self
                .store
                .columns(|columns| columns.not_closed_from(from, STEP));
            let last = some.last().filter(|_| some.len() == STEP);
            work.refill = Some(last.map(|id| TicketId(id.0 + 1)));
            work.add(some);
            return Ok(work);
        }
        work.add(store::timer::due(view, now, STEP)?);
        let seen = store::timer::seen(view)?;
        let changes = store::activity::changes(view, seen, STEP)?;
        work.seen = changes.last().map(|change| change.number);
        work.add(changes.iter().filter_map(|change| match change.change {
            Change::Ticket(id) => Some(id),
            Change::Settings => None,
        }));
        Ok(work)
    }
}

/// False if the organization changed since the book was read: then nothing is decided by it.
fn is_current(tx: &WriteTx<'_>, book: &Book) -> Result<bool, StoreError> {
    Ok(store::rule::roster(tx)?.version == book.rules.version
        && store::calendar::all(tx)? == book.calendars
        && store::group::all(tx)? == book.groups)
}

/// A ticket that cannot be read keeps no other waiting.
fn look_safely(
    tx: &mut WriteTx<'_>,
    book: &Book,
    id: TicketId,
    now: Timestamp,
) -> Result<(), StoreError> {
    match look(tx, book, id, now) {
        Err(error @ StoreError::Corrupt { .. }) => {
            tracing::error!(ticket.id = %id, error = %error, "time rules skip ticket {id}");
            store::timer::put(tx, &Timer::new(id))
        }
        looked => looked,
    }
}

fn look(tx: &mut WriteTx<'_>, book: &Book, id: TicketId, now: Timestamp) -> Result<(), StoreError> {
    let Some(mut ticket) = store::ticket::get(tx, id)? else {
        return Ok(());
    };
    let mut timer = store::timer::get(tx, id)?.unwrap_or(Timer::new(id));
    // A calendar may have become another one since the row was written.
    store::ticket::refresh_row(tx, &ticket)?;
    if ticket.status == Status::Closed || ticket.deleted.is_some() || ticket.merged_into.is_some() {
        // Opened again by its customer, it is not closed again by the rule that had done so.
        timer.next = None;
        return store::timer::put(tx, &timer);
    }
    timer
        .spent
        .retain(|(rule, _)| book.rules.get(*rule).is_some());
    if ticket.snoozed.is_some_and(|until| until <= now) {
        let before = ticket.acted;
        wake_up(tx, &mut ticket, Actor::System, Wake::Time, now)?;
        // What rules do, sleep too, starts none of them twice: rules that put each other to sleep
        // come to rest.
        let spent = timer.woke(before, ticket.acted);
        let event = (When::TicketWakes, spent);
        let matched = run::passed(tx, book, &mut ticket, event, now)?;
        timer.note(&matched, ticket.acted);
    }
    let acted = ticket.acted;
    let before = timer.spent();
    let new = timer.look(&holding(tx, book, &ticket, now)?, acted);
    if !new.is_empty() {
        let spent = before
            .into_iter()
            .filter(|rule| timer.spent().contains(rule));
        let event = (When::TimePassed, spent.collect());
        let matched = run::passed(tx, book, &mut ticket, event, now)?;
        timer.note(&matched, acted);
    }
    let by_rules = wake::next(&book.rules, &ticket, &book.service(&ticket), now);
    timer.next = by_rules.into_iter().chain(ticket.snoozed).min();
    store::timer::put(tx, &timer)
}

/// The rules that time may start and whose conditions are met.
fn holding(
    tx: &WriteTx<'_>,
    book: &Book,
    ticket: &Ticket,
    now: Timestamp,
) -> Result<Vec<RuleId>, StoreError> {
    let set = &book.rules;
    let of_ticket = facts::of_ticket(tx, book, ticket, set, now)?;
    let text = &ticket.description;
    let facts = Facts {
        service: book.service(ticket),
        ..facts::facts(When::TimePassed, None, of_ticket, text, None, Vec::new())
    };
    let timed = set.timed().filter(|ready| ready.broken.is_empty());
    let asked = || timed.filter(|ready| ask(set, ready, &facts, now).0);
    let holding = catch_unwind(AssertUnwindSafe(|| {
        asked().map(|ready| ready.rule.id).collect()
    }));
    Ok(holding.unwrap_or_else(|_| {
        tracing::error!(ticket.id = %ticket.id, "the time rules failed on ticket {}", ticket.id);
        Vec::new()
    }))
}
