//! The words of a query, one by one: what may be written next, and what can be taken out.

use serde::Serialize;

use crate::domain::tag::Colour;

/// `_complete.html`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Complete {
    /// How much before the caret an offer takes the place of, in UTF-16 code units.
    pub units: usize,
    pub offers: Vec<Offered>,
}

/// One way to go on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Offered {
    /// What is written when it is chosen.
    pub text: String,
    /// `key` for a filter, `name` for somebody or something, `customer`, `tag`, else the set of sentences that
    /// says the word: `status`, `priority`, `is`, `has`, `who`, `sort`, `span`, or none, `text`.
    pub kind: &'static str,
    pub name: String,
    /// An address, where it says more than the name; often empty.
    pub detail: String,
    /// Of a tag.
    pub colour: Colour,
    /// Of a customer.
    pub caller: Option<Caller>,
}

/// What the fields of a customer hold once one is chosen; the name is the text.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Caller {
    pub id: u64,
    pub email: String,
    pub phone: String,
}

/// One word of the query, which can be taken out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chip {
    /// The filter; None for words and phrases.
    pub key: Option<&'static str>,
    pub values: Vec<ChipValue>,
    pub not: bool,
    /// Words that stand side by side.
    pub phrase: bool,
    /// It, or the one before it.
    pub or: bool,
    /// It was not understood.
    pub wrong: bool,
    /// As it was typed.
    pub word: String,
    /// The list without it.
    pub url: String,
}

/// One value of a filter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChipValue {
    /// As [`Offered::kind`].
    pub kind: &'static str,
    pub word: String,
}
