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
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use crate::domain::{
    query::look::{Look, Within},
    words::Phrase,
};

use super::{
    SearchError, crew,
    index::{Moment, TICKET},
    kept::{self, Kept},
    owners::Tickets,
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
        let readers = self.searcher.segment_readers().iter();
        let (large, small): (Vec<_>, Vec<_>) = readers.partition(|reader| kept::is_large(reader));
        let mut tickets = Tickets::default();
        for reader in small {
            self.look(look, reader, &mut tickets)?;
        }
        let few = tickets.bitmap();
        let large = self.look_through(look, large)?;
        let found = large.iter().fold(few, |all, answer| all | answer.as_ref());
        let found = Arc::new(found);
        let mut kept = self.found.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(look.clone(), Arc::clone(&found));
        Ok(found)
    }

    /// The answers of large segments, in any order. Those that were not asked before are looked through on all processors.
    fn look_through(
        &self,
        look: &Look,
        large: Vec<&SegmentReader>,
    ) -> Result<Vec<Arc<RoaringBitmap>>, SearchError> {
        let (mut answers, mut new) = (Vec::new(), Vec::new());
        for reader in large {
            match self.kept.get(look, reader) {
                Some(answer) => answers.push(answer),
                None => new.push(reader),
            }
        }
        let size = |reader: &&SegmentReader| reader.max_doc();
        new.sort_by_key(|reader| Reverse(size(reader)));
        let workers = crew::size(new.iter().map(size).sum());
        let found = crew::each(workers, &new, |reader| -> Result<_, SearchError> {
            let mut tickets = Tickets::default();
            self.look(look, reader, &mut tickets)?;
            let answer = Arc::new(tickets.bitmap());
            self.kept.put(look, reader, Arc::clone(&answer));
            Ok(answer)
        });
        for answer in found {
            answers.push(answer?);
        }
        Ok(answers)
    }

    /// Adds the tickets that answer yes in one segment.
    fn look(
        &self,
        look: &Look,
        reader: &SegmentReader,
        tickets: &mut Tickets,
    ) -> Result<(), SearchError> {
        let mut segment = Segment::open(reader);
        match look {
            Look::Text(within, phrase) => self.look_for(*within, phrase, &mut segment)?,
            Look::Has(kind) => segment.word(self.fields.has, kind.word())?,
        }
        segment.tell(&self.kept, tickets)
    }

    fn look_for(
        &self,
        within: Within,
        phrase: &Phrase,
        segment: &mut Segment<'_>,
    ) -> Result<(), SearchError> {
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
            let mut segment = Segment::open(reader);
            segment.phrase(field, phrase)?;
            segment.tell(&self.kept, &mut tickets)?;
        }
        Ok(tickets)
    }

    /// The tickets of one segment that hold a word that begins so.
    pub(super) fn beginning(
        &self,
        reader: &SegmentReader,
        field: Field,
        beginning: &str,
    ) -> Result<Tickets, SearchError> {
        let (mut segment, mut tickets) = (Segment::open(reader), Tickets::default());
        segment.beginning(field, beginning)?;
        segment.tell(&self.kept, &mut tickets)?;
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

/// What is found in one segment.
struct Segment<'a> {
    reader: &'a SegmentReader,
    /// Documents that were met, a bit for each: with many words most of them are met many times.
    met: Vec<u64>,
    /// True once all documents that count are known to be met.
    full: bool,
}

impl<'a> Segment<'a> {
    fn open(reader: &'a SegmentReader) -> Self {
        let words = usize::try_from(reader.max_doc().div_ceil(u64::BITS)).unwrap_or_default();
        Self {
            reader,
            met: vec![0; words],
            full: false,
        }
    }

    /// Adds the tickets of the documents that were met.
    fn tell(&self, kept: &Kept, tickets: &mut Tickets) -> Result<(), SearchError> {
        if kept::is_large(self.reader) {
            let owners = kept.owners(self.reader)?;
            owners.tell(&self.met, tickets);
            return Ok(());
        }
        let numbers = self.reader.fast_fields().u64(TICKET)?;
        for doc in (0..self.reader.max_doc()).filter(|doc| self.was_met(*doc)) {
            let number = numbers.first(doc);
            let ticket = number.and_then(|number| u32::try_from(number).ok());
            ticket.into_iter().for_each(|ticket| tickets.add(ticket));
        }
        Ok(())
    }

    fn was_met(&self, doc: DocId) -> bool {
        let (word, bit) = place_of(doc);
        self.met.get(word).is_some_and(|word| word & bit != 0)
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
            Ok(!segment.full)
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
        let limit = self.common();
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
        if self.full {
            return Ok(());
        }
        let mut postings =
            index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while !postings.docs().is_empty() {
            self.meet_all(postings.docs());
            postings.advance();
        }
        if info.doc_freq > self.common() {
            let met: u32 = self.met.iter().map(|word| word.count_ones()).sum();
            self.full = met == self.reader.num_docs();
        }
        Ok(())
    }

    /// The least documents of a common word.
    fn common(&self) -> u32 {
        self.reader.max_doc() / COMMON
    }

    /// The same for several in order: those that share a word of bits are put there together.
    fn meet_all(&mut self, docs: &[DocId]) {
        if self.reader.alive_bitset().is_some() {
            docs.iter().for_each(|doc| self.meet(*doc));
            return;
        }
        let mut rest = docs.iter().map(|doc| place_of(*doc));
        let Some((mut at, mut bits)) = rest.next() else {
            return;
        };
        for (word, bit) in rest {
            if word != at {
                self.put(at, bits);
                (at, bits) = (word, 0);
            }
            bits |= bit;
        }
        self.put(at, bits);
    }

    fn put(&mut self, word: usize, bits: u64) {
        if let Some(slot) = self.met.get_mut(word) {
            *slot |= bits;
        }
    }

    fn meet(&mut self, doc: DocId) {
        let (word, bit) = place_of(doc);
        let alive = self.reader.alive_bitset();
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            self.put(word, bit);
        }
    }
}

/// The word of bits in which a document has its own.
fn place_of(doc: DocId) -> (usize, u64) {
    let word = usize::try_from(doc / u64::BITS).unwrap_or(usize::MAX);
    (word, 1 << (doc % u64::BITS))
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
