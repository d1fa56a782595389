//! What somebody typed into the query bar, taken apart: words, phrases, `key:value`, `-` and `OR`.
//! Total: whatever is wrong is said with its place, and the rest still counts.

use std::{fmt, ops::Range};

/// Most characters that are read.
pub const QUERY_CHARS: usize = 1_000;
/// Most words, phrases and conditions that are read.
pub const TERMS: usize = 64;

macro_rules! keys {
    ($($key:ident = $word:literal, $about:literal;)*) => {
        /// What stands before a colon.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Key { $(#[doc = $about] $key),* }

        impl Key {
            /// In the order of the help.
            pub const ALL: &[Self] = &[$(Self::$key),*];

            /// The word that is typed.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$key => $word),* }
            }

            /// What the documentation says of it.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$key => $about),* }
            }
        }
    };
}

keys! {
    Status = "status", "One or several of open, processing, waiting, closed.";
    Priority = "priority", "One or several of low, medium, high, urgent.";
    Assignee = "assignee", "Who has it: me, nobody, the address or the name of a person, or the name of a group.";
    Group = "group", "The group that has it, by its name; mine for any of one's own.";
    Tag = "tag", "A tag, by its name.";
    Customer = "customer", "Words of the customer's name, addresses or organization.";
    From = "from", "Words of the name or address of who wrote a message.";
    To = "to", "Words of the name or address of who got a message.";
    Subject = "subject", "Words of the ticket's name or of a subject.";
    Body = "body", "Words of a description, a message, a note or the text of a file.";
    Has = "has", "One or several of attachment, pdf, image, document, sheet, archive, note, reply.";
    Mailbox = "mailbox", "The mailbox that it is answered from, by its address.";
    Is = "is", "One of open, closed, mine, unassigned, overdue, automatic, ours.";
    Before = "before", "Made before a day such as 2026-11-30, or longer ago than 7d.";
    After = "after", "Made on or after a day, or within the last 7d.";
    Updated = "updated", "Changed on or after a day, or within the last 7d.";
    Number = "number", "The number of a ticket.";
    Closed = "closed", "Closed on or after a day, within the last 7d, or from a day..to a day.";
    Due = "due", "Due by the end of a day, or within 4h; late ones too.";
    Waits = "waits", "Not closed, and somebody has waited for so long, such as 7d.";
    Answered = "answered", "The first answer took less than 1h, or 1h..4h.";
    Solved = "solved", "Closed within less than 1d of being made, or 1d..7d.";
    Members = "members", "A group or one of its members has it, by the name of the group.";
    Organization = "organization", "An organization of customers, by its name.";
    Sort = "sort", "The order: oldest, newest, updated, due, priority, number, name and so on.";
}

impl Key {
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let mut keys = Self::ALL.iter().copied();
        keys.find(|key| key.word().eq_ignore_ascii_case(word))
    }

    /// True if several values may stand behind it, with commas between them.
    #[must_use]
    pub fn takes_several(self) -> bool {
        matches!(self, Self::Status | Self::Priority | Self::Has | Self::Is)
    }
}

/// One word, phrase or condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// It shall not be so.
    pub not: bool,
    /// None for a word or a phrase.
    pub key: Option<Key>,
    pub value: String,
    /// It was written between quotation marks.
    pub quoted: bool,
    /// Bytes of the text that it was read from.
    pub at: Range<usize>,
}

/// What is wrong with a piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordFault {
    /// There is no such key; the nearest one.
    Key { nearest: Option<&'static str> },
    /// Nothing stands behind the colon.
    Empty,
    /// There is no such value; those that there are, or how one is written.
    Value { known: String },
    /// Nothing stands on one side of `OR`.
    Or,
    /// More words than are read.
    TooMany,
}

/// A fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongWord {
    pub at: Range<usize>,
    /// What stands there.
    pub word: String,
    pub fault: WordFault,
}

impl fmt::Display for WrongWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = &self.word;
        match &self.fault {
            WordFault::Key {
                nearest: Some(nearest),
            } => write!(
                f,
                "`{word}`: there is no such filter, did you mean `{nearest}:`?"
            ),
            WordFault::Key { nearest: None } => {
                let keys: Vec<&str> = Key::ALL.iter().map(|key| key.word()).collect();
                write!(
                    f,
                    "`{word}`: there is no such filter; there are {}",
                    keys.join(", ")
                )
            }
            WordFault::Empty => write!(f, "`{word}`: write a value behind the colon"),
            WordFault::Value { known } => {
                write!(
                    f,
                    "`{word}`: that is not known here, write for example: {known}"
                )
            }
            WordFault::Or => write!(f, "`OR` stands between two words"),
            WordFault::TooMany => write!(f, "`{word}`: at most {TERMS} words are read"),
        }
    }
}

/// A text taken apart: of each inner list one term is enough, all of the lists are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub all: Vec<Vec<Term>>,
    pub wrong: Vec<WrongWord>,
}

/// Takes a text apart.
#[must_use]
pub fn read(text: &str) -> Typed {
    let end = text.char_indices().nth(QUERY_CHARS);
    let text = &text[..end.map_or(text.len(), |(at, _)| at)];
    let mut typed = Typed::default();
    let (mut count, mut or) = (0, None);
    for at in pieces(text) {
        let piece = &text[at.clone()];
        if piece == "OR" {
            if typed.all.is_empty() || or.is_some() {
                typed.fault(text, at, WordFault::Or);
            } else {
                or = Some(at);
            }
            continue;
        }
        count += 1;
        if count > TERMS {
            typed.fault(text, at, WordFault::TooMany);
            break;
        }
        let joins = or.take().is_some();
        match term(piece, at.clone()) {
            Ok(Some(term)) => match typed.all.last_mut().filter(|_| joins) {
                Some(last) => last.push(term),
                None => typed.all.push(vec![term]),
            },
            Ok(None) => {}
            Err(fault) => typed.fault(text, at, fault),
        }
    }
    if let Some(at) = or {
        typed.fault(text, at, WordFault::Or);
    }
    typed
}

impl Typed {
    fn fault(&mut self, text: &str, at: Range<usize>, fault: WordFault) {
        let word = text[at.clone()].to_owned();
        self.wrong.push(WrongWord { at, word, fault });
    }
}

/// Cuts at spaces that stand outside of quotation marks; one that is not closed goes to the end.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            pieces.extend(start.take().map(|start| start..at));
        } else {
            start.get_or_insert(at);
        }
    }
    pieces.extend(start.map(|start| start..text.len()));
    pieces
}

/// Reads one piece; None for a lone sign.
fn term(piece: &str, at: Range<usize>) -> Result<Option<Term>, WordFault> {
    let (not, rest) = match piece.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    let quoted = rest.contains('"');
    let (key, value) = match rest.split_once(':') {
        // A key is a word; an address of the web and a time of day are none.
        Some((word, value)) if is_word(word) && !value.starts_with("//") => {
            let key = Key::from_word(word).ok_or_else(|| WordFault::Key {
                nearest: nearest(word),
            })?;
            (Some(key), value)
        }
        _ => (None, rest),
    };
    let value = value.replace('"', "").trim().to_owned();
    if key.is_some() && value.is_empty() {
        return Err(WordFault::Empty);
    }
    // A lone sign is nothing to look for.
    if key.is_none() && !value.chars().any(char::is_alphanumeric) {
        return Ok(None);
    }
    Ok(Some(Term {
        not,
        key,
        value,
        quoted,
        at,
    }))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphabetic())
}

/// The key that was meant, if one is near enough.
fn nearest(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let distances = Key::ALL.iter().map(|key| {
        let word_of_key = key.word();
        (strsim::osa_distance(&word, word_of_key), word_of_key)
    });
    let (distance, key) = distances.min()?;
    (distance <= 2 && distance < word.len()).then_some(key)
}

/// What `is:` takes; the bin stands last, as not everybody knows of it.
pub const STATES: [&str; 12] = [
    "open",
    "closed",
    "mine",
    "unassigned",
    "overdue",
    "automatic",
    "ours",
    "snoozed",
    "mentioned",
    "unread",
    "work",
    "deleted",
];

#[cfg(test)]
mod tests;
