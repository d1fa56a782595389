//! The words of a query one by one, each with the query that is left without it.

use std::ops::Range;

use super::typed::{Key, QUERY_CHARS, Term, pieces, read};

/// One word, phrase or condition, as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip<'a> {
    /// As it was typed.
    pub word: &'a str,
    /// What was understood of it; None for what was not.
    pub term: Option<Term>,
    /// It or the one before it is enough.
    pub or: bool,
    /// The text without it.
    pub without: String,
}

impl Chip<'_> {
    /// Its values, each alone: those behind a filter that takes several, else the only one.
    #[must_use]
    pub fn values(&self) -> Vec<&str> {
        let Some(term) = &self.term else {
            return vec![self.word];
        };
        match term.key {
            Some(key) if key.takes_several() => {
                let values = term.value.split(',').map(str::trim);
                values.filter(|value| !value.is_empty()).collect()
            }
            _ => vec![term.value.as_str()],
        }
    }

    /// The filter that it is of.
    #[must_use]
    pub fn key(&self) -> Option<Key> {
        self.term.as_ref().and_then(|term| term.key)
    }
}

/// Takes a text apart into what can be taken out of it.
#[must_use]
pub fn chips(text: &str) -> Vec<Chip<'_>> {
    let end = text.char_indices().nth(QUERY_CHARS);
    let text = text
        .get(..end.map_or(text.len(), |(at, _)| at))
        .unwrap_or(text);
    let typed = read(text);
    let terms: Vec<&Term> = typed.all.iter().flatten().collect();
    let all = pieces(text);
    let is_or = |at: &Range<usize>| text.get(at.clone()) == Some("OR");
    let mut chips = Vec::new();
    for (place, at) in all.iter().enumerate() {
        let wrong = typed.wrong.iter().any(|wrong| wrong.at == *at);
        let term = terms.iter().find(|term| term.at == *at);
        // A lone sign looks for nothing, and an OR belongs to its neighbours.
        if is_or(at) || (term.is_none() && !wrong) {
            continue;
        }
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        let or = before.is_some_and(is_or) && place > 1;
        let next = all.get(place + 1).is_some_and(is_or);
        // Of two with an OR between them, the OR goes with whichever goes first.
        let (from, to) = match (or, next) {
            (true, _) => (place - 1, place),
            (false, true) => (place, place + 1),
            (false, false) => (place, place),
        };
        let kept = all
            .iter()
            .enumerate()
            .filter(|(one, _)| *one < from || *one > to);
        let kept: Vec<&str> = kept.filter_map(|(_, at)| text.get(at.clone())).collect();
        chips.push(Chip {
            word: text.get(at.clone()).unwrap_or_default(),
            term: term.map(|term| (*term).clone()),
            or,
            without: kept.join(" "),
        });
    }
    chips
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Vec<(&str, bool, String)> {
        let chips = chips(text).into_iter();
        chips
            .map(|chip| (chip.word, chip.or, chip.without))
            .collect()
    }

    #[test]
    fn each_word_goes_alone() {
        assert_eq!(
            all("lamp  -tag:\"front desk\" is:open"),
            [
                ("lamp", false, "-tag:\"front desk\" is:open".to_owned()),
                ("-tag:\"front desk\"", false, "lamp is:open".to_owned()),
                ("is:open", false, "lamp -tag:\"front desk\"".to_owned()),
            ]
        );
        assert_eq!(all(""), []);
        assert_eq!(all("- & OR"), [], "nothing to look for");
    }

    #[test]
    fn an_or_goes_with_one_of_its_two() {
        assert_eq!(
            all("a OR b OR c d"),
            [
                ("a", false, "b OR c d".to_owned()),
                ("b", true, "a OR c d".to_owned()),
                ("c", true, "a OR b d".to_owned()),
                ("d", false, "a OR b OR c".to_owned()),
            ]
        );
        assert_eq!(all("OR a"), [("a", false, "OR".to_owned())]);
    }

    #[test]
    fn what_was_not_understood_goes_too() {
        let chips = chips("colour:red status:open,closed");
        assert_eq!(chips[0].term, None);
        assert_eq!(chips[0].values(), ["colour:red"]);
        assert_eq!(chips[1].values(), ["open", "closed"]);
        assert_eq!(chips[1].key(), Some(Key::Status));
    }

    proptest! {
        /// What is left has one word less, and none of them means anything else.
        #[test]
        fn the_others_stay_as_they_are(words in prop::collection::vec("[a-c]|tag:[a-c]|-[a-c]|\"a b\"|OR|x:y", 0..8)) {
            let text = words.join(" ");
            let whole = read(&text);
            for chip in chips(&text) {
                let left = read(&chip.without);
                let count = |typed: &super::super::typed::Typed| typed.all.iter().flatten().count();
                let less = usize::from(chip.term.is_some());
                prop_assert_eq!(count(&left) + less, count(&whole), "{} without {}", text, chip.word);
            }
        }
    }
}
