//! The list of business hours.

use serde::Serialize;

use crate::domain::ticket::Priority;

/// `settings_calendars.html`: GET `/settings/calendars`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsCalendarsPage {
    pub calendars: Vec<CalendarRow>,
}

/// One calendar.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarRow {
    pub id: u64,
    pub name: String,
    /// IANA name.
    pub time_zone: String,
    pub hours: Vec<Run>,
    /// How many days off.
    pub holidays: u64,
    /// What is promised, low first; nothing is left out.
    pub answer: Vec<Aim>,
    pub solution: Vec<Aim>,
    pub mailboxes: Vec<String>,
    pub groups: Vec<String>,
    /// All other tickets follow it.
    pub is_default: bool,
}

/// Days that follow each other and have the same hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// 1 for Monday.
    pub first: usize,
    /// The same for one day.
    pub last: usize,
    pub spans: Vec<Span>,
}

/// From and to, as `HH:MM`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Span {
    pub from: String,
    pub to: String,
}

/// What is promised for one priority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aim {
    pub priority: Priority,
    /// Such as `4h`.
    pub time: String,
}
