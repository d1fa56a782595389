//! How well each ticket answers the words of a query, so that a list can show the best first.
//!
//! A word counts more where it is rarer, in a name more than in a text, whole more than as a
//! beginning, and as another form of itself least: what was typed stands before what it means.

use tantivy::{
    SegmentReader, Term,
    schema::{Field, IndexRecordOption},
};

use crate::domain::{
    access::Sight,
    id::TicketId,
    query::{
        Query,
        look::{Look, Within},
    },
    words::Phrase,
};

use super::{
    super::{Store, StoreError},
    SearchError,
    index::Moment,
    stems::stems_of,
};

/// How much a beginning of a word counts beside the whole of it.
const BEGINNING: f32 = 0.5;
/// How much another form of a word counts; less than any place of the word itself.
const FORM: f32 = 0.05;
/// When the same word in a text stops to count for more.
const ENOUGH: f32 = 1.2;

/// A ticket and how well it answers; more is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub ticket: TicketId,
    pub score: f32,
}

impl Store {
    /// Finds what [`Store::search`] finds, the best answers first, of equal ones the newest ticket.
    /// At most `limit`. Without words in the query all are equal.
    ///
    /// # Errors
    /// [`StoreError`] if texts or tags are asked for and cannot be read.
    pub fn search_best(
        &self,
        query: &Query,
        sight: &Sight,
        limit: usize,
    ) -> Result<Vec<Hit>, StoreError> {
        let found = self.search(query, sight, |columns, found| columns.found(query, found))?;
        let scores = self.scores(query)?;
        let mut hits: Vec<Hit> = found
            .into_iter()
            .map(|number| Hit {
                ticket: TicketId(u64::from(number)),
                score: scores.of(number),
            })
            .collect();
        hits.sort_unstable_by(|a, b| {
            let newest = b.ticket.cmp(&a.ticket);
            b.score.total_cmp(&a.score).then(newest)
        });
        hits.truncate(limit);
        Ok(hits)
    }

    /// How well each ticket answers the words of a query.
    pub(in crate::store) fn scores(&self, query: &Query) -> Result<Scores, StoreError> {
        let mut scores = Scores::default();
        let looks = query.ask.as_ref().map_or_else(Vec::new, |ask| ask.wanted());
        if let Some(moment) = self.newest_moment()?.filter(|_| !looks.is_empty()) {
            let all = self.columns(super::super::columns::Columns::len);
            for look in looks {
                if let Look::Text(within, phrase) = look {
                    let held = moment.find(look)?.len();
                    let rarity = (((all + 1) as f32) / ((held + 1) as f32)).ln() + 1.0;
                    scores.join(&moment.score(*within, phrase)?, rarity);
                }
            }
        }
        Ok(scores)
    }
}

/// A score for each ticket, by number.
#[derive(Debug, Default)]
pub struct Scores(Vec<f32>);

impl Scores {
    /// Keeps the better one.
    fn put(&mut self, ticket: u64, score: f32) {
        let Ok(index) = usize::try_from(ticket) else {
            return;
        };
        if self.0.len() <= index {
            self.0.resize((index + 1).next_power_of_two(), 0.0);
        }
        if let Some(slot) = self.0.get_mut(index) {
            *slot = slot.max(score);
        }
    }

    fn join(&mut self, other: &Self, factor: f32) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0.0);
        }
        for (slot, more) in self.0.iter_mut().zip(&other.0) {
            *slot += more * factor;
        }
    }

    /// What a list is ordered by: more is better, and never below nothing.
    pub(in crate::store) fn rank(&self, number: u32) -> i64 {
        // The bits of numbers that are not negative stand in their order (IEEE 754, 5.10).
        i64::from(self.of(number).max(0.0).to_bits())
    }

    fn of(&self, number: u32) -> f32 {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        self.0.get(index).copied().unwrap_or(0.0)
    }
}

impl Moment {
    fn weight(&self, field: Field) -> f32 {
        let fields = &self.fields;
        match field {
            field if field == fields.subject => 4.0,
            field if field == fields.customer || field == fields.other => 3.0,
            field if field == fields.people => 2.0,
            _ => 1.0,
        }
    }

    fn score(&self, within: Within, phrase: &Phrase) -> Result<Scores, SearchError> {
        let mut scores = Scores::default();
        for field in self.fields_of(within) {
            let weight = self.weight(*field);
            let Some(word) = phrase.single() else {
                for number in self.phrase(*field, phrase)?.bitmap() {
                    scores.put(u64::from(number), weight);
                }
                continue;
            };
            for reader in self.searcher.segment_readers() {
                self.score_word(reader, *field, word, weight, &mut scores)?;
                self.score_beginning(reader, *field, word, weight * BEGINNING, &mut scores)?;
            }
        }
        if let (Within::Anywhere, Some(word)) = (within, phrase.single()) {
            for (stem, field) in stems_of(word).iter().zip(self.fields.stems) {
                for reader in self.searcher.segment_readers() {
                    self.score_word(reader, field, stem, FORM, &mut scores)?;
                }
            }
        }
        Ok(scores)
    }

    fn score_word(
        &self,
        reader: &SegmentReader,
        field: Field,
        word: &str,
        weight: f32,
        scores: &mut Scores,
    ) -> Result<(), SearchError> {
        let index = reader.inverted_index(field)?;
        let numbers = reader.fast_fields().u64(super::index::TICKET)?;
        let alive = reader.alive_bitset();
        let term = Term::from_field_text(field, word);
        let Some(mut postings) = index.read_block_postings(&term, IndexRecordOption::WithFreqs)?
        else {
            return Ok(());
        };
        while !postings.docs().is_empty() {
            for (doc, times) in postings.docs().iter().zip(postings.freqs()) {
                if alive.is_none_or(|alive| alive.is_alive(*doc))
                    && let Some(ticket) = numbers.first(*doc)
                {
                    let times = *times as f32;
                    scores.put(ticket, weight * times / (times + ENOUGH));
                }
            }
            postings.advance();
        }
        Ok(())
    }

    fn score_beginning(
        &self,
        reader: &SegmentReader,
        field: Field,
        beginning: &str,
        weight: f32,
        scores: &mut Scores,
    ) -> Result<(), SearchError> {
        for number in self.beginning(reader, field, beginning)?.bitmap() {
            // Once is what the least of the whole words counts.
            scores.put(u64::from(number), weight / (1.0 + ENOUGH));
        }
        Ok(())
    }
}
