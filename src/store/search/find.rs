//! Finds the tickets whose texts hold a phrase, each at once for the whole desk: a bitmap that rights
//! and filters are laid over. Questions are made of words alone, never read from a text.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use roaring::RoaringBitmap;
use tantivy::{
    DocId, InvertedIndexReader, SegmentReader, Term,
    columnar::Column,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use crate::domain::{
    query::look::{Look, Within},
    words::Phrase,
};

use super::{
    SearchError,
    index::{Moment, TICKET},
    kept,
    phrase::Spots,
    stems::stems_of,
};

/// A word is a common one where more than one document of so many holds it.
const COMMON: u32 = 64;
/// Answers that are kept until the index changes: pages, counts and rows ask the same again.
const KEPT: usize = 64;

/// What was asked of one moment already.
#[derive(Default)]
pub(super) struct Found(Mutex<HashMap<Look, Arc<RoaringBitmap>>>);

impl Found {
    fn kept(&self) -> MutexGuard<'_, HashMap<Look, Arc<RoaringBitmap>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn forget(&self) {
        self.kept().clear();
    }
}

impl Moment {
    /// The tickets that answer yes.
    pub fn find(&self, look: &Look) -> Result<Arc<RoaringBitmap>, SearchError> {
        if let Some(found) = self.found.kept().get(look) {
            return Ok(Arc::clone(found));
        }
        let (mut tickets, mut large) = (Tickets::default(), Vec::new());
        for reader in self.searcher.segment_readers() {
            if !kept::is_large(reader) {
                self.look(look, reader, &mut tickets)?;
                continue;
            }
            let answer = match self.kept.get(look, reader) {
                Some(answer) => answer,
                None => {
                    let mut tickets = Tickets::default();
                    self.look(look, reader, &mut tickets)?;
                    let answer = Arc::new(tickets.bitmap());
                    self.kept.put(look, reader, Arc::clone(&answer));
                    answer
                }
            };
            large.push(answer);
        }
        let few = tickets.bitmap();
        let found = large.iter().fold(few, |all, answer| all | answer.as_ref());
        let found = Arc::new(found);
        let mut kept = self.found.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(look.clone(), Arc::clone(&found));
        Ok(found)
    }

    /// Adds the tickets that answer yes in one segment.
    fn look(
        &self,
        look: &Look,
        reader: &SegmentReader,
        tickets: &mut Tickets,
    ) -> Result<(), SearchError> {
        let mut segment = Segment::open(reader, tickets)?;
        let (within, phrase) = match look {
            Look::Text(within, phrase) => (*within, phrase),
            Look::Has(kind) => return segment.word(self.fields.has, kind.word()),
        };
        let fields = self.fields_of(within);
        let Some(word) = phrase.single() else {
            let mut fields = fields.iter();
            return fields.try_for_each(|field| segment.phrase(*field, phrase));
        };
        for field in fields {
            segment.beginning(*field, word)?;
        }
        // An operator is meant literally; stems stand for name and texts together.
        if within == Within::Anywhere {
            for (stem, field) in stems_of(word).iter().zip(self.fields.stems) {
                segment.word(field, stem)?;
            }
        }
        Ok(())
    }

    /// The tickets in one field of which several words stand side by side.
    pub(super) fn phrase(&self, field: Field, phrase: &Phrase) -> Result<Tickets, SearchError> {
        let mut tickets = Tickets::default();
        for reader in self.searcher.segment_readers() {
            Segment::open(reader, &mut tickets)?.phrase(field, phrase)?;
        }
        Ok(tickets)
    }

    pub(super) fn fields_of(&self, within: Within) -> &[Field] {
        let fields = &self.fields;
        match within {
            Within::Anywhere => &fields.anywhere,
            Within::From => std::slice::from_ref(&fields.from),
            Within::To => std::slice::from_ref(&fields.to),
            Within::Subject => std::slice::from_ref(&fields.subject),
            Within::Body => std::slice::from_ref(&fields.body),
            Within::Customer => std::slice::from_ref(&fields.customer),
        }
    }
}

/// Tickets that are found in one segment.
struct Segment<'a> {
    reader: &'a SegmentReader,
    numbers: Column<u64>,
    /// Documents that were met, a bit for each: with many words most of them are met many times.
    met: Vec<u64>,
    /// How many of the documents that count were not met yet.
    left: u32,
    tickets: &'a mut Tickets,
}

impl<'a> Segment<'a> {
    fn open(reader: &'a SegmentReader, tickets: &'a mut Tickets) -> Result<Self, SearchError> {
        let words = usize::try_from(reader.max_doc().div_ceil(u64::BITS)).unwrap_or_default();
        Ok(Self {
            reader,
            numbers: reader.fast_fields().u64(TICKET)?,
            met: vec![0; words],
            left: reader.num_docs(),
            tickets,
        })
    }

    /// Adds what holds a word.
    fn word(&mut self, field: Field, word: &str) -> Result<(), SearchError> {
        let index = self.reader.inverted_index(field)?;
        if let Some(info) = index.get_term_info(&Term::from_field_text(field, word))? {
            self.add(&index, &info)?;
        }
        Ok(())
    }

    /// Adds what holds a word that begins so, the most common of these words first: once every document was met, the
    /// rest is not read.
    fn beginning(&mut self, field: Field, beginning: &str) -> Result<(), SearchError> {
        let index = self.reader.inverted_index(field)?;
        self.common_first(&index, beginning, |segment, info| {
            segment.add(&index, info)?;
            Ok(segment.left > 0)
        })
    }

    /// Adds what holds several words side by side, the last of which may go on.
    fn phrase(&mut self, field: Field, phrase: &Phrase) -> Result<(), SearchError> {
        let Some((last, head)) = phrase.words().split_last() else {
            return Ok(());
        };
        let index = self.reader.inverted_index(field)?;
        let Some(mut spots) = Spots::read(self.reader, &index, field, head)? else {
            return Ok(());
        };
        self.common_first(&index, last, |segment, info| {
            spots.find(&index, info, |doc| segment.meet(doc))?;
            Ok(spots.left() > 0)
        })
    }

    /// Calls `with` for each word that begins so, the common ones before the others and in their order, as long as it
    /// gives true.
    fn common_first(
        &mut self,
        index: &InvertedIndexReader,
        beginning: &str,
        mut with: impl FnMut(&mut Self, &TermInfo) -> Result<bool, SearchError>,
    ) -> Result<(), SearchError> {
        let limit = self.reader.max_doc() / COMMON;
        let mut common = Vec::new();
        each_word(index, beginning, |info| {
            if info.doc_freq > limit {
                common.push(info.clone());
            }
            Ok(true)
        })?;
        common.sort_unstable_by_key(|info| Reverse(info.doc_freq));
        for info in &common {
            if !with(self, info)? {
                return Ok(());
            }
        }
        each_word(index, beginning, |info| {
            if info.doc_freq > limit {
                return Ok(true);
            }
            with(self, info)
        })
    }

    fn add(&mut self, index: &InvertedIndexReader, info: &TermInfo) -> Result<(), SearchError> {
        if self.left == 0 {
            return Ok(());
        }
        let mut postings =
            index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while !postings.docs().is_empty() {
            for doc in postings.docs() {
                self.meet(*doc);
            }
            postings.advance();
        }
        Ok(())
    }

    fn meet(&mut self, doc: DocId) {
        let (word, bit) = (doc / u64::BITS, 1 << (doc % u64::BITS));
        let slot = usize::try_from(word)
            .ok()
            .and_then(|word| self.met.get_mut(word));
        let Some(slot) = slot.filter(|slot| **slot & bit == 0) else {
            return;
        };
        *slot |= bit;
        let alive = self.reader.alive_bitset();
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            self.left = self.left.saturating_sub(1);
            self.tickets.add(self.numbers.first(doc));
        }
    }
}

/// Adds the tickets of one segment that hold a word that begins so.
pub(super) fn beginning(
    reader: &SegmentReader,
    field: Field,
    beginning: &str,
    tickets: &mut Tickets,
) -> Result<(), SearchError> {
    Segment::open(reader, tickets)?.beginning(field, beginning)
}

/// Calls `with` for each word of a field that begins so, as long as it gives true.
fn each_word(
    index: &InvertedIndexReader,
    beginning: &str,
    mut with: impl FnMut(&TermInfo) -> Result<bool, SearchError>,
) -> Result<(), SearchError> {
    let mut range = index.terms().range().ge(beginning);
    if let Some(end) = end_of(beginning) {
        range = range.lt(end);
    }
    let mut words = range.without_keys().into_stream()?;
    while words.advance() && with(words.value())? {}
    Ok(())
}

/// The first text behind all that begin so.
fn end_of(beginning: &str) -> Option<Vec<u8>> {
    let mut end = beginning.as_bytes().to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return Some(end);
        }
    }
    None
}

/// Numbers of tickets, a bit for each: a common word names the same ones many times.
#[derive(Default)]
pub(super) struct Tickets(Vec<u8>);

impl Tickets {
    fn add(&mut self, number: Option<u64>) {
        let number = number.and_then(|number| u32::try_from(number).ok());
        let Some(number) = number.and_then(|number| usize::try_from(number).ok()) else {
            return;
        };
        let (byte, bit) = (number / 8, 1 << (number % 8));
        if self.0.len() <= byte {
            self.0.resize((byte + 1).next_power_of_two(), 0);
        }
        if let Some(slot) = self.0.get_mut(byte) {
            *slot |= bit;
        }
    }

    pub fn bitmap(&self) -> RoaringBitmap {
        RoaringBitmap::from_lsb0_bytes(0, &self.0)
    }
}
