//! One ticket's row: fixed width, little-endian. The layout is on disk.

use crate::domain::{
    assignee::Assignee,
    calendar::{dues::dues, of_ticket::Services},
    change::Place,
    id::MailboxId,
    ticket::{Status, Ticket},
    time::Timestamp,
};

/// Bytes of a row. Never changes without a migration of `ticket.columns`.
pub const WIDTH: usize = 48;

/// What a list filters and sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub status: u8,
    pub priority: u8,
    /// [`Assignee::code`]; 0 is nobody.
    pub assignee: u32,
    /// 0 is none.
    pub mailbox: u32,
    pub customer: u32,
    /// Microseconds, as are the next two.
    pub created: i64,
    pub updated: i64,
    /// The first of its due times; 0 if it has none.
    pub due: i64,
    /// Since when it is closed or somebody waits, us or the customer, in [`seconds`]; 0 if nobody
    /// does. Of a merged ticket the number of the one that it was merged into.
    pub since: u32,
    /// Seconds from the customer's first e-mail to the first answer, at least 1; 0 without both.
    pub answer: u32,
    /// It is our turn.
    pub ours: bool,
    /// Bit 0: made by automatic mail. Bit 2: in the bin. Bit 3: merged. Bit 4: asleep.
    pub flags: u8,
}

/// Bit of [`Row::flags`].
const AUTOMATIC: u8 = 1;
/// Bit of the same byte on disk: [`Row::ours`].
const OURS: u8 = 2;
/// Bit of [`Row::flags`].
const DELETED: u8 = 4;
/// Bit of [`Row::flags`].
const MERGED: u8 = 8;
/// Bit of [`Row::flags`].
const ASLEEP: u8 = 16;

impl Row {
    /// Takes from a ticket what its row holds.
    #[must_use]
    pub fn of(ticket: &Ticket, services: &Services) -> Self {
        let service = services.of(ticket.assignee, ticket.mailbox);
        let due = dues(ticket, &service).next();
        Self {
            status: ticket.status.code(),
            priority: ticket.priority.code(),
            assignee: small(Assignee::code(ticket.assignee)),
            mailbox: small(ticket.mailbox.map_or(0, |mailbox| mailbox.0)),
            customer: small(ticket.customer.0),
            created: ticket.created.0,
            updated: ticket.updated.0,
            due: due.map_or(0, |(_, at)| at.0),
            since: match ticket.merged_into {
                Some(into) => small(into.0),
                None => since(ticket).map_or(0, seconds),
            },
            answer: answer(ticket),
            ours: ticket.ours.is_some() && ticket.snoozed.is_none(),
            flags: flag(ticket.automatic, AUTOMATIC)
                | flag(ticket.deleted.is_some(), DELETED)
                | flag(ticket.merged_into.is_some(), MERGED)
                | flag(ticket.snoozed.is_some(), ASLEEP),
        }
    }

    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.flags & AUTOMATIC != 0
    }

    /// True for a ticket that is in the bin: in no list, in no count.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        self.flags & DELETED != 0
    }

    /// True for a ticket that sleeps.
    #[must_use]
    pub fn is_asleep(&self) -> bool {
        self.flags & ASLEEP != 0
    }

    /// The ticket that it was merged into.
    #[must_use]
    pub fn merged_into(&self) -> Option<u32> {
        (self.flags & MERGED != 0).then_some(self.since)
    }

    /// True for a ticket that is in the lists of the desk.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.flags & (DELETED | MERGED) == 0
    }

    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.status == Status::Closed.code()
    }

    /// Seconds from when it was made until it was closed; means nothing of one that is not.
    #[must_use]
    pub fn solved(&self) -> u32 {
        self.since.saturating_sub(seconds(Timestamp(self.created)))
    }

    /// What decides who sees the ticket.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            assignee: Assignee::from_code(u64::from(self.assignee)),
            mailbox: (self.mailbox != 0).then(|| MailboxId(u64::from(self.mailbox))),
        }
    }

    /// Writes the row. Byte 3 is 1 in every row that exists.
    #[must_use]
    pub fn to_bytes(self) -> [u8; WIDTH] {
        let mut bytes = [0; WIDTH];
        let flags = self.flags | if self.ours { OURS } else { 0 };
        bytes[..4].copy_from_slice(&[self.status, self.priority, flags, 1]);
        bytes[4..8].copy_from_slice(&self.assignee.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.mailbox.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.customer.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.since.to_le_bytes());
        bytes[20..24].copy_from_slice(&self.answer.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.created.to_le_bytes());
        bytes[32..40].copy_from_slice(&self.updated.to_le_bytes());
        bytes[40..48].copy_from_slice(&self.due.to_le_bytes());
        bytes
    }

    /// Reads a row; None for a number that no ticket has.
    #[must_use]
    #[inline]
    pub fn from_bytes(bytes: &[u8; WIDTH]) -> Option<Self> {
        let [status, priority, flags, 1, ..] = *bytes else {
            return None;
        };
        Some(Self {
            status,
            priority,
            flags: flags & !OURS,
            assignee: u32::from_le_bytes(part(bytes, 4)),
            mailbox: u32::from_le_bytes(part(bytes, 8)),
            customer: u32::from_le_bytes(part(bytes, 12)),
            since: u32::from_le_bytes(part(bytes, 16)),
            answer: u32::from_le_bytes(part(bytes, 20)),
            ours: flags & OURS != 0,
            created: i64::from_le_bytes(part(bytes, 24)),
            updated: i64::from_le_bytes(part(bytes, 32)),
            due: i64::from_le_bytes(part(bytes, 40)),
        })
    }
}

fn flag(is: bool, bit: u8) -> u8 {
    if is { bit } else { 0 }
}

// In one piece: byte by byte, this is the longest part of a start with a million rows.
#[inline]
fn part<const N: usize>(bytes: &[u8; WIDTH], at: usize) -> [u8; N] {
    let part = bytes.get(at..).and_then(|rest| rest.first_chunk());
    *part.unwrap_or(&[0; N])
}

/// When a ticket was closed; of others, since when somebody waits.
fn since(ticket: &Ticket) -> Option<Timestamp> {
    match ticket.status {
        Status::Closed => ticket.closed,
        Status::Waiting => ticket.paused,
        // While it sleeps it waits for nobody.
        Status::Open | Status::Processing => ticket.ours.filter(|_| ticket.snoozed.is_none()),
    }
}

/// What an expert wrote before the customer did answers nothing.
fn answer(ticket: &Ticket) -> u32 {
    let (Some(asked), Some(answered)) = (ticket.asked, ticket.answered) else {
        return 0;
    };
    if answered < asked {
        return 0;
    }
    small(answered.since(asked).as_secs()).max(1)
}

/// Whole seconds since 1970, at least 1. Lasts until 2106.
#[must_use]
pub fn seconds(at: Timestamp) -> u32 {
    u32::try_from(at.0.div_euclid(1_000_000).max(1)).unwrap_or(u32::MAX)
}

/// Users, groups and mailboxes are counted in thousands, customers in millions; four bytes are ample.
pub fn small(id: u64) -> u32 {
    u32::try_from(id).unwrap_or(u32::MAX)
}
