//! What was committed, told to who listens: ids and numbers only. A lost event costs a refresh.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::broadcast;

use crate::domain::{change::NumberedChange, id::ActivityId};

/// Commits that a slow listener may be behind before it is told to start anew.
const BACKLOG: usize = 1_024;

/// The changes of one commit, in order.
pub type Changes = Arc<[NumberedChange]>;

#[derive(Clone)]
pub(super) struct Events {
    listeners: broadcast::Sender<Option<Changes>>,
    /// The newest change that memory knows too; 0 while only the file can say.
    newest: Arc<AtomicU64>,
}

impl Events {
    pub(super) fn new() -> Self {
        Self {
            listeners: broadcast::Sender::new(BACKLOG),
            newest: Arc::default(),
        }
    }

    pub(super) fn publish(&self, changes: &[NumberedChange]) {
        if let Some(last) = changes.last() {
            self.newest.store(last.number.0, Ordering::Release);
        }
        // Nobody listening is no fault.
        drop(self.listeners.send(Some(changes.into())));
    }

    /// Says that something may have been committed of which nobody knows what: whoever listens
    /// reads the feed.
    pub(super) fn publish_doubt(&self) {
        self.newest.store(0, Ordering::Release);
        drop(self.listeners.send(None));
    }

    /// The file knows of a commit a moment before memory does. A page that names the file's number
    /// would never ask again for what its list did not hold yet.
    pub(super) fn newest(&self) -> Option<ActivityId> {
        let newest = self.newest.load(Ordering::Acquire);
        (newest > 0).then_some(ActivityId(newest))
    }

    pub(super) fn begin(&self, newest: ActivityId) {
        self.newest.store(newest.0, Ordering::Release);
    }
}

/// A seat at the stream of commits.
pub struct Listener(broadcast::Receiver<Option<Changes>>);

/// What a listener hears.
pub enum Heard {
    Changes(Changes),
    /// Too far behind, or the disk failed: read the change feed from the last number.
    Missed,
    /// The desk is gone.
    End,
}

impl Listener {
    /// Waits for the next commit.
    pub async fn next(&mut self) -> Heard {
        match self.0.recv().await {
            Ok(Some(changes)) => Heard::Changes(changes),
            Ok(None) | Err(broadcast::error::RecvError::Lagged(_)) => Heard::Missed,
            Err(broadcast::error::RecvError::Closed) => Heard::End,
        }
    }
}

impl super::Desk {
    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> Listener {
        Listener(self.events.listeners.subscribe())
    }
}
