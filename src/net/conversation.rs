//! What the receiver lets be seen of its conversations. Carries no mail address and no text of a
//! mail: it is shown to whoever sets the desk up.

use std::{
    collections::VecDeque,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::broadcast;

use crate::domain::time::Timestamp;

/// One line of the receiver's conversation. A lost one costs a line on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiverEvent {
    pub at: Timestamp,
    pub peer: IpAddr,
    pub what: ReceiverStep,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceiverStep {
    Connected,
    /// Version and suite.
    Encrypted {
        tls: String,
    },
    /// Kept under this receipt name.
    Accepted {
        receipt: String,
        size_bytes: u64,
    },
    /// The reply as given; in brackets, in words, where the client left without one.
    Refused {
        reply: String,
    },
    Closed,
}

/// How many lines a slow screen may fall behind.
const LINES: usize = 256;

/// How many of the last lines whoever begins to look later finds.
const KEPT: usize = 50;

/// The receiver's conversations as they happen, and their last lines. Clones share them.
#[derive(Clone, Debug)]
pub struct Conversation {
    kept: Arc<Mutex<VecDeque<ReceiverEvent>>>,
    told: broadcast::Sender<ReceiverEvent>,
}

impl Default for Conversation {
    fn default() -> Self {
        Self {
            kept: Arc::default(),
            told: broadcast::channel(LINES).0,
        }
    }
}

impl Conversation {
    /// Tells whoever looks; nobody looking is fine.
    pub fn tell(&self, event: ReceiverEvent) {
        // Kept first: a page that is asked for because of a line shows that line.
        {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= KEPT {
                kept.pop_front();
            }
            kept.push_back(event.clone());
        }
        let _ = self.told.send(event);
    }

    /// Looks from now on.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<ReceiverEvent> {
        self.told.subscribe()
    }

    /// The last lines, oldest first, at most 50.
    #[must_use]
    pub fn newest(&self) -> Vec<ReceiverEvent> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests;
