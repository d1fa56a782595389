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
