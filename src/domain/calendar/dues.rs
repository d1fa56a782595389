//! When a ticket is due: for its first answer, for its solution, and when somebody said so.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::{
    ticket::{Status, Ticket},
    time::Timestamp,
};

use super::of_ticket::Service;

/// What of a ticket is due when. None is never, or no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dues {
    /// The first answer: while nobody has answered.
    pub answer: Option<Timestamp>,
    /// The solution: while it is ours to solve.
    pub solution: Option<Timestamp>,
    /// What an expert or a rule said.
    pub set: Option<Timestamp>,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Answer,
    Solution,
    Set,
}

impl Due {
    /// The word behind `due-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Solution => "solution",
            Self::Set => "set",
        }
    }
}

impl Dues {
    /// Every one that there is, the first to come first.
    #[must_use]
    pub fn all(&self) -> Vec<(Due, Timestamp)> {
        let all = [
            (Due::Answer, self.answer),
            (Due::Set, self.set),
            (Due::Solution, self.solution),
        ];
        let mut dues: Vec<(Due, Timestamp)> = all
            .into_iter()
            .filter_map(|(due, at)| Some((due, at?)))
            .collect();
        dues.sort_by_key(|(_, at)| *at);
        dues
    }

    /// The first to come, or the one that is late for longest.
    #[must_use]
    pub fn next(&self) -> Option<(Due, Timestamp)> {
        self.all().into_iter().next()
    }
}

/// Says when a ticket is due by its calendar.
#[must_use]
pub fn dues(ticket: &Ticket, service: &Service) -> Dues {
    if ticket.status == Status::Closed {
        return Dues::default();
    }
    Dues {
        answer: answer(ticket, service),
        solution: solution(ticket, service),
        set: ticket.due,
    }
}

/// Nobody waits for an answer to what a program wrote.
fn answer(ticket: &Ticket, service: &Service) -> Option<Timestamp> {
    if ticket.automatic || ticket.answered.is_some() {
        return None;
    }
    let target = service.answer.of(ticket.priority)?;
    service.hours.after(ticket.asked?, minutes(target))
}

/// Runs from the beginning, but not while the ticket waits for the customer or is closed.
fn solution(ticket: &Ticket, service: &Service) -> Option<Timestamp> {
    if ticket.paused.is_some() {
        return None;
    }
    let mut left = minutes(service.solution.of(ticket.priority)?);
    let mut from = ticket.created;
    for (start, end) in &ticket.pauses {
        let ran = service.hours.between(from, *start);
        if ran >= left {
            break;
        }
        left -= ran;
        from = *end;
    }
    service.hours.after(from, left)
}

fn minutes(minutes: u32) -> Duration {
    Duration::from_secs(u64::from(minutes) * 60)
}

#[cfg(test)]
mod tests;
