//! The one writer: takes what waits, runs it in one transaction, commits once, answers all.
//! Who finds nobody else there writes on its own thread, in its turn.
//!
//! Never waits for company: while a commit runs, the next batch gathers. A closure that fails or
//! panics after its first write is taken out and the batch runs again without it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
};

use super::{
    StoreError, WriteTx, columns::Columns, open::Shared, tables::WriteTables, tx::Effects,
};

/// Most closures that share one commit.
const BATCH: usize = 64;
/// Most bytes of values that share one commit.
const BATCH_BYTES: usize = 8 << 20;

/// How a closure's run went, without its typed result.
pub(super) enum Ran {
    Fine,
    Refused,
}

/// A closure that waits for its turn. `run` may be called more than once.
pub(super) trait Job: Send {
    fn bytes(&self) -> usize;
    fn run(&mut self, tx: &mut WriteTx<'_>) -> Ran;
    /// Answers: the result of the last run, or the error that kept it from the disk.
    fn finish(self: Box<Self>, kept: Result<(), StoreError>);
}

/// A use case with its answer.
pub(super) struct Typed<T, E, F, D> {
    pub bytes: usize,
    pub closure: F,
    pub result: Option<Result<T, E>>,
    pub done: D,
}

impl<T, E, F, D> Job for Typed<T, E, F, D>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnMut(&mut WriteTx<'_>) -> Result<T, E> + Send,
    D: FnOnce(Result<T, E>) + Send,
{
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn run(&mut self, tx: &mut WriteTx<'_>) -> Ran {
        let result = (self.closure)(tx);
        let ran = if result.is_ok() {
            Ran::Fine
        } else {
            Ran::Refused
        };
        self.result = Some(result);
        ran
    }

    fn finish(self: Box<Self>, kept: Result<(), StoreError>) {
        let Self {
            closure,
            result,
            done,
            ..
        } = *self;
        // What it holds may hold the store, whose end waits for this very thread: whoever waits for
        // the answer still holds it now.
        drop(closure);
        done(match (kept, result) {
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(StoreError::Closed.into()),
            (Err(error), _) => Err(error.into()),
        });
    }
}

/// Whose turn it is to write: one at a time, the writer or somebody who found nobody else there.
///
/// A lone mail would pay for two wake-ups of threads, to the writer and back, about as much as for
/// its sync. Where several write at once, all go through the writer, so that they share commits.
#[derive(Default)]
pub(super) struct Turns {
    /// Poisoned when a commit panicked: what redb holds in memory is then no more to be trusted.
    turn: Mutex<()>,
    /// Jobs that were sent to the writer and not yet taken by it.
    waiting: AtomicUsize,
    /// True while the writer's latest batch was shared.
    shared: AtomicBool,
}

impl Turns {
    /// Takes the turn if nobody writes, nobody waits, and nobody shared the latest batch.
    fn alone(&self) -> Option<MutexGuard<'_, ()>> {
        if self.shared.load(Ordering::Relaxed) {
            return None;
        }
        let turn = self.turn.try_lock().ok()?;
        (self.waiting.load(Ordering::Acquire) == 0).then_some(turn)
    }
}

/// Runs a job at once if nobody else writes; else gives it back.
pub(super) fn run_alone(shared: &Shared, job: Box<dyn Job>) -> Option<Box<dyn Job>> {
    let Some(_turn) = shared.turns.alone() else {
        return Some(job);
    };
    commit(shared, vec![job]);
    None
}

/// Hands a job to the writer; false if the writer is gone.
pub(super) fn send(turns: &Turns, jobs: &mpsc::Sender<Box<dyn Job>>, job: Box<dyn Job>) -> bool {
    turns.waiting.fetch_add(1, Ordering::Release);
    jobs.send(job).is_ok()
}

/// Runs until the last sender is gone, or a commit panicked.
pub(super) fn run(shared: &Arc<Shared>, jobs: &mpsc::Receiver<Box<dyn Job>>) {
    let turns = &shared.turns;
    while let Ok(first) = jobs.recv() {
        // What is queued until the turn comes shares the commit.
        let Ok(_turn) = turns.turn.lock() else { return };
        let mut bytes = first.bytes();
        let mut batch = vec![first];
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Ok(job) = jobs.try_recv() else { break };
            bytes += job.bytes();
            batch.push(job);
        }
        turns.waiting.fetch_sub(batch.len(), Ordering::Release);
        turns.shared.store(batch.len() > 1, Ordering::Relaxed);
        commit(shared, batch);
    }
}

enum Attempt {
    /// On disk.
    Kept(Box<Effects>),
    /// Nobody wrote anything.
    Nothing,
    /// This closure spoiled the transaction, by an error after a write or by a panic.
    Spoiled(usize, Result<(), StoreError>),
}

fn commit(shared: &Shared, mut batch: Vec<Box<dyn Job>>) {
    while !batch.is_empty() {
        match attempt(shared, &mut batch) {
            Ok(Attempt::Kept(effects)) => {
                shared.apply(*effects);
                return batch.into_iter().for_each(|job| job.finish(Ok(())));
            }
            Ok(Attempt::Nothing) => {
                return batch.into_iter().for_each(|job| job.finish(Ok(())));
            }
            Ok(Attempt::Spoiled(index, answer)) => batch.remove(index).finish(answer),
            Err(error) => {
                tracing::error!(error = %error, "a commit failed");
                shared.recover(&error);
                return batch
                    .into_iter()
                    .for_each(|job| job.finish(Err(error.clone())));
            }
        }
    }
}

fn attempt(shared: &Shared, batch: &mut [Box<dyn Job>]) -> Result<Attempt, StoreError> {
    let guard = shared.database();
    let database = guard.as_ref().ok_or(StoreError::Closed)?;
    let mut redb_tx = database.begin_write()?;
    // Reopening after a kill takes milliseconds instead of a walk over the whole file.
    redb_tx.set_quick_repair(true);
    match run_closures(&redb_tx, &shared.columns, batch) {
        Ok(Closures::Wrote(effects)) => {
            redb_tx.commit()?;
            Ok(Attempt::Kept(effects))
        }
        Ok(Closures::Nothing) => {
            redb_tx.abort()?;
            Ok(Attempt::Nothing)
        }
        Ok(Closures::Spoiled(index, answer)) => {
            redb_tx.abort()?;
            Ok(Attempt::Spoiled(index, answer))
        }
        Err(error) => {
            // The first error is the one to tell; an abort that fails too adds nothing.
            drop(redb_tx.abort());
            Err(error)
        }
    }
}

enum Closures {
    Wrote(Box<Effects>),
    Nothing,
    Spoiled(usize, Result<(), StoreError>),
}

fn run_closures(
    redb_tx: &redb::WriteTransaction,
    columns: &RwLock<Columns>,
    batch: &mut [Box<dyn Job>],
) -> Result<Closures, StoreError> {
    let mut tx = WriteTx::new(WriteTables::new(redb_tx), Some(columns));
    let mut any = false;
    for (index, job) in batch.iter_mut().enumerate() {
        tx.wrote = false;
        // Inside the transaction's life: one that is dropped while unwinding leaks its pages.
        match catch_unwind(AssertUnwindSafe(|| job.run(&mut tx))) {
            Ok(Ran::Fine) => any |= tx.wrote,
            Ok(Ran::Refused) if !tx.wrote => {}
            Ok(Ran::Refused) => return Ok(Closures::Spoiled(index, Ok(()))),
            Err(_) => return Ok(Closures::Spoiled(index, Err(StoreError::Panicked))),
        }
    }
    if !any {
        return Ok(Closures::Nothing);
    }
    Ok(Closures::Wrote(Box::new(tx.finish()?)))
}
