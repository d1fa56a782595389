//! What is read is written back; what cannot be kept is refused, with its reason.

use super::*;

fn day(spans: &[&str], expected: Result<&[(u16, u16)], Fault>) {
    let read = Day::read(spans.iter().copied());
    let read = read.as_ref().map(|day| day.0.as_slice());
    assert_eq!(read, expected.as_ref().map(|it| *it), "{spans:?}");
    if let Ok(read) = read {
        let again = write_day(read);
        let again = Day::read(again.iter().map(String::as_str)).unwrap();
        assert_eq!(again.0, read, "{spans:?} written and read again");
    }
}

#[test]
fn hours_of_a_day() {
    day(&[], Ok(&[]));
    day(&["09:00-17:00"], Ok(&[(540, 1020)]));
    day(&["00:00-24:00"], Ok(&[(0, 1440)]));
    day(&["00:00-00:00"], Ok(&[(0, 1440)])); // midnight at the end of the day
    day(&["22:00-00:00"], Ok(&[(1320, 1440)]));
    day(&[" 09:00 - 17:00 "], Ok(&[(540, 1020)]));
    day(&["00:00-00:01"], Ok(&[(0, 1)]));
    day(
        &["09:00-12:00", "14:00-18:00"],
        Ok(&[(540, 720), (840, 1080)]),
    );
    day(
        &["00:00-06:00", "22:00-24:00"],
        Ok(&[(0, 360), (1320, 1440)]),
    );
    for span in [
        "",            // nothing
        "09:00",       // no end
        "9:00-17:00",  // one digit
        "09:00-17",    // no minutes
        "17:00-09:00", // the wrong way round
        "09:00-09:00", // no time at all
        "24:00-24:00", // begins when the day is over
        "24:00-00:00", // the same
        "09:00-24:01", // after the day
        "09:60-17:00", // no such minute
        "25:00-26:00", // no such hour
        "-1:00-02:00", // a sign
        "+9:00-17:00", // a sign
        "09:00-17:00-18:00",
        "09:00–17:00", // another dash
        "aa:bb-cc:dd",
        "٠٩:٠٠-١٧:٠٠", // other digits
    ] {
        day(&[span], Err(Fault::Span));
        day(&["00:00-00:01", span], Err(Fault::Span));
    }
    day(&["09:00-12:00", "11:00-18:00"], Err(Fault::Spans)); // one in the other
    day(&["09:00-12:00", "12:00-18:00"], Err(Fault::Spans)); // this is one span
    day(&["14:00-18:00", "09:00-12:00"], Err(Fault::Spans)); // the second first
    day(&["09:00-24:00", "10:00-11:00"], Err(Fault::Spans)); // within the first
    day(
        &["08:00-09:00", "10:00-11:00", "12:00-13:00"],
        Err(Fault::Spans),
    ); // three
}

fn week(days: [&[(u16, u16)]; 7], expected: &str) {
    let week = Week {
        days: days.map(<[(u16, u16)]>::to_vec),
    };
    assert_eq!(write_week(&week), expected);
}

#[test]
fn a_week_is_one_line() {
    let (all, half, off): (&[_], &[_], &[_]) = (&[(540, 720), (840, 1080)], &[(540, 720)], &[]);
    week([off; 7], "");
    week([all; 7], "Mon-Sun 09:00-12:00 14:00-18:00");
    week(
        [all, all, all, all, all, half, off],
        "Mon-Fri 09:00-12:00 14:00-18:00, Sat 09:00-12:00",
    );
    week(
        [half, off, half, half, off, off, all],
        "Mon 09:00-12:00, Wed-Thu 09:00-12:00, Sun 09:00-12:00 14:00-18:00",
    );
    week(
        [off, off, off, off, off, &[(0, 1440)], off],
        "Sat 00:00-24:00",
    );
}

fn holiday(date: &str, name: &str, expected: Result<(Option<i16>, i8, i8, &str), Fault>) {
    let read = read_holiday(date, name);
    let said = read
        .as_ref()
        .map(|it| (it.year, it.month, it.day, it.name.as_str()));
    assert_eq!(said, expected.as_ref().map(|it| *it), "{date:?} {name:?}");
    if let Ok(read) = read {
        let again = read_holiday(&write_date(&read), &read.name);
        assert_eq!(again, Ok(read), "{date:?} written and read again");
    }
}

#[test]
fn days_off() {
    holiday("2026-12-25", "Noël", Ok((Some(2026), 12, 25, "Noël")));
    holiday("05-01", "", Ok((None, 5, 1, "")));
    holiday("02-29", "", Ok((None, 2, 29, ""))); // in leap years
    holiday("2028-02-29", "", Ok((Some(2028), 2, 29, "")));
    holiday(
        " 12-31 ",
        " New \t Year\u{202e}\r\n’s Eve ",
        Ok((None, 12, 31, "New Year ’s Eve")),
    );
    holiday("0001-01-01", "", Ok((Some(1), 1, 1, "")));
    for date in [
        "",
        "2026",
        "12",
        "2026-02-29", // no leap year
        "2026-02-30",
        "02-30",
        "04-31",
        "13-01",
        "00-10",
        "10-00",
        "2026-12-25-1",
        "26-12-25", // two digits
        "1-5",      // one digit
        "12/25",    // another sign
        "25.12.",   // another order
        "-026-12-25",
        "+026-12-25",
        "2026-12-25T00:00",
    ] {
        holiday(date, "x", Err(Fault::Holiday));
    }
    holiday(
        "12-25",
        &"é".repeat(100),
        Ok((None, 12, 25, &"é".repeat(100))),
    );
    holiday("12-25", &"é".repeat(101), Err(Fault::TooLong(100)));
}

#[test]
fn a_day_off_counts_once() {
    let read = |date, name| read_holiday(date, name).unwrap();
    let days = DaysOff::of([
        read("12-25", ""),
        read("2026-12-25", "This year’s"),
        read("12-25", "Christmas"),
        read("12-25", "Noël"),
    ]);
    let written: Vec<String> = days.unwrap().0.iter().map(write_holiday).collect();
    assert_eq!(written, ["12-25 Christmas", "2026-12-25 This year’s"]);
    let many = |count: i16| (0..count).map(|year| read_holiday(&format!("{year:04}-01-01"), ""));
    let many = |count: i16| DaysOff::of(many(count).map(Result::unwrap));
    assert_eq!(many(400).map(|days| days.0.len()), Ok(400));
    assert_eq!(many(401), Err(Fault::TooMany(400)));
    let line = write_holidays(&many(33).unwrap().0);
    assert!(
        line.starts_with("0000-01-01, ") && line.ends_with("0029-01-01, +3"),
        "{line}"
    );
    assert_eq!(write_holidays(&[]), "");
}

fn target(text: &str, expected: Result<Option<u32>, Fault>) {
    let read = Target::read(text).map(|target| target.0);
    assert_eq!(read, expected, "{text:?}");
    if let Ok(Some(minutes)) = read {
        let again = Target::read(&write_target(minutes)).map(|target| target.0);
        assert_eq!(again, Ok(Some(minutes)), "{text:?} written and read again");
    }
}

#[test]
fn targets() {
    target("", Ok(None));
    target("  ", Ok(None));
    target("30m", Ok(Some(30)));
    target("4h", Ok(Some(240)));
    target("90m", Ok(Some(90)));
    target(" 4 h ", Ok(Some(240)));
    target("1m", Ok(Some(1)));
    target("8784h", Ok(Some(TARGET_MINUTES)));
    for text in [
        "0m", // at once
        "0h",
        "8785h", // longer than a year
        "527041m",
        "99999999999999999999h",
        "18446744073709551615m",
        "4",  // no unit
        "4d", // how long is a business day?
        "h",
        "-4h",
        "4.5h",
        "4h30m",
        "1:30",
        "never",
    ] {
        target(text, Err(Fault::Target));
    }
    assert_eq!(
        write_targets(&Targets([None, Some(240), Some(90), Some(30)])),
        "medium 4h, high 90m, urgent 30m"
    );
    assert_eq!(write_targets(&Targets::default()), "");
}
