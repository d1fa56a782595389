//! What `is:` takes: states of a ticket, some of them of the reader's own.

use std::sync::Arc;

use crate::{
    desk::{
        access::UserDesk,
        dashboard::{ALONE, SOON},
        problem::Problem,
    },
    domain::{
        query::{ask::Ask, typed},
        right::Right,
        ticket::Status,
    },
};

use super::{Read, Reader, one_of};

impl Reader<'_> {
    pub(super) fn is(&self, value: &str) -> Result<Read, Problem> {
        let known = known_states(self.user);
        let asks_called = ["mentioned", "work"].iter().any(|it| value.contains(it));
        let mentioned = match asks_called {
            true => self.user.mentions()?,
            false => Vec::new(),
        };
        let called = Ask::Any(mentioned.into_iter().map(Ask::Number).collect());
        let asks_new = value.contains("unread");
        let marks = asks_new.then(|| self.user.marks()).transpose()?;
        let marks = marks.map(Arc::new);
        Ok(one_of(value, known, |word| {
            Some(match word {
                "open" => Ask::Status(Status::Closed).turned(),
                "closed" => Ask::Status(Status::Closed),
                "mine" => self.mine(),
                "unassigned" => Ask::Assignee(None),
                "overdue" => Ask::DueBy(self.now),
                "automatic" => Ask::Automatic,
                "ours" => Ask::Ours,
                "snoozed" => Ask::Asleep,
                "mentioned" => called.clone(),
                "work" => self.work(called.clone()),
                "unread" => Ask::NewTo(marks.clone()?),
                "deleted" if known.contains(&word) => Ask::Deleted,
                _ => return None,
            })
        }))
    }

    /// What needs the reader, as the dashboard counts it: `Open::presses` of the columns.
    fn work(&self, called: Ask) -> Ask {
        let mut theirs = vec![self.mine()];
        theirs.extend(self.own_groups());
        let soon = Ask::DueBy(self.now.plus(SOON));
        let alone = Ask::WaitsSince(self.now.minus(ALONE));
        Ask::All(vec![
            Ask::Status(Status::Closed).turned(),
            Ask::Any(vec![
                Ask::All(vec![Ask::Any(theirs), Ask::Any(vec![Ask::Ours, soon])]),
                called,
                Ask::All(vec![Ask::Assignee(None), Ask::Ours, alone]),
            ]),
        ])
    }
}

/// What `is:` takes. The bin is known to those who may delete.
pub(in crate::desk) fn known_states(user: &UserDesk) -> &'static [&'static str] {
    match user.may(Right::TicketDelete) {
        true => &typed::STATES,
        false => &typed::STATES[..typed::STATES.len() - 1],
    }
}
