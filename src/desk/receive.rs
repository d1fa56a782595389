//! A mail arrives: it makes or joins a ticket, and its receipt is in the same transaction.
//!
//! Total: what cannot be parsed is kept raw. Parsing, hashing and compression come before the
//! transaction; the answer comes after it.

mod account;
mod bounce;
mod keep;
mod place;

use std::{net::IpAddr, sync::Arc, time::Duration};

use sha2::{Digest, Sha256};

use crate::{
    domain::{
        id::ReceiptId,
        outcome::Kept,
        receipt::{Receipt, ReceiptVerdict},
        rule::facts::MailFacts,
        time::Timestamp,
    },
    mail::{automatic::ReturnPath, inbound::InboundMail},
    store::{self, StoreError, View, WriteTx, blobs},
};

pub(super) use keep::find_or_make;

use super::{Desk, book::Book, mailbox::Recipient, mint, rules};

/// A repeat within this time is the same mail sent again after a lost 250 (mail.md).
const REPEAT: Duration = Duration::from_secs(5 * 24 * 60 * 60);
/// Receipts that are looked at for peers whose mail was accepted, and such peers.
const LOOKED_AT: usize = 20_000;
const PEERS: usize = 1_000;
/// RFC 5321 6.3: more Received lines than this are a loop.
const RECEIVED_LINES: usize = 100;

/// One transaction as the receiver saw it.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub peer: IpAddr,
    pub helo: String,
    /// TLS version and suite; None in clear.
    pub tls: Option<String>,
    /// Empty for the null sender.
    pub mail_from: String,
    pub rcpt_to: Vec<Recipient>,
    pub received_at: Timestamp,
}

/// Why a mail was not kept.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReceiveError {
    /// Answered 451: try later.
    #[error("the desk cannot write: {0}")]
    Busy(#[source] StoreError),
    /// Answered 452: the disk is full.
    #[error("the disk is full")]
    Full,
    /// Answered 550 5.4.6: it has been round too often, or is a mail of ours.
    #[error("the mail runs in a loop")]
    Loop,
    /// Answered 550 5.7.1: it passes on or answers a mail about an account.
    #[error("the mail holds or answers what opens an account")]
    Account,
}

impl From<StoreError> for ReceiveError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            error => Self::Busy(error),
        }
    }
}

/// All that the transaction needs, prepared before it.
struct Arrival {
    envelope: Envelope,
    mail: InboundMail,
    account: account::Clues,
    raw: blobs::Prepared,
    raw_bytes: u64,
    hash: [u8; 32],
    /// What rules look at.
    facts: Arc<MailFacts>,
    book: Arc<Book>,
    now: Timestamp,
}

impl Desk {
    /// Keeps a mail. Returns only after the durable commit.
    ///
    /// # Errors
    /// [`ReceiveError`]: nothing of the mail was kept.
    pub fn receive(
        &self,
        envelope: &Envelope,
        raw: &[u8],
        now: Timestamp,
    ) -> Result<Kept, ReceiveError> {
        let hash = fingerprint(envelope, raw);
        let path = if envelope.mail_from.is_empty() {
            ReturnPath::Null
        } else {
            ReturnPath::Given
        };
        let mail = self.parsing.parse(raw, path, &hash);
        if mail.received_count > RECEIVED_LINES {
            return Err(ReceiveError::Loop);
        }
        if self.is_ours(&mail)? {
            return Err(ReceiveError::Loop);
        }
        let book = self.book()?;
        let mailboxes = keep::mailboxes(&book, &mail, envelope);
        let arrival = Arrival {
            envelope: envelope.clone(),
            facts: Arc::new(rules::facts::of_mail(&book.rules, &mail, raw, mailboxes)),
            account: account::Clues::of(&mail, raw, self.links()?),
            mail,
            raw: blobs::prepare(raw)?,
            raw_bytes: raw.len() as u64,
            hash,
            book,
            now,
        };
        self.store.stage(&arrival.raw)?;
        let arrival = Arc::new(arrival);
        let of_write = Arc::clone(&arrival);
        let kept = self
            .store
            .write_sized(arrival.bytes(), move |tx| of_write.receive(tx));
        match kept {
            Ok((kept, became)) => {
                became.log(&kept);
                Ok(kept)
            }
            Err(error) => {
                self.store.unstage(&arrival.raw);
                Err(error)
            }
        }
    }

    /// A mail holds no link that was made after it: asked before the transaction.
    fn links(&self) -> Result<account::Links, StoreError> {
        let all = store::password_link::all(&self.store.read()?)?;
        Ok(if all.is_empty() {
            account::Links::None
        } else {
            account::Links::Some
        })
    }

    /// A mail of ours that comes back to us is a loop (mail.md, 30). Asked before anything is
    /// written, and again in the transaction.
    fn is_ours(&self, mail: &InboundMail) -> Result<bool, StoreError> {
        is_ours(&self.store.read()?, mail)
    }
}

fn is_ours(view: &impl View, mail: &InboundMail) -> Result<bool, StoreError> {
    let Some(msg_id) = &mail.msg_id else {
        return Ok(false);
    };
    let known = store::message::by_msg_id(view, msg_id)?;
    Ok(known.is_some_and(|known| known.author.is_some()))
}

/// What became of a mail.
#[derive(Clone, Copy, Debug)]
enum Became {
    Ticket,
    Line,
    Repeat,
    /// A program's answer to an invite or a reset: no ticket.
    Account,
}

impl Became {
    // Numbers only: who wrote and what is nobody's business in a log.
    fn log(self, kept: &Kept) {
        let receipt = kept.receipt.as_str();
        let Some(id) = kept.ticket else {
            return tracing::info!(receipt, "a mail came that makes no ticket");
        };
        match self {
            Self::Account => {}
            Self::Ticket => {
                tracing::info!(ticket.id = %id, receipt, "opened ticket {id} from mail");
            }
            Self::Line => tracing::info!(ticket.id = %id, receipt, "a mail joined ticket {id}"),
            Self::Repeat => {
                tracing::info!(ticket.id = %id, receipt, "a mail of ticket {id} came once more");
            }
        }
    }
}

impl Desk {
    /// Names the peers whose mail was accepted, newest first: what the receipts remember of them.
    ///
    /// # Errors
    /// [`StoreError`] if the receipts cannot be read.
    pub fn accepted_peers(&self) -> Result<Vec<IpAddr>, StoreError> {
        let mut peers = Vec::new();
        for receipt in store::receipt::newest(&self.store.read()?, LOOKED_AT)? {
            // That of an erased customer names nobody.
            let is_named = !receipt.peer.is_unspecified();
            let accepted = is_named && receipt.verdict != ReceiptVerdict::Refused;
            if accepted && !peers.contains(&receipt.peer) && peers.len() < PEERS {
                peers.push(receipt.peer);
            }
        }
        Ok(peers)
    }
}

impl Arrival {
    /// About what its transaction writes.
    fn bytes(&self) -> usize {
        self.raw.packed_bytes() + self.mail.text.len() + self.mail.quoted.len()
    }

    fn receive(&self, tx: &mut WriteTx<'_>) -> Result<(Kept, Became), ReceiveError> {
        if let Some(kept) = self.repeated(tx)? {
            return Ok((kept, Became::Repeat));
        }
        if is_ours(tx, &self.mail)? {
            return Err(ReceiveError::Loop);
        }
        if let Some(kept) = self.account(tx)? {
            return Ok((kept, Became::Account));
        }
        let place = self.place(tx)?;
        let (ticket, message, became) = self.keep(tx, place)?;
        self.report(tx)?;
        let kept = self.receipt(tx, ReceiptVerdict::Accepted { ticket, message })?;
        Ok((kept, became))
    }

    /// Answers a byte-identical repeat as the first time, with a receipt that says so.
    fn repeated(&self, tx: &mut WriteTx<'_>) -> Result<Option<Kept>, ReceiveError> {
        let Some((first, at)) = store::receipt::by_hash(tx, &self.hash)? else {
            return Ok(None);
        };
        if self.now.since(at) > REPEAT {
            return Ok(None);
        }
        let verdict = store::receipt::get(tx, first)?.map(|receipt| receipt.verdict);
        let Some(ReceiptVerdict::Accepted { ticket, .. } | ReceiptVerdict::Report { ticket, .. }) =
            verdict
        else {
            return Ok(None);
        };
        self.receipt(tx, ReceiptVerdict::Duplicate { ticket })
            .map(Some)
    }

    fn receipt(&self, tx: &mut WriteTx<'_>, verdict: ReceiptVerdict) -> Result<Kept, ReceiveError> {
        let name = mint::receipt_name();
        let envelope = &self.envelope;
        let (ticket, message, duplicate) = match &verdict {
            ReceiptVerdict::Accepted { ticket, message }
            | ReceiptVerdict::Report { ticket, message } => (Some(*ticket), Some(*message), false),
            ReceiptVerdict::Duplicate { ticket } => (Some(*ticket), None, true),
            ReceiptVerdict::Refused | ReceiptVerdict::Account { .. } => (None, None, false),
        };
        let id = store::receipt::append(
            tx,
            Receipt {
                id: ReceiptId(0),
                name: name.clone(),
                at: envelope.received_at,
                peer: envelope.peer,
                helo: envelope.helo.clone(),
                tls: envelope.tls.clone(),
                mail_from: Some(envelope.mail_from.clone()),
                rcpt_to: envelope
                    .rcpt_to
                    .iter()
                    .map(|rcpt| rcpt.text.clone())
                    .collect(),
                size_bytes: self.raw_bytes,
                verdict,
                hash: Some(self.hash),
                reply: format!("250 2.0.0 kept {name}"),
            },
        )?;
        if !duplicate {
            store::receipt::remember(tx, &self.hash, id, self.now)?;
        }
        Ok(Kept {
            receipt: name,
            ticket,
            message,
            duplicate,
        })
    }
}

/// SHA-256 over the envelope and every byte of DATA: a retry after a lost 250 is byte-identical,
/// a new mail differs at least in Date or Message-ID.
fn fingerprint(envelope: &Envelope, raw: &[u8]) -> [u8; 32] {
    let mut recipients: Vec<&str> = envelope
        .rcpt_to
        .iter()
        .map(|rcpt| rcpt.text.as_str())
        .collect();
    recipients.sort_unstable();
    let mut hash = Sha256::new();
    for part in std::iter::once(envelope.mail_from.as_str()).chain(recipients) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.update(u64::MAX.to_le_bytes());
    hash.update(raw);
    hash.finalize().into()
}
