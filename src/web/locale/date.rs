//! Times and sizes as people write them, from the month and day names of the locale.
//!
//! Every function is given the time of the request and the reader's zone; none reads a clock.

use std::time::Duration;

use super::{Arg, LocaleError, Locales};
use crate::domain::{civil::Civil, time::Timestamp, user::Language};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
/// From here on time spans are said in days.
const DAYS: Duration = Duration::from_secs(48 * 3_600);
/// Beyond so many hours a time says its day.
const HOURS: Duration = Duration::from_secs(10 * 3_600);

/// How a reader reads times: in a language, in a zone, from a moment on.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub locales: &'a Locales,
    pub language: Language,
    pub zone: &'a str,
    pub now: Timestamp,
}

#[derive(Clone, Copy)]
enum Style {
    Short,
    Long,
}

#[derive(Clone, Copy)]
enum Year {
    Said,
    Left,
}

impl Year {
    fn unless_same(on: Civil, today: Civil) -> Self {
        if on.year == today.year {
            Self::Left
        } else {
            Self::Said
        }
    }
}

impl Reader<'_> {
    /// Says how long ago: "now", "2 min", "3 h", "yesterday", "16 Mar", "16 Mar 2025".
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn ago(&self, at: Timestamp) -> Result<String, LocaleError> {
        let since = self.now.since(at);
        let whole = |unit: Duration| {
            Arg::Number(i64::try_from(since.as_secs() / unit.as_secs()).unwrap_or(i64::MAX))
        };
        if since < MINUTE {
            return self.say("date-now", &[]);
        }
        if since < HOUR {
            return self.say("date-min", &[("n", whole(MINUTE))]);
        }
        let (then, today) = (at.civil(self.zone), self.today());
        if since < HOURS || then.day_number == today.day_number {
            return self.say("date-hours", &[("n", whole(HOUR))]);
        }
        if then.day_number == today.day_number - 1 {
            return self.say("date-yesterday", &[]);
        }
        self.date(then, Style::Short, Year::unless_same(then, today))
    }

    /// Says how far away a time is, before or behind it: "38 min", "5 h", "3 days".
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn away(&self, at: Timestamp) -> Result<String, LocaleError> {
        let away = at.since(self.now).max(self.now.since(at));
        let (id, unit) = match away {
            away if away < HOUR => ("date-min", MINUTE),
            away if away < DAYS => ("date-hours", HOUR),
            _ => ("date-days", HOUR * 24),
        };
        // What is due in 37 minutes and a half is due in 38, never in 0.
        let ahead = at > self.now && unit == MINUTE;
        let n = match ahead {
            true => away.as_secs().div_ceil(unit.as_secs()),
            false => away.as_secs() / unit.as_secs(),
        };
        let n = i64::try_from(n.max(1)).unwrap_or(i64::MAX);
        self.say(id, &[("n", Arg::Number(n))])
    }

    /// How pressing a due time is: `late`, `near` within the hour, else nothing.
    #[must_use]
    pub fn pressing(&self, due: Timestamp) -> &'static str {
        match due.since(self.now) {
            left if left.is_zero() => "late",
            left if left <= HOUR => "near",
            _ => "",
        }
    }

    /// Names the day of a line in a log: "Today", "Yesterday", "Monday 16 March".
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn day(&self, at: Timestamp) -> Result<String, LocaleError> {
        let (then, today) = (at.civil(self.zone), self.today());
        match today.day_number - then.day_number {
            0 => return self.say("date-today", &[]),
            1 => return self.say("date-yesterday-line", &[]),
            _ => {}
        }
        self.weekday_line(then, Year::unless_same(then, today))
    }

    /// Writes the day and the time at which a page was made: "Tuesday 17 March, 09:46".
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn moment(&self, at: Timestamp) -> Result<String, LocaleError> {
        let date = self.weekday_line(at.civil(self.zone), Year::Left)?;
        self.say(
            "date-at",
            &[("date", text(date)), ("time", text(self.clock(at)))],
        )
    }

    fn weekday_line(&self, on: Civil, year: Year) -> Result<String, LocaleError> {
        let weekday = self.say(&format!("date-weekday-{}", on.weekday), &[])?;
        let date = self.date(on, Style::Long, year)?;
        self.say(
            "date-line",
            &[("weekday", text(weekday)), ("date", text(date))],
        )
    }

    /// Writes date and time in full: "16 March 2026, 09:31".
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn datetime(&self, at: Timestamp) -> Result<String, LocaleError> {
        let date = self.date(at.civil(self.zone), Style::Long, Year::Said)?;
        self.say(
            "date-at",
            &[("date", text(date)), ("time", text(self.clock(at)))],
        )
    }

    /// Writes a date with its year: "16 Mar 2026".
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn date_with_year(&self, at: Timestamp) -> Result<String, LocaleError> {
        self.date(at.civil(self.zone), Style::Short, Year::Said)
    }

    /// Writes a date without its year: "16 Mar".
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn short_date(&self, at: Timestamp) -> Result<String, LocaleError> {
        self.date(at.civil(self.zone), Style::Short, Year::Left)
    }

    /// Writes the time of day: "09:31".
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        let Civil { hour, minute, .. } = at.civil(self.zone);
        format!("{hour:02}:{minute:02}")
    }

    /// Writes the time of day with seconds: "09:31:07".
    #[must_use]
    pub fn seconds(&self, at: Timestamp) -> String {
        format!("{}:{:02}", self.clock(at), at.civil(self.zone).second)
    }

    /// Writes the date as a key, `2026-03-16`, to see where a day ends.
    #[must_use]
    pub fn date_of(&self, at: Timestamp) -> String {
        let Civil {
            year, month, day, ..
        } = at.civil(self.zone);
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Writes a size: "88 KB", "1.4 MB". Units of 1,000, as mail programs count.
    ///
    /// # Errors
    /// When the locale lacks a message.
    pub fn size(&self, bytes: u64) -> Result<String, LocaleError> {
        let (unit, per) = match bytes {
            0..1_000 => return self.say("size-bytes", &[("n", Arg::Number(bytes as i64))]),
            1_000..1_000_000 => ("size-kb", 1_000),
            1_000_000..1_000_000_000 => ("size-mb", 1_000_000),
            _ => ("size-gb", 1_000_000_000),
        };
        let tenths = bytes * 10 / per;
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let point = if self.language == Language::Fr {
            ','
        } else {
            '.'
        };
        let n = if whole >= 10 || tenth == 0 {
            whole.to_string()
        } else {
            format!("{whole}{point}{tenth}")
        };
        self.say(unit, &[("n", text(n))])
    }

    fn today(&self) -> Civil {
        self.now.civil(self.zone)
    }

    fn date(&self, on: Civil, style: Style, year: Year) -> Result<String, LocaleError> {
        let (months, pattern, with_year) = match style {
            Style::Short => ("date-month-short", "date-short", "date-short-year"),
            Style::Long => ("date-month", "date-long", "date-long-year"),
        };
        let month = self.say(&format!("{months}-{}", on.month), &[])?;
        let day = ("day", Arg::Number(on.day.into()));
        let month = ("month", text(month));
        match year {
            Year::Left => self.say(pattern, &[day, month]),
            Year::Said => {
                let year = ("year", text(on.year.to_string()));
                self.say(with_year, &[day, month, year])
            }
        }
    }

    fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Result<String, LocaleError> {
        self.locales.text(self.language, id, args)
    }
}

fn text(text: String) -> Arg<'static> {
    Arg::Text(text.into())
}

#[cfg(test)]
mod tests;
