//! What was not understood in the query bar, as drawn.

use crate::{
    domain::query::typed::{TERMS, WordFault, WrongWord},
    web::view::ticket_list::QueryFault,
};

/// Draws each fault with its word.
#[must_use]
pub fn wrong(wrong: &[WrongWord]) -> Vec<QueryFault> {
    wrong.iter().map(fault).collect()
}

fn fault(wrong: &WrongWord) -> QueryFault {
    let (word, about) = match &wrong.fault {
        WordFault::Key {
            nearest: Some(nearest),
        } => ("nearest", (*nearest).to_owned()),
        WordFault::Key { nearest: None } => ("key", String::new()),
        WordFault::Empty => ("empty", String::new()),
        WordFault::Value { known } => ("value", known.clone()),
        WordFault::Or => ("or", String::new()),
        WordFault::TooMany => ("too-many", TERMS.to_string()),
    };
    QueryFault {
        fault: word,
        about,
        word: wrong.word.clone(),
    }
}
