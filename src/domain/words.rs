//! Text cut into the words that the search knows. What is indexed, what is asked for and what is
//! marked on a page is all cut here, so that it meets. Knows no index.

pub mod marks;
pub mod wanted;

use std::ops::Range;

use super::fold::fold;

/// A longer word is known by its beginning: no word that people type is longer.
pub const WORD_BYTES: usize = 64;
/// Most words of one phrase.
pub const PHRASE_WORDS: usize = 16;

/// The places of the words of a folded text: letters and digits that stand together. A character
/// of a script that is written without spaces is a word of its own.
#[must_use]
pub fn words(folded: &str) -> Words<'_> {
    Words { folded, at: 0 }
}

/// See [`words`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    folded: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.folded.get(self.at..)?;
        let start = self.at + rest.find(char::is_alphanumeric)?;
        let rest = self.folded.get(start..)?;
        let mut end = start;
        for (place, c) in rest.char_indices() {
            if !c.is_alphanumeric() || (place > 0 && stands_alone(c)) {
                break;
            }
            end = start + place + c.len_utf8();
            if stands_alone(c) {
                break;
            }
        }
        self.at = end;
        let mut kept = end.min(start + WORD_BYTES);
        while !self.folded.is_char_boundary(kept) {
            kept -= 1;
        }
        Some(start..kept)
    }
}

/// Han, Hiragana, Katakana.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Words that stand side by side; the last one may go on. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase(Vec<String>);

impl Phrase {
    /// Folds and cuts what was typed; None if there is no word in it. An address or a number with
    /// signs between its parts is a phrase.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let folded = fold(text);
        let cut = words(&folded).take(PHRASE_WORDS);
        let words: Vec<String> = cut
            .filter_map(|at| folded.get(at).map(str::to_owned))
            .collect();
        (!words.is_empty()).then_some(Self(words))
    }

    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// True if they stand in a text, folded and cut the same.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        let folded = fold(text);
        let there: Vec<&str> = words(&folded).filter_map(|at| folded.get(at)).collect();
        let Some((last, first)) = self.0.split_last() else {
            return false;
        };
        there.windows(self.0.len()).any(|some| {
            let begins = some.iter().zip(first).all(|(is, word)| is == word);
            begins && some.last().is_some_and(|is| is.starts_with(last.as_str()))
        })
    }

    /// The only word; None if there are several.
    #[must_use]
    pub fn single(&self) -> Option<&str> {
        match self.0.as_slice() {
            [word] => Some(word),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
