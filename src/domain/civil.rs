//! A point in time as a wall clock and a calendar show it. Decides nothing; reads no clock.

use super::time::Timestamp;

/// Date and time in some zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// 1 is Monday, 7 is Sunday.
    pub weekday: i8,
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
    /// Days since 1970-01-01 in the same zone, to compare dates.
    pub day_number: i64,
}

impl Timestamp {
    /// Reads the wall clock of a zone such as `Europe/Paris`; UTC for a name that is none.
    #[must_use]
    pub fn civil(self, zone: &str) -> Civil {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let local = self.jiff().to_zoned_datetime(zone);
        let seconds = local.timestamp().as_second() + i64::from(local.offset().seconds());
        Civil {
            year: local.year(),
            month: local.month(),
            day: local.day(),
            weekday: local.weekday().to_monday_one_offset(),
            hour: local.hour(),
            minute: local.minute(),
            second: local.second(),
            day_number: seconds.div_euclid(86_400),
        }
    }
}

impl Timestamp {
    /// Writes day and minute on the wall clock of a zone, `2026-11-30T09:30`, as the field of a form
    /// holds them (HTML, local date and time).
    #[must_use]
    pub fn local(self, zone: &str) -> String {
        let it = self.civil(zone);
        let (year, month, day, hour, minute) = (it.year, it.month, it.day, it.hour, it.minute);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
    }
}

/// Reads a day and a time on the wall clock of a zone; of a time that it shows twice, the first.
#[must_use]
pub fn read_local(text: &str, zone: &str) -> Option<Timestamp> {
    let wall: jiff::civil::DateTime = text.trim().parse().ok()?;
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = zone.to_ambiguous_timestamp(wall).compatible().ok()?;
    Some(Timestamp(at.as_microsecond()))
}

/// Nine in the morning so many days after today in a zone.
#[must_use]
pub fn morning(now: Timestamp, zone: &str, days: i64) -> Timestamp {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let today = now.jiff().to_zoned_datetime(zone.clone()).date();
    let day = today.saturating_add(jiff::Span::new().days(days));
    let at = zone.to_ambiguous_timestamp(day.at(9, 0, 0, 0)).compatible();
    at.map_or(now, |at| Timestamp(at.as_microsecond()))
}

/// Reads when something ends: a day such as `2026-12-31`, which counts to its end in the zone, or a
/// time of RFC 3339.
#[must_use]
pub fn read_end(text: &str, zone: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(at.as_microsecond()));
    }
    // RFC 3339 5.6: a full date has ten characters; other forms of ISO 8601 are not meant.
    let day: jiff::civil::Date = text.parse().ok().filter(|_| text.len() == 10)?;
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let midnight = day.tomorrow().ok()?.at(0, 0, 0, 0);
    let next = zone.to_ambiguous_timestamp(midnight).compatible().ok()?;
    Some(Timestamp(next.as_microsecond()))
}

/// Writes the last day on which something that ends then still counts, such as `2026-12-31`.
#[must_use]
pub fn last_day(end: Timestamp, zone: &str) -> String {
    let last = Timestamp(end.0.saturating_sub(1)).civil(zone);
    format!("{:04}-{:02}-{:02}", last.year, last.month, last.day)
}

/// A day of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// As it is typed: `2026-11-30`.
    pub date: String,
    pub from: Timestamp,
    /// Where the next one begins.
    pub until: Timestamp,
}

/// Today and the days before it in a zone, so many in all, the oldest first.
#[must_use]
pub fn last_days(now: Timestamp, zone: &str, count: u16) -> Vec<Day> {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let today = now.jiff().to_zoned_datetime(zone.clone()).date();
    let begins = |date: jiff::civil::Date| {
        let midnight = zone.to_ambiguous_timestamp(date.at(0, 0, 0, 0));
        let at = midnight.compatible();
        at.map_or(now, |at| Timestamp(at.as_microsecond()))
    };
    let back = (0..i64::from(count)).rev();
    let dates = back.map(|back| today.saturating_sub(jiff::Span::new().days(back)));
    let day = |date: jiff::civil::Date| Day {
        date: date.to_string(),
        from: begins(date),
        until: begins(date.tomorrow().unwrap_or(date)),
    };
    dates.map(day).collect()
}

/// True if a name is that of a time zone.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests;
