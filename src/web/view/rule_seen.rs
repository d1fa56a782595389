//! What a condition answered about a mail or a ticket, and what it saw there.

use serde::Serialize;

use super::rule::Condition;

/// A condition or the head of a group, one line each, in the order in which they are written.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Asked {
    /// A group with more than one line begins: `all` or `any`.
    Group {
        depth: usize,
        join: &'static str,
        holds: bool,
    },
    Condition {
        depth: usize,
        condition: Condition,
        holds: bool,
        saw: Seen,
    },
}

/// What a condition saw.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Seen {
    Nothing,
    /// A piece of a text; `hit` is what was looked for, empty where it is not there.
    Text {
        before: String,
        hit: String,
        after: String,
    },
    /// A name, a size, a time span; several with commas.
    Name {
        text: String,
    },
    /// How late it was.
    Late {
        text: String,
    },
    /// A word of a closed list, by the id of its message.
    Word {
        id: String,
    },
    Nobody,
}
