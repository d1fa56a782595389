//! A tag: a short word on a ticket. Tickets hold its id, so that renaming touches one record.

use serde::{Deserialize, Serialize};

use super::id::TagId;

/// Most characters of a tag.
pub const TAG_CHARS: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}

/// Reads a tag as typed: trimmed, white space to one hyphen, no commas or controls.
///
/// `None` for what is empty, too long, or holds a character that a list of tags cannot.
#[must_use]
pub fn clean_tag(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join("-");
    let fine = |c: char| {
        !c.is_control()
            && !matches!(c, ',' | '"' | ':' | '<' | '>')
            && !super::address::invisible(c)
    };
    (!name.is_empty() && name.chars().count() <= TAG_CHARS && name.chars().all(fine))
        .then_some(name)
}
