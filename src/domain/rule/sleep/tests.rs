//! What is read, and when it is over, also where the clock is changed.

use super::*;
use crate::domain::{
    calendar::{Calendar, Targets, Week},
    id::CalendarId,
};

/// 9 to 17 from Monday to Friday in Paris.
fn office() -> Hours {
    let mut days: [Vec<(u16, u16)>; 7] = Default::default();
    for day in days.iter_mut().take(5) {
        day.push((9 * 60, 17 * 60));
    }
    Hours::new(&Calendar {
        id: CalendarId(1),
        name: "office".to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        week: Week { days },
        holidays: Vec::new(),
        answer: Targets::default(),
        solution: Targets::default(),
        groups: Vec::new(),
        mailboxes: Vec::new(),
        is_default: true,
    })
}

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

#[test]
fn what_is_written_is_read_and_written_again() {
    for text in [
        "30m",
        "4h",
        "2d",
        "business",
        "09:00",
        "monday 09:05",
        "sunday 23:59",
    ] {
        let read = Sleep::read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(read.to_string(), text);
    }
    assert_eq!(Sleep::read(" Monday  9:05 "), Sleep::read("monday 09:05"));
    for wrong in [
        "",
        "0m",
        "4",
        "9:5",
        "24:00",
        "12:60",
        "someday 09:00",
        "monday",
        "09:00 monday",
        "+9:00",
        "99999d",
        "monday 4h",
        "-1h",
    ] {
        assert_eq!(Sleep::read(wrong), None, "{wrong}");
    }
}

#[test]
fn it_ends_at_the_next_such_moment() {
    let hours = office();
    // A Friday, 16:30 in Paris; the clock is changed on the Sunday.
    let friday = "2026-03-27T15:30:00Z";
    for (sleep, now, until) in [
        ("4h", friday, "2026-03-27T19:30:00Z"),
        ("business", friday, "2026-03-30T07:00:00Z"),
        ("business", "2026-03-30T06:59:59Z", "2026-03-30T07:00:00Z"),
        ("business", "2026-03-30T07:00:00Z", "2026-03-31T07:00:00Z"),
        ("09:00", friday, "2026-03-28T08:00:00Z"),
        ("17:00", friday, "2026-03-27T16:00:00Z"),
        ("16:30", friday, "2026-03-28T15:30:00Z"),
        ("monday 09:00", friday, "2026-03-30T07:00:00Z"),
        ("friday 16:30", friday, "2026-04-03T14:30:00Z"),
        ("friday 16:31", friday, "2026-03-27T15:31:00Z"),
    ] {
        let read = Sleep::read(sleep).unwrap();
        assert_eq!(
            read.until(&hours, at(now)),
            Some(at(until)),
            "{sleep} at {now}"
        );
    }
}

#[test]
fn where_everybody_is_always_there_business_hours_never_begin() {
    let always = Hours::always();
    let now = at("2026-03-27T15:30:00Z");
    assert_eq!(Sleep::Business.until(&always, now), None);
    let clock = Sleep::read("09:00").unwrap();
    assert_eq!(clock.until(&always, now), Some(at("2026-03-28T09:00:00Z")));
}
