//! The numbers of the dashboard: what is counted, and what was counted. Counts nothing itself.

use super::{
    assignee::Assignee,
    civil::Day,
    id::{GroupId, TicketId, UserId},
    time::Timestamp,
};

/// Whose numbers, and over which days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// One after the other, today the last.
    pub days: Vec<Day>,
    /// As many, up to the first of them.
    pub before: Vec<Day>,
    pub now: Timestamp,
    /// What is due until then presses.
    pub soon: Timestamp,
    /// Who has waited since then or longer has waited long.
    pub long: Timestamp,
    /// What nobody has and waits for us since then or longer has been left alone.
    pub alone: Timestamp,
    pub reader: UserId,
    /// The groups of the reader.
    pub groups: Vec<GroupId>,
    /// Tickets with a note that calls the reader.
    pub called: Vec<TicketId>,
    /// Most tickets in [`Figures::pressing`].
    pub work: usize,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Not closed, by [`super::ticket::Status::code`].
    pub status: [u64; 4],
    /// Not closed, by [`super::ticket::Priority::code`].
    pub priority: [u64; 4],
    pub unassigned: u64,
    /// The oldest of them, and when it was made.
    pub oldest_unassigned: Option<(Timestamp, TicketId)>,
    pub mine: u64,
    /// What the reader's groups have themselves.
    pub groups: u64,
    /// Waiting for us.
    pub ours: u64,
    /// The one that has waited for us for longest, and since when.
    pub oldest: Option<(Timestamp, TicketId)>,
    pub late: u64,
    /// Waiting for the customer for long.
    pub long: u64,
    /// Not closed, by who has them, most first.
    pub load: Vec<Load>,
    /// Not closed: what the reader or their groups have and waits for us or is due soon, what calls
    /// the reader, and what was left alone.
    pub work: u64,
    /// The most pressing of it: what is due by its due time, what calls the reader, then what waits
    /// for longest.
    pub pressing: Vec<(TicketId, Pressing)>,
    /// What happened in the days of [`Span::days`].
    pub period: Period,
    /// What happened in those of [`Span::before`], as it stands now: what is open again was closed on
    /// no day.
    pub before: Period,
}

/// What happened in some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Made on each day.
    pub made: Vec<u64>,
    /// Closed on each day, of what is closed.
    pub closed: Vec<u64>,
    /// Seconds to the first answer of each ticket that was made in these days and has one, sorted.
    pub answers: Vec<u32>,
    /// Seconds from made to closed of each ticket that was closed in these days, sorted.
    pub solved: Vec<u32>,
}

/// Why a ticket presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressing {
    /// Late, or due soon.
    Due(Timestamp),
    /// A note calls the reader.
    Called,
    /// It has waited for us since then.
    Waits(Timestamp),
    /// The same, and nobody has it.
    Alone(Timestamp),
}

impl Pressing {
    /// What presses most has the least.
    #[must_use]
    pub fn turn(self) -> (u8, Timestamp) {
        match self {
            Self::Due(at) => (0, at),
            Self::Called => (1, Timestamp(0)),
            Self::Waits(since) | Self::Alone(since) => (2, since),
        }
    }
}

/// How much somebody has that is not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub assignee: Assignee,
    /// Open or processing.
    pub to_do: u64,
    /// Waiting for the customer.
    pub waiting: u64,
}

impl Figures {
    /// Not closed, whatever its status.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.status.iter().sum()
    }
}

/// The value that so many of a hundred do not exceed, of sorted values; None of none.
#[must_use]
pub fn percentile(sorted: &[u32], percent: usize) -> Option<u32> {
    let last = sorted.len().checked_sub(1)?;
    let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(rank.min(last)).copied()
}

#[cfg(test)]
mod tests;
