//! The simple search: words of a ticket's name and customer, in memory, made anew at each start.

use roaring::RoaringBitmap;

use crate::domain::{fold::fold, id::TicketId};

use super::tag_sets::TagSets;

/// What is searched of one ticket.
#[derive(Clone, Debug)]
pub struct Entry {
    pub ticket: TicketId,
    pub text: Box<str>,
}

impl Entry {
    /// Folds a ticket's number and name, then its customer's name and addresses.
    #[must_use]
    pub fn of<'a>(ticket: TicketId, name: &str, customer: impl Iterator<Item = &'a str>) -> Self {
        let mut text = format!(" {}", ticket.0);
        write(&mut text, name);
        text.push(CUSTOMER);
        for part in customer {
            write(&mut text, part);
        }
        Self {
            ticket,
            text: text.into(),
        }
    }
}

/// Stands between a ticket's own words and its customer's.
const CUSTOMER: char = '\n';

/// Writes the words of a text, a space before each.
fn write(text: &mut String, part: &str) {
    let mut gap = true;
    for c in fold(part).chars() {
        if c.is_alphanumeric() {
            if gap {
                text.push(' ');
            }
            text.push(c);
            gap = false;
        } else {
            // Words of an address are found alone and as it is written.
            gap = !matches!(c, '@' | '.' | '-' | '_');
            if !gap {
                text.push(c);
                text.push(' ');
            }
        }
    }
}

/// What is gathered from the ticket records: folded texts by number, and the sets of tags.
#[derive(Debug, Default)]
pub struct Words(Vec<Box<str>>, TagSets);

impl Words {
    pub(super) fn put(&mut self, entry: Entry) {
        let Ok(index) = usize::try_from(entry.ticket.0) else {
            return;
        };
        if self.0.len() <= index {
            self.0.resize_with(index + 1, Box::default);
        }
        if let Some(slot) = self.0.get_mut(index) {
            *slot = entry.text;
        }
    }

    /// The tickets of every tag.
    #[must_use]
    pub fn tags(&self) -> &TagSets {
        &self.1
    }

    pub(super) fn tags_mut(&mut self) -> &mut TagSets {
        &mut self.1
    }

    /// The tickets in which every word or phrase begins at a word.
    #[must_use]
    pub fn find(&self, words: &[String]) -> RoaringBitmap {
        self.find_in(words, |text| text)
    }

    /// The same in the words of the customer alone.
    #[must_use]
    pub fn find_customer(&self, words: &[String]) -> RoaringBitmap {
        self.find_in(words, |text| {
            text.split_once(CUSTOMER)
                .map_or("", |(_, customer)| customer)
        })
    }

    fn find_in(&self, words: &[String], part: impl Fn(&str) -> &str) -> RoaringBitmap {
        let needles: Vec<String> = words
            .iter()
            .map(|word| format!(" {}", spread(word)))
            .collect();
        let hits = self
            .0
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .filter(|(_, text)| {
                let text = part(text);
                needles.iter().all(|needle| text.contains(needle.as_str()))
            });
        hits.filter_map(|(number, _)| u32::try_from(number).ok())
            .collect()
    }
}

// A word with a joint is written as the entries are: `a@b` stands there as `a@ b`.
fn spread(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if matches!(c, '@' | '.' | '-' | '_') && chars.peek().is_some() {
            out.push(' ');
        }
    }
    out
}
