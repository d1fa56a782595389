//! What the search needs of the desk: the texts of files, and somebody who brings the index up to date.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::{
    domain::message::{Attachment, Message},
    mail::inbound,
    store::{
        StoreError,
        search::{self, follow},
    },
};

use super::{Desk, problem::Problem};

pub type Behind = follow::Behind;
pub type Progress = search::Progress;

/// Most files of a message whose texts are read.
const FILES: usize = 20;

/// The texts of a message's files: plain text and HTML, those that it shows in place too.
pub(super) fn file_texts(message: &Message, raw: &[u8]) -> Vec<String> {
    let is_text = |file: &&Attachment| file.content_type.starts_with("text/");
    let files = message.attachments.iter().filter(is_text).take(FILES);
    files
        .map(|file| inbound::attachment_text(raw, file))
        .collect()
}

impl Desk {
    /// Rings after every commit, for who keeps the search index.
    #[must_use]
    pub fn to_index(&self) -> Arc<Notify> {
        Arc::clone(&self.to_index)
    }

    /// Takes a part of what is missing into the search index.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; the next step does it.
    pub fn search_step(&self) -> Result<Behind, StoreError> {
        self.store.search_step()
    }

    /// Looks if the search index is what was written; a damaged one is made anew by the next steps.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be opened.
    pub fn search_check(&self) -> Result<(), StoreError> {
        self.store.search_check()
    }

    /// Begins to make the search index anew; the one in use answers until the new one is through,
    /// which takes steps of [`Desk::search_step`].
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be made.
    pub fn reindex(&self) -> Result<(), Problem> {
        self.store.reindex()?;
        self.to_index.notify_one();
        Ok(())
    }

    /// How far the index is that is being made; None if none is.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be told.
    pub fn reindex_progress(&self) -> Result<Option<Progress>, Problem> {
        Ok(self.store.reindex_progress()?)
    }
}
