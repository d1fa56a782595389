//! Counting business time. Wall clocks are read in the calendar's own zone, so that hours keep to
//! them when summer time begins or ends; what is counted is time that really passes.

use std::{collections::HashSet, time::Duration};

use jiff::{civil::Date, tz::TimeZone};

use crate::domain::time::Timestamp;

use super::{Calendar, Week};

/// Days that are looked through for an end: behind them nobody is there any more.
const DAYS: usize = 3_660;

/// Hours that can be counted with.
#[derive(Clone, Debug)]
pub struct Hours {
    zone: TimeZone,
    week: Week,
    holidays: HashSet<(Option<i16>, i8, i8)>,
    /// Every minute of every day counts.
    always: bool,
}

impl Hours {
    /// Makes the hours of a calendar ready. A zone that this release does not know is UTC.
    #[must_use]
    pub fn new(calendar: &Calendar) -> Self {
        let holidays = calendar.holidays.iter();
        let holidays: HashSet<_> = holidays.map(|it| (it.year, it.month, it.day)).collect();
        Self {
            zone: TimeZone::get(&calendar.time_zone).unwrap_or(TimeZone::UTC),
            always: calendar.week == Week::always() && holidays.is_empty(),
            week: calendar.week.clone(),
            holidays,
        }
    }

    /// Days and nights: what holds where there is no calendar.
    #[must_use]
    pub fn always() -> Self {
        Self {
            zone: TimeZone::UTC,
            week: Week::always(),
            holidays: HashSet::new(),
            always: true,
        }
    }

    /// The same where the clock is another one.
    #[must_use]
    pub fn in_zone(self, zone: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        Self { zone, ..self }
    }

    /// True while somebody is there.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.always || self.spans(at).next().is_some_and(|(from, _)| from <= at)
    }

    /// How much business time lies between two moments; none if the second is not later.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Duration {
        if self.always {
            return to.since(from);
        }
        let spans = self.spans(from).take_while(|(start, _)| *start < to);
        spans.fold(Duration::ZERO, |sum, (start, end)| {
            sum + end.min(to).since(start.max(from))
        })
    }

    /// When so much business time will have passed; None if that never happens. Nothing has passed
    /// at once.
    #[must_use]
    pub fn after(&self, from: Timestamp, time: Duration) -> Option<Timestamp> {
        if self.always || time.is_zero() {
            return Some(from.plus(time));
        }
        let mut left = time;
        for (start, end) in self.spans(from) {
            let start = start.max(from);
            let span = end.since(start);
            if left <= span {
                return Some(start.plus(left));
            }
            left -= span;
        }
        None
    }

    /// When business hours begin or end next; None if that never happens.
    #[must_use]
    pub fn next_change(&self, at: Timestamp) -> Option<Timestamp> {
        if self.always {
            return None;
        }
        let mut spans = self.spans(at).peekable();
        let (start, mut end) = spans.next()?;
        if start > at {
            return Some(start);
        }
        // Hours that go on over midnight end where the last of them ends.
        for (start, next) in spans.take(DAYS) {
            if start > end {
                break;
            }
            end = next;
        }
        Some(end)
    }

    /// When business hours begin next; None if that never happens.
    #[must_use]
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        if self.always {
            return None;
        }
        // Hours that go on over midnight begin once.
        let mut before = None;
        for (start, end) in self.spans(at).take(DAYS) {
            if start > at && before != Some(start) {
                return Some(start);
            }
            before = Some(end);
        }
        None
    }

    /// When the clock next shows a minute of a day, of a day of the week (Monday is 0) if one is
    /// given, whether anybody is there or not.
    #[must_use]
    pub fn next_clock(&self, at: Timestamp, weekday: Option<u8>, minute: u16) -> Option<Timestamp> {
        let first = at.jiff().to_zoned_datetime(self.zone.clone()).date();
        let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
        let is_it = |day: &Date| {
            let of_week = day.weekday().to_monday_zero_offset().unsigned_abs();
            weekday.is_none_or(|wanted| wanted == of_week)
        };
        // A week and the day on which it is over for today.
        let moments = days
            .take(8)
            .filter(is_it)
            .map(|day| self.moment(day, minute));
        moments.into_iter().find(|moment| *moment > at)
    }

    /// The spans that end behind a moment, in their order.
    fn spans(&self, at: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let first = at.jiff().to_zoned_datetime(self.zone.clone()).date();
        let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
        days.take(DAYS)
            .filter(|day| !self.is_holiday(*day))
            .flat_map(move |day| {
                let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
                let spans = self.week.days.get(weekday).map_or(&[][..], Vec::as_slice);
                spans
                    .iter()
                    .map(move |(from, to)| (self.moment(day, *from), self.moment(day, *to)))
            })
            .filter(move |(start, end)| start < end && *end > at)
    }

    fn is_holiday(&self, day: Date) -> bool {
        [Some(day.year()), None]
            .into_iter()
            .any(|year| self.holidays.contains(&(year, day.month(), day.day())))
    }

    /// A minute of a day. One that the clock leaves out counts as much later as is left out, of one
    /// that it shows twice the first counts.
    fn moment(&self, day: Date, minute: u16) -> Timestamp {
        let (hour, minute) = (minute / 60, minute % 60);
        let midnight = hour >= 24;
        let day = if midnight {
            day.tomorrow().unwrap_or(day)
        } else {
            day
        };
        let hour = if midnight { 0 } else { hour };
        let wall = day.at(
            i8::try_from(hour).unwrap_or(0),
            i8::try_from(minute).unwrap_or(0),
            0,
            0,
        );
        let moment = self.zone.to_ambiguous_timestamp(wall).compatible();
        Timestamp(moment.map_or(i64::MAX, jiff::Timestamp::as_microsecond))
    }
}

#[cfg(test)]
mod tests;
