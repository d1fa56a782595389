//! In which order a list stands, and where one of its pages begins.

use std::fmt;

use crate::domain::{id::TicketId, time::Timestamp};

use super::typed::{self, Key, Term};

/// What `sort:` takes in the query bar, what is meant most often first. A `-` in front begins at the
/// other end.
pub const WORDS: [&str; 12] = [
    "oldest", "newest", "due", "priority", "updated", "number", "name", "customer", "status",
    "assignee", "tags", "best",
];

/// What a list is ordered by. Among equals the newest change stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    #[default]
    Updated,
    Created,
    /// By the first of its due times; tickets without one stand last, whatever the direction.
    Due,
    Number,
    Name,
    Customer,
    Status,
    Priority,
    /// By name; nobody stands first.
    Assignee,
    /// By the name of the first of its tags; tickets without one stand last, whatever the direction.
    Tags,
    /// By its address; tickets of no mailbox stand first.
    Mailbox,
    /// By how well it answers the words that are looked for, the best first; of equal ones, and
    /// where none are looked for, the newest ticket.
    Best,
}

/// From where to where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the oldest, the lowest, the first of the alphabet.
    Up,
    #[default]
    Down,
}

/// The order of a list. The default is the newest change first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    pub key: SortKey,
    pub direction: Direction,
}

impl SortKey {
    pub const ALL: [Self; 12] = [
        Self::Updated,
        Self::Created,
        Self::Due,
        Self::Number,
        Self::Name,
        Self::Customer,
        Self::Status,
        Self::Priority,
        Self::Assignee,
        Self::Tags,
        Self::Mailbox,
        Self::Best,
    ];

    /// The word of addresses and of the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Due => "due",
            Self::Number => "number",
            Self::Name => "name",
            Self::Customer => "customer",
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Assignee => "assignee",
            Self::Tags => "tags",
            Self::Mailbox => "mailbox",
            Self::Best => "best",
        }
    }

    /// The direction that one wants first: what is new, urgent or due stands on top.
    #[must_use]
    pub fn first_direction(self) -> Direction {
        match self {
            Self::Updated | Self::Created | Self::Number | Self::Priority => Direction::Down,
            Self::Due
            | Self::Name
            | Self::Customer
            | Self::Status
            | Self::Assignee
            | Self::Tags
            | Self::Mailbox
            | Self::Best => Direction::Up,
        }
    }

    /// True for texts, whose order is gathered when it is first asked for.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Name | Self::Customer)
    }
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

impl Sort {
    /// What was made first stands first.
    pub const OLDEST: Self = Self {
        key: SortKey::Created,
        direction: Direction::Up,
    };

    /// Reads `name` or, from the other end, `-name`; None for what is no order.
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        let (direction, word) = match text.strip_prefix('-') {
            Some(word) => (Direction::Down, word),
            None => (Direction::Up, text),
        };
        let key = SortKey::ALL.into_iter().find(|key| key.word() == word)?;
        Some(Self { key, direction })
    }

    /// Reads what somebody typed behind `sort:`: each order begins where one wants it to, so that
    /// `priority` puts the urgent ones first. None for what is no order.
    #[must_use]
    pub fn from_typed(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let (turned, word) = match text.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, text.as_str()),
        };
        let (key, direction) = match word {
            "oldest" => (SortKey::Created, Direction::Up),
            "newest" => (SortKey::Created, Direction::Down),
            word => {
                let mut keys = SortKey::ALL.into_iter();
                let key = keys.find(|key| key.word() == word)?;
                (key, key.first_direction())
            }
        };
        let direction = match turned {
            true => direction.turned(),
            false => direction,
        };
        Some(Self { key, direction })
    }

    /// The order that a term of a query says; None if it says none. It is said of the whole list:
    /// there is no other way round and no choice among several.
    #[must_use]
    pub fn of_term(any: &[Term]) -> Option<Self> {
        match any {
            [term] if term.key == Some(Key::Sort) && !term.not => Self::from_typed(&term.value),
            _ => None,
        }
    }

    /// The order that a query says; the last word counts.
    #[must_use]
    pub fn in_words(text: &str) -> Option<Self> {
        let typed = typed::read(text);
        typed.all.iter().rev().find_map(|any| Self::of_term(any))
    }

    /// The order that a press on a column's head asks for: the usual one, then the other way round.
    #[must_use]
    pub fn pressed(self, key: SortKey) -> Self {
        let direction = if self.key == key {
            self.direction.turned()
        } else {
            key.first_direction()
        };
        Self { key, direction }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.direction {
            Direction::Up => "",
            Direction::Down => "-",
        };
        write!(f, "{mark}{}", self.key.word())
    }
}

/// Where a page of a list begins: behind this row, as it stood when the page before was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// What it was ordered by.
    pub at: Place,
    pub ticket: TicketId,
}

/// The place of a row in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The time, the number, or how well it answers, that the list is ordered by.
    At(i64),
    /// The first of its due times; None behind all that have one.
    Due(Option<Timestamp>, Timestamp),
    /// The folded text.
    Text(String),
    /// The code of the value, and when it changed.
    Value(u32, Timestamp),
}

impl After {
    /// True if it is a place of this order.
    #[must_use]
    pub fn fits(&self, sort: Sort) -> bool {
        match sort.key {
            SortKey::Updated | SortKey::Created | SortKey::Number | SortKey::Best => {
                matches!(self.at, Place::At(_))
            }
            SortKey::Due => matches!(self.at, Place::Due(..)),
            SortKey::Name | SortKey::Customer => matches!(self.at, Place::Text(_)),
            SortKey::Status
            | SortKey::Priority
            | SortKey::Assignee
            | SortKey::Tags
            | SortKey::Mailbox => matches!(self.at, Place::Value(..)),
        }
    }

    /// Writes it; opaque to whoever gets it.
    #[must_use]
    pub fn write(&self) -> String {
        let number = self.ticket.0;
        match &self.at {
            Place::At(at) => format!("{at:x}.{number:x}"),
            Place::Due(Some(due), updated) => format!("{:x}.d{:x}.{number:x}", updated.0, due.0),
            Place::Due(None, updated) => format!("{:x}.n.{number:x}", updated.0),
            Place::Value(code, updated) => format!("{:x}.v{code:x}.{number:x}", updated.0),
            // A place goes into addresses as it is.
            Place::Text(text) => {
                let hex = text.bytes().map(|byte| format!("{byte:02x}"));
                format!("t.{number:x}.{}", hex.collect::<String>())
            }
        }
    }

    /// Reads what [`Self::write`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (first, rest) = text.split_once('.')?;
        let number = |text: &str| u64::from_str_radix(text, 16).ok().map(TicketId);
        if first == "t" {
            let (ticket, text) = rest.split_once('.')?;
            let bytes = text.as_bytes().chunks(2).map(|two| {
                let two = std::str::from_utf8(two).ok()?;
                u8::from_str_radix(two, 16).ok()
            });
            let text = String::from_utf8(bytes.collect::<Option<_>>()?).ok()?;
            let at = Place::Text(text);
            let ticket = number(ticket)?;
            return Some(Self { at, ticket });
        }
        let hex = |text: &str| u64::from_str_radix(text, 16).ok().map(u64::cast_signed);
        let time = hex(first)?;
        let Some((middle, last)) = rest.split_once('.') else {
            let at = Place::At(time);
            let ticket = number(rest)?;
            return Some(Self { at, ticket });
        };
        let updated = Timestamp(time);
        let at = match middle.split_at_checked(1)? {
            ("n", "") => Place::Due(None, updated),
            ("d", due) => Place::Due(Some(Timestamp(hex(due)?)), updated),
            ("v", code) => Place::Value(u32::from_str_radix(code, 16).ok()?, updated),
            _ => return None,
        };
        let ticket = number(last)?;
        Some(Self { at, ticket })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_order_is_read_as_it_is_written() {
        for key in SortKey::ALL {
            for direction in [Direction::Up, Direction::Down] {
                let sort = Sort { key, direction };
                assert_eq!(Sort::from_word(&sort.to_string()), Some(sort));
            }
        }
        for wrong in ["", "-", "Name", "--name", "names", "name "] {
            assert_eq!(Sort::from_word(wrong), None, "{wrong:?}");
        }
        assert_eq!(Sort::default().to_string(), "-updated");
    }

    #[test]
    fn an_order_is_typed_as_one_wants_it() {
        for (typed, sort) in [
            ("oldest", "created"),
            ("newest", "-created"),
            ("-newest", "created"),
            ("Priority", "-priority"),
            ("-priority", "priority"),
            ("due", "due"),
            ("updated", "-updated"),
        ] {
            let read = Sort::from_typed(typed).map(|sort| sort.to_string());
            assert_eq!(read.as_deref(), Some(sort), "{typed}");
        }
        for word in WORDS {
            assert!(Sort::from_typed(word).is_some(), "{word}");
        }
        for wrong in ["", "-", "old", "--due", "oldest,due"] {
            assert_eq!(Sort::from_typed(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_last_order_of_a_query_counts() {
        let order = |text| Sort::in_words(text).map(|sort| sort.to_string());
        assert_eq!(
            order("lamp sort:due sort:oldest").as_deref(),
            Some("created")
        );
        assert_eq!(order("sort:due sort:x").as_deref(), Some("due"));
        for none in [
            "lamp",
            "-sort:due",
            "a OR sort:due",
            "sort:due OR a",
            "\"sort:due\"",
            "sort:",
        ] {
            assert_eq!(order(none), None, "{none}");
        }
    }

    #[test]
    fn a_second_press_turns_the_order() {
        let by_name = Sort::default().pressed(SortKey::Name);
        assert_eq!(by_name.to_string(), "name");
        assert_eq!(by_name.pressed(SortKey::Name).to_string(), "-name");
        assert_eq!(by_name.pressed(SortKey::Priority).to_string(), "-priority");
    }

    fn place() -> impl Strategy<Value = Place> {
        prop_oneof![
            any::<i64>().prop_map(Place::At),
            (any::<Option<i64>>(), any::<i64>())
                .prop_map(|(due, at)| Place::Due(due.map(Timestamp), Timestamp(at))),
            any::<(u32, i64)>().prop_map(|(code, at)| Place::Value(code, Timestamp(at))),
            any::<String>().prop_map(Place::Text),
        ]
    }

    proptest! {
        #[test]
        fn a_place_is_read_as_it_is_written(at in place(), ticket in any::<u64>()) {
            let after = After { at, ticket: TicketId(ticket) };
            prop_assert_eq!(After::read(&after.write()), Some(after));
        }

        #[test]
        fn whatever_is_sent_is_a_place_or_none(text in ".{0,40}") {
            let _ = After::read(&text);
        }
    }
}
