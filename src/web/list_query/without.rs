//! A list without one of its filters: what is offered where nothing matches.

use crate::{domain::query::chip::chips, web::view::ticket_list::Narrowing};

use super::ListQuery;

/// A list without one of its filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    pub filter: Narrowing,
    /// The word that is left out; None for all of them, and for another filter.
    pub term: Option<String>,
    pub list: ListQuery,
}

/// Most words that are left out one by one.
const TERMS: usize = 8;

impl ListQuery {
    /// This list from its first page without each of the filters that are on, one at a time; of several
    /// words without each alone, then without all of them.
    #[must_use]
    pub fn without_one(&self) -> Vec<Without> {
        let whole = self.with_words(self.words.clone());
        let chips = chips(&self.words);
        let terms = chips.iter().take(TERMS).filter(|_| chips.len() > 1);
        let mut wider: Vec<Without> = terms
            .map(|chip| Without {
                filter: Narrowing::Words,
                term: Some(chip.word.to_owned()),
                list: self.with_words(chip.without.clone()),
            })
            .collect();
        let kinds = [
            (Narrowing::Words, !self.words.is_empty()),
            (Narrowing::Status, !self.status.is_empty()),
            (Narrowing::Priority, !self.priority.is_empty()),
            (Narrowing::Assignee, self.whose.is_some()),
        ];
        wider.extend(kinds.into_iter().filter(|(_, on)| *on).map(|(filter, _)| {
            let mut list = whole.clone();
            match filter {
                Narrowing::Words => list.words.clear(),
                Narrowing::Status => list.status.clear(),
                Narrowing::Priority => list.priority.clear(),
                Narrowing::Assignee => list.whose = None,
            }
            Without {
                filter,
                term: None,
                list,
            }
        }));
        wider
    }
}
