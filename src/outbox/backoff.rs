//! When to try again, and when to give up. Decides only: no clock, no socket.

use std::time::Duration;

use crate::{
    desk::deliver::DeliveryOutcome,
    domain::{reason::Reason, time::Timestamp},
};

#[cfg(test)]
mod tests;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// RFC 5321 4.5.4.1: the give-up time is at least 4 to 5 days.
const GIVE_UP_AFTER: Duration = Duration::from_secs(5 * 24 * 60 * 60);

/// A desk that was switched off for a week still gives each mail this many attempts.
const ATTEMPTS_AT_LEAST: u32 = 4;

/// A greylisting server lets the second attempt pass, mostly after 5 minutes (RFC 6647, 4.1).
const GREYLISTED: Duration = Duration::from_secs(5 * 60);

/// Waits after attempt 1, 2, … ; later ones wait [`LAST_DELAY`].
const DELAYS: [Duration; 5] = [
    Duration::from_secs(450),
    Duration::from_secs(15 * 60),
    Duration::from_secs(30 * 60),
    HOUR,
    Duration::from_secs(2 * 60 * 60),
];
const LAST_DELAY: Duration = Duration::from_secs(4 * 60 * 60);

/// A domain is never left alone for longer, whatever the age of the mail that met the fault.
const LONGEST_PAUSE: Duration = Duration::from_secs(30 * 60);

/// Why an attempt did not deliver. `words` is one line, the server's own where it spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server answered about this mail, or closed with 421.
    Refused { code: u16, words: String },
    /// No server could be reached: DNS, connection, TLS, greeting, sign-in.
    Unreachable { words: String },
    /// The connection ended while the message was on its way.
    Lost { words: String },
    /// No later attempt can end better: null MX, no such domain, forbidden address, unfit mail.
    Never { words: String },
    /// Not tried: the domain is left alone until then.
    Paused { until: Timestamp, words: String },
}

impl Fault {
    /// The one line that a person reads.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Refused { words, .. }
            | Self::Unreachable { words }
            | Self::Lost { words }
            | Self::Never { words }
            | Self::Paused { words, .. } => words,
        }
    }

    /// True if no later attempt is made whatever the age of the mail.
    fn is_final(&self) -> bool {
        match self {
            Self::Never { .. } => true,
            // RFC 5321 4.2.1: 5yz, the client should not repeat the same request.
            Self::Refused { code, .. } => *code >= 500,
            Self::Unreachable { .. } | Self::Lost { .. } | Self::Paused { .. } => false,
        }
    }
}

/// Decides what becomes of a mail after attempt number `attempt` (from 1) met `fault`.
///
/// Waits 7.5, 15, 30, 60 minutes, 2 hours, then every 4 hours, and gives up after 5 days
/// (RFC 5321, 4.5.4.1). A first 450 or 451 is taken for greylisting and waits 5 minutes.
#[must_use]
pub fn after(attempt: u32, queued: Timestamp, now: Timestamp, fault: &Fault) -> DeliveryOutcome {
    let words = fault.words();
    if fault.is_final() {
        return DeliveryOutcome::Failed {
            reason: words.to_owned(),
        };
    }
    let next = match fault {
        Fault::Paused { until, .. } => (*until).max(now.plus(MINUTE)),
        _ => now.plus(delay(attempt, fault)),
    };
    if attempt >= ATTEMPTS_AT_LEAST && next > queued.plus(GIVE_UP_AFTER) {
        return DeliveryOutcome::Failed {
            reason: Reason::GivenUp.because(&attempt.to_string(), words),
        };
    }
    DeliveryOutcome::Later {
        reason: words.to_owned(),
        next,
    }
}

fn delay(attempt: u32, fault: &Fault) -> Duration {
    if attempt <= 1
        && matches!(
            fault,
            Fault::Refused {
                code: 450 | 451,
                ..
            }
        )
    {
        return GREYLISTED;
    }
    let step = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    DELAYS.get(step).copied().unwrap_or(LAST_DELAY)
}

/// Says how long the whole domain is left alone, given the outcome of the mail that met the fault.
///
/// 421 at once (RFC 5321, 3.8: the service shuts the channel); a connection fault from the third
/// in a row on, `failures_in_a_row` counting this one. None: the domain is not to blame.
#[must_use]
pub fn pause(
    failures_in_a_row: u32,
    now: Timestamp,
    fault: &Fault,
    outcome: &DeliveryOutcome,
) -> Option<Timestamp> {
    let whole_domain = match fault {
        Fault::Refused { code, .. } => *code == 421,
        Fault::Unreachable { .. } => failures_in_a_row >= 3,
        Fault::Lost { .. } | Fault::Never { .. } | Fault::Paused { .. } => false,
    };
    let longest = now.plus(LONGEST_PAUSE);
    whole_domain.then(|| match outcome {
        DeliveryOutcome::Later { next, .. } => (*next).min(longest),
        DeliveryOutcome::Delivered { .. } | DeliveryOutcome::Failed { .. } => longest,
    })
}
