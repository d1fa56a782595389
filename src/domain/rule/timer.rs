//! What is remembered of a ticket between two looks at its time rules.

use serde::{Deserialize, Serialize};

use crate::domain::{
    id::{ActivityId, RuleId, TicketId},
    time::Timestamp,
};

/// Which time rules were started, and when to look again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    pub ticket: TicketId,
    /// None if no time will change anything by itself.
    pub next: Option<Timestamp>,
    /// Rules whose conditions were met, with the newest act of somebody on the ticket then.
    pub spent: Vec<(RuleId, ActivityId)>,
}

impl Timer {
    #[must_use]
    pub fn new(ticket: TicketId) -> Self {
        Self {
            ticket,
            next: None,
            spent: Vec::new(),
        }
    }

    /// True if there is nothing to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.next.is_none() && self.spent.is_empty()
    }

    /// The rules that are not started again.
    #[must_use]
    pub fn spent(&self) -> Vec<RuleId> {
        self.spent.iter().map(|(rule, _)| *rule).collect()
    }

    /// Notes rules that were started, be it by what others did.
    pub fn note(&mut self, started: &[RuleId], acted: ActivityId) {
        for rule in started {
            match self.spent.iter_mut().find(|(known, _)| known == rule) {
                Some((_, then)) => *then = acted,
                None => self.spent.push((*rule, acted)),
            }
        }
    }

    /// Notes that the ticket woke by itself, which nobody did: `before` and `acted` are the newest
    /// acts before and with it. Returns the rules that are not started by it.
    pub fn woke(&mut self, before: ActivityId, acted: ActivityId) -> Vec<RuleId> {
        let mut known = Vec::new();
        for (rule, then) in self.spent.iter_mut().filter(|(_, then)| *then >= before) {
            *then = acted;
            known.push(*rule);
        }
        known
    }

    /// Notes which rules hold at a look; returns those that are to be started.
    ///
    /// A rule is started when its conditions are met, and again only after they were not met and
    /// somebody did something: what rules do to a ticket never starts a rule a second time.
    pub fn look(&mut self, holding: &[RuleId], acted: ActivityId) -> Vec<RuleId> {
        self.spent
            .retain(|(rule, then)| holding.contains(rule) || acted <= *then);
        let known = self.spent();
        let new: Vec<RuleId> = holding
            .iter()
            .copied()
            .filter(|rule| !known.contains(rule))
            .collect();
        self.note(&new, acted);
        new
    }
}

#[cfg(test)]
mod tests;
