//! Full-text search: a derived index in a folder of its own, which follows the change feed and is made
//! anew when it is missing, damaged or of another release. Nothing is only here.
//!
//! Who searches finds what was committed before: the newest changes, usually a few, are taken into
//! the index by the search itself when nobody has done so yet. Only `store::search` names tantivy.

pub mod best;
mod bring;
mod crew;
pub mod files;
mod find;
mod folder;
pub mod follow;
mod index;
mod kept;
mod near;
mod owners;
mod phrase;
mod stems;
pub mod texts;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use roaring::RoaringBitmap;

use crate::domain::{
    access::Sight,
    message::Message,
    query::{Query, look::Look},
};

use super::{
    Store, StoreError,
    asked::{Answers, asked},
    columns::Columns,
    heads::Heads,
};
use follow::Turn;
use index::Moment;

/// Writes the texts of a message's files, which the store does not know how to read.
pub type FileTexts = fn(&Message, &[u8]) -> Vec<String>;

/// Where the index is and what it is made with.
#[derive(Clone)]
pub struct SearchOptions {
    /// Made if it is not there; None keeps the index in memory.
    pub folder: Option<PathBuf>,
    pub file_texts: FileTexts,
}

impl SearchOptions {
    /// In memory, without the texts of files.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            folder: None,
            file_texts: |_, _| Vec::new(),
        }
    }
}

/// How far the index is from holding every ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    pub all: u64,
}

/// What the index is when it is not as it should be.
#[derive(Debug, thiserror::Error)]
pub(super) enum SearchError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Index(#[from] tantivy::TantivyError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A fault of ours or a damaged file that looked sound.
    #[error("the index panicked")]
    Panicked,
    #[error("the index has no writer")]
    Gone,
}

impl From<SearchError> for StoreError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Store(error) => error,
            SearchError::Io(error) => error.into(),
            SearchError::Index(tantivy::TantivyError::IoError(error)) => {
                std::io::Error::new(error.kind(), error.to_string()).into()
            }
            other => std::io::Error::other(other.to_string()).into(),
        }
    }
}

/// The index of a store.
pub(super) struct Search {
    options: SearchOptions,
    /// Held by who writes to the index.
    turn: Mutex<Turn>,
    /// What searches read; None before the index was opened.
    moment: RwLock<Option<Arc<Moment>>>,
}

/// How long a search waits for the newest changes to be taken in.
const PATIENCE: Duration = Duration::from_secs(1);
/// Changes and tickets that a search still waits for: more of them take longer than somebody waits.
const NEAR: u64 = 1_000;

impl Search {
    pub fn new(options: SearchOptions) -> Self {
        Self {
            options,
            turn: Mutex::default(),
            moment: RwLock::default(),
        }
    }

    fn moment(&self) -> Option<Arc<Moment>> {
        let moment = self.moment.read().unwrap_or_else(PoisonError::into_inner);
        moment.clone()
    }

    fn show(&self, moment: Option<Arc<Moment>>) {
        *self.moment.write().unwrap_or_else(PoisonError::into_inner) = moment;
    }
}

impl Store {
    /// Reads the columns narrowed to what a query asks and to what somebody sees.
    ///
    /// # Errors
    /// [`StoreError`] if texts or tags are asked for and cannot be read.
    pub fn search<T>(
        &self,
        query: &Query,
        sight: &Sight,
        read: impl FnOnce(&Columns, Option<&RoaringBitmap>) -> T,
    ) -> Result<T, StoreError> {
        let Some(ask) = &query.ask else {
            return Ok(self.columns(|columns| read(columns, columns.seen(sight).as_ref())));
        };
        // Before the columns are locked, for whose readers the writer waits.
        let texts = self.found(&ask.looks())?;
        let texts = &texts;
        let answer = |columns: &Columns, heads: Option<&Heads>| {
            let answers = &Answers {
                tags: heads.map(|heads| &heads.tags),
                said: heads.map(|heads| &heads.said),
                texts,
                leads: columns,
            };
            let columns = columns.asked_by(query);
            let found = asked(ask, columns, answers);
            match columns.seen(sight) {
                Some(seen) => read(columns, Some(&(seen & found.as_ref()))),
                None => read(columns, Some(&found)),
            }
        };
        match ask.needs_tags() || ask.needs_said() {
            true => self.shared.heads.with(self, |heads| {
                self.columns(|columns| answer(columns, Some(heads)))
            }),
            false => Ok(self.columns(|columns| answer(columns, None))),
        }
    }

    /// How many tickets each of some queries finds, of those that somebody sees.
    ///
    /// # Errors
    /// As [`Store::search`].
    pub fn counts(&self, queries: &[Query], sight: &Sight) -> Result<Vec<u64>, StoreError> {
        // What somebody sees is put together once for all that ask nothing else.
        let plain: Vec<Option<u64>> = self.columns(|columns| {
            let seen = columns.seen(sight);
            let count = |query: &Query| match query.ask {
                Some(_) => None,
                None => Some(columns.count(query, seen.as_ref())),
            };
            queries.iter().map(count).collect()
        });
        let counts = plain.into_iter().zip(queries);
        counts
            .map(|(count, query)| match count {
                Some(count) => Ok(count),
                None => self.search(query, sight, |columns, found| columns.count(query, found)),
            })
            .collect()
    }

    /// What is found for some looks into texts, in all tickets.
    fn found(&self, looks: &[&Look]) -> Result<Vec<(Look, Arc<RoaringBitmap>)>, StoreError> {
        if looks.is_empty() {
            return Ok(Vec::new());
        }
        let Some(moment) = self.newest_moment()? else {
            return Ok(Vec::new());
        };
        let find = |look: &&Look| Ok((Look::clone(look), moment.find(look)?));
        // A damaged file may look sound until it is read.
        let found = catch_unwind(AssertUnwindSafe(|| {
            looks.iter().map(find).collect::<Result<_, SearchError>>()
        }));
        found
            .unwrap_or(Err(SearchError::Panicked))
            .or_else(|error: SearchError| {
                self.give_up_index(&error);
                Ok(Vec::new())
            })
    }

    /// The index with everything that was committed before the call, or with what it has if that
    /// takes too long.
    fn newest_moment(&self) -> Result<Option<Arc<Moment>>, StoreError> {
        let newest = super::activity::newest(&self.read()?)?.0;
        let search = &self.shared.search;
        let began = Instant::now();
        loop {
            let moment = search.moment();
            if let Some(moment) = &moment {
                let behind = newest.saturating_sub(moment.come.seen) + self.unwalked(moment);
                if behind == 0 || behind > NEAR || began.elapsed() > PATIENCE {
                    return Ok(Some(Arc::clone(moment)));
                }
            }
            if let Err(error) = self.take_in_newest(newest) {
                tracing::warn!(error = %error, "the search is behind");
                return Ok(moment);
            }
        }
    }

    /// Forgets what was asked of the index, so that asking again can be timed.
    pub fn forget_search_answers(&self) {
        if let Some(moment) = self.shared.search.moment() {
            moment.found.forget();
            moment.kept.forget();
        }
    }

    /// Tickets that the first walk has not come to.
    fn unwalked(&self, moment: &Moment) -> u64 {
        let left = |next: u64| {
            let all = self.columns(Columns::len);
            all.saturating_sub(next) + 1
        };
        moment.come.next.map_or(0, left)
    }

    /// How far the index is while it is made anew; None while it holds every ticket.
    ///
    /// # Errors
    /// [`StoreError`] if the number of tickets cannot be read.
    pub fn search_progress(&self) -> Result<Option<Progress>, StoreError> {
        let Some(moment) = self.shared.search.moment() else {
            return Ok(None);
        };
        let Some(next) = moment.come.next else {
            return Ok(None);
        };
        self.progress_at(next).map(Some)
    }
}

#[cfg(test)]
mod tests;
