//! When a ticket has to be looked at again because time passes: the moments at which a condition of
//! a rule becomes another. Between them nothing can begin or cease to hold by time alone.

use std::time::Duration;

use crate::domain::{
    calendar::{
        dues::{Dues, dues},
        of_ticket::Service,
    },
    ticket::{Status, Ticket},
    time::Timestamp,
};

use super::{
    condition::{Condition, Field, Value},
    set::RuleSet,
};

/// The next moment behind `now`; None if there is none, or the ticket is closed.
#[must_use]
pub fn next(
    set: &RuleSet,
    ticket: &Ticket,
    service: &Service,
    now: Timestamp,
) -> Option<Timestamp> {
    if ticket.status == Status::Closed {
        return None;
    }
    let clock = Clock {
        ticket,
        service,
        dues: dues(ticket, service),
        now,
    };
    set.timed()
        .flat_map(|ready| ready.rule.conditions.conditions())
        .flat_map(|condition| clock.moments(condition))
        .filter(|at| *at > now)
        .min()
}

struct Clock<'a> {
    ticket: &'a Ticket,
    service: &'a Service,
    dues: Dues,
    now: Timestamp,
}

impl Clock<'_> {
    /// When a condition becomes another, in the past too.
    fn moments(&self, condition: &Condition) -> Vec<Timestamp> {
        let ticket = self.ticket;
        let span = match condition.value {
            Value::Number(seconds) => Duration::from_secs(seconds),
            _ => Duration::ZERO,
        };
        let counted = |from: Timestamp| self.service.hours.after(from, span);
        match condition.field {
            Field::Age => vec![ticket.created.plus(span)],
            Field::Idle => vec![ticket.updated.plus(span)],
            Field::WaitingOnUs => ticket
                .ours
                .map(|from| from.plus(span))
                .into_iter()
                .collect(),
            Field::WaitingOnUsBusiness => ticket.ours.and_then(counted).into_iter().collect(),
            Field::AgeBusiness => counted(ticket.created).into_iter().collect(),
            Field::BusinessHours => {
                let next = self.service.hours.next_change(self.now);
                next.into_iter().collect()
            }
            Field::DueIn | Field::Overdue => self.before(self.dues.next().map(|(_, at)| at), span),
            Field::AnswerDueIn => self.before(self.dues.answer, span),
            Field::SolutionDueIn => self.before(self.dues.solution, span),
            _ => Vec::new(),
        }
    }

    fn before(&self, due: Option<Timestamp>, span: Duration) -> Vec<Timestamp> {
        due.map(|due| due.minus(span)).into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
