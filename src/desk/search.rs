//! What the search needs of the desk: the texts of files, and somebody who brings the index up to date.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::{
    domain::message::{Attachment, Message},
    mail::inbound,
    store::{StoreError, search::follow},
};

use super::Desk;

pub type Behind = follow::Behind;

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
}
