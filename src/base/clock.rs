//! The only place that reads the wall clock. Below the rim, time is an argument.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use crate::domain::time::Timestamp;

/// Reads the system's clock.
#[must_use]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    // A clock before 1970 is a machine without a battery: it reads as 1970.
    let micros = since.map_or(0, |since| since.as_micros());
    Timestamp(i64::try_from(micros).unwrap_or(i64::MAX))
}

/// What a fixed clock holds once it runs: no clock is ever set to the beginning of time.
const RUNS: i64 = i64::MIN;

/// A clock as a value, so that a test can hold it still and a demo can tell the past.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// Microseconds, moved by hand; clones move together.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Makes a clock that stands at `at` until it is set.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// Tells the time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => now(),
            Self::Fixed(micros) => match micros.load(Ordering::Relaxed) {
                RUNS => now(),
                at => Timestamp(at),
            },
        }
    }

    /// Sets a fixed clock; the system's clock is left alone.
    pub fn set(&self, at: Timestamp) {
        if let Self::Fixed(micros) = self {
            micros.store(at.0.max(RUNS + 1), Ordering::Relaxed);
        }
    }

    /// Lets a fixed clock and its clones run with the system's from now on.
    pub fn run(&self) {
        if let Self::Fixed(micros) = self {
            micros.store(RUNS, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests;
