//! One calendar: making, changing, deleting.

use serde::Serialize;

use super::{FieldError, settings_calendars::Span};
use crate::domain::ticket::Priority;

/// `settings_calendar.html`: GET and POST `/settings/calendars/new` and `/settings/calendars/{id}`
/// (`name`, `time_zone`, `hours.mon.1.from` and so on, `holidays`, `answer.low` and so on,
/// `solution.low` and so on, `mailboxes`, `groups`, `default`); POST
/// `/settings/calendars/{id}/delete`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsCalendarPage {
    /// Where the form goes.
    pub action: String,
    /// The name of one that is there, as it is kept; None for a new one.
    pub known: Option<String>,
    pub name: String,
    pub time_zone: String,
    /// Monday first.
    pub days: Vec<DayHours>,
    /// One to a line.
    pub holidays: String,
    /// Low first.
    pub targets: Vec<TargetRow>,
    pub mailboxes: Vec<Follower>,
    pub groups: Vec<Follower>,
    pub default: Follower,
    pub errors: Vec<FieldError>,
}

/// The hours of one day.
#[derive(Clone, Debug, Serialize)]
pub struct DayHours {
    /// Its word in the names of the fields.
    pub word: &'static str,
    /// Two; those that are not needed are empty.
    pub spans: Vec<Span>,
}

/// What is promised for one priority, as it is written; empty promises nothing.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRow {
    pub priority: Priority,
    pub answer: String,
    pub solution: String,
}

/// A box of who follows the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Follower {
    /// What the form sends.
    pub value: String,
    pub name: String,
    /// The other calendar that it follows; empty for none.
    pub follows: String,
    pub is_chosen: bool,
    /// Was chosen when the form was first drawn.
    pub was: bool,
}
