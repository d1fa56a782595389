//! Business hours: when somebody is there, and how soon they promised to answer and to solve.
//!
//! `hours` counts time that is business time, `dues` says when a ticket is due, `of_ticket` which
//! calendar a ticket follows. Decides; reads no clock.

pub mod dues;
pub mod hours;
pub mod of_ticket;

use serde::{Deserialize, Serialize};

use super::{
    id::{CalendarId, GroupId, MailboxId},
    ticket::Priority,
};

/// Most calendars of a desk.
pub const CALENDARS: usize = 50;
/// Most holidays of a calendar.
pub const HOLIDAYS: usize = 400;
/// Most characters of the name of a holiday.
pub const HOLIDAY_CHARS: usize = 100;
/// Longest target, in minutes of business time: a year of days and nights.
pub const TARGET_MINUTES: u32 = 366 * 24 * 60;
/// Minutes of a day: the end of hours that last until midnight.
pub const DAY_MINUTES: u16 = 24 * 60;

/// Business hours with what was promised within them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    pub id: CalendarId,
    pub name: String,
    /// IANA name, such as `Europe/Paris`.
    pub time_zone: String,
    pub week: Week,
    /// Days on which nobody is there.
    pub holidays: Vec<Holiday>,
    /// How soon a first answer is promised.
    pub answer: Targets,
    /// How soon a solution is promised; time that the customer takes does not count.
    pub solution: Targets,
    /// Mailboxes whose tickets follow it.
    pub mailboxes: Vec<MailboxId>,
    /// Groups whose tickets follow it, whatever their mailbox says.
    pub groups: Vec<GroupId>,
    /// True for the one that all other tickets follow.
    pub is_default: bool,
}

/// When somebody is there on each day, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// From and to, in minutes after midnight on the wall clock; `from` is before `to`, the first
    /// ends before the second begins. Two, for a break at noon or a night that ends.
    pub days: [Vec<(u16, u16)>; 7],
}

impl Week {
    /// Spans that one day may have.
    pub const SPANS: usize = 2;

    /// Every day, from midnight to midnight.
    #[must_use]
    pub fn always() -> Self {
        Self {
            days: std::array::from_fn(|_| vec![(0, DAY_MINUTES)]),
        }
    }

    /// True if nobody is ever there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }
}

/// A day off, in one year or in each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holiday {
    /// None for each year.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// May be empty.
    pub name: String,
}

/// Minutes of business time for each priority, low first; None promises nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets(pub [Option<u32>; 4]);

impl Targets {
    #[must_use]
    pub fn of(&self, priority: Priority) -> Option<u32> {
        self.0.get(priority as usize).copied().flatten()
    }
}
