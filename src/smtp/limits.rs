//! Time-outs and the memory that mail in flight may take. Every wait has a bound here.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// RFC 5321 4.5.3.2.7: a server waits at least 5 minutes for the next command.
pub const NEXT_COMMAND: Duration = Duration::from_secs(300);
/// While more than 80 % of the slots are in use (RFC 5321 7.8: a site may defend itself).
pub const NEXT_COMMAND_TIGHT: Duration = Duration::from_secs(10);
/// While nobody new finds a place: a new peer is to wait less than 10 s for one (must-have 16).
pub const NEXT_COMMAND_FULL: Duration = Duration::from_secs(5);
/// All of a session, of a peer that nobody knows, while more than 80 % of the slots are in use.
pub const WHOLE_SESSION_TIGHT: Duration = Duration::from_secs(60);
/// From 354 to the final dot; RFC 5321 4.5.3.2.6 gives the same to the way back.
pub const WHOLE_MESSAGE: Duration = Duration::from_secs(600);
/// RFC 5321 7.8: a mail that comes more slowly than this after `SLOW_AFTER` holds a slot for
/// nothing.
pub const SLOWEST_OCTETS_PER_SECOND: u64 = 500;
pub const SLOW_AFTER: Duration = Duration::from_secs(30);
/// RFC 3207 names none; a handshake is two round trips.
pub const TLS_HANDSHAKE: Duration = Duration::from_secs(30);
/// For a client that does not read its replies (RFC 5321 4.5.3.2 leaves it open).
pub const SEND: Duration = Duration::from_secs(60);
/// RFC 5321 3.8: how long a running DATA is waited for when the service stops.
pub const DATA_AT_STOP: Duration = Duration::from_secs(6);
/// How long the rest of a refused client's bytes are read away, so that it sees the reply: a
/// close with unread bytes resets the connection (RFC 1122 4.2.2.13).
pub const LINGER: Duration = Duration::from_secs(5);

/// What of a mail is in memory while it comes in; what is beyond goes to disk.
pub(super) const IN_MEMORY: usize = 1 << 20;

/// Mail that is coming in or being kept at once, of all sessions; beyond it 452.
pub const IN_FLIGHT_BYTES: usize = 256 << 20;

/// The time-outs as a value, so that a test need not wait for them.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    pub next_command: Duration,
    pub next_command_tight: Duration,
    pub next_command_full: Duration,
    pub whole_session_tight: Duration,
    pub whole_message: Duration,
    pub slow_after: Duration,
    pub tls_handshake: Duration,
    pub send: Duration,
    pub data_at_stop: Duration,
    pub linger: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            next_command: NEXT_COMMAND,
            next_command_tight: NEXT_COMMAND_TIGHT,
            next_command_full: NEXT_COMMAND_FULL,
            whole_session_tight: WHOLE_SESSION_TIGHT,
            whole_message: WHOLE_MESSAGE,
            slow_after: SLOW_AFTER,
            tls_handshake: TLS_HANDSHAKE,
            send: SEND,
            data_at_stop: DATA_AT_STOP,
            linger: LINGER,
        }
    }
}

impl Timeouts {
    /// How long after 354 a mail must have ended, or have come further than `came` octets.
    #[must_use]
    pub fn message(&self, came: u64) -> Duration {
        let earned = Duration::from_secs(came / SLOWEST_OCTETS_PER_SECOND);
        self.whole_message.min(self.slow_after + earned)
    }
}

/// Counts the mail that all sessions hold, in memory and on disk.
#[derive(Debug)]
pub(super) struct InFlight {
    most: usize,
    held: AtomicUsize,
}

/// There is no room in memory for more mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoRoom;

/// The part of one session; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    all: Arc<InFlight>,
    held: usize,
}

impl InFlight {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            held: AtomicUsize::new(0),
        })
    }

    pub(super) fn share(self: &Arc<Self>) -> Share {
        Share {
            all: Arc::clone(self),
            held: 0,
        }
    }
}

impl Share {
    /// Says how much the session holds now. On `NoRoom` it is to let go, and counts nothing.
    pub(super) fn set(&mut self, held: usize) -> Result<(), NoRoom> {
        let before = std::mem::replace(&mut self.held, held);
        if held <= before {
            self.all.held.fetch_sub(before - held, Ordering::Relaxed);
            return Ok(());
        }
        let more = held - before;
        if self.all.held.fetch_add(more, Ordering::Relaxed) + more > self.all.most {
            self.clear();
            return Err(NoRoom);
        }
        Ok(())
    }

    pub(super) fn clear(&mut self) {
        let held = std::mem::take(&mut self.held);
        self.all.held.fetch_sub(held, Ordering::Relaxed);
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests;
