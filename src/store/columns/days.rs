//! When tickets were closed, since when somebody waits, and how long answers took.
//!
//! Whatever counts over a period walks the period, never all tickets that there ever were.

use std::collections::BTreeSet;

use roaring::RoaringBitmap;

use crate::domain::{query::ask::Took, time::Timestamp};

use super::{
    Columns,
    row::{Row, seconds},
};

/// Kept in step with the rows.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Days {
    /// (Closed, number) of those that are closed.
    closed: BTreeSet<(u32, u32)>,
    /// (Since when somebody waits, number) of those that are not.
    waits: BTreeSet<(u32, u32)>,
    ours: RoaringBitmap,
}

impl Days {
    /// Those that are closed and those on which somebody waits, in any order, and those of ours.
    pub(super) fn new(
        closed: Vec<(u32, u32)>,
        waits: Vec<(u32, u32)>,
        ours: RoaringBitmap,
    ) -> Self {
        Self {
            closed: closed.into_iter().collect(),
            waits: waits.into_iter().collect(),
            ours,
        }
    }

    pub(super) fn put(&mut self, number: u32, row: &Row) {
        if row.since != 0 {
            self.of(row).insert((row.since, number));
        }
        if row.ours {
            self.ours.insert(number);
        }
    }

    pub(super) fn remove(&mut self, number: u32, row: &Row) {
        self.of(row).remove(&(row.since, number));
        self.ours.remove(number);
    }

    fn of(&mut self, row: &Row) -> &mut BTreeSet<(u32, u32)> {
        match row.is_closed() {
            true => &mut self.closed,
            false => &mut self.waits,
        }
    }
}

impl Columns {
    /// The tickets whose turn is ours.
    pub(in crate::store) fn ours(&self) -> &RoaringBitmap {
        &self.days.ours
    }

    /// The closed tickets that were closed at or after a time and before another.
    pub(in crate::store) fn closed_in(
        &self,
        from: Timestamp,
        before: Option<Timestamp>,
    ) -> RoaringBitmap {
        self.each_closed(from, before)
            .map(|(_, number)| number)
            .collect()
    }

    /// The same with the second of each, the oldest first.
    pub(super) fn each_closed(
        &self,
        from: Timestamp,
        before: Option<Timestamp>,
    ) -> impl Iterator<Item = (u32, u32)> + '_ {
        let from = seconds(from);
        let before = before.map_or(u32::MAX, seconds).max(from);
        self.days.closed.range((from, 0)..(before, 0)).copied()
    }

    /// The tickets that were made at or after a time and before another, with the µs of each, the
    /// oldest first.
    pub(super) fn each_made(
        &self,
        from: Timestamp,
        before: Timestamp,
    ) -> impl Iterator<Item = (i64, u32)> + '_ {
        let at = self.made.partition_point(|(made, _)| *made < from.0);
        let rest = self.made.get(at..).unwrap_or_default().iter().copied();
        rest.take_while(move |(made, _)| *made < before.0)
    }

    /// (Since when, number) of those that are not closed and on which somebody waits since a second or
    /// later, the longest first.
    pub(super) fn waits_from(&self, from: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.days.waits.range((from, 0)..).copied()
    }

    /// The tickets that are not closed and on which somebody has waited since a time or longer.
    pub(in crate::store) fn waits_since(&self, since: Timestamp) -> RoaringBitmap {
        let waits = self.days.waits.range(..=(seconds(since), u32::MAX));
        waits.map(|(_, number)| *number).collect()
    }

    /// The tickets whose first answer took so long.
    pub(in crate::store) fn answered_in(&self, took: Took) -> RoaringBitmap {
        self.rows_where(|row| row.answer != 0 && took.has(row.answer.into()))
    }

    /// The closed tickets that took so long from the first day to the last.
    pub(in crate::store) fn solved_in(&self, took: Took) -> RoaringBitmap {
        self.rows_where(|row| row.is_closed() && took.has(row.solved().into()))
    }

    fn rows_where(&self, is: impl Fn(&Row) -> bool) -> RoaringBitmap {
        let rows = self.rows.each();
        rows.filter(|(_, row)| is(row))
            .map(|(number, _)| number)
            .collect()
    }
}

#[cfg(test)]
mod tests;
