//! Wall clocks and dates of zones.

use super::*;

fn check(text: &str, zone: &str, expected: (i16, i8, i8, i8, i8, i8, i64)) {
    let at: jiff::Timestamp = text.parse().expect("a time");
    let civil = Timestamp(at.as_microsecond()).civil(zone);
    let found = (
        civil.year,
        civil.month,
        civil.day,
        civil.weekday,
        civil.hour,
        civil.minute,
        civil.day_number,
    );
    assert_eq!(found, expected, "{text} in {zone}");
}

#[test]
fn wall_clock_of_a_zone() {
    check(
        "2026-03-17T08:31:00Z",
        "UTC",
        (2026, 3, 17, 2, 8, 31, 20_529),
    );
    check(
        "2026-03-17T08:31:00Z",
        "Europe/Paris",
        (2026, 3, 17, 2, 9, 31, 20_529),
    );
    check(
        "2026-03-16T23:31:00Z",
        "Europe/Paris",
        (2026, 3, 17, 2, 0, 31, 20_529),
    ); // the next day already
    check(
        "2026-03-29T01:00:00Z",
        "Europe/Paris",
        (2026, 3, 29, 7, 3, 0, 20_541),
    ); // summer time begins
    check(
        "2026-03-17T02:31:00Z",
        "America/Lima",
        (2026, 3, 16, 1, 21, 31, 20_528),
    );
    check("1969-12-31T23:59:00Z", "UTC", (1969, 12, 31, 3, 23, 59, -1));
    check(
        "2026-03-17T08:31:00Z",
        "No/Such",
        (2026, 3, 17, 2, 8, 31, 20_529),
    ); // unknown: UTC
}

#[test]
fn an_end_is_the_end_of_a_day_or_a_moment() {
    let check = |text: &str, zone: &str, expected: Option<&str>| {
        let found = read_end(text, zone).map(Timestamp::rfc3339);
        assert_eq!(found.as_deref(), expected, "{text} in {zone}");
    };
    check("2026-12-31", "UTC", Some("2027-01-01T00:00:00.000Z"));
    check(
        "2026-12-31",
        "Europe/Paris",
        Some("2026-12-31T23:00:00.000Z"),
    );
    // The night of the change to summer time.
    check(
        "2026-03-28",
        "Europe/Paris",
        Some("2026-03-28T23:00:00.000Z"),
    );
    check(
        "2026-03-29",
        "Europe/Paris",
        Some("2026-03-29T22:00:00.000Z"),
    );
    // Midnight does not exist there: the day ends an hour later.
    check(
        "2018-11-03",
        "America/Sao_Paulo",
        Some("2018-11-04T03:00:00.000Z"),
    );
    check(
        "2026-12-31T12:00:00Z",
        "Europe/Paris",
        Some("2026-12-31T12:00:00.000Z"),
    );
    check(
        "2026-12-31T12:00:00+02:00",
        "UTC",
        Some("2026-12-31T10:00:00.000Z"),
    );
    check(" 2026-12-31 ", "nowhere", Some("2027-01-01T00:00:00.000Z"));
    for bad in [
        "",
        "soon",
        "2026-02-30",
        "20261231",
        "31.12.2026",
        "2026-12-31T12:00",
        "9999-12-31",
    ] {
        check(bad, "UTC", None);
    }
}

#[test]
fn the_last_day_is_the_one_that_was_written() {
    for zone in [
        "UTC",
        "Europe/Paris",
        "America/Sao_Paulo",
        "Pacific/Kiritimati",
    ] {
        for day in ["2026-12-31", "2026-03-29", "2018-11-03", "2026-10-25"] {
            let end = read_end(day, zone).expect(day);
            assert_eq!(last_day(end, zone), day, "{zone}");
        }
    }
}

#[test]
fn a_moment_of_a_form_is_read_and_written_in_its_zone() {
    for (text, zone, utc) in [
        ("2026-11-25T14:00", "Europe/Paris", "2026-11-25T13:00:00Z"),
        ("2026-07-01T14:00", "Europe/Paris", "2026-07-01T12:00:00Z"),
        (
            "2026-07-01T14:00",
            "America/New_York",
            "2026-07-01T18:00:00Z",
        ),
        // The first of the two.
        ("2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30:00Z"),
    ] {
        let at: jiff::Timestamp = utc.parse().expect("a time");
        let read = read_local(text, zone).expect("a moment");
        assert_eq!(read, Timestamp(at.as_microsecond()), "{text} in {zone}");
        assert_eq!(read.local(zone), text);
    }
    for wrong in ["", "soon", "2026-13-01T10:00", "14:00"] {
        assert_eq!(read_local(wrong, "UTC"), None, "{wrong}");
    }
}

#[test]
fn a_morning_is_nine_on_the_wall_clock_there() {
    let at = |text: &str| Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_microsecond());
    #[rustfmt::skip]
    let cases = [
        ("2026-03-27T15:30:00Z", "Europe/Paris", 1, "2026-03-28T08:00:00Z"),
        // Behind the night in which the clocks go forward.
        ("2026-03-27T15:30:00Z", "Europe/Paris", 3, "2026-03-30T07:00:00Z"),
        // It is the next day there already.
        ("2026-03-27T23:30:00Z", "Europe/Paris", 1, "2026-03-29T07:00:00Z"),
        ("2026-03-27T15:30:00Z", "no/where", 1, "2026-03-28T09:00:00Z"),
    ];
    for (now, zone, days, want) in cases {
        assert_eq!(morning(at(now), zone, days), at(want), "{now} {zone}");
    }
}
