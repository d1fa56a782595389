//! Until when a rule lets a ticket sleep, as people write it: for a while, until business hours begin,
//! or until a time of the clock. Says when that is; no clock of its own.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::{calendar::hours::Hours, time::Timestamp};

use super::units::{read_span, write_span};

/// The word of "until business hours begin".
const BUSINESS: &str = "business";
/// Days of the week, Monday first.
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Longest sleep in seconds: ten years.
const LONGEST: u64 = 3_660 * 24 * 60 * 60;
const MINUTES_OF_HOUR: u16 = 60;

/// How long, or until when. The place of a variant is on disk: add new ones at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sleep {
    /// So many seconds.
    For(u64),
    /// Until business hours begin next.
    Business,
    /// Until the clock shows this minute of a day, on the next of a day of the week or on any; of
    /// the zone that the hours are in.
    Clock { day: Option<u8>, minute: u16 },
}

impl Sleep {
    /// Reads `4h`, `business`, `09:00` or `monday 09:00`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if text == BUSINESS {
            return Some(Self::Business);
        }
        if let Some(seconds) = read_span(&text) {
            return (1..=LONGEST)
                .contains(&seconds)
                .then_some(Self::For(seconds));
        }
        let (day, clock) = match text.split_once(char::is_whitespace) {
            Some((day, clock)) => {
                let day = DAYS.iter().position(|known| *known == day)?;
                (Some(u8::try_from(day).ok()?), clock.trim())
            }
            None => (None, text.as_str()),
        };
        let minute = read_clock(clock)?;
        Some(Self::Clock { day, minute })
    }

    /// When it is over; None if that never comes.
    #[must_use]
    pub fn until(self, hours: &Hours, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::For(seconds) => Some(now.plus(Duration::from_secs(seconds))),
            Self::Business => hours.next_opening(now),
            Self::Clock { day, minute } => hours.next_clock(now, day, minute),
        }
    }
}

fn read_clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two =
        |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !two(hour) || minute.len() != 2 || !two(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < MINUTES_OF_HOUR).then_some(hour * MINUTES_OF_HOUR + minute)
}

impl std::fmt::Display for Sleep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::For(seconds) => f.write_str(&write_span(*seconds)),
            Self::Business => f.write_str(BUSINESS),
            Self::Clock { day, minute } => {
                if let Some(day) = day.and_then(|day| DAYS.get(usize::from(day))) {
                    write!(f, "{day} ")?;
                }
                let (hour, minute) = (minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
                write!(f, "{hour:02}:{minute:02}")
            }
        }
    }
}

#[cfg(test)]
mod tests;
