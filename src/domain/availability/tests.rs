//! Who is there when, across zones and clock changes.

use crate::domain::{address::EmailAddress, id::UserId, user::WorkingHours};

use super::*;

// Monday to Friday, 9:00 to 17:30.
fn worker() -> User {
    let email = EmailAddress::parse("tom@lumen.example").expect("an address of the test");
    let mut user = User::new(UserId(1), "Tom".to_owned(), email, Timestamp(0));
    let office = Some((9 * 60, 17 * 60 + 30));
    let days = [office, office, office, office, office, None, None];
    user.hours = Some(WorkingHours { days });
    user
}

#[track_caller]
fn check(user: &User, at: &str, present: bool) {
    let at: jiff::Timestamp = at.parse().expect("a time of the test");
    let at = Timestamp(at.as_microsecond());
    assert_eq!(is_available(user, "Europe/Paris", at), present);
}

#[test]
fn hours_are_of_the_wall_clock() {
    let tom = worker();
    // Paris is two hours ahead in summer, one in winter: the clock changes on 2026-03-29.
    check(&tom, "2026-03-27T07:59:00Z", false);
    check(&tom, "2026-03-27T08:00:00Z", true);
    check(&tom, "2026-03-30T06:59:00Z", false);
    check(&tom, "2026-03-30T07:00:00Z", true);
    check(&tom, "2026-03-30T15:29:59Z", true);
    check(&tom, "2026-03-30T15:30:00Z", false);
    check(&tom, "2026-03-28T10:00:00Z", false);
    let mut far = worker();
    far.time_zone = Some("Asia/Tokyo".to_owned());
    check(&far, "2026-03-30T00:00:00Z", true);
    check(&far, "2026-03-30T08:30:00Z", false);
}

#[test]
fn away_and_gone_are_not_there() {
    let mut tom = worker();
    tom.hours = None;
    check(&tom, "2026-03-28T03:00:00Z", true);
    tom.away = true;
    check(&tom, "2026-03-28T03:00:00Z", false);
    tom.away = false;
    tom.active = false;
    check(&tom, "2026-03-28T03:00:00Z", false);
}
