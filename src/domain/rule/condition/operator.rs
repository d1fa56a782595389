//! How a field can be compared: one closed list.

use serde::{Deserialize, Serialize};

/// How a field is compared. Codes are on disk: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Operator {
    Is = 0,
    IsNot = 1,
    Contains = 2,
    DoesNotContain = 3,
    StartsWith = 4,
    EndsWith = 5,
    /// A regular expression that takes linear time.
    Matches = 6,
    IsSet = 7,
    IsNotSet = 8,
    Greater = 9,
    Less = 10,
}

impl Operator {
    pub const ALL: [Self; 11] = [
        Self::Is,
        Self::IsNot,
        Self::Contains,
        Self::DoesNotContain,
        Self::StartsWith,
        Self::EndsWith,
        Self::Matches,
        Self::IsSet,
        Self::IsNotSet,
        Self::Greater,
        Self::Less,
    ];

    /// The word of the API, and behind `rule-operator-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        [
            "is",
            "is_not",
            "contains",
            "does_not_contain",
            "starts_with",
            "ends_with",
            "matches",
            "is_set",
            "is_not_set",
            "greater",
            "less",
        ][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// False for what compares with nothing.
    #[must_use]
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::IsSet | Self::IsNotSet)
    }

    /// True where whole words can be asked for.
    #[must_use]
    pub fn takes_words(self) -> bool {
        matches!(self, Self::Contains | Self::DoesNotContain)
    }
}
