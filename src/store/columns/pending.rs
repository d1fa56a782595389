//! What is not closed: how much of it there is, and who has it.
//!
//! The dashboard and most lists ask for it with each visit, so it is kept in step with the rows: it costs the same
//! however many tickets there are.

use std::collections::{BTreeSet, HashMap};

use roaring::RoaringBitmap;

use crate::domain::ticket::Status;

use super::{
    kind::{Kind, Kinds},
    row::Row,
};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pending {
    pub tickets: RoaringBitmap,
    /// (Updated, number).
    pub changed: BTreeSet<(i64, u32)>,
    /// (Made, number).
    pub made: BTreeSet<(i64, u32)>,
    /// (Made, number) of what nobody has.
    pub unassigned: BTreeSet<(i64, u32)>,
    pub kinds: Kinds,
    /// It is our turn.
    pub ours: u64,
    /// Waiting for the customer, since a time that is known.
    pub waiting_since: u64,
    /// By [`crate::domain::assignee::Assignee::code`]; nobody who has nothing.
    had: HashMap<u32, Had>,
}

/// What one assignee has of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Had {
    /// Open or processing.
    pub to_do: u64,
    pub waiting: u64,
    pub tickets: RoaringBitmap,
    /// Those of them that wait for us.
    pub ours: RoaringBitmap,
}

impl Pending {
    /// Of some rows at once: what is ordered is sorted once.
    pub(super) fn of_rows<'a>(rows: impl Iterator<Item = (u32, &'a Row)>) -> Self {
        let (mut pending, mut changed, mut made) = (Self::default(), Vec::new(), Vec::new());
        for (number, row) in rows.filter(|(_, row)| !row.is_closed()) {
            pending.count(number, row);
            changed.push((row.updated, number));
            made.push((row.created, number));
        }
        let unassigned = pending.had.get(&0).map(|had| &had.tickets);
        let free = unassigned.map(|free| made.iter().filter(|(_, number)| free.contains(*number)));
        pending.unassigned = free.into_iter().flatten().copied().collect();
        pending.changed = changed.into_iter().collect();
        pending.made = made.into_iter().collect();
        pending
    }

    pub(super) fn put(&mut self, number: u32, row: &Row) {
        if row.is_closed() {
            return;
        }
        self.count(number, row);
        self.changed.insert((row.updated, number));
        self.made.insert((row.created, number));
        if row.assignee == 0 {
            self.unassigned.insert((row.created, number));
        }
    }

    /// Takes a row that is not closed into everything but the orders.
    fn count(&mut self, number: u32, row: &Row) {
        self.tickets.insert(number);
        let had = self.had.entry(row.assignee).or_default();
        had.tickets.insert(number);
        if row.ours {
            had.ours.insert(number);
        }
        *had.part(row) += 1;
        for count in self.counts(row) {
            *count += 1;
        }
    }

    pub(super) fn remove(&mut self, number: u32, row: &Row) {
        if row.is_closed() {
            return;
        }
        self.tickets.remove(number);
        self.changed.remove(&(row.updated, number));
        self.made.remove(&(row.created, number));
        self.unassigned.remove(&(row.created, number));
        if let Some(had) = self.had.get_mut(&row.assignee) {
            had.tickets.remove(number);
            had.ours.remove(number);
            *had.part(row) -= 1;
            if had.tickets.is_empty() {
                self.had.remove(&row.assignee);
            }
        }
        for count in self.counts(row) {
            *count -= 1;
        }
    }

    /// What the assignee of a code has; None for nothing.
    pub(super) fn of(&self, code: u32) -> Option<&Had> {
        self.had.get(&code)
    }

    /// Who has something, in any order.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, &Had)> {
        self.had.iter().map(|(code, had)| (*code, had))
    }

    /// The counts that a row is in.
    fn counts(&mut self, row: &Row) -> impl Iterator<Item = &mut u64> {
        let waits = is_waiting(row) && row.since != 0;
        std::iter::once(self.kinds.of_kind(Kind::of(row)))
            .chain(row.ours.then_some(&mut self.ours))
            .chain(waits.then_some(&mut self.waiting_since))
    }
}

impl Had {
    pub(super) fn all(&self) -> u64 {
        self.to_do + self.waiting
    }

    fn part(&mut self, row: &Row) -> &mut u64 {
        match is_waiting(row) {
            true => &mut self.waiting,
            false => &mut self.to_do,
        }
    }
}

fn is_waiting(row: &Row) -> bool {
    row.status == Status::Waiting.code()
}
