//! What a door asks for, and sets of it. A closed list: codes are on disk, never renumber.

use serde::{Deserialize, Serialize};

/// One thing that somebody may do. One line of the route table names exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Right {
    /// Read tickets, messages and attachments, as far as one's visibility goes.
    TicketRead = 0,
    /// Write notes, which only the team sees.
    TicketNote = 1,
    /// Change fields, make tickets.
    TicketEdit = 2,
    /// Send mail to a customer.
    TicketReply = 3,
    /// Use the API with tokens of one's own.
    Api = 4,
    /// Rename, merge, colour and delete tags.
    Tags = 5,
    /// Make and change mailboxes.
    Mailboxes = 6,
    /// Invite and change people, groups, roles, and anybody's tokens.
    People = 7,
    /// Change what holds for the whole organization.
    Settings = 8,
    /// Read the audit log.
    Audit = 9,
    /// Make, change and try rules.
    Rules = 10,
    /// Make, change and delete the views that everybody has.
    Views = 11,
    /// Put tickets into the bin, see what is in it and take tickets out again.
    TicketDelete = 12,
    /// Erase customers with everything that is theirs, for good.
    CustomerErase = 13,
}

impl Right {
    pub const ALL: [Self; 14] = [
        Self::TicketRead,
        Self::TicketNote,
        Self::TicketEdit,
        Self::TicketReply,
        Self::Api,
        Self::Tags,
        Self::Mailboxes,
        Self::People,
        Self::Settings,
        Self::Audit,
        Self::Rules,
        Self::Views,
        Self::TicketDelete,
        Self::CustomerErase,
    ];

    /// The word of the API and of forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TicketRead => "tickets:read",
            Self::TicketNote => "tickets:note",
            Self::TicketEdit => "tickets:edit",
            Self::TicketReply => "tickets:reply",
            Self::Api => "api",
            Self::Tags => "tags",
            Self::Mailboxes => "mailboxes",
            Self::People => "people",
            Self::Settings => "settings",
            Self::Audit => "audit",
            Self::Rules => "rules",
            Self::Views => "views",
            Self::TicketDelete => "tickets:delete",
            Self::CustomerErase => "customers:erase",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.word() == word)
    }
}

/// Several rights; bit `n` is the right with code `n`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights(u32);

impl Rights {
    pub const NONE: Self = Self(0);

    /// Every right that there is, those of later releases too.
    pub const EVERY: Self = Self(u32::MAX);

    #[must_use]
    pub fn of(rights: &[Right]) -> Self {
        rights.iter().copied().collect()
    }

    #[must_use]
    pub fn has(self, right: Right) -> bool {
        self.0 & (1 << right as u8) != 0
    }

    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What of this is not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// True if nothing of this is missing in the other.
    #[must_use]
    pub fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The rights of today that are in it, in the order of their list.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        rights
            .into_iter()
            .fold(Self::NONE, |set, right| Self(set.0 | 1 << right as u8))
    }
}
