//! What a rule may do: one list, which the form, the API, the documentation and the catalogues
//! follow, and what doing it makes of a ticket.
//!
//! To add an action: a variant of [`Action`] and of [`Kind`], a line in each of their tables, an
//! arm in [`Action::effect`], and its words `rule-action-<word>` in both catalogues.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::{
    assignee::Assignee,
    calendar::hours::Hours,
    id::{GroupId, MailboxId, TagId},
    ticket::{Priority, Status},
    time::Timestamp,
};

use super::{
    facts::TicketFacts,
    sleep::Sleep,
    team::{Share, Team},
};

/// Most characters of a note that a rule writes.
pub const NOTE_CHARS: usize = 2_000;
/// Latest due time that a rule sets, in seconds from then: ten years.
pub const DUE_SECONDS: u64 = 3_660 * 24 * 60 * 60;

/// One thing that a rule does. The place of a variant is on disk: add new ones at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    Status(Status),
    Priority(Priority),
    /// None is nobody.
    Assign(Option<Assignee>),
    AddTag(TagId),
    RemoveTag(TagId),
    Name(String),
    Note(String),
    /// Of the default rule alone: what tickets made by hand are answered from.
    Mailbox(Option<MailboxId>),
    /// To a member of a group who is there.
    Share(Share, GroupId),
    /// Due so many seconds from now; None takes the due time away.
    Due(Option<u64>),
    /// Due after so many seconds of business hours.
    DueBusiness(u64),
    Snooze(Sleep),
}

/// The kinds of action, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Assign,
    Priority,
    Status,
    AddTag,
    RemoveTag,
    Name,
    Note,
    Due,
    DueBusiness,
    Snooze,
    Mailbox,
}

impl Kind {
    /// What a rule may do; `Mailbox` is the default rule's.
    pub const ALL: [Self; 10] = [
        Self::Assign,
        Self::Priority,
        Self::Status,
        Self::AddTag,
        Self::RemoveTag,
        Self::Name,
        Self::Note,
        Self::Due,
        Self::DueBusiness,
        Self::Snooze,
    ];

    /// What the default rule does.
    pub const OF_DEFAULT: [Self; 4] = [Self::Status, Self::Priority, Self::Assign, Self::Mailbox];

    /// The word of the API, and behind `rule-action-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Priority => "priority",
            Self::Status => "status",
            Self::AddTag => "add_tag",
            Self::RemoveTag => "remove_tag",
            Self::Name => "name",
            Self::Note => "note",
            Self::Due => "due",
            Self::DueBusiness => "due_business",
            Self::Snooze => "snooze",
            Self::Mailbox => "mailbox",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let all = Self::ALL.into_iter().chain([Self::Mailbox]);
        all.into_iter().find(|kind| kind.word() == word)
    }

    /// What the documentation says of it.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Assign => {
                "Gives the ticket to a user, `{\"user\":\"address\"}`, to a group, \
                 `{\"group\":\"name\"}`, to nobody, `null`, or to a member of a group who is there: \
                 `{\"round_robin\":\"name\"}` one after the other, `{\"least_loaded\":\"name\"}` to \
                 whom fewest open tickets belong. Nobody there: to the group. A member who has it \
                 keeps it."
            }
            Self::Priority => "Sets the priority: `low`, `medium`, `high` or `urgent`.",
            Self::Status => "Sets the status: `open`, `processing`, `waiting` or `closed`.",
            Self::AddTag => "Adds a tag, by its name.",
            Self::RemoveTag => "Removes a tag, by its name.",
            Self::Name => "Gives the ticket another name.",
            Self::Note => "Writes a note, which only the team sees.",
            Self::Due => {
                "Says when the ticket is due: so long from now, such as `30m`, `4h` or `2d`; `none` \
                 takes the due time away."
            }
            Self::DueBusiness => {
                "Says when the ticket is due, in business hours from now, such as `30m` or `4h`."
            }
            Self::Snooze => {
                "Puts the ticket to sleep: for so long, such as `4h` or `2d`; until business hours begin \
                 next, `business`; until a time of the clock, `09:00`, or of the next such day, \
                 `monday 09:00`, where the calendar of the ticket is. A closed one does not sleep."
            }
            Self::Mailbox => {
                "Of the default rule alone: the mailbox that tickets made by hand are answered \
                 from, by its address; `null` takes the first."
            }
        }
    }
}

impl Action {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Status(_) => Kind::Status,
            Self::Priority(_) => Kind::Priority,
            Self::Assign(_) | Self::Share(..) => Kind::Assign,
            Self::AddTag(_) => Kind::AddTag,
            Self::RemoveTag(_) => Kind::RemoveTag,
            Self::Name(_) => Kind::Name,
            Self::Note(_) => Kind::Note,
            Self::Due(_) => Kind::Due,
            Self::DueBusiness(_) => Kind::DueBusiness,
            Self::Snooze(_) => Kind::Snooze,
            Self::Mailbox(_) => Kind::Mailbox,
        }
    }

    /// What it makes of a ticket; None if the ticket is so already.
    #[must_use]
    pub fn effect(&self, ticket: &TicketFacts, around: &Around<'_>) -> Option<Effect> {
        match self {
            Self::Status(new) => (*new != ticket.status).then_some(Effect::Status {
                old: ticket.status,
                new: *new,
            }),
            Self::Priority(new) => (*new != ticket.priority).then_some(Effect::Priority {
                old: ticket.priority,
                new: *new,
            }),
            Self::Assign(new) => (*new != ticket.assignee).then_some(Effect::Assignee {
                old: ticket.assignee,
                new: *new,
            }),
            Self::AddTag(tag) => {
                (!ticket.tags.contains(tag)).then_some(Effect::TagAdded { tag: *tag })
            }
            Self::RemoveTag(tag) => ticket
                .tags
                .contains(tag)
                .then_some(Effect::TagRemoved { tag: *tag }),
            Self::Name(new) => (*new != ticket.name).then(|| Effect::Name {
                old: ticket.name.clone(),
                new: new.clone(),
            }),
            Self::Note(text) => Some(Effect::Note { text: text.clone() }),
            Self::Due(time) => due(ticket, time.map(|time| around.now.plus(seconds(time)))),
            Self::DueBusiness(time) => {
                let new = around.hours.after(around.now, seconds(*time))?;
                due(ticket, Some(new))
            }
            Self::Snooze(_) if ticket.status == Status::Closed => None,
            Self::Snooze(sleep) => {
                let new = sleep.until(around.hours, around.now)?;
                let old = ticket.snoozed;
                (Some(new) != old).then_some(Effect::Snoozed { old, new })
            }
            Self::Mailbox(_) => None,
            Self::Share(share, group) => {
                let team = around.teams.iter().find(|team| team.group == *group)?;
                let new = team.pick(*share, ticket.assignee)?;
                (Some(new) != ticket.assignee).then_some(Effect::Assignee {
                    old: ticket.assignee,
                    new: Some(new),
                })
            }
        }
    }
}

fn due(ticket: &TicketFacts, new: Option<Timestamp>) -> Option<Effect> {
    let old = ticket.timing.dues.set;
    (new != old).then_some(Effect::Due { old, new })
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// What an action needs besides the ticket.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub teams: &'a [Team],
    pub hours: &'a Hours,
    pub now: Timestamp,
}

/// What a rule changed, as the log keeps it. The place of a variant is on disk: add new ones at the
/// end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    Status {
        old: Status,
        new: Status,
    },
    Priority {
        old: Priority,
        new: Priority,
    },
    Assignee {
        old: Option<Assignee>,
        new: Option<Assignee>,
    },
    TagAdded {
        tag: TagId,
    },
    TagRemoved {
        tag: TagId,
    },
    Name {
        old: String,
        new: String,
    },
    Note {
        text: String,
    },
    Due {
        old: Option<Timestamp>,
        new: Option<Timestamp>,
    },
    Snoozed {
        old: Option<Timestamp>,
        new: Timestamp,
    },
}

impl Effect {
    /// True if a field is another one now: a note changes none.
    #[must_use]
    pub fn changes(&self) -> bool {
        !matches!(self, Self::Note { .. })
    }
}
