//! A tag: a short word on a ticket. Tickets hold its id, so that renaming touches one record.

use serde::{Deserialize, Serialize};

use super::id::TagId;

/// Most characters of a tag.
pub const TAG_CHARS: usize = 40;

/// The colours of tags, by the names of the style sheet's tokens. Codes are on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    #[default]
    Grey,
    Blue,
    Green,
    Amber,
    Orange,
    Red,
    Violet,
}

impl Colour {
    pub const ALL: [Self; 7] = [
        Self::Grey,
        Self::Blue,
        Self::Green,
        Self::Amber,
        Self::Orange,
        Self::Red,
        Self::Violet,
    ];

    /// The word of the API, of forms and of class names.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["grey", "blue", "green", "amber", "orange", "red", "violet"][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.word() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    pub colour: Colour,
    /// The tag that stands for it since they were merged. Tickets keep this one's id.
    pub merged_into: Option<TagId>,
    /// False once it was deleted: nobody sees it, but the logs of its tickets still know its name.
    pub active: bool,
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
