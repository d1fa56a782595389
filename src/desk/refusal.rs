//! Receipts of what was refused. They wait in memory and are written together, a second late at most.

use std::{
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use crate::{
    domain::{
        id::ReceiptId,
        receipt::{Receipt, ReceiptVerdict},
        time::Timestamp,
    },
    store::{self, StoreError},
};

use super::{Desk, mint};

/// Most refusals that wait; beyond it they are counted and one line says how many.
const WAITING: usize = 10_000;

/// A transaction, or a connection without one, that was refused.
#[derive(Clone, Debug)]
pub struct RefusedTransaction {
    pub peer: IpAddr,
    pub helo: String,
    pub tls: Option<String>,
    /// Empty for the null sender, None when the connection ended before MAIL.
    pub mail_from: Option<String>,
    pub rcpt_to: Vec<String>,
    pub size_bytes: u64,
    /// The reply as it was given.
    pub reply: String,
    pub at: Timestamp,
}

#[derive(Default)]
pub(super) struct Refusals(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    refused: Vec<RefusedTransaction>,
    uncounted: u64,
}

impl Desk {
    /// Notes a refusal for its receipt. Never blocks on the disk.
    pub fn note_refusal(&self, refused: RefusedTransaction) {
        let mut waiting = self
            .refusals
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if waiting.refused.len() < WAITING {
            waiting.refused.push(refused);
        } else {
            waiting.uncounted += 1;
        }
    }

    /// Writes the receipts that wait. Called every second and at the end.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be written; they wait on.
    pub fn write_refusals(&self) -> Result<(), StoreError> {
        let (refused, uncounted) = {
            let mut waiting = self
                .refusals
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            (
                std::mem::take(&mut waiting.refused),
                std::mem::take(&mut waiting.uncounted),
            )
        };
        if uncounted > 0 {
            tracing::warn!(
                count = uncounted,
                "refusals beyond what receipts are kept for"
            );
        }
        if refused.is_empty() {
            return Ok(());
        }
        let again = refused.clone();
        let written = self.store.write(move |tx| {
            for one in &refused {
                store::receipt::append(tx, receipt(one))?;
            }
            Ok::<_, StoreError>(())
        });
        if written.is_err() {
            let mut waiting = self
                .refusals
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            waiting.refused.splice(0..0, again);
            waiting.refused.truncate(WAITING);
        }
        written
    }
}

fn receipt(refused: &RefusedTransaction) -> Receipt {
    Receipt {
        id: ReceiptId(0),
        name: mint::receipt_name(),
        at: refused.at,
        peer: refused.peer,
        helo: refused.helo.clone(),
        tls: refused.tls.clone(),
        mail_from: refused.mail_from.clone(),
        rcpt_to: refused.rcpt_to.clone(),
        size_bytes: refused.size_bytes,
        verdict: ReceiptVerdict::Refused,
        hash: None,
        reply: refused.reply.clone(),
    }
}
