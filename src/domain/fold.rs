//! Text folded for comparison: no case, no accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a text for search: lower case, without accents; compatibility forms are one.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}
