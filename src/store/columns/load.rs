//! All rows at once, as at a start: what is ordered is sorted once, and no place is looked for.
//!
//! In two halves that know nothing of each other, so that two threads can do it: [`Load`] has the rows and
//! what is counted, [`Orders`] what stands by a time.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use roaring::RoaringBitmap;

use crate::domain::id::TicketId;

use super::{Columns, Row, days::Days, kind::Kind, pending::Pending};

/// What a status and a priority can be.
const CODES: [u8; 4] = [0, 1, 2, 3];
/// So many codes are places in a list.
const LOW: usize = 4_096;
/// Most rows that room is made for before they are there.
const ROOM: u64 = 4_000_000;

/// Columns in the making, but for the other half.
#[derive(Default)]
pub(super) struct Load {
    columns: Columns,
    assignee: ByCode,
    mailbox: ByCode,
    pending: Vec<u32>,
}

/// The other half.
#[derive(Default)]
pub(super) struct Orders {
    made: Vec<(i64, u32)>,
    updated: Vec<(i64, u32)>,
    due: Vec<(i64, u32)>,
    closed: Vec<(u32, u32)>,
    waits: Vec<(u32, u32)>,
    ours: RoaringBitmap,
}

/// The tickets by each of their times.
pub(super) struct Ordered {
    made: Vec<(i64, u32)>,
    order: BTreeSet<(i64, u32)>,
    due: BTreeSet<(i64, u32)>,
    days: Days,
}

// A damaged page may say that it is the last of very many.
fn room(numbers: u64) -> usize {
    usize::try_from(numbers.min(ROOM)).unwrap_or(0)
}

impl Load {
    /// With room for the rows up to a number, so that none of them is moved.
    pub(super) fn with_room(numbers: u64) -> Self {
        let mut load = Self::default();
        load.columns.rows.reserve(room(numbers));
        load
    }

    /// Takes the row of a ticket that it has not had before. They come quickest by their numbers.
    pub(super) fn put(&mut self, ticket: TicketId, row: Row) {
        let Ok(number) = u32::try_from(ticket.0) else {
            return;
        };
        // The few that stand in no list go the way of those that change.
        if !row.is_listed() {
            self.columns.put(ticket, row);
            return;
        }
        let columns = &mut self.columns;
        columns.rows.put(number, row);
        self.assignee.push(row.assignee, number);
        self.mailbox.push(row.mailbox, number);
        if row.is_automatic() {
            columns.automatic.insert(number);
        }
        if row.is_asleep() {
            columns.asleep.insert(number);
        }
        if !row.is_closed() {
            self.pending.push(number);
        }
    }

    /// Makes the columns of what came, but for the other half.
    pub(super) fn end(self) -> Columns {
        let mut columns = self.columns;
        let rows = &columns.rows;
        let pending = self.pending.into_iter();
        let pending = pending.filter_map(|number| Some((number, rows.get(number)?)));
        columns.pending = Pending::of_rows(pending);
        columns.all = rows.of_kinds(|kind| kind != Kind::NONE);
        columns.status = CODES.map(|code| rows.of_kinds(|kind| kind.has_status(code)));
        columns.priority = CODES.map(|code| rows.of_kinds(|kind| kind.has_priority(code)));
        columns.assignee = self.assignee.sets();
        columns.mailbox = self.mailbox.sets();
        columns
    }
}

impl Orders {
    /// With room for the rows up to a number.
    pub(super) fn with_room(numbers: u64) -> Self {
        Self {
            made: Vec::with_capacity(room(numbers)),
            updated: Vec::with_capacity(room(numbers)),
            ..Self::default()
        }
    }

    /// Takes the row of a ticket that it has not had before.
    pub(super) fn put(&mut self, ticket: TicketId, row: &Row) {
        let Ok(number) = u32::try_from(ticket.0) else {
            return;
        };
        if !row.is_listed() {
            return;
        }
        self.made.push((row.created, number));
        self.updated.push((row.updated, number));
        if row.due != 0 {
            self.due.push((row.due, number));
        }
        if row.since != 0 {
            let since = match row.is_closed() {
                true => &mut self.closed,
                false => &mut self.waits,
            };
            since.push((row.since, number));
        }
        if row.ours {
            self.ours.insert(number);
        }
    }

    /// Orders what came.
    pub(super) fn end(mut self) -> Ordered {
        self.made.sort_unstable();
        self.made.shrink_to_fit();
        Ordered {
            made: self.made,
            order: self.updated.into_iter().collect(),
            due: self.due.into_iter().collect(),
            days: Days::new(self.closed, self.waits, self.ours),
        }
    }
}

impl Ordered {
    /// Puts the other half to the columns.
    pub(super) fn put_to(self, columns: &mut Columns) {
        columns.made = self.made;
        columns.order = self.order;
        columns.due = self.due;
        columns.days = self.days;
    }
}

/// The tickets of each code. Codes count from 0, so nearly all of them are places in a list.
#[derive(Default)]
struct ByCode {
    low: Vec<Vec<u32>>,
    /// From [`LOW`] on: a damaged page may say that a code is very high.
    high: HashMap<u32, Vec<u32>>,
}

impl ByCode {
    fn push(&mut self, code: u32, number: u32) {
        let at = code as usize;
        if at < LOW && self.low.len() <= at {
            self.low.resize_with(at + 1, Vec::new);
        }
        match self.low.get_mut(at) {
            Some(numbers) => numbers.push(number),
            None => self.high.entry(code).or_default().push(number),
        }
    }

    /// A set of each list. They are sorted already when the rows came by their numbers.
    fn sets(self) -> HashMap<u32, RoaringBitmap> {
        let lists = (0..).zip(self.low).chain(self.high);
        let lists = lists.filter(|(_, numbers)| !numbers.is_empty());
        let sets = lists.map(|(code, mut numbers)| {
            numbers.sort_unstable();
            let sorted = RoaringBitmap::from_sorted_iter(numbers.iter().copied());
            (
                code,
                sorted.unwrap_or_else(|_| numbers.into_iter().collect()),
            )
        });
        sets.collect()
    }
}
