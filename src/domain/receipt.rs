//! The record of one SMTP transaction: proof that a mail did or did not arrive.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{
    id::{MessageId, ReceiptId, TicketId, UserId},
    time::Timestamp,
};

/// How a transaction ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReceiptVerdict {
    /// Kept: made or joined this ticket.
    Accepted {
        ticket: TicketId,
        message: MessageId,
    },
    /// Byte-identical to a mail of the last 5 days, whose ticket this is.
    Duplicate {
        ticket: TicketId,
    },
    /// A delivery report that was attached to the message that it is about.
    Report {
        ticket: TicketId,
        message: MessageId,
    },
    Refused,
    /// A report on a mail about this user's account, or a program's answer to one: no ticket.
    Account {
        user: UserId,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub id: ReceiptId,
    /// What the reply names: random, so that it tells nothing.
    pub name: String,
    pub at: Timestamp,
    pub peer: IpAddr,
    /// What the client called itself; printable characters only.
    pub helo: String,
    /// TLS version and suite, None in clear.
    pub tls: Option<String>,
    /// Empty for the null sender, None when the connection ended before MAIL.
    pub mail_from: Option<String>,
    pub rcpt_to: Vec<String>,
    pub size_bytes: u64,
    pub verdict: ReceiptVerdict,
    /// SHA-256 of envelope and bytes; None for what was refused.
    pub hash: Option<[u8; 32]>,
    /// The reply as it was given.
    pub reply: String,
}
