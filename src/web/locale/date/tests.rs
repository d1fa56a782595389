//! Times and sizes in both languages.

use super::*;

/// Tuesday 17 March 2026, 09:46 in Paris.
const NOW: i64 = 1_773_737_160;

fn reader(locales: &Locales, language: Language) -> Reader<'_> {
    Reader {
        locales,
        language,
        zone: "Europe/Paris",
        now: Timestamp(NOW * 1_000_000),
    }
}

fn before(seconds: i64) -> Timestamp {
    Timestamp((NOW - seconds) * 1_000_000)
}

#[test]
fn how_long_ago() {
    let locales = Locales::load().expect("locales");
    let check = |seconds: i64, en: &str, fr: &str| {
        for (language, expected) in [(Language::En, en), (Language::Fr, fr)] {
            let said = reader(&locales, language)
                .ago(before(seconds))
                .expect("words");
            assert_eq!(said, expected, "{seconds} s in {language:?}");
        }
    };
    check(-5, "now", "à l’instant"); // a clock that is ahead
    check(59, "now", "à l’instant");
    check(60, "1 min", "1 min");
    check(3_599, "59 min", "59 min");
    check(3_600, "1 h", "1 h");
    check(10 * 3_600 - 1, "9 h", "9 h"); // the evening before, but not long ago
    check(10 * 3_600, "yesterday", "hier");
    check(2 * 86_400, "15 Mar", "15 mars");
    check(16 * 86_400, "1 Mar", "1er mars");
    check(86 * 86_400, "21 Dec 2025", "21 déc. 2025");
}

#[test]
fn how_far_away() {
    let locales = Locales::load().expect("locales");
    let check = |seconds: i64, en: &str, fr: &str, pressing: &str| {
        for (language, expected) in [(Language::En, en), (Language::Fr, fr)] {
            let reader = reader(&locales, language);
            let at = before(-seconds);
            assert_eq!(reader.away(at).expect("words"), expected, "{seconds} s");
            assert_eq!(reader.pressing(at), pressing, "{seconds} s");
        }
    };
    check(1, "1 min", "1 min", "near");
    check(37 * 60 + 1, "38 min", "38 min", "near");
    check(38 * 60, "38 min", "38 min", "near");
    check(3_600, "1 h", "1 h", "near");
    check(3_601, "1 h", "1 h", "");
    check(47 * 3_600, "47 h", "47 h", "");
    check(48 * 3_600, "2 days", "2 jours", "");
    check(0, "1 min", "1 min", "late");
    check(-119, "1 min", "1 min", "late");
    check(-3 * 86_400, "3 days", "3 jours", "late");
}

#[test]
fn days_and_times() {
    let locales = Locales::load().expect("locales");
    let check = |seconds: i64, en: &str, fr: &str| {
        for (language, expected) in [(Language::En, en), (Language::Fr, fr)] {
            let said = reader(&locales, language)
                .day(before(seconds))
                .expect("words");
            assert_eq!(said, expected, "{seconds} s in {language:?}");
        }
    };
    check(0, "Today", "Aujourd’hui");
    check(10 * 3_600, "Yesterday", "Hier");
    check(2 * 86_400, "Sunday 15 March", "Dimanche 15 mars");
    check(16 * 86_400, "Sunday 1 March", "Dimanche 1er mars");
    check(
        86 * 86_400,
        "Sunday 21 December 2025",
        "Dimanche 21 décembre 2025",
    );
    let fr = reader(&locales, Language::Fr);
    assert_eq!(
        fr.datetime(before(0)).expect("words"),
        "17 mars 2026, 09:46"
    );
    assert_eq!(fr.moment(before(0)).expect("words"), "Mardi 17 mars, 09:46");
    assert_eq!(fr.seconds(before(0)), "09:46:00");
    assert_eq!(fr.date_of(before(10 * 3_600)), "2026-03-16");
}

#[test]
fn sizes() {
    let locales = Locales::load().expect("locales");
    let check = |bytes: u64, en: &str, fr: &str| {
        for (language, expected) in [(Language::En, en), (Language::Fr, fr)] {
            let said = reader(&locales, language).size(bytes).expect("words");
            assert_eq!(said, expected, "{bytes} in {language:?}");
        }
    };
    check(0, "0 B", "0\u{a0}o");
    check(999, "999 B", "999\u{a0}o");
    check(1_000, "1 KB", "1\u{a0}Ko");
    check(1_449, "1.4 KB", "1,4\u{a0}Ko");
    check(88_432, "88 KB", "88\u{a0}Ko");
    check(1_410_000, "1.4 MB", "1,4\u{a0}Mo");
    check(2_000_000_000, "2 GB", "2\u{a0}Go");
}
