//! What the receiver asks of whoever keeps the mail, and how the desk answers. Decides nothing.

use std::{future::Future, io, sync::Arc};

use crate::{
    desk::{
        Desk,
        mailbox::{Recipient, RecipientError},
        receive::{Envelope, ReceiveError},
        refusal::RefusedTransaction,
        spool::{RawMail, SpoolFile},
    },
    domain::outcome::Kept,
};

/// Why a whole mail is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// Answered 451 4.3.0.
    Busy,
    /// Answered 452 4.3.1.
    Full,
    /// Answered 550 5.4.6.
    Loop,
    /// Answered 550 5.7.1.
    Account,
}

/// Keeps mail: the desk, or a test's stand-in.
pub trait Receiver: Send + Sync + 'static {
    /// Knows a recipient by its unquoted local part; without a domain it is `postmaster`. Cheap.
    ///
    /// # Errors
    /// [`RecipientError`] says which refusal is due.
    fn recipient(&self, local: &str, domain: Option<&str>) -> Result<Recipient, RecipientError>;

    /// True while a mail could be stored. Cheap.
    fn has_room(&self) -> bool;

    /// Begins a file for a large mail. Blocks for a moment.
    ///
    /// # Errors
    /// What the disk said.
    fn begin_spool(&self) -> io::Result<SpoolFile>;

    /// Keeps a mail; it is durable when this returns `Ok`.
    fn receive(
        &self,
        envelope: Envelope,
        raw: RawMail,
    ) -> impl Future<Output = Result<Kept, NotKept>> + Send;

    /// Takes note of a refusal. Never blocks.
    fn note_refusal(&self, refused: RefusedTransaction);
}

impl Receiver for Arc<Desk> {
    fn recipient(&self, local: &str, domain: Option<&str>) -> Result<Recipient, RecipientError> {
        Desk::recipient(self, local, domain)
    }

    fn has_room(&self) -> bool {
        Desk::has_room(self)
    }

    fn begin_spool(&self) -> io::Result<SpoolFile> {
        Desk::begin_spool(self)
    }

    async fn receive(&self, envelope: Envelope, raw: RawMail) -> Result<Kept, NotKept> {
        match self.receive_in_turn(envelope, raw).await {
            Ok(Ok(kept)) => Ok(kept),
            Ok(Err(ReceiveError::Full)) => Err(NotKept::Full),
            Ok(Err(ReceiveError::Loop)) => Err(NotKept::Loop),
            Ok(Err(ReceiveError::Account)) => Err(NotKept::Account),
            Ok(Err(error @ ReceiveError::Busy(_))) => {
                tracing::error!(%error, "a mail was not kept; the sender is to try again");
                Err(NotKept::Busy)
            }
            // `run` has logged why; nothing of the mail is kept, and the sender has it.
            Err(_) => Err(NotKept::Busy),
        }
    }

    fn note_refusal(&self, refused: RefusedTransaction) {
        Desk::note_refusal(self, refused);
    }
}
