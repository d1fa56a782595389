//! What the large segments of the index answered. They change seldom, while every mail makes a new small
//! one: who looks at a list of what is found does not have all of it looked through again for each mail.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use roaring::RoaringBitmap;
use tantivy::{Searcher, SegmentReader, index::SegmentId};

use crate::domain::query::look::Look;

/// Documents of a segment whose answers are kept; a smaller one is looked through in no time. Tests have smaller ones.
const LARGE: u32 = if cfg!(test) { 50 } else { 10_000 };
/// Most questions whose answers are kept: as many lists as are looked at.
const QUESTIONS: usize = 64;

/// A segment, and the last time that something of it was taken out.
type State = (SegmentId, Option<u64>);

#[derive(Default)]
pub(super) struct Kept(Mutex<HashMap<Look, HashMap<State, Arc<RoaringBitmap>>>>);

impl Kept {
    /// The answer of a segment, if it was asked before.
    pub fn get(&self, look: &Look, reader: &SegmentReader) -> Option<Arc<RoaringBitmap>> {
        self.all().get(look)?.get(&state(reader)).map(Arc::clone)
    }

    pub fn put(&self, look: &Look, reader: &SegmentReader, answer: Arc<RoaringBitmap>) {
        let mut all = self.all();
        if all.len() >= QUESTIONS && !all.contains_key(look) {
            all.clear();
        }
        let of_look = all.entry(look.clone()).or_default();
        of_look.insert(state(reader), answer);
    }

    /// Lets go of what is no longer part of the index.
    pub fn keep_only(&self, searcher: &Searcher) {
        let readers = searcher.segment_readers().iter();
        let now: HashSet<State> = readers.map(state).collect();
        for answers in self.all().values_mut() {
            answers.retain(|state, _| now.contains(state));
        }
    }

    pub fn forget(&self) {
        self.all().clear();
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Look, HashMap<State, Arc<RoaringBitmap>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// True for a segment whose answers are worth to be kept.
pub(super) fn is_large(reader: &SegmentReader) -> bool {
    reader.max_doc() >= LARGE
}

fn state(reader: &SegmentReader) -> State {
    (reader.segment_id(), reader.delete_opstamp())
}
