//! Words that stand side by side, of which the last may go on. First the places where the last word
//! has to stand, then the words that it goes on to, each list of documents read once: two thousand
//! words are then as dear as the documents that hold them, not two thousand times all documents.

use tantivy::{
    DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term,
    postings::{Postings, SegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

use super::SearchError;

/// How many documents are passed over in the time in which one is sought.
const SEEK: usize = 8;

/// Where the end of a phrase has to stand, by document.
pub(super) struct Spots {
    docs: Vec<DocId>,
    /// For each of `docs` where its places end; they begin where those before it end.
    ends: Vec<usize>,
    places: Vec<u32>,
    /// By document its index in `docs`; [`GONE`] for what is no candidate or was found.
    at: Vec<u32>,
    left: usize,
}

const GONE: u32 = u32::MAX;

/// A word of a phrase: its documents, and how far it is from the end of the phrase.
struct Part {
    info: TermInfo,
    before_end: u32,
}

impl Spots {
    /// Reads where the words before the last one stand side by side. None if they do so nowhere.
    pub fn read(
        reader: &SegmentReader,
        index: &InvertedIndexReader,
        field: Field,
        head: &[String],
    ) -> Result<Option<Self>, SearchError> {
        let mut parts = Vec::new();
        for (word, before_end) in head.iter().rev().zip(1..) {
            let Some(info) = index.get_term_info(&Term::from_field_text(field, word))? else {
                return Ok(None);
            };
            parts.push(Part { info, before_end });
        }
        // The rarest first: of the others no more is read than where it stands.
        parts.sort_by_key(|part| part.info.doc_freq);
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else {
            return Ok(None);
        };
        let mut spots = Self::of(open(index, &first.info)?, first.before_end);
        for part in parts {
            spots.keep(open(index, &part.info)?, part.before_end);
        }
        let most = usize::try_from(reader.max_doc()).unwrap_or_default();
        spots.at = vec![GONE; most];
        for (doc, place) in spots.docs.iter().zip(0..) {
            if let Some(at) = spots.at.get_mut(index_of(*doc)) {
                *at = place;
            }
        }
        spots.left = spots.docs.len();
        Ok(Some(spots).filter(|spots| spots.left > 0))
    }

    fn of(mut postings: SegmentPostings, before_end: u32) -> Self {
        let mut spots = Self {
            docs: Vec::new(),
            ends: Vec::new(),
            places: Vec::new(),
            at: Vec::new(),
            left: 0,
        };
        while postings.doc() != TERMINATED {
            postings.append_positions_with_offset(before_end, &mut spots.places);
            spots.docs.push(postings.doc());
            spots.ends.push(spots.places.len());
            postings.advance();
        }
        spots
    }

    /// Keeps the places that have another word in front of them, too.
    fn keep(&mut self, mut postings: SegmentPostings, before_end: u32) {
        let (mut docs, mut ends, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let mut stands = Vec::new();
        for (index, doc) in self.docs.iter().enumerate() {
            if postings.doc() < *doc {
                postings.seek(*doc);
            }
            if postings.doc() != *doc {
                continue;
            }
            postings.positions_with_offset(before_end, &mut stands);
            let here = self.places_of(index);
            let both = here
                .iter()
                .filter(|place| stands.binary_search(place).is_ok());
            places.extend(both);
            if ends.last().copied().unwrap_or_default() < places.len() {
                docs.push(*doc);
                ends.push(places.len());
            }
        }
        (self.docs, self.ends, self.places) = (docs, ends, places);
    }

    fn places_of(&self, index: usize) -> &[u32] {
        let before = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let from = before.copied().unwrap_or_default();
        let to = self.ends.get(index).copied().unwrap_or_default();
        self.places.get(from..to).unwrap_or_default()
    }

    /// How many documents may still be found.
    pub fn left(&self) -> usize {
        self.left
    }

    fn forget(&mut self, doc: DocId) {
        if let Some(at) = self.at.get_mut(index_of(doc)).filter(|at| **at != GONE) {
            *at = GONE;
            self.left = self.left.saturating_sub(1);
        }
    }

    /// Finds the documents in which a word stands at one of the places, each once.
    pub fn find(
        &mut self,
        index: &InvertedIndexReader,
        info: &TermInfo,
        mut found: impl FnMut(DocId),
    ) -> Result<(), SearchError> {
        let mut postings = open(index, info)?;
        let mut stands = Vec::new();
        let mut check = |spots: &mut Self, postings: &mut SegmentPostings, index: usize| {
            postings.positions(&mut stands);
            if meet(spots.places_of(index), &stands) {
                spots.forget(postings.doc());
                found(postings.doc());
            }
        };
        if self.docs.len() * SEEK < index_of(info.doc_freq) {
            for index in 0..self.docs.len() {
                let Some(doc) = self.docs.get(index).copied() else {
                    break;
                };
                if self.candidate(doc).is_none() {
                    continue;
                }
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    check(self, &mut postings, index);
                }
            }
            return Ok(());
        }
        while postings.doc() != TERMINATED {
            if let Some(index) = self.candidate(postings.doc()) {
                check(self, &mut postings, index);
            }
            postings.advance();
        }
        Ok(())
    }

    fn candidate(&self, doc: DocId) -> Option<usize> {
        let at = self.at.get(index_of(doc)).copied();
        at.filter(|at| *at != GONE).map(index_of)
    }
}

fn open(index: &InvertedIndexReader, info: &TermInfo) -> Result<SegmentPostings, SearchError> {
    Ok(index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?)
}

/// True if two lists in order have a number in common.
fn meet(mut some: &[u32], mut others: &[u32]) -> bool {
    while let ([one, rest @ ..], [other, others_rest @ ..]) = (some, others) {
        if one == other {
            return true;
        }
        if one < other {
            some = rest;
        } else {
            others = others_rest;
        }
    }
    false
}

fn index_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
