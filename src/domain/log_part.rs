//! Which lines of a ticket's log somebody wants to see. Decides; reads nothing.

use super::activity::Event;

/// Kinds of lines, as the log is filtered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    #[default]
    All,
    /// What customers and experts wrote to each other, what was forwarded, and how it was delivered.
    Mails,
    /// What the team wrote for itself.
    Notes,
    /// Everything else: how the ticket came to be as it is.
    Changes,
}

impl Show {
    pub const ALL: [Self; 4] = [Self::All, Self::Mails, Self::Notes, Self::Changes];

    /// The word of addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mails => "mails",
            Self::Notes => "notes",
            Self::Changes => "changes",
        }
    }

    /// Reads the word; everything for any other.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|show| show.word() == word).unwrap_or_default()
    }

    /// True for a line of this kind.
    #[must_use]
    pub fn wants(self, event: &Event) -> bool {
        self == Self::All || self == Self::of(event)
    }

    /// The kind of a line: exactly one.
    fn of(event: &Event) -> Self {
        match event {
            Event::MessageIn { .. }
            | Event::MessageOut { .. }
            | Event::Forwarded { .. }
            | Event::Delivery { .. } => Self::Mails,
            Event::Note { .. } | Event::NoteEdited { .. } | Event::NoteDeleted { .. } => {
                Self::Notes
            }
            _ => Self::Changes,
        }
    }
}
