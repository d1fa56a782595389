//! Spans and sizes, as written and read.

use super::*;

#[test]
fn spans() {
    for (text, seconds, written) in [
        ("30m", 1_800, "30m"),
        ("4h", 14_400, "4h"),
        ("3d", 259_200, "3d"),
        (" 3 d ", 259_200, "3d"),
        ("60m", 3_600, "1h"),
        ("90m", 5_400, "90m"),
        ("24h", 86_400, "1d"),
        ("25h", 90_000, "25h"),
        ("0m", 0, "0m"),
        ("007h", 25_200, "7h"),
    ] {
        assert_eq!(read_span(text), Some(seconds), "{text}");
        assert_eq!(write_span(seconds), written, "{text}");
    }
    for (text, why) in [
        ("", "empty"),
        (" ", "blank"),
        ("3", "no unit"),
        ("h", "no number"),
        ("-1h", "before now"),
        ("+1h", "a sign"),
        ("1.5h", "a fraction"),
        ("3x", "no such unit"),
        ("3hm", "two units"),
        ("1d12h", "two numbers"),
        ("３h", "digits of another script"),
        ("99999999999999999999h", "no such number"),
        ("18446744073709551615d", "too many seconds"),
    ] {
        assert_eq!(read_span(text), None, "{text}: {why}");
    }
}

#[test]
fn sizes() {
    for (text, bytes, written) in [
        ("0", 0, "0"),
        ("10", 10, "10"),
        ("10b", 10, "10"),
        ("1024", 1_024, "1 KB"),
        ("500 KB", 512_000, "500 KB"),
        ("500kb", 512_000, "500 KB"),
        ("1024K", 1 << 20, "1 MB"),
        ("2 MB", 2 << 20, "2 MB"),
        (" 2m ", 2 << 20, "2 MB"),
        ("1025", 1_025, "1025"),
        ("18446744073709551615", u64::MAX, "18446744073709551615"),
    ] {
        assert_eq!(read_size(text), Some(bytes), "{text}");
        assert_eq!(write_size(bytes), written, "{text}");
    }
    for (text, why) in [
        ("", "empty"),
        ("KB", "no number"),
        ("-1", "less than nothing"),
        ("1.5 MB", "a fraction"),
        ("1 GB", "no such unit"),
        ("1 KB 2", "two numbers"),
        ("18446744073709551616", "no such number"),
        ("18446744073709551615 KB", "too many bytes"),
    ] {
        assert_eq!(read_size(text), None, "{text}: {why}");
    }
}

proptest::proptest! {
    #[test]
    fn what_is_written_is_read_again(minutes in 0..=u64::MAX / 60, bytes: u64) {
        proptest::prop_assert_eq!(read_span(&write_span(minutes * 60)), Some(minutes * 60));
        proptest::prop_assert_eq!(read_size(&write_size(bytes)), Some(bytes));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,20}|[0-9]{1,25} ?[mhdkMB]{0,2}") {
        let _ = (read_span(&text), read_size(&text));
    }
}
