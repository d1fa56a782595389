//! The pages of business hours: a full list, none, a form at rest, new and refused.

use super::*;
use crate::domain::ticket::Priority;
use crate::web::view::{
    settings_calendar::{DayHours, Follower, SettingsCalendarPage, TargetRow},
    settings_calendars::{Aim, CalendarRow, Run, SettingsCalendarsPage, Span},
};

const HOSTILE: &str = "<b>bold</b> \"Office\" & <script>";
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn span(from: &str, to: &str) -> Span {
    Span {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn row(id: u64, name: &str, is_full: bool) -> CalendarRow {
    let aim = |(priority, time): (Priority, &str)| Aim {
        priority,
        time: time.to_owned(),
    };
    let some = usize::from(is_full);
    CalendarRow {
        id,
        name: name.to_owned(),
        time_zone: "America/Argentina/ComodRivadavia".to_owned(),
        hours: vec![
            Run {
                first: 1,
                last: 5,
                spans: vec![span("09:00", "12:00"), span("14:00", "18:00")],
            },
            Run {
                first: 7,
                last: 7,
                spans: vec![span("00:00", "24:00")],
            },
        ],
        holidays: if is_full { 11 } else { 0 },
        answer: [(Priority::High, "4h"), (Priority::Urgent, "30m")]
            .map(aim)
            .to_vec()[..2 * some]
            .to_vec(),
        solution: [(Priority::Urgent, "8h")].map(aim)[..some].to_vec(),
        mailboxes: vec!["support@help.lumen.example".to_owned(); some],
        groups: vec![HOSTILE.to_owned(); some],
        is_default: is_full,
    }
}

fn follower(value: &str, name: &str, follows: &str) -> Follower {
    Follower {
        value: value.to_owned(),
        name: name.to_owned(),
        follows: follows.to_owned(),
        is_chosen: follows.is_empty(),
        was: value == "1",
    }
}

fn form(known: Option<&str>, wrong: &[(&str, Problem)]) -> SettingsCalendarPage {
    let day = |word: &'static str| DayHours {
        word,
        spans: match word {
            "sun" => vec![Span::default(); 2],
            "sat" => vec![span("09:00", "12:00"), Span::default()],
            _ => vec![span("09:00", "12:00"), span("14:00", "18:00")],
        },
    };
    let target = |priority| TargetRow {
        priority,
        answer: "30m".to_owned(),
        solution: String::new(),
    };
    SettingsCalendarPage {
        action: known
            .map_or("/settings/calendars/new", |_| "/settings/calendars/1")
            .to_owned(),
        known: known.map(str::to_owned),
        name: HOSTILE.to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        days: DAYS.into_iter().map(day).collect(),
        holidays: format!("2026-12-25 Christmas\n01-01\n05-01 {HOSTILE}"),
        targets: Priority::ALL.into_iter().map(target).collect(),
        mailboxes: vec![
            follower("1", "support@help.lumen.example", ""),
            follower("2", "sales@help.lumen.example", HOSTILE),
        ],
        groups: known
            .map(|_| follower("3", HOSTILE, "Night"))
            .into_iter()
            .collect(),
        default: follower("", "", known.unwrap_or_default()),
        errors: errors(wrong),
    }
}

pub(super) fn add(book: &mut Book<'_>) {
    let section = Section::Settings;
    let full = vec![row(1, HOSTILE, true), row(2, "Night", false)];
    for (what, calendars) in [("", full), ("-none", Vec::new())] {
        let page = SettingsCalendarsPage { calendars };
        let what = format!("settings-calendars{what}");
        book.add(&what, "settings_calendars.html", section, &page);
    }
    let mut wrong = vec![
        ("name", Problem::Taken),
        ("time_zone", Problem::Zone),
        ("hours", Problem::NoHours),
        ("hours.mon", Problem::Hours),
        ("hours.sun", Problem::Spans),
        ("holidays", Problem::Holiday),
        ("mailboxes", Problem::Choice),
        ("groups", Problem::Choice),
    ];
    for field in [
        "answer.low",
        "answer.urgent",
        "solution.medium",
        "solution.high",
    ] {
        wrong.push((field, Problem::Target));
    }
    for (what, known, wrong) in [
        ("", Some(HOSTILE), &[][..]),
        ("-new", None, &[][..]),
        ("-error", Some("Office"), wrong.as_slice()),
        ("-most", None, &[("holidays", Problem::Most)][..]),
    ] {
        let what = format!("settings-calendar{what}");
        let page = form(known, wrong);
        book.add(&what, "settings_calendar.html", section, &page);
    }
}
