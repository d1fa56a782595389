//! What the receiver lets be seen of its conversations. Carries no mail address and no text of a
//! mail: it is shown to whoever sets the desk up.

use std::net::IpAddr;

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

/// The receiver's conversations as they happen. Clones share them.
#[derive(Clone, Debug)]
pub struct Conversation(tokio::sync::broadcast::Sender<ReceiverEvent>);

impl Default for Conversation {
    fn default() -> Self {
        Self(tokio::sync::broadcast::channel(LINES).0)
    }
}

impl Conversation {
    /// Tells whoever looks; nobody looking is fine.
    pub fn tell(&self, event: ReceiverEvent) {
        let _ = self.0.send(event);
    }

    /// Looks from now on.
    #[must_use]
    pub fn watch(&self) -> tokio::sync::broadcast::Receiver<ReceiverEvent> {
        self.0.subscribe()
    }
}
