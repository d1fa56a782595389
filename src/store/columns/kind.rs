//! Status and priority of a ticket in one byte, and how many tickets there are of each pair.

use super::Row;

/// Bits 0 and 1 are [`crate::domain::ticket::Status::code`], the next two
/// [`crate::domain::ticket::Priority::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind(u8);

/// Some of the codes of a column: bit n is code n.
#[derive(Clone, Copy)]
pub(super) struct Codes(u8);

/// How many tickets there are of each kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kinds([u64; 32]);

impl Kind {
    /// Of no ticket.
    pub(super) const NONE: Self = Self(16);

    pub(super) fn of(row: &Row) -> Self {
        Self(row.status & 3 | (row.priority & 3) << 2)
    }

    pub(super) fn has_status(self, code: u8) -> bool {
        self != Self::NONE && self.0 & 3 == code
    }

    pub(super) fn has_priority(self, code: u8) -> bool {
        self != Self::NONE && self.0 >> 2 == code
    }
}

impl Codes {
    /// None where nothing is chosen, which asks for all.
    pub(super) fn chosen(codes: impl Iterator<Item = u8>) -> Option<Self> {
        let bits = codes.fold(0, |bits, code| bits | 1 << (code & 3));
        (bits != 0).then_some(Self(bits))
    }

    pub(super) fn has(self, code: usize) -> bool {
        self.0 & (1 << code) != 0
    }
}

impl Kinds {
    pub(super) fn of(kinds: impl Iterator<Item = Kind>) -> Self {
        let mut counts = Self::default();
        kinds.for_each(|kind| *counts.of_kind(kind) += 1);
        counts
    }

    pub(super) fn of_kind(&mut self, Kind(kind): Kind) -> &mut u64 {
        &mut self.0[usize::from(kind) & 31]
    }

    /// Those that have one of some statuses and one of some priorities.
    pub(super) fn total(&self, statuses: Option<Codes>, priorities: Option<Codes>) -> u64 {
        let by_status = self.by_status(priorities).into_iter().enumerate();
        let with = by_status.filter(|(code, _)| statuses.is_none_or(|some| some.has(*code)));
        with.map(|(_, count)| count).sum()
    }

    /// By status, of those that have one of some priorities.
    pub(super) fn by_status(&self, priorities: Option<Codes>) -> [u64; 4] {
        std::array::from_fn(|status| {
            let with = (0..4).filter(|code| priorities.is_none_or(|some| some.has(*code)));
            with.map(|priority| self.0[status | priority << 2]).sum()
        })
    }

    /// By priority, of those that have one of some statuses.
    pub(super) fn by_priority(&self, statuses: Option<Codes>) -> [u64; 4] {
        std::array::from_fn(|priority| {
            let with = (0..4).filter(|code| statuses.is_none_or(|some| some.has(*code)));
            with.map(|status| self.0[status | priority << 2]).sum()
        })
    }
}
