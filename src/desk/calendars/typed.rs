//! Hours, days off and targets as people write them. Read once, at the edge: what stands here is
//! fit to be kept. Decides; reads no clock and no store.

use jiff::civil::Date;

use crate::{
    desk::problem::Fault,
    domain::{
        calendar::{DAY_MINUTES, HOLIDAY_CHARS, HOLIDAYS, Holiday, TARGET_MINUTES, Targets, Week},
        rule::units::{read_hours, write_hours},
        text::one_line,
        ticket::Priority,
    },
};

/// The days in the API's words, Monday first.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The same in the audit log, which speaks English whoever reads it.
const AUDIT_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Days off that an audit line names; more are counted.
const NAMED: usize = 30;

/// A leap year: a day of each year may be 29 February.
const LEAP: i16 = 2024;

/// The hours of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day(pub(super) Vec<(u16, u16)>);

impl Day {
    /// Reads spans such as `09:00-12:00`; none is a day on which nobody is there.
    ///
    /// # Errors
    /// [`Fault::Span`] for what is no span, [`Fault::Spans`] for more than two or two that meet.
    pub fn read<'a>(spans: impl IntoIterator<Item = &'a str>) -> Result<Self, Fault> {
        let pairs = spans.into_iter().map(|span| span.split_once('-'));
        let pairs: Option<Vec<(&str, &str)>> = pairs.collect();
        Self::of(pairs.ok_or(Fault::Span)?)
    }

    /// Reads pairs of from and to, each `HH:MM`.
    ///
    /// # Errors
    /// As [`Day::read`].
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Fault> {
        let spans = pairs.into_iter().map(|(from, to)| {
            let (from, to) = (minute(from)?, minute(to)?);
            // Hours end at midnight at the earliest when the day does.
            let to = if to == 0 { DAY_MINUTES } else { to };
            (from < to).then_some((from, to))
        });
        let spans: Vec<(u16, u16)> = spans.collect::<Option<_>>().ok_or(Fault::Span)?;
        let apart = spans.windows(2).all(|two| match two {
            [first, second] => first.1 < second.0,
            _ => true,
        });
        if spans.len() > Week::SPANS || !apart {
            return Err(Fault::Spans);
        }
        Ok(Self(spans))
    }

    /// True if nobody is there on that day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads minutes after midnight of `HH:MM`; `24:00` is the end of the day.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let number = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let all = hours * 60 + minutes;
    (minutes < 60 && all <= DAY_MINUTES).then_some(all)
}

/// Writes minutes after midnight as `HH:MM`, the end of the day as `24:00`.
#[must_use]
pub fn write_minute(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Writes the spans of a day, as [`Day::read`] takes them.
#[must_use]
pub fn write_day(spans: &[(u16, u16)]) -> Vec<String> {
    let write = |(from, to): &(u16, u16)| format!("{}-{}", write_minute(*from), write_minute(*to));
    spans.iter().map(write).collect()
}

/// Days that have the same hours and follow each other, with these hours. First and last are
/// places in the week.
#[must_use]
pub fn runs(week: &Week) -> Vec<(usize, usize, &[(u16, u16)])> {
    let mut runs: Vec<(usize, usize, &[(u16, u16)])> = Vec::new();
    for (place, spans) in week.days.iter().enumerate() {
        match runs.last_mut() {
            Some((_, last, same)) if *last + 1 == place && *same == spans.as_slice() => {
                *last = place;
            }
            _ if spans.is_empty() => {}
            _ => runs.push((place, place, spans)),
        }
    }
    runs
}

/// Writes a week as one line, such as `Mon-Fri 09:00-12:00 14:00-18:00, Sat 09:00-12:00`.
#[must_use]
pub fn write_week(week: &Week) -> String {
    let name = |place: usize| AUDIT_DAYS.get(place).copied().unwrap_or_default();
    let runs = runs(week).into_iter().map(|(first, last, spans)| {
        let days = if first == last {
            name(first).to_owned()
        } else {
            format!("{}-{}", name(first), name(last))
        };
        format!("{days} {}", write_day(spans).join(" "))
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Days off, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysOff(pub(super) Vec<Holiday>);

impl DaysOff {
    /// Takes days that were read; of one that comes twice the first counts, unless only the second
    /// has a name.
    ///
    /// # Errors
    /// [`Fault::TooMany`] for more than a calendar holds.
    pub fn of(days: impl IntoIterator<Item = Holiday>) -> Result<Self, Fault> {
        let mut each: Vec<Holiday> = Vec::new();
        for day in days {
            let date = |it: &Holiday| (it.year, it.month, it.day);
            match each.iter_mut().find(|it| date(it) == date(&day)) {
                Some(there) if there.name.is_empty() => there.name = day.name,
                Some(_) => {}
                None => each.push(day),
            }
        }
        if each.len() > HOLIDAYS {
            return Err(Fault::TooMany(HOLIDAYS));
        }
        Ok(Self(each))
    }
}

/// Reads a day off: `2026-12-25`, or `12-25` for that day of each year. The name may be empty.
///
/// # Errors
/// [`Fault::Holiday`] for no such day, [`Fault::TooLong`] for the name.
pub fn read_holiday(date: &str, name: &str) -> Result<Holiday, Fault> {
    let (year, month, day) = read_date(date.trim()).ok_or(Fault::Holiday)?;
    let name = one_line(name);
    if name.chars().count() > HOLIDAY_CHARS {
        return Err(Fault::TooLong(HOLIDAY_CHARS));
    }
    Ok(Holiday {
        year,
        month,
        day,
        name,
    })
}

fn read_date(text: &str) -> Option<(Option<i16>, i8, i8)> {
    let number = |part: &str, digits: usize| {
        let fits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<i16>().ok()).flatten()
    };
    let parts: Vec<&str> = text.split('-').collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (Some(number(year, 4)?), month, day),
        [month, day] => (None, month, day),
        _ => return None,
    };
    let month = i8::try_from(number(month, 2)?).ok()?;
    let day = i8::try_from(number(day, 2)?).ok()?;
    Date::new(year.unwrap_or(LEAP), month, day).ok()?;
    Some((year, month, day))
}

/// Writes the date of a day off, as [`read_holiday`] takes it.
#[must_use]
pub fn write_date(day: &Holiday) -> String {
    let date = format!("{:02}-{:02}", day.month, day.day);
    day.year
        .map_or_else(|| date.clone(), |year| format!("{year:04}-{date}"))
}

/// Writes a day off with its name behind it.
#[must_use]
pub fn write_holiday(day: &Holiday) -> String {
    let date = write_date(day);
    if day.name.is_empty() {
        date
    } else {
        format!("{date} {}", day.name)
    }
}

/// Writes days off as one line.
#[must_use]
pub fn write_holidays<'a>(days: impl IntoIterator<Item = &'a Holiday>) -> String {
    let mut written: Vec<String> = days.into_iter().map(write_holiday).collect();
    let more = written.len().saturating_sub(NAMED);
    written.truncate(NAMED);
    if more > 0 {
        written.push(format!("+{more}"));
    }
    written.join(", ")
}

/// What is promised for one priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target(pub(super) Option<u32>);

impl Target {
    /// Promises nothing.
    pub const NONE: Self = Self(None);

    /// Reads business time such as `30m` or `4h`; nothing written promises nothing.
    ///
    /// # Errors
    /// [`Fault::Target`] for what is none, or longer than a year.
    pub fn read(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() {
            return Ok(Self::NONE);
        }
        let minutes = read_hours(text).map(|seconds| seconds / 60);
        let minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok());
        let minutes = minutes.filter(|minutes| (1..=TARGET_MINUTES).contains(minutes));
        minutes.map(|it| Self(Some(it))).ok_or(Fault::Target)
    }
}

/// Writes minutes of business time, as [`Target::read`] takes them.
#[must_use]
pub fn write_target(minutes: u32) -> String {
    write_hours(u64::from(minutes) * 60)
}

/// Writes what is promised as one line, such as `high 4h, urgent 30m`.
#[must_use]
pub fn write_targets(targets: &Targets) -> String {
    let written = Priority::ALL.into_iter().filter_map(|priority| {
        let minutes = targets.of(priority)?;
        Some(format!("{} {}", priority.word(), write_target(minutes)))
    });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
