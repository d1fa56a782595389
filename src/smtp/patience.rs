//! How long a conversation may take, in calm and while slots run out. Reads no bytes.

use std::time::Duration;

use tokio::{sync::watch, time::Instant};

use super::{limits::Timeouts, proto::Phase};
use crate::net::limits::{Pressure, Standing};

/// What one connection is granted.
pub(super) struct Patience {
    standing: Standing,
    /// None for a peer that is not counted.
    pressure: Option<watch::Receiver<Pressure>>,
    began: Instant,
}

impl Patience {
    pub(super) fn new(standing: Standing, pressure: watch::Receiver<Pressure>) -> Self {
        Self {
            pressure: (standing != Standing::Exempt).then_some(pressure),
            standing,
            began: Instant::now(),
        }
    }

    /// Until when the next bytes are waited for; `came` octets of a running mail are here.
    pub(super) fn until(
        &mut self,
        timeouts: &Timeouts,
        phase: Phase,
        replied: Instant,
        came: u64,
    ) -> Instant {
        let pressure = self.pressure();
        let patience = match (phase, pressure) {
            (Phase::Data, _) => timeouts.message(came),
            (_, Pressure::Calm) => timeouts.next_command,
            (_, Pressure::Tight) => timeouts.next_command_tight,
            (_, Pressure::Full) => timeouts.next_command_full,
        };
        let until = replied + patience;
        // RFC 5321 7.8: who drips commands or octets while others wait is sent away too.
        if pressure != Pressure::Calm && self.standing == Standing::New {
            return until.min(self.began + timeouts.whole_session_tight);
        }
        until
    }

    /// How long the bytes of a client that was sent away are still read: its place is needed.
    pub(super) fn linger(&mut self, timeouts: &Timeouts) -> Duration {
        match self.pressure() {
            Pressure::Full => Duration::ZERO,
            Pressure::Calm | Pressure::Tight => timeouts.linger,
        }
    }

    fn pressure(&mut self) -> Pressure {
        let pressure = self.pressure.as_mut();
        pressure.map_or(Pressure::Calm, |pressure| *pressure.borrow_and_update())
    }

    /// Ends when slots run out or come back; never for a peer that is exempt.
    pub(super) async fn changed(&mut self) {
        if let Some(pressure) = &mut self.pressure
            && pressure.changed().await.is_ok()
        {
            return;
        }
        std::future::pending::<()>().await;
    }

    /// How long a running mail or a silent client has once the service stops.
    pub(super) fn at_stop(timeouts: &Timeouts, phase: Phase) -> Duration {
        match phase {
            // RFC 5321 3.8: a running DATA may come to its end.
            Phase::Data => timeouts.data_at_stop,
            _ => Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests;
