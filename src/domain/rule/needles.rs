//! Texts that conditions look for, found in one walk over a mail however many they are.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::condition::Part;

/// The texts of a whole rule set, folded, each once.
#[derive(Debug, Default)]
pub struct Needles {
    texts: Vec<String>,
    /// None while there is nothing to look for.
    automaton: Option<AhoCorasick>,
}

/// What of it a text holds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// By number: found, and found as whole words.
    anywhere: Vec<bool>,
    as_words: Vec<bool>,
}

impl Needles {
    /// Takes folded texts, none of them empty; equal ones get one number.
    ///
    /// What is too much for the automaton is left out of it and never found: the callers bound it.
    #[must_use]
    pub fn new(mut texts: Vec<String>) -> Self {
        texts.sort_unstable();
        texts.dedup();
        let automaton = (!texts.is_empty())
            .then(|| AhoCorasick::new(&texts).ok())
            .flatten();
        Self { texts, automaton }
    }

    /// The number of a folded text.
    #[must_use]
    pub fn number(&self, text: &str) -> Option<usize> {
        self.texts
            .binary_search_by(|own| own.as_str().cmp(text))
            .ok()
    }

    /// Walks over a folded text once.
    #[must_use]
    pub fn scan(&self, folded: &str) -> Found {
        let mut found = Found {
            anywhere: vec![false; self.texts.len()],
            as_words: vec![false; self.texts.len()],
        };
        let Some(automaton) = &self.automaton else {
            return found;
        };
        for hit in automaton.find_overlapping_iter(folded) {
            let number = hit.pattern().as_usize();
            if let Some(anywhere) = found.anywhere.get_mut(number) {
                *anywhere = true;
            }
            if let Some(word) = found.as_words.get_mut(number)
                && !*word
            {
                *word = is_word(folded, &hit.range());
            }
        }
        found
    }
}

impl Found {
    #[must_use]
    pub fn has(&self, number: usize, part: Part) -> bool {
        let found = match part {
            Part::Anywhere => &self.anywhere,
            Part::WholeWord => &self.as_words,
        };
        found.get(number).copied().unwrap_or(false)
    }
}

/// True if a part of a text begins and ends where words do.
#[must_use]
pub fn is_word(text: &str, part: &Range<usize>) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..part.start).and_then(|it| it.chars().next_back());
    let after = text.get(part.end..).and_then(|it| it.chars().next());
    !inside(before) && !inside(after)
}

/// Finds a folded text in another one.
#[must_use]
pub fn find(folded: &str, needle: &str, part: Part) -> Option<Range<usize>> {
    let mut hits = folded
        .match_indices(needle)
        .map(|(at, found)| at..at + found.len());
    hits.find(|hit| part == Part::Anywhere || is_word(folded, hit))
}
