//! A start whose file is not in memory. A disk that is asked for one page after the other gives a fraction of
//! what it can, and the pages lie so that the system reads seven times of what is wanted.

#[cfg(test)]
mod tests;

use std::{
    fs::File,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use redb::{Database, ReadableDatabase, ReadableTable};
use rustix::fs::{Advice, fadvise};

use crate::store::{ReadTx, StoreError, View};

/// So many pages tell whether the disk is waited for.
const TRIED: usize = 64;
/// What they take at most where the system has them: it is a third of that.
const AT_HAND: Duration = Duration::from_millis(3);
/// So many pages are waited for at once.
const READERS: usize = 16;
/// So many pages one of the readers takes in a row.
const STRETCH: u64 = 32;

/// What can be read ahead of whoever places the rows, who finds the pages in memory then.
pub(in crate::store) struct Cold<'a> {
    database: &'a Database,
    file: &'a File,
    began: Instant,
    next: AtomicU64,
    is_over: AtomicBool,
}

impl<'a> Cold<'a> {
    /// A database in its file. The clock runs from here.
    pub(in crate::store) fn of(database: &'a Database, file: &'a File) -> Self {
        Self {
            database,
            file,
            began: Instant::now(),
            next: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
        }
    }

    /// How many have to read ahead, now that so many pages were read.
    pub(super) fn readers(&self, read: usize) -> usize {
        if read != TRIED || self.began.elapsed() < AT_HAND {
            return 0;
        }
        // Advice alone: a system that takes none reads more than is wanted.
        fadvise(self.file, 0, None, Advice::Random).ok();
        READERS
    }

    /// What ends the readers when it goes, whether all pages were read or one could not be.
    pub(super) fn while_wanted(&self) -> WhileWanted<'_> {
        WhileWanted(&self.is_over)
    }

    /// Reads stretches that nobody else has taken, up to a page. What cannot be read is told to whoever reads
    /// it again.
    pub(super) fn read(&self, end: u64) {
        self.read_all(end).ok();
    }

    fn read_all(&self, end: u64) -> Result<(), StoreError> {
        let view = ReadTx::new(self.database.begin_read()?);
        let table = view.ticket_columns()?;
        loop {
            let from = self.next.fetch_add(STRETCH, Ordering::Relaxed);
            if from >= end || self.is_over.load(Ordering::Relaxed) {
                return Ok(());
            }
            for page in table.range(from..from.saturating_add(STRETCH))? {
                page?;
            }
        }
    }
}

/// See [`Cold::while_wanted`].
pub(super) struct WhileWanted<'a>(&'a AtomicBool);

impl Drop for WhileWanted<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Drop for Cold<'_> {
    fn drop(&mut self) {
        fadvise(self.file, 0, None, Advice::Normal).ok();
    }
}
