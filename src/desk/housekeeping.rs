//! What is tidied away as time passes. Called by the rim: every second, every hour.

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::{
    domain::{id::ActivityId, time::Timestamp},
    store::{self, StoreError},
};

use super::Desk;

/// The change feed answers for at least so many changes.
const FEED: u64 = 1_000_000;
/// Changes removed in one transaction.
const STEP: usize = 10_000;
/// Hashes of the duplicate rule are forgotten after this time.
const HASHES: Duration = Duration::from_secs(6 * 24 * 60 * 60);

impl Desk {
    /// Removes what was long in the bin, what the settings keep no longer, and sign-ins, undos,
    /// uploads, forms, feed entries, hashes and parse marks whose time is over.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; the next round does it.
    pub fn tidy(&self, now: Timestamp) -> Result<(), StoreError> {
        self.parsing.tidy(now);
        self.empty_bin(now)?;
        self.sweep_logins(now)?;
        self.sweep_undos(now)?;
        self.sweep_password_links(now)?;
        self.forget_account_mails(now)?;
        self.sweep_devices(now)?;
        self.sweep_uploads(now)?;
        self.sweep_forms(now)?;
        self.shorten_feed(FEED)?;
        self.forget_hashes(now)?;
        self.shorten_reading()?;
        self.keep_no_longer(now)
    }

    fn shorten_feed(&self, keep: u64) -> Result<(), StoreError> {
        loop {
            let view = self.store.read()?;
            let newest = store::activity::newest(&view)?.0;
            let oldest = store::activity::oldest(&view)?.map_or(newest, |oldest| oldest.0);
            let Some(up_to) = newest.checked_sub(keep).filter(|up_to| *up_to >= oldest) else {
                return Ok(());
            };
            drop(view);
            self.store
                .write(move |tx| store::activity::forget(tx, ActivityId(up_to), STEP))?;
        }
    }

    fn forget_hashes(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store
            .write(move |tx| store::receipt::forget_before(tx, now.minus(HASHES), STEP))
    }
}
