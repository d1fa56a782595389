//! What a rule asks and does, piece by piece: templates say the pieces in the reader's language.
//!
//! Words of the closed lists stand as in the ids of the catalogues, with dashes.

use serde::Serialize;

/// The conditions of a rule as one line, and how many more there are.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Conditions {
    /// Empty for a rule that asks nothing.
    pub pieces: Vec<Piece>,
    pub more: u64,
}

/// One piece of that line.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Piece {
    /// A group within another one begins.
    Open,
    Close,
    And,
    Or,
    Condition(Condition),
}

/// One comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Condition {
    pub field: String,
    /// The name of a header field, else empty.
    pub name: String,
    pub operator: String,
    pub value: Value,
}

/// What is compared with, or what is set.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Value {
    Nothing,
    /// What somebody typed; stands between quotes.
    Text {
        text: String,
    },
    /// A name, a size, a time span.
    Name {
        text: String,
    },
    /// A word of a closed list, by the id of its message.
    Word {
        id: String,
    },
    Nobody,
    /// A member of a group, by `rule-share-<share>`.
    Share {
        share: String,
        text: String,
    },
}

/// One action.
#[derive(Clone, Debug, Serialize)]
pub struct Action {
    pub action: String,
    pub value: Value,
}

/// Something that a rule refers to and that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// `rule-broken-<word>` says it.
    pub word: &'static str,
    pub place: Place,
}

/// Where in a rule something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "at", content = "number", rename_all = "lowercase")]
pub enum Place {
    Rule,
    /// Counted from 1, in the order in which they are written.
    Condition(u64),
    Group(u64),
    Action(u64),
}

/// What is wrong with a rule, and where: `rule-fault-<word>` with the rest as its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleError {
    /// The id of the control that it is about; empty for the rule as a whole.
    pub id: String,
    pub place: Place,
    pub word: &'static str,
    pub most: u64,
    pub name: String,
    pub known: String,
    pub reason: String,
}
