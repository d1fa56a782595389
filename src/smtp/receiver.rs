//! What the receiver asks of whoever keeps the mail. Decides nothing itself.

use std::{future::Future, net::IpAddr};

use crate::domain::{id::MailboxId, mailbox::Detail, outcome::Kept, time::Timestamp};

/// Who a mail came from and who it is for, as the conversation told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub peer: IpAddr,
    pub helo: String,
    /// Version and suite; None in clear.
    pub tls: Option<String>,
    /// Empty for the null sender.
    pub mail_from: String,
    pub rcpt_to: Vec<Recipient>,
    pub received_at: Timestamp,
}

/// A recipient that is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub text: String,
    pub mailbox: MailboxId,
    pub detail: Detail,
}

/// Why a recipient is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientError {
    /// Answered 550 5.7.1.
    NotOurs,
    /// Answered 550 5.1.1.
    NoSuchMailbox,
}

/// Why a whole mail is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiveError {
    /// Answered 451 4.3.0.
    Busy,
    /// Answered 452 4.3.1.
    Full,
    /// Answered 550 5.4.6.
    Loop,
}

/// A transaction that brought no mail, or a connection that was refused before MAIL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedTransaction {
    pub peer: IpAddr,
    /// Empty when the client never said its name.
    pub helo: String,
    pub tls: Option<String>,
    /// Empty for the null sender, None when MAIL was not reached.
    pub mail_from: Option<String>,
    /// Every recipient that was named, the refused ones too.
    pub rcpt_to: Vec<String>,
    /// Octets of text that came.
    pub size_bytes: u64,
    /// The reply that decided; in brackets, in words, where the client left without one.
    pub reply: String,
    pub at: Timestamp,
}

/// Keeps mail. The desk, or a test's stand-in.
pub trait Receiver: Send + Sync + 'static {
    /// Knows a recipient by its unquoted local part; without a domain it is `postmaster`. Cheap.
    ///
    /// # Errors
    /// [`RecipientError`] says which of the two refusals is due.
    fn recipient(&self, local: &str, domain: Option<&str>) -> Result<Recipient, RecipientError>;

    /// True while a mail could be stored. Cheap.
    fn has_room(&self) -> bool;

    /// Keeps a mail; durable when it returns `Ok`.
    fn receive(
        &self,
        envelope: Envelope,
        raw: Vec<u8>,
    ) -> impl Future<Output = Result<Kept, ReceiveError>> + Send;

    /// Takes note of a refusal. Never blocks.
    fn note_refusal(&self, refusal: RefusedTransaction);
}
