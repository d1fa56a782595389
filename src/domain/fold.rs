//! Text folded for comparison: no case, no accents.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a text for search: lower case, without accents; compatibility forms are one.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Most text is ASCII, which is taken run by run.
    let mut rest = text;
    loop {
        let end = rest.bytes().position(|byte| !byte.is_ascii());
        let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let start = folded.len();
        folded.push_str(run);
        if let Some(run) = folded.get_mut(start..) {
            run.make_ascii_lowercase();
        }
        let mut chars = behind.chars();
        let Some(c) = chars.next() else {
            return folded;
        };
        fold_char(c, &mut folded);
        rest = chars.as_str();
    }
}

// What becomes of a character does not depend on its neighbours: only the order of marks would, and
// no mark is kept. ASCII needs no table.
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

/// Takes the accents off a pattern and keeps the case, which has a meaning there.
///
/// What a character is made of never becomes a command: `…` is three full stops.
#[must_use]
pub fn fold_pattern(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        let plain = std::iter::once(c).nfkd();
        for part in plain.filter(|c| !is_combining_mark(*c)) {
            if part != c && r"\.+*?()|[]{}^$#&-~".contains(part) {
                folded.push('\\');
            }
            folded.push(part);
        }
    }
    folded
}

/// Finds where in a text its folded bytes stand.
#[must_use]
pub fn unfold(text: &str, folded: &Range<usize>) -> Range<usize> {
    let (mut at, mut start, mut end) = (0, None, text.len());
    let mut piece = String::new();
    for (place, c) in text.char_indices() {
        piece.clear();
        fold_char(c, &mut piece);
        // A mark that folds away belongs to the letter before it.
        if at >= folded.end && !piece.is_empty() {
            end = place;
            break;
        }
        at += piece.len();
        if start.is_none() && at > folded.start {
            start = Some(place);
        }
    }
    start.unwrap_or(end)..end
}

#[cfg(test)]
mod tests;
