//! What was committed, told to who listens: ids and numbers only. A lost event costs a refresh.

use std::sync::Arc;

use tokio::sync::broadcast;

use crate::domain::change::NumberedChange;

/// Commits that a slow listener may be behind before it is told to start anew.
const BACKLOG: usize = 1_024;

/// The changes of one commit, in order.
pub type Changes = Arc<[NumberedChange]>;

#[derive(Clone)]
pub(super) struct Events(broadcast::Sender<Option<Changes>>);

impl Events {
    pub(super) fn new() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }

    pub(super) fn publish(&self, changes: &[NumberedChange]) {
        // Nobody listening is no fault.
        drop(self.0.send(Some(changes.into())));
    }

    /// Says that something may have been committed of which nobody knows what: whoever listens
    /// reads the feed.
    pub(super) fn publish_doubt(&self) {
        drop(self.0.send(None));
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
        Listener(self.events.0.subscribe())
    }
}
