//! What is gathered from the ticket records after each start, when it is first asked for: words of
//! the simple search and tags, the alphabet that lists are ordered by.
//!
//! Gathering reads every ticket, one at a time, and keeps nobody waiting but who asked for it: what
//! is committed meanwhile is put aside and joins at the end.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use roaring::RoaringBitmap;

use crate::domain::{
    access::Sight,
    id::TicketId,
    query::{
        Query,
        sort::{After, Sort},
    },
    tally::Counts,
};

use super::{
    ReadTx, Store, StoreError,
    asked::asked,
    columns::{Columns, order::Order},
    customer,
    search::{Entry, Words},
    tag_sets::TagMove,
    ticket,
};

/// What can be gathered.
pub(super) trait Gather: Sized {
    /// What a commit changes in it. Taking the same one twice changes nothing more.
    type Change: Clone;

    /// Reads every ticket.
    fn gather(view: &ReadTx) -> Result<Self, StoreError>;

    fn take(&mut self, change: Self::Change);
}

pub(super) struct Gathered<T: Gather> {
    state: RwLock<State<T>>,
    /// Held by who gathers: others wait for what it finds.
    turn: Mutex<()>,
}

enum State<T: Gather> {
    /// Nobody asked yet, or memory is in doubt after a fault of the disk.
    Nothing,
    /// Being gathered from a snapshot; this was committed since.
    Running(Vec<T::Change>),
    Ready(T),
}

impl<T: Gather> Default for Gathered<T> {
    fn default() -> Self {
        Self {
            state: RwLock::new(State::Nothing),
            turn: Mutex::default(),
        }
    }
}

impl<T: Gather> Gathered<T> {
    /// Takes over what a commit changed.
    pub(super) fn apply(&self, changes: &[T::Change]) {
        match &mut *self.write() {
            State::Nothing => {}
            State::Running(since) => since.extend_from_slice(changes),
            State::Ready(ready) => changes.iter().for_each(|change| ready.take(change.clone())),
        }
    }

    /// Begins to put aside what is committed. Comes before the snapshot, so that nothing falls
    /// between the two.
    fn begin(&self) {
        *self.write() = State::Running(Vec::new());
    }

    /// Joins what was put aside. What was forgotten meanwhile may be out of date and is not kept.
    fn end(&self, gathered: Result<T, StoreError>) -> Result<(), StoreError> {
        let mut state = self.write();
        let before = std::mem::replace(&mut *state, State::Nothing);
        let mut ready = gathered?;
        // A commit from just before the snapshot may be in both.
        if let State::Running(since) = before {
            since.into_iter().for_each(|change| ready.take(change));
            *state = State::Ready(ready);
        }
        Ok(())
    }

    /// Lets go of everything: the next search gathers anew.
    pub(super) fn forget(&self) {
        *self.write() = State::Nothing;
    }

    fn read(&self) -> RwLockReadGuard<'_, State<T>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State<T>> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads it, gathered first if nobody asked before.
    pub(super) fn with<R>(
        &self,
        store: &Store,
        read: impl FnOnce(&T) -> R,
    ) -> Result<R, StoreError> {
        loop {
            if let State::Ready(ready) = &*self.read() {
                return Ok(read(ready));
            }
            self.once(store)?;
        }
    }

    fn once(&self, store: &Store) -> Result<(), StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*self.read(), State::Ready(_)) {
            return Ok(());
        }
        self.begin();
        // A page of a damaged file panics; what is put aside would grow for ever.
        let gathered = catch_unwind(AssertUnwindSafe(|| T::gather(&store.read()?)));
        self.end(gathered.unwrap_or(Err(StoreError::Panicked)))
    }
}

/// What a commit changes in the words.
#[derive(Clone)]
pub(super) enum WordChange {
    Entry(Entry),
    Tags(TagMove),
}

impl Gather for Words {
    type Change = WordChange;

    fn gather(view: &ReadTx) -> Result<Self, StoreError> {
        let mut words = Self::default();
        ticket::each(view, |ticket| {
            let customer = customer::get(view, ticket.customer)?;
            words.put(ticket::entry_of(&ticket, customer.as_ref()));
            words.tags_mut().put(ticket.id, &ticket.tags);
            Ok(())
        })?;
        Ok(words)
    }

    fn take(&mut self, change: WordChange) {
        match change {
            WordChange::Entry(entry) => self.put(entry),
            WordChange::Tags(change) => self.tags_mut().apply(&change),
        }
    }
}

/// One page of a list.
#[derive(Debug)]
pub struct Listed {
    pub ids: Vec<TicketId>,
    /// Where the next page begins; None on the last.
    pub next: Option<After>,
    /// Of the whole list.
    pub counts: Counts,
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

    /// Reads one page of a list, where the next one begins, and the counts of the whole.
    ///
    /// `assignees` are the codes of those who can have a ticket, in the order of their names.
    ///
    /// # Errors
    /// [`StoreError`] if texts have to be gathered first and cannot be read.
    pub fn list(
        &self,
        query: &Query,
        sight: &Sight,
        assignees: &[u32],
        after: Option<&After>,
        limit: usize,
    ) -> Result<Listed, StoreError> {
        self.in_order(query.sort, assignees, |order| {
            self.search(query, sight, |columns, found| {
                let (ids, more) = columns.list(query, found, order, after, limit);
                let last = ids.last().filter(|_| more);
                Listed {
                    next: last.and_then(|last| columns.place(order, *last)),
                    counts: columns.counts(query, found),
                    ids,
                }
            })
        })?
    }

    /// True if a ticket stands behind one place of an order and not behind another.
    ///
    /// # Errors
    /// As [`Store::list`].
    pub fn stands(
        &self,
        sort: Sort,
        assignees: &[u32],
        ticket: TicketId,
        between: (Option<&After>, Option<&After>),
    ) -> Result<bool, StoreError> {
        self.in_order(sort, assignees, |order| {
            self.columns(|columns| columns.stands(order, ticket, between))
        })
    }

    fn in_order<T>(
        &self,
        sort: Sort,
        assignees: &[u32],
        read: impl FnOnce(&Order<'_>) -> T,
    ) -> Result<T, StoreError> {
        if !sort.key.is_text() {
            return Ok(read(&Order {
                sort,
                assignees,
                alphabet: None,
            }));
        }
        self.shared.alphabet.with(self, |alphabet| {
            read(&Order {
                sort,
                assignees,
                alphabet: Some(alphabet),
            })
        })
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

    pub(super) fn with_words<T>(&self, read: impl FnOnce(&Words) -> T) -> Result<T, StoreError> {
        self.shared.words.with(self, read)
    }
}

#[cfg(test)]
mod tests;
