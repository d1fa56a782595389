//! The dashboard: numbers with the lists that they lead to, charts in drawing units, pressing work.

use serde::Serialize;

use super::{Assignee, Due};
use crate::domain::{
    ticket::{Priority, Status},
    time::Timestamp,
};

/// `dashboard.html`, and of it what changes: `_dashboard_update.html`.
#[derive(Clone, Debug, Serialize)]
pub struct DashboardPage {
    /// The newest change when it was counted.
    pub rev: u64,
    /// `morning`, `afternoon` or `evening`.
    pub part_of_day: &'static str,
    /// Days of the period.
    pub days: u16,
    /// The first of them.
    pub first: Timestamp,
    pub periods: Vec<Choice>,
    /// All first; empty where there is nothing to choose from.
    pub mailboxes: Vec<Choice>,
    pub groups: Vec<Choice>,
    /// What live updates ask.
    pub update_url: String,
    pub mail: Option<MailFlow>,
    pub tiles: Tiles,
    pub work: Vec<WorkLine>,
    pub all_work: Count,
    pub chart: Chart,
    pub answers: Times,
    pub solved: Times,
    pub open: Count,
    pub status: Vec<Segment<Status>>,
    pub priority: Vec<Segment<Priority>>,
    pub load: Vec<LoadRow>,
}

/// A number and exactly its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    pub n: u64,
    pub url: String,
}

/// A way to see other numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// A name, or a number of days; empty for all.
    pub name: String,
    pub url: String,
    pub current: bool,
}

/// The row at the top.
#[derive(Clone, Debug, Serialize)]
pub struct Tiles {
    pub unassigned: Count,
    pub oldest_unassigned: Option<Oldest>,
    pub ours: Count,
    pub oldest: Option<Oldest>,
    pub late: Count,
    pub waiting: Count,
    pub long: Count,
    pub mine: Count,
    pub groups: Count,
    pub today: Count,
    pub yesterday: Count,
}

/// The oldest ticket of a list, and how old it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Oldest {
    pub at: Timestamp,
    pub url: String,
}

/// How mail flows, for who manages mailboxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MailFlow {
    pub last_in: Option<Timestamp>,
    /// Since when a mail waits that could not be sent at once.
    pub late_out: Option<Timestamp>,
    pub url: String,
}

/// One ticket of the work that presses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkLine {
    pub number: u64,
    pub name: String,
    pub customer: String,
    pub status: Status,
    pub priority: Priority,
    /// The group that has it; None for the reader's own.
    pub group: Option<String>,
    pub due: Option<Due>,
    /// Since when it waits for us; None for what is due, and for what calls the reader.
    pub waits: Option<Timestamp>,
    /// True if nobody has it.
    pub alone: bool,
}

/// Created and closed per day. Drawn in a box of 640 by 190 units.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    pub made: Count,
    pub closed: Count,
    /// In as many days before.
    pub made_before: Count,
    pub closed_before: Count,
    /// Heights with a line across, from the lowest.
    pub grid: Vec<Height>,
    /// `x,y x,y …`.
    pub made_line: String,
    pub closed_line: String,
    pub days: Vec<DayPoint>,
    /// The radius of a point.
    pub radius: f64,
}

/// A line across the chart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Height {
    pub n: u64,
    pub y: f64,
}

/// One day of the chart and of its table.
#[derive(Clone, Debug, Serialize)]
pub struct DayPoint {
    pub at: Timestamp,
    pub x: f64,
    /// True for a day that is named under the chart.
    pub named: bool,
    pub made: Count,
    pub made_y: f64,
    pub closed: Count,
    pub closed_y: f64,
}

/// How long something took.
#[derive(Clone, Debug, Serialize)]
pub struct Times {
    pub all: Count,
    /// In time of the request: so long ago as half of them took at most. None of none.
    pub half: Option<Timestamp>,
    /// As nine in ten took at most.
    pub most: Option<Timestamp>,
    /// In as many days before; None if nothing was.
    pub before: Option<HalfBefore>,
    pub bars: Vec<Bar>,
}

/// How long half of them took at most in the period before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HalfBefore {
    pub all: Count,
    /// In time of the request, as [`Times::half`].
    pub half: Timestamp,
}

/// So many took so long.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// Behind `home-took-` in the catalogues.
    pub word: &'static str,
    pub count: Count,
    /// Of a hundred.
    pub width: f64,
}

/// A part of a whole; `x` and `width` of a hundred.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment<T> {
    pub value: T,
    pub count: Count,
    pub x: f64,
    pub width: f64,
}

/// What somebody has to do, and what waits for the customer; widths of a hundred.
#[derive(Clone, Debug, Serialize)]
pub struct LoadRow {
    pub assignee: Assignee,
    pub to_do: Count,
    pub waiting: Count,
    pub to_do_width: f64,
    pub waiting_width: f64,
}
