//! The word that was meant: one letter away from what was typed. Knows only words of tickets that the
//! reader sees, so that a correction tells nothing of others.

use std::collections::BTreeSet;

use tantivy::{Term, query::FuzzyTermQuery};

use crate::domain::{
    access::Sight,
    query::{
        Query,
        ask::Ask,
        look::{Look, Within},
    },
    words::Phrase,
};

use super::{
    super::{Store, StoreError},
    SearchError,
    index::Moment,
};

/// A shorter word has too many neighbours.
const SHORTEST: usize = 4;
/// Most neighbours that are tried.
const TRIED: usize = 64;

impl Store {
    /// Finds the word one letter away from one that nothing holds which somebody sees: the one in
    /// the most tickets of theirs. None if the word is there, or no neighbour is.
    ///
    /// # Errors
    /// [`StoreError`] if the index cannot be read.
    pub fn nearest_word(
        &self,
        within: Within,
        word: &str,
        sight: &Sight,
    ) -> Result<Option<String>, StoreError> {
        if word.chars().count() < SHORTEST || self.holds(within, word, sight)? > 0 {
            return Ok(None);
        }
        let Some(moment) = self.newest_moment()? else {
            return Ok(None);
        };
        let mut best: Option<(u64, String)> = None;
        for near in moment.neighbours(within, word)? {
            let count = self.holds(within, &near, sight)?;
            if count > best.as_ref().map_or(0, |(count, _)| *count) {
                best = Some((count, near));
            }
        }
        Ok(best.map(|(_, word)| word))
    }

    /// How many tickets that somebody sees hold a word.
    fn holds(&self, within: Within, word: &str, sight: &Sight) -> Result<u64, StoreError> {
        let look = |phrase| Ask::Look(Look::Text(within, phrase));
        let query = Query {
            ask: Phrase::read(word).map(look),
            ..Query::default()
        };
        self.search(&query, sight, |columns, found| columns.count(&query, found))
    }
}

impl Moment {
    fn neighbours(&self, within: Within, word: &str) -> Result<BTreeSet<String>, SearchError> {
        let mut near = BTreeSet::new();
        for field in self.fields_of(within) {
            // Two letters that changed their places are one fault.
            let query = FuzzyTermQuery::new(Term::from_field_text(*field, word), 1, true);
            for reader in self.searcher.segment_readers() {
                let index = reader.inverted_index(*field)?;
                let mut words = index.terms().search(query.automaton()?).into_stream()?;
                while near.len() < TRIED && words.advance() {
                    near.extend(std::str::from_utf8(words.key()).map(str::to_owned));
                }
            }
        }
        Ok(near)
    }
}
