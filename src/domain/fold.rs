//! Text folded for comparison: no case, no accents.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a text for search: lower case, without accents; compatibility forms are one.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut folded);
    }
    folded
}

// What becomes of a character does not depend on its neighbours: only the order of marks would, and
// no mark is kept. Most text is ASCII, which needs no table.
fn fold_char(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    let plain = std::iter::once(c).nfkd();
    folded.extend(
        plain
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase),
    );
}

/// Takes the accents off and keeps the case.
#[must_use]
pub fn without_accents(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Finds where in a text its folded bytes stand.
#[must_use]
pub fn unfold(text: &str, folded: &Range<usize>) -> Range<usize> {
    let (mut at, mut start, mut end) = (0, None, text.len());
    let mut piece = String::new();
    for (place, c) in text.char_indices() {
        if at >= folded.end {
            end = place;
            break;
        }
        piece.clear();
        fold_char(c, &mut piece);
        at += piece.len();
        if start.is_none() && at > folded.start {
            start = Some(place);
        }
    }
    start.unwrap_or(text.len())..end
}

#[cfg(test)]
mod tests;
