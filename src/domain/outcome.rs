//! What an SMTP transaction is answered with, once the desk has decided.

use super::id::{MessageId, TicketId};

/// A mail is kept. Said only after the durable commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name of the receipt: opaque, so that no ticket number leaves the desk.
    pub receipt: String,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub duplicate: bool,
}
