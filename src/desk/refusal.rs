//! Receipts of what was refused. They wait in memory and are written together, a second late at most.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
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

/// Most refusals that wait; beyond it they are counted per address and minute.
const WAITING: usize = 10_000;
/// Most addresses and minutes that are counted apart.
const COUNTED: usize = 10_000;
const MINUTE_MICROS: i64 = 60_000_000;

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

#[derive(Clone, Default)]
struct Waiting {
    refused: Vec<RefusedTransaction>,
    /// Address and beginning of the minute → how many came beyond `WAITING`.
    counted: HashMap<(IpAddr, Timestamp), u64>,
    /// How many came beyond `COUNTED` addresses and minutes.
    rest: u64,
}

impl Waiting {
    fn note(&mut self, refused: RefusedTransaction) {
        if self.refused.len() < WAITING {
            return self.refused.push(refused);
        }
        let minute = Timestamp(refused.at.0 - refused.at.0.rem_euclid(MINUTE_MICROS));
        self.count(refused.peer, minute, 1);
    }

    fn count(&mut self, peer: IpAddr, minute: Timestamp, count: u64) {
        let full = self.counted.len() >= COUNTED;
        match self.counted.get_mut(&(peer, minute)) {
            Some(held) => *held += count,
            None if full => self.rest += count,
            None => {
                self.counted.insert((peer, minute), count);
            }
        }
    }

    /// Puts back what could not be written, before what came meanwhile.
    fn put_back(&mut self, before: Self) {
        let after = std::mem::replace(self, before);
        after.refused.into_iter().for_each(|one| self.note(one));
        for ((peer, minute), count) in after.counted {
            self.count(peer, minute, count);
        }
        self.rest += after.rest;
    }
}

impl Refusals {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Notes a refusal for its receipt. Never blocks on the disk.
    pub fn note_refusal(&self, refused: RefusedTransaction) {
        self.refusals.waiting().note(refused);
    }

    /// Writes the receipts that wait. Called every second and at the end.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be written; they wait on.
    pub fn write_refusals(&self) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut *self.refusals.waiting());
        if waiting.refused.is_empty() {
            return Ok(());
        }
        let (again, rest) = (waiting.clone(), waiting.rest);
        let written = self.store.write(move |tx| {
            for one in &waiting.refused {
                store::receipt::append(tx, receipt(one))?;
            }
            for ((peer, minute), count) in &waiting.counted {
                store::receipt::append(tx, receipt(&summary(*peer, *minute, *count)))?;
            }
            Ok::<_, StoreError>(())
        });
        match &written {
            Err(_) => self.refusals.waiting().put_back(again),
            Ok(()) if rest > 0 => {
                tracing::warn!(count = rest, "refusals beyond what receipts are kept for");
            }
            Ok(()) => {}
        }
        written
    }
}

/// One receipt for all refusals of an address in a minute that were only counted.
fn summary(peer: IpAddr, minute: Timestamp, count: u64) -> RefusedTransaction {
    RefusedTransaction {
        peer,
        helo: String::new(),
        tls: None,
        mail_from: None,
        rcpt_to: Vec::new(),
        size_bytes: 0,
        reply: format!("({count} more refusals in this minute)"),
        at: minute,
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
