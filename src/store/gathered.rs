//! What is gathered from the ticket records after each start, when it is first asked for: what lists
//! ask of each beside its row, the alphabet that they are ordered by.
//!
//! Gathering reads every ticket, one at a time, and keeps nobody waiting but who asked for it: what
//! is committed meanwhile is put aside and joins at the end. With a million of them it takes seconds: a
//! desk that stops does not wait for what nobody asked for.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use crate::domain::ticket::Ticket;

use super::{ReadTx, Store, StoreError, ticket};

/// False as soon as what is being read is wanted no more.
pub type Wanted<'a> = &'a dyn Fn() -> bool;

/// Reads every ticket, as long as it is wanted; otherwise [`StoreError::Closed`].
pub(super) fn each_ticket(
    view: &ReadTx,
    wanted: Wanted<'_>,
    mut with: impl FnMut(Ticket) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    ticket::each(view, |ticket| {
        if wanted() {
            with(ticket)
        } else {
            Err(StoreError::Closed)
        }
    })
}

/// What can be gathered.
pub(super) trait Gather: Sized {
    /// What a commit changes in it. Taking the same one twice changes nothing more.
    type Change: Clone;

    /// Reads every ticket, as long as it is wanted.
    fn gather(view: &ReadTx, wanted: Wanted<'_>) -> Result<Self, StoreError>;

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
            self.once(store, &|| true)?;
        }
    }

    /// Gathers it, if nobody did so before. [`StoreError::Closed`] once it is wanted no more: whoever asks next begins
    /// again.
    pub(super) fn once(&self, store: &Store, wanted: Wanted<'_>) -> Result<(), StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*self.read(), State::Ready(_)) {
            return Ok(());
        }
        self.begin();
        // A page of a damaged file panics; what is put aside would grow for ever.
        let gathered = catch_unwind(AssertUnwindSafe(|| T::gather(&store.read()?, wanted)));
        self.end(gathered.unwrap_or(Err(StoreError::Panicked)))
    }
}

#[cfg(test)]
mod tests;
