//! Counting business time, across the nights on which the clock is changed.

use std::time::Duration;

use proptest::prelude::*;

use crate::domain::{
    calendar::{Calendar, Holiday, Targets, Week, hours::Hours},
    id::CalendarId,
    time::Timestamp,
};

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

const HOUR: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

fn calendar(week: Week) -> Calendar {
    Calendar {
        id: CalendarId(1),
        name: "Office".to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        week,
        holidays: Vec::new(),
        answer: Targets::default(),
        solution: Targets::default(),
        mailboxes: Vec::new(),
        groups: Vec::new(),
        is_default: true,
    }
}

/// Monday to Friday, 9 to 12 and 14 to 18.
fn office() -> Calendar {
    let mut week = Week::default();
    for day in week.days.iter_mut().take(5) {
        *day = vec![(9 * 60, 12 * 60), (14 * 60, 18 * 60)];
    }
    calendar(week)
}

fn nights() -> Calendar {
    let night = vec![(0, 6 * 60), (22 * 60, 24 * 60)];
    calendar(Week {
        days: std::array::from_fn(|_| night.clone()),
    })
}

#[test]
fn time_counts_within_hours_only() {
    let hours = Hours::new(&office());
    // Wednesday 2026-11-25; Paris is one hour ahead in winter.
    for (from, to, minutes) in [
        ("2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z", 60),
        ("2026-11-25T06:00:00Z", "2026-11-25T09:00:00Z", 60),
        ("2026-11-25T10:30:00Z", "2026-11-25T13:30:00Z", 60),
        ("2026-11-25T16:30:00Z", "2026-11-26T08:15:00Z", 45),
        ("2026-11-27T16:00:00Z", "2026-11-30T09:00:00Z", 120),
        ("2026-11-28T09:00:00Z", "2026-11-29T20:00:00Z", 0),
        ("2026-11-25T09:00:00Z", "2026-11-25T08:00:00Z", 0),
    ] {
        let counted = hours.between(at(from), at(to));
        assert_eq!(counted, MINUTE * minutes, "{from} to {to}");
    }
}

#[test]
fn an_end_is_found_to_the_minute() {
    let hours = Hours::new(&office());
    for (from, minutes, end) in [
        ("2026-11-25T08:00:00Z", 30, "2026-11-25T08:30:00Z"),
        // The last minute of the morning is in it, the next one after noon.
        ("2026-11-25T08:00:00Z", 180, "2026-11-25T11:00:00Z"),
        ("2026-11-25T08:00:00Z", 181, "2026-11-25T13:01:00Z"),
        ("2026-11-27T16:30:00Z", 60, "2026-11-30T08:30:00Z"),
        ("2026-11-28T10:00:00Z", 240, "2026-11-30T14:00:00Z"),
    ] {
        let found = hours.after(at(from), MINUTE * minutes);
        assert_eq!(found, Some(at(end)), "{minutes} minutes after {from}");
    }
}

#[test]
fn hours_keep_to_the_wall_clock_when_summer_time_begins_and_ends() {
    let hours = Hours::new(&office());
    // Friday before the last Sunday of March: 9 o'clock is 08:00 UTC, the Monday after it 07:00.
    let friday = at("2026-03-27T16:30:00Z");
    assert_eq!(hours.after(friday, HOUR), Some(at("2026-03-30T07:30:00Z")));
    // Back in October.
    let friday = at("2026-10-23T15:30:00Z");
    assert_eq!(hours.after(friday, HOUR), Some(at("2026-10-26T08:30:00Z")));
}

#[test]
fn a_night_is_as_long_as_it_really_is() {
    let hours = Hours::new(&nights());
    // The clock goes from 2 to 3: five hours until 6 instead of six.
    let midnight = at("2026-03-28T23:00:00Z");
    let morning = at("2026-03-29T04:00:00Z");
    assert_eq!(
        hours.between(midnight, at("2026-03-29T12:00:00Z")),
        HOUR * 5
    );
    assert_eq!(hours.after(midnight, HOUR * 5), Some(morning));
    // It goes from 3 back to 2: seven hours.
    let midnight = at("2026-10-24T22:00:00Z");
    let morning = at("2026-10-25T05:00:00Z");
    assert_eq!(
        hours.between(midnight, at("2026-10-25T12:00:00Z")),
        HOUR * 7
    );
    assert_eq!(hours.after(midnight, HOUR * 7), Some(morning));
    // Hours that are left out by the clock begin where it goes on.
    let mut early = calendar(Week::default());
    early.week.days[6] = vec![(2 * 60 + 30, 5 * 60)];
    let hours = Hours::new(&early);
    let day = (at("2026-03-29T00:00:00Z"), at("2026-03-29T12:00:00Z"));
    assert_eq!(hours.between(day.0, day.1), MINUTE * 90);
}

#[test]
fn holidays_do_not_count() {
    let mut calendar = office();
    calendar.holidays = vec![
        Holiday {
            year: Some(2026),
            month: 12,
            day: 24,
            name: String::new(),
        },
        Holiday {
            year: None,
            month: 12,
            day: 25,
            name: "Noël".to_owned(),
        },
    ];
    let hours = Hours::new(&calendar);
    // Wednesday 23rd, 17:30: half an hour, then Thursday and Friday off, then Monday.
    assert_eq!(
        hours.after(at("2026-12-23T16:30:00Z"), HOUR),
        Some(at("2026-12-28T08:30:00Z"))
    );
    assert!(!hours.is_open(at("2029-12-25T09:00:00Z")));
    assert!(hours.is_open(at("2030-12-24T09:00:00Z")));
}

#[test]
fn hours_open_and_close() {
    let hours = Hours::new(&office());
    assert!(!hours.is_open(at("2026-11-25T07:59:59Z")));
    assert!(hours.is_open(at("2026-11-25T08:00:00Z")));
    assert!(!hours.is_open(at("2026-11-25T11:00:00Z")));
    for (now, next) in [
        ("2026-11-25T07:00:00Z", "2026-11-25T08:00:00Z"),
        ("2026-11-25T08:00:00Z", "2026-11-25T11:00:00Z"),
        ("2026-11-25T11:00:00Z", "2026-11-25T13:00:00Z"),
        ("2026-11-27T17:00:00Z", "2026-11-30T08:00:00Z"),
    ] {
        assert_eq!(hours.next_change(at(now)), Some(at(next)), "after {now}");
    }
    // A night goes on over midnight.
    let nights = Hours::new(&nights());
    assert_eq!(
        nights.next_change(at("2026-11-25T21:30:00Z")),
        Some(at("2026-11-26T05:00:00Z"))
    );
    let always = Hours::new(&calendar(Week::always()));
    assert_eq!(always.next_change(at("2026-11-25T21:30:00Z")), None);
}

#[test]
fn where_nobody_ever_comes_nothing_ends() {
    let hours = Hours::new(&calendar(Week::default()));
    let now = at("2026-11-25T08:00:00Z");
    assert_eq!(hours.after(now, MINUTE), None);
    assert_eq!(hours.next_change(now), None);
    assert_eq!(
        hours.between(now, at("2027-11-25T08:00:00Z")),
        Duration::ZERO
    );
    assert_eq!(hours.after(now, Duration::ZERO), Some(now));
}

proptest! {
    /// What was counted ends where it was found to end, and not a minute before.
    #[test]
    fn counting_and_finding_agree(
        start in 1_770_000_000_i64..1_800_000_000,
        minutes in 1_u32..6_000,
        night in any::<bool>(),
    ) {
        let hours = Hours::new(&if night { nights() } else { office() });
        let start = Timestamp(start * 1_000_000);
        let end = hours.after(start, MINUTE * minutes).unwrap();
        prop_assert_eq!(hours.between(start, end), MINUTE * minutes);
        prop_assert!(hours.between(start, end.minus(MINUTE)) < MINUTE * minutes);
    }

    /// Two parts make the whole.
    #[test]
    fn parts_add_up(
        start in 1_770_000_000_i64..1_800_000_000,
        one in 0_i64..2_000_000,
        two in 0_i64..2_000_000,
    ) {
        let hours = Hours::new(&office());
        let at = |seconds: i64| Timestamp((start + seconds) * 1_000_000);
        let whole = hours.between(at(0), at(one + two));
        let parts = hours.between(at(0), at(one)) + hours.between(at(one), at(one + two));
        prop_assert_eq!(whole, parts);
    }
}
