//! What was not understood in the query bar, as drawn.

use crate::{
    domain::query::typed::{TERMS, WordFault, WrongWord},
    web::view::ticket_list::QueryFault,
};

/// Draws each fault with what stands around its word.
#[must_use]
pub fn wrong(text: &str, wrong: &[WrongWord]) -> Vec<QueryFault> {
    wrong.iter().map(|it| fault(text, it)).collect()
}

fn fault(text: &str, wrong: &WrongWord) -> QueryFault {
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
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
        before: part(0..wrong.at.start),
        word: wrong.word.clone(),
        after: part(wrong.at.end..text.len()),
    }
}
