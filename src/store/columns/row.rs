//! One ticket's row: fixed width, little-endian. The layout is on disk.

use crate::domain::{
    assignee::Assignee,
    calendar::{dues::dues, of_ticket::Services},
    change::Place,
    id::MailboxId,
    ticket::{Status, Ticket},
};

/// Bytes of a row. Never changes without a migration of `ticket.columns`.
pub const WIDTH: usize = 44;

/// What a list filters and sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub status: u8,
    pub priority: u8,
    /// [`Assignee::code`]; 0 is nobody.
    pub assignee: u32,
    /// 0 is none.
    pub mailbox: u32,
    pub customer: u64,
    /// Microseconds, as are the next two.
    pub created: i64,
    pub updated: i64,
    /// The first of its due times; 0 if it has none.
    pub due: i64,
    /// Bit 0: made by automatic mail.
    pub flags: u8,
}

/// Bit of [`Row::flags`].
const AUTOMATIC: u8 = 1;

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
            customer: ticket.customer.0,
            created: ticket.created.0,
            updated: ticket.updated.0,
            due: due.map_or(0, |(_, at)| at.0),
            flags: if ticket.automatic { AUTOMATIC } else { 0 },
        }
    }

    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.flags & AUTOMATIC != 0
    }

    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.status == Status::Closed.code()
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
        bytes[..4].copy_from_slice(&[self.status, self.priority, self.flags, 1]);
        bytes[4..8].copy_from_slice(&self.assignee.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.mailbox.to_le_bytes());
        bytes[12..20].copy_from_slice(&self.customer.to_le_bytes());
        bytes[20..28].copy_from_slice(&self.created.to_le_bytes());
        bytes[28..36].copy_from_slice(&self.updated.to_le_bytes());
        bytes[36..44].copy_from_slice(&self.due.to_le_bytes());
        bytes
    }

    /// Reads a row; None for a number that no ticket has.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; WIDTH]) -> Option<Self> {
        let [status, priority, flags, 1, ..] = *bytes else {
            return None;
        };
        Some(Self {
            status,
            priority,
            flags,
            assignee: u32::from_le_bytes(part(bytes, 4)),
            mailbox: u32::from_le_bytes(part(bytes, 8)),
            customer: u64::from_le_bytes(part(bytes, 12)),
            created: i64::from_le_bytes(part(bytes, 20)),
            updated: i64::from_le_bytes(part(bytes, 28)),
            due: i64::from_le_bytes(part(bytes, 36)),
        })
    }
}

fn part<const N: usize>(bytes: &[u8; WIDTH], at: usize) -> [u8; N] {
    std::array::from_fn(|i| bytes[at + i])
}

/// Users, groups and mailboxes are counted in thousands; four bytes are ample.
pub fn small(id: u64) -> u32 {
    u32::try_from(id).unwrap_or(u32::MAX)
}
