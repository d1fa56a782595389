//! A ticket and what its fields may hold. Decides; never stores.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    address::Correspondent,
    assignee::Assignee,
    id::{ActivityId, CustomerId, MailboxId, TagId, TicketId},
    time::Timestamp,
    token::AddressToken,
    user::Language,
};

/// Most characters of a description (product.md, 1).
pub const DESCRIPTION_CHARS: usize = 20_000;
/// Most characters of a name; longer subjects are cut with an ellipsis.
pub const NAME_CHARS: usize = 255;
/// A deleted ticket can be restored for this time; then it is gone for good.
pub const BIN: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Where a ticket stands. Codes are on disk: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Status {
    Open = 0,
    Processing = 1,
    /// For the customer.
    Waiting = 2,
    Closed = 3,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Open, Self::Processing, Self::Waiting, Self::Closed];

    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The word of the API and of query parameters.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["open", "processing", "waiting", "closed"][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// How urgent a ticket is. Codes are on disk: never renumber.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Priority {
    Low = 0,
    #[default]
    Medium = 1,
    High = 2,
    Urgent = 3,
}

impl Priority {
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];

    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The word of the API and of query parameters.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["low", "medium", "high", "urgent"][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|priority| priority.word() == word)
    }
}

/// Somebody whose mail belongs to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub who: Correspondent,
    /// False for a stranger who joined with the token: shown to experts, never on outgoing CC,
    /// until an expert confirms (mail.md, 3.2).
    pub confirmed: bool,
}

/// One request. Every field can be rebuilt from the ticket's activities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub name: String,
    pub description: String,
    pub status: Status,
    pub priority: Priority,
    pub assignee: Option<Assignee>,
    /// In the order they were added.
    pub tags: Vec<TagId>,
    pub customer: CustomerId,
    /// The mailbox that answers come from; None only while the desk has no mailbox.
    pub mailbox: Option<MailboxId>,
    /// What stands behind `+t` in this ticket's reply address.
    pub token: AddressToken,
    /// The customer first, then who was in copy.
    pub participants: Vec<Participant>,
    /// Tickets that this one follows or that follow it.
    pub links: Vec<TicketId>,
    /// Made by automatic mail: never answered automatically.
    pub automatic: bool,
    pub created: Timestamp,
    /// The newest activity that is neither a view nor a delivery state.
    pub updated: Timestamp,
    /// When it was last closed; None while it is not.
    pub closed: Option<Timestamp>,
    /// When a person first answered; None until then. Set once, by reply.
    pub answered: Option<Timestamp>,
    /// The number of the newest activity.
    pub rev: ActivityId,
    /// The newest activity that is a message; what a reply must have seen.
    pub last_message: Option<ActivityId>,
    /// The newest activity that says something to its readers: a mail, a note, a failed delivery.
    pub said: ActivityId,
    /// When it is due, if somebody or a rule said so.
    pub due: Option<Timestamp>,
    /// When the customer first wrote; None for what nobody wrote about yet.
    pub asked: Option<Timestamp>,
    /// Since when it is our turn; None while it waits for the customer or is closed, and after an
    /// answer until the customer writes again.
    pub ours: Option<Timestamp>,
    /// Since when it waits for the customer or is closed; None while it does not.
    pub paused: Option<Timestamp>,
    /// When it did so before, from and to, oldest first.
    pub pauses: Vec<(Timestamp, Timestamp)>,
    /// The newest activity that no rule and no delivery wrote.
    pub acted: ActivityId,
    /// When it was put into the bin; None while it is not in it.
    pub deleted: Option<Timestamp>,
    /// The ticket that it was merged into.
    pub merged_into: Option<TicketId>,
    /// Tickets that were merged into it, and not out again.
    pub merged: Vec<TicketId>,
    /// Until when it sleeps; None while it is awake.
    pub snoozed: Option<Timestamp>,
}

impl Ticket {
    /// Until when it can be restored; None for one that is not in the bin.
    #[must_use]
    pub fn in_bin_until(&self) -> Option<Timestamp> {
        self.deleted.map(|at| at.plus(BIN))
    }
}

/// Makes a name from what was typed or from a subject: one line, trimmed, cut, never empty.
#[must_use]
pub fn clean_name(text: &str) -> Option<String> {
    let one_line = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>();
    let words = one_line.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return None;
    }
    if words.chars().count() <= NAME_CHARS {
        return Some(words);
    }
    let mut cut = words.chars().take(NAME_CHARS - 1).collect::<String>();
    cut.push('…');
    Some(cut)
}

/// Makes a name from a mail: its subject, else the first line of its text, else a word that says that it has
/// neither, in a language that its customer reads.
#[must_use]
pub fn name_of_mail(subject: &str, text: &str, language: Language) -> String {
    let first = || clean_name(text.lines().find(|line| !line.trim().is_empty())?);
    let name = clean_name(subject).or_else(first);
    let none = match language {
        Language::En => "(no subject)",
        Language::Fr => "(sans objet)",
    };
    name.unwrap_or_else(|| none.to_owned())
}

/// True for a name that somebody typed and that would be cut.
#[must_use]
pub fn name_too_long(text: &str) -> bool {
    text.trim().chars().count() > NAME_CHARS
}

/// Cuts a text to what a description may hold.
#[must_use]
pub fn cut_description(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '\0')
        .take(DESCRIPTION_CHARS)
        .collect()
}
