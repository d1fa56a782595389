//! The words of the query bar, as drawn: what they say, and what of them was not understood.

use crate::{
    domain::{
        query::{
            chip::{self, chips},
            look::Has,
            sort,
            typed::{self, Key, TERMS, WordFault, WrongWord},
        },
        ticket::{Priority, Status},
    },
    web::{
        list_query::ListQuery,
        view::ticket_list::{
            QueryFault,
            words::{Chip, ChipValue},
        },
    },
};

/// How a value is said: in the reader's language by one of the sets of sentences, or as `text`.
#[must_use]
pub fn kind(key: Key, word: &str) -> &'static str {
    match key {
        Key::Status if Status::from_word(word).is_some() => "status",
        Key::Priority if Priority::from_word(word).is_some() => "priority",
        Key::Is if typed::STATES.contains(&word) => "is",
        Key::Has if Has::from_word(word).is_some() => "has",
        Key::Assignee if matches!(word, "me" | "nobody") => "who",
        Key::Group if word == "mine" => "who",
        Key::Sort if sort::WORDS.contains(&word) => "sort",
        Key::Assignee | Key::Group => "text",
        _ if matches!(word, "1h" | "4h" | "1d" | "7d" | "30d") => "span",
        _ => "text",
    }
}

/// True if a query looks for words in texts, which tickets answer better or worse.
#[must_use]
pub fn looks_for_words(text: &str) -> bool {
    let typed = typed::read(text);
    let mut terms = typed.all.iter().flatten();
    terms.any(|term| {
        let key = term.key;
        let in_texts = matches!(
            key,
            None | Some(Key::Customer | Key::From | Key::To | Key::Subject | Key::Body)
        );
        in_texts && !term.not
    })
}

/// Draws each word of a list's query, with the list without it.
#[must_use]
pub fn chips_of(list: &ListQuery, path: &str, wrong: &[WrongWord]) -> Vec<Chip> {
    let is_wrong = |word: &str| wrong.iter().any(|wrong| wrong.word == word);
    let chips = chips(&list.words).into_iter().map(|chip| Chip {
        wrong: is_wrong(chip.word),
        ..draw(chip, list, path)
    });
    chips.collect()
}

fn draw(chip: chip::Chip<'_>, list: &ListQuery, path: &str) -> Chip {
    let key = chip.key();
    let value = |word: &str| ChipValue {
        kind: key.map_or("text", |key| kind(key, word)),
        word: word.to_owned(),
    };
    let values = chip.values().into_iter().map(value).collect();
    Chip {
        key: key.map(Key::word),
        values,
        not: chip.term.as_ref().is_some_and(|term| term.not),
        phrase: chip
            .term
            .as_ref()
            .is_some_and(|term| term.quoted && key.is_none()),
        or: chip.or,
        wrong: chip.term.is_none(),
        word: chip.word.to_owned(),
        url: list.with_words(chip.without).url(path, &[]),
    }
}

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
