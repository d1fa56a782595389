//! The word that somebody is about to write: what a query bar completes. Reads a beginning as
//! [`super::typed`] reads the whole.

use super::typed::{Key, pieces};

/// The last word of a text that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished<'a> {
    /// The byte at which it begins.
    pub start: usize,
    /// It shall not be so.
    pub not: bool,
    pub part: Part<'a>,
}

/// What of it is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The beginning of a filter or of a word; empty before the first letter.
    Key(&'a str),
    /// Behind the colon.
    Value {
        key: Key,
        /// Values that stand before it, with their commas.
        before: &'a str,
        /// Without quotation marks.
        typed: String,
    },
}

/// Reads what stands before the caret; None where nothing can be completed: behind a phrase, or in one.
#[must_use]
pub fn unfinished(text: &str) -> Option<Unfinished<'_>> {
    let last = pieces(text).pop().filter(|at| at.end == text.len());
    let start = last.map_or(text.len(), |at| at.start);
    let piece = text.get(start..)?;
    let (not, rest) = match piece.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    let part = match rest.split_once(':') {
        Some((word, value)) => value_of(Key::from_word(word)?, value)?,
        None if rest.contains('"') => return None,
        None => Part::Key(rest),
    };
    Some(Unfinished { start, not, part })
}

fn value_of(key: Key, value: &str) -> Option<Part<'_>> {
    let marks = value.matches('"').count();
    if marks > 1 || (marks == 1 && !value.starts_with('"')) {
        return None;
    }
    let comma = value.rfind(',').filter(|_| key.takes_several());
    let (before, typed) = value.split_at(comma.map_or(0, |at| at + 1));
    let typed = typed.replace('"', "");
    Some(Part::Value { key, before, typed })
}

impl Unfinished<'_> {
    /// The whole word with a value in place of what was typed of it.
    #[must_use]
    pub fn with_value(&self, value: &str) -> String {
        let not = if self.not { "-" } else { "" };
        match &self.part {
            Part::Key(_) => format!("{not}{} ", quoted(value)),
            Part::Value { key, before, .. } => {
                format!("{not}{}:{before}{} ", key.word(), quoted(value))
            }
        }
    }

    /// The filter in place of what was typed of it; its value comes next.
    #[must_use]
    pub fn with_key(&self, key: Key) -> String {
        let not = if self.not { "-" } else { "" };
        format!("{not}{}:", key.word())
    }
}

/// A value as it is written: between quotation marks where a space would end it.
fn quoted(value: &str) -> String {
    let value = value.replace('"', "");
    if value.contains(char::is_whitespace) {
        format!("\"{value}\"")
    } else {
        value
    }
}

#[cfg(test)]
mod tests;
