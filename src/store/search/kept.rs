//! What the large segments of the index answered, and whose their documents are. They change seldom, while every mail
//! makes a new small one: who looks at a list of what is found does not have all of it looked through again for each mail.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use roaring::RoaringBitmap;
use tantivy::{Searcher, SegmentReader, index::SegmentId};

use crate::domain::query::look::Look;

use super::{SearchError, owners::Owners};

/// Documents of a segment whose answers are kept; a smaller one is looked through in no time. Tests have smaller ones.
const LARGE: u32 = if cfg!(test) { 50 } else { 10_000 };
/// Most questions whose answers are kept: as many lists as are looked at.
const QUESTIONS: usize = 64;

/// A segment, and the last time that something of it was taken out.
type State = (SegmentId, Option<u64>);

type Answers = HashMap<Look, HashMap<State, Arc<RoaringBitmap>>>;

#[derive(Default)]
pub(super) struct Kept {
    answers: Mutex<Answers>,
    /// Read when a segment is first asked; what is taken out of it leaves the others in their places.
    owners: Mutex<HashMap<SegmentId, Arc<Owners>>>,
}

impl Kept {
    /// The answer of a segment, if it was asked before.
    pub fn get(&self, look: &Look, reader: &SegmentReader) -> Option<Arc<RoaringBitmap>> {
        self.answers()
            .get(look)?
            .get(&state(reader))
            .map(Arc::clone)
    }

    pub fn put(&self, look: &Look, reader: &SegmentReader, answer: Arc<RoaringBitmap>) {
        let mut all = self.answers();
        if all.len() >= QUESTIONS && !all.contains_key(look) {
            all.clear();
        }
        let of_look = all.entry(look.clone()).or_default();
        of_look.insert(state(reader), answer);
    }

    /// Whose the documents of a large segment are.
    pub fn owners(&self, reader: &SegmentReader) -> Result<Arc<Owners>, SearchError> {
        let known = self
            .known_owners()
            .get(&reader.segment_id())
            .map(Arc::clone);
        if let Some(owners) = known {
            return Ok(owners);
        }
        let owners = Arc::new(Owners::read(reader)?);
        self.known_owners()
            .insert(reader.segment_id(), Arc::clone(&owners));
        Ok(owners)
    }

    /// Lets go of what is no longer part of the index.
    pub fn keep_only(&self, searcher: &Searcher) {
        let readers = searcher.segment_readers().iter();
        let now: HashSet<State> = readers.map(state).collect();
        for answers in self.answers().values_mut() {
            answers.retain(|state, _| now.contains(state));
        }
        let now: HashSet<SegmentId> = now.into_iter().map(|(segment, _)| segment).collect();
        self.known_owners()
            .retain(|segment, _| now.contains(segment));
    }

    pub fn forget(&self) {
        self.answers().clear();
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known_owners(&self) -> MutexGuard<'_, HashMap<SegmentId, Arc<Owners>>> {
        self.owners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// True for a segment whose answers are worth to be kept.
pub(super) fn is_large(reader: &SegmentReader) -> bool {
    reader.max_doc() >= LARGE
}

fn state(reader: &SegmentReader) -> State {
    (reader.segment_id(), reader.delete_opstamp())
}
