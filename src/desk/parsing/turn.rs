//! Heavy mails are parsed in turn, so that the memory of parsing is bounded.

#[cfg(test)]
mod tests;

use std::sync::{Condvar, Mutex, PoisonError};

/// Mails above this size wait for their share of [`AT_ONCE`].
const HEAVY: usize = 4 << 20;
/// Bytes of heavy mails that are parsed at the same time; a larger mail is parsed alone.
const AT_ONCE: usize = 48 << 20;

#[derive(Default)]
pub(super) struct Turn {
    bytes: Mutex<usize>,
    lighter: Condvar,
}

impl Turn {
    /// Parses as soon as there is room. The parser catches its own panics.
    pub(super) fn take<T>(&self, bytes: usize, parse: impl FnOnce() -> T) -> T {
        if bytes <= HEAVY {
            return parse();
        }
        let full = |held: &mut usize| *held > 0 && *held + bytes > AT_ONCE;
        let waiting = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut held = self
            .lighter
            .wait_while(waiting, full)
            .unwrap_or_else(PoisonError::into_inner);
        *held += bytes;
        drop(held);
        let parsed = parse();
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.lighter.notify_all();
        parsed
    }
}
