//! What is gathered from the ticket records once after each start: words of the simple search, tags.
//!
//! Gathering reads every ticket, one at a time, and keeps nobody waiting but who asked for it: what
//! is committed meanwhile is put aside and joins at the end.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use roaring::RoaringBitmap;

use crate::domain::{access::Sight, query::Query};

use super::{
    ReadTx, Store, StoreError,
    asked::asked,
    columns::Columns,
    customer,
    search::{Entry, Words},
    tag_sets::TagMove,
    ticket,
};

#[derive(Default)]
pub(super) struct Gathered {
    state: RwLock<State>,
    /// Held by who gathers: others wait for what it finds.
    turn: Mutex<()>,
}

#[derive(Default)]
enum State {
    /// Nobody asked yet, or memory is in doubt after a fault of the disk.
    #[default]
    Nothing,
    /// Being gathered from a snapshot; this was committed since.
    Running(Vec<Entry>, Vec<TagMove>),
    Ready(Words),
}

impl Gathered {
    /// Takes over what a commit changed.
    pub(super) fn apply(&self, entries: Vec<Entry>, tags: Vec<TagMove>) {
        match &mut *self.write() {
            State::Nothing => {}
            State::Running(since, tags_since) => {
                since.extend(entries);
                tags_since.extend(tags);
            }
            State::Ready(words) => join(words, entries, &tags),
        }
    }

    /// Begins to put aside what is committed. Comes before the snapshot, so that nothing falls
    /// between the two.
    fn begin(&self) {
        *self.write() = State::Running(Vec::new(), Vec::new());
    }

    /// Joins what was put aside. What was forgotten meanwhile may be out of date and is not kept.
    fn end(&self, words: Result<Words, StoreError>) -> Result<(), StoreError> {
        let mut state = self.write();
        let before = std::mem::take(&mut *state);
        let mut words = words?;
        if let State::Running(entries, tags) = before {
            join(&mut words, entries, &tags);
            *state = State::Ready(words);
        }
        Ok(())
    }

    /// Lets go of everything: the next search gathers anew.
    pub(super) fn forget(&self) {
        *self.write() = State::Nothing;
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

// A commit from just before the snapshot may be in both: putting it twice changes nothing.
fn join(words: &mut Words, entries: Vec<Entry>, tags: &[TagMove]) {
    for entry in entries {
        words.put(entry);
    }
    for change in tags {
        words.tags_mut().apply(change);
    }
}

fn gather(view: &ReadTx) -> Result<Words, StoreError> {
    let mut words = Words::default();
    ticket::each(view, |ticket| {
        let customer = customer::get(view, ticket.customer)?;
        words.put(ticket::entry_of(&ticket, customer.as_ref()));
        words.tags_mut().put(ticket.id, &ticket.tags);
        Ok(())
    })?;
    Ok(words)
}

impl Store {
    /// Reads the columns narrowed to what a query asks and to what somebody sees.
    ///
    /// # Errors
    /// [`StoreError`] if the words have to be gathered first and cannot be read.
    pub fn search<T>(
        &self,
        query: &Query,
        sight: &Sight,
        read: impl FnOnce(&Columns, Option<&RoaringBitmap>) -> T,
    ) -> Result<T, StoreError> {
        let Some(ask) = &query.ask else {
            return Ok(self.columns(|columns| read(columns, columns.seen(sight).as_ref())));
        };
        let narrowed = |columns: &Columns, words: Option<&Words>| {
            let found = asked(ask, columns, words);
            let found = match columns.seen(sight) {
                Some(seen) => found & seen,
                None => found,
            };
            read(columns, Some(&found))
        };
        if ask.needs_words() {
            self.gathered(|words, columns| narrowed(columns, Some(words)))
        } else {
            Ok(self.columns(|columns| narrowed(columns, None)))
        }
    }

    /// Reads what was gathered from the records together with the columns.
    pub(super) fn gathered<T>(
        &self,
        read: impl FnOnce(&Words, &Columns) -> T,
    ) -> Result<T, StoreError> {
        self.with_words(|words| self.columns(|columns| read(words, columns)))
    }

    /// Gathers what the simple search needs, once; later commits keep it.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read.
    pub fn gather_words(&self) -> Result<(), StoreError> {
        self.with_words(|_| ())
    }

    fn with_words<T>(&self, read: impl FnOnce(&Words) -> T) -> Result<T, StoreError> {
        loop {
            if let State::Ready(words) = &*self.shared.gathered.read() {
                return Ok(read(words));
            }
            self.gather_once()?;
        }
    }

    fn gather_once(&self) -> Result<(), StoreError> {
        let gathered = &self.shared.gathered;
        let _turn = gathered.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*gathered.read(), State::Ready(_)) {
            return Ok(());
        }
        gathered.begin();
        // A page of a damaged file panics; what is put aside would grow for ever.
        let words = catch_unwind(AssertUnwindSafe(|| gather(&self.read()?)));
        gathered.end(words.unwrap_or(Err(StoreError::Panicked)))
    }
}

#[cfg(test)]
mod tests;
