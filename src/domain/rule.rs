//! Rules: what they consist of and what they decide. Decides, never applies; no clock.
//!
//! `condition` and `action` are the lists of what a rule may ask and do: whatever is added there is
//! in the form, the API, the documentation and the log. `set` makes rules ready to be asked,
//! `decide` asks them, `explain` says afterwards what each condition saw.

pub mod action;
pub mod ask;
pub mod condition;
pub mod decide;
pub mod explain;
pub mod facts;
pub mod fault;
pub mod needles;
pub mod set;
pub mod sleep;
pub mod team;
pub mod timer;
pub mod units;
pub mod wake;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    assignee::Assignee,
    id::{MailboxId, RuleId, TagId},
    ticket::{Priority, Status},
};

use action::Action;
use condition::{Node, Operator, Value};

/// Most rules of a desk, the default rule not counted.
pub const RULES: usize = 500;
/// Most characters of a rule's name.
pub const NAME_CHARS: usize = 100;
/// Most characters of a rule's description.
pub const DESCRIPTION_CHARS: usize = 1_000;
/// Most conditions of one rule.
pub const CONDITIONS: usize = 200;
/// Most patterns of all rules together: each stays compiled, and one that is asked takes as much
/// again while it runs.
pub const PATTERNS: usize = 200;
/// Groups within groups.
pub const DEPTH: usize = 5;
/// Most actions of one rule.
pub const ACTIONS: usize = 20;

/// The number of the default rule; the others begin behind it.
pub const DEFAULT: RuleId = RuleId(1);

/// What starts a rule. Codes are on disk: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum When {
    MailMakesTicket = 0,
    MailJoinsTicket = 1,
    /// Made by hand or by the API.
    TicketMade = 2,
    /// A person, a program or another rule changed a field.
    TicketChanged = 3,
    /// A time came that a condition speaks of; only while the ticket is not closed.
    TimePassed = 4,
    /// The time came until which it slept.
    TicketWakes = 5,
}

impl When {
    pub const ALL: [Self; 6] = [
        Self::MailMakesTicket,
        Self::MailJoinsTicket,
        Self::TicketMade,
        Self::TicketChanged,
        Self::TimePassed,
        Self::TicketWakes,
    ];

    /// The word of the API, and behind `rule-when-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        [
            "mail_makes_ticket",
            "mail_joins_ticket",
            "ticket_made",
            "ticket_changed",
            "time_passed",
            "ticket_wakes",
        ][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|when| when.word() == word)
    }

    /// What the documentation says of it.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::MailMakesTicket => "a mail made a new ticket",
            Self::MailJoinsTicket => "a mail joined a ticket",
            Self::TicketMade => {
                "a ticket was made by hand, by the API, or out of an e-mail of another one"
            }
            Self::TicketChanged => {
                "a person, a program or another rule changed a field, or an answer changed the status"
            }
            Self::TimePassed => {
                "a time came that one of the conditions speaks of, while the ticket is not closed; \
                 once, until the conditions are not met any more and somebody did something"
            }
            Self::TicketWakes => {
                "the time came until which the ticket slept; once, until somebody did something"
            }
        }
    }

    /// True for what time alone brings: never a mail, never a person.
    #[must_use]
    pub fn is_timed(self) -> bool {
        matches!(self, Self::TimePassed | Self::TicketWakes)
    }

    /// True if there is a mail to look at.
    #[must_use]
    pub fn has_mail(self) -> bool {
        matches!(self, Self::MailMakesTicket | Self::MailJoinsTicket)
    }
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub id: RuleId,
    /// Counts its changes: what a decision of the past was made by can be read again.
    pub revision: u32,
    pub name: String,
    pub description: String,
    pub enabled: bool,
    /// What starts it, each once, in the order of the list.
    pub when: Vec<When>,
    /// A group; an empty one is always true.
    pub conditions: Node,
    pub actions: Vec<Action>,
    /// Later rules do not run, except the default rule.
    pub stop: bool,
}

impl Rule {
    /// True if it is on and started by time that passes.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        self.enabled && self.when.contains(&When::TimePassed)
    }

    /// The tags that its conditions ask for and its actions give or take, each once.
    #[must_use]
    pub fn tags(&self) -> BTreeSet<TagId> {
        let asked = self.conditions.conditions();
        let asked = asked.into_iter().filter_map(|it| match it.value {
            Value::Tag(tag) => Some(tag),
            _ => None,
        });
        let done = self.actions.iter().filter_map(|it| match it {
            Action::AddTag(tag) | Action::RemoveTag(tag) => Some(*tag),
            _ => None,
        });
        asked.chain(done).collect()
    }

    /// How many patterns it holds.
    #[must_use]
    pub fn patterns(&self) -> usize {
        let conditions = self.conditions.conditions();
        let patterns = conditions
            .iter()
            .filter(|it| it.operator == Operator::Matches);
        patterns.count()
    }
}

/// What a new ticket has where nobody and no rule said otherwise. Pinned last, always on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultRule {
    /// Never [`Status::Closed`]: nobody would see the request.
    pub status: Status,
    pub priority: Priority,
    /// Behind the group of the mailbox, if that has one.
    pub assignee: Option<Assignee>,
    /// What tickets made by hand are answered from; None takes the first mailbox.
    pub mailbox: Option<MailboxId>,
}

impl Default for DefaultRule {
    fn default() -> Self {
        Self {
            status: Status::Open,
            priority: Priority::Medium,
            assignee: None,
            mailbox: None,
        }
    }
}

#[cfg(test)]
mod tests;
