//! Texts that conditions look for, found in one walk over a mail however many they are.

use std::{borrow::Cow, ops::Range};

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::condition::Part;

/// Most bytes of texts that are looked for with a table of states, which takes at most some 10 MB
/// then.
const TABLE_BYTES: usize = 32 << 10;

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
    /// What is too much for the automaton gets no number: it is to be looked for one by one.
    #[must_use]
    pub fn new(mut texts: Vec<String>) -> Self {
        texts.sort_unstable();
        texts.dedup();
        if texts.is_empty() {
            return Self::default();
        }
        // A table of states walks several times faster and takes several hundred bytes for each
        // byte of the texts; beyond the bound the library picks what fits.
        let bytes: usize = texts.iter().map(String::len).sum();
        let kind = (bytes <= TABLE_BYTES).then_some(AhoCorasickKind::DFA);
        let automaton = AhoCorasick::builder().kind(kind).build(&texts);
        automaton.map_or_else(
            |_| Self::default(),
            |automaton| Self {
                texts,
                automaton: Some(automaton),
            },
        )
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
        let line: Vec<u8> = folded.bytes().map(on_one_line).collect();
        for hit in automaton.find_overlapping_iter(&line) {
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

/// Finds a folded text, which is not empty, in another one.
#[must_use]
pub fn find(folded: &str, needle: &str, part: Part) -> Option<Range<usize>> {
    let folded = &*match folded.bytes().any(|byte| on_one_line(byte) != byte) {
        true => Cow::Owned(folded.replace(['\n', '\r', '\t'], " ")),
        false => Cow::Borrowed(folded),
    };
    // A hit that is no word may overlap with one that is.
    let step = needle.chars().next()?.len_utf8();
    let mut from = 0;
    loop {
        let at = from + folded.get(from..)?.find(needle)?;
        let hit = at..at + needle.len();
        if part == Part::Anywhere || is_word(folded, &hit) {
            return Some(hit);
        }
        from = at + step;
    }
}

// Mail programs break lines in the middle of what somebody wrote: a break is a space here. A byte
// stays a byte, so that places are the same in both.
fn on_one_line(byte: u8) -> u8 {
    match byte {
        b'\n' | b'\r' | b'\t' => b' ',
        byte => byte,
    }
}

#[cfg(test)]
mod tests;
