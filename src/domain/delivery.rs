//! One outgoing message on its way to one recipient.

use serde::{Deserialize, Serialize};

use super::{
    address::EmailAddress,
    id::{AccountMailId, DeliveryId, MessageId, TicketId},
    time::Timestamp,
    token::AddressToken,
};

/// Where a delivery stands. What the other server said is kept word for word, one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryState {
    Queued,
    /// An attempt runs; if it is not reported by `until`, it is made again.
    Leased {
        until: Timestamp,
    },
    /// The next server took it.
    Delivered {
        server: String,
        reply: String,
        tls: bool,
    },
    /// Failed for now; tried again at `next`.
    Delayed {
        next: Timestamp,
        reason: String,
    },
    /// Given up, or bounced later.
    Failed {
        reason: String,
    },
    /// The next server took it and reports that it still tries: nothing is left for us to do.
    DelayedAhead {
        reason: String,
    },
}

/// What is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Parcel {
    /// A message of a ticket's log.
    Message {
        message: MessageId,
        ticket: TicketId,
    },
    /// A mail about a user's account.
    Account(AccountMailId),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub id: DeliveryId,
    pub parcel: Parcel,
    pub recipient: EmailAddress,
    /// What stands behind `+b` in the return path, where the mailbox has plus addresses.
    pub return_token: AddressToken,
    /// The whole return path (RFC 5321, 4.4); without plus addresses the mailbox's own address.
    pub return_path: EmailAddress,
    pub state: DeliveryState,
    /// Attempts made so far.
    pub attempts: u32,
    pub queued: Timestamp,
    pub changed: Timestamp,
}

impl Delivery {
    /// The message that is on its way; None for a mail about an account.
    #[must_use]
    pub fn message(&self) -> Option<MessageId> {
        match self.parcel {
            Parcel::Message { message, .. } => Some(message),
            Parcel::Account(_) => None,
        }
    }

    /// The ticket that it belongs to; None for a mail about an account.
    #[must_use]
    pub fn ticket(&self) -> Option<TicketId> {
        match self.parcel {
            Parcel::Message { ticket, .. } => Some(ticket),
            Parcel::Account(_) => None,
        }
    }

    /// When the sender must look at it again; None once it is over.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        match &self.state {
            DeliveryState::Queued => Some(self.queued),
            DeliveryState::Leased { until } => Some(*until),
            DeliveryState::Delayed { next, .. } => Some(*next),
            DeliveryState::Delivered { .. }
            | DeliveryState::Failed { .. }
            | DeliveryState::DelayedAhead { .. } => None,
        }
    }

    /// True if the return path itself says which delivery a report is about.
    #[must_use]
    pub fn is_named_by_return_path(&self) -> bool {
        self.return_path.local().contains('+')
    }
}
