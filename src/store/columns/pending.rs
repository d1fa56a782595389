//! What is not closed: how much of it there is, and who has it.
//!
//! The dashboard asks for it with each visit, so it is kept in step with the rows: it costs the same
//! however many tickets there are.

use std::collections::HashMap;

use roaring::RoaringBitmap;

use crate::domain::ticket::Status;

use super::row::Row;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pending {
    /// By [`Status::code`].
    pub status: [u64; 4],
    /// By [`crate::domain::ticket::Priority::code`].
    pub priority: [u64; 4],
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
}

impl Pending {
    pub(super) fn put(&mut self, number: u32, row: &Row) {
        if row.is_closed() {
            return;
        }
        let had = self.had.entry(row.assignee).or_default();
        had.tickets.insert(number);
        *had.part(row) += 1;
        for count in self.counts(row) {
            *count += 1;
        }
    }

    pub(super) fn remove(&mut self, number: u32, row: &Row) {
        if row.is_closed() {
            return;
        }
        if let Some(had) = self.had.get_mut(&row.assignee) {
            had.tickets.remove(number);
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
        let always = [
            &mut self.status[usize::from(row.status) & 3],
            &mut self.priority[usize::from(row.priority) & 3],
        ];
        always
            .into_iter()
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
