//! Files that are sent ahead of the message that will carry them.

use std::time::Duration;

use crate::{
    domain::{credential::Upload, id::UploadId, right::Right, time::Timestamp},
    mail::inbound::safe_name,
    store::{self, StoreError, WriteTx, blobs},
};

use super::{
    Desk,
    access::UserDesk,
    problem::{Fault, Problem},
};

/// Largest file: what most servers take after base64.
pub const LARGEST: u64 = 25 << 20;
/// An upload that no message took is removed after this time.
const LIFE: Duration = Duration::from_secs(24 * 60 * 60);

impl UserDesk {
    /// Reads uploads of this person that are still there.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn uploads(&self, ids: &[UploadId]) -> Result<Vec<Upload>, Problem> {
        self.need(Right::TicketReply)?;
        let view = self.desk().store.read()?;
        let mut found = Vec::new();
        for id in ids {
            let upload = store::upload::get(&view, *id)?;
            found.extend(upload.filter(|upload| upload.user == self.user().id));
        }
        Ok(found)
    }

    /// Keeps a file for a message to come.
    ///
    /// # Errors
    /// [`Problem::Field`] if it is too large, [`Problem::Forbidden`] without the right.
    pub fn upload(
        &self,
        name: &str,
        content_type: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<Upload, Problem> {
        self.need(Right::TicketReply)?;
        if bytes.len() as u64 > LARGEST {
            return Err(Problem::field("attachments", Fault::TooLarge));
        }
        let blob = blobs::prepare(bytes)?;
        let store = &self.desk().store;
        store.stage(&blob)?;
        let (name, content_type) = (safe_name(name), content_type.to_owned());
        let (user, size_bytes) = (self.user().id, bytes.len() as u64);
        let linked = blob.clone();
        let kept = store.write_sized(blob.packed_bytes(), move |tx| {
            blobs::link(tx, &linked)?;
            let upload = Upload {
                id: store::upload::next_id(tx)?,
                user,
                name: name.clone(),
                content_type: content_type.clone(),
                blob: linked.id,
                size_bytes,
                created: now,
            };
            store::upload::put(tx, &upload)?;
            Ok(upload)
        });
        if kept.is_err() {
            store.unstage(&blob);
        }
        kept
    }
}

/// Removes an upload and its bytes, once a message has taken it or nobody will.
pub(super) fn remove(tx: &mut WriteTx<'_>, upload: &Upload) -> Result<(), StoreError> {
    store::upload::remove(tx, upload.id)?;
    blobs::unlink(tx, upload.blob)
}

impl Desk {
    pub(super) fn sweep_uploads(&self, now: Timestamp) -> Result<(), StoreError> {
        let old = move |upload: &Upload| now.since(upload.created) > LIFE;
        if !store::upload::all(&self.store.read()?)?.iter().any(old) {
            return Ok(());
        }
        self.store.write(move |tx| {
            for upload in store::upload::all(tx)?.iter().filter(|upload| old(upload)) {
                remove(tx, upload)?;
            }
            Ok(())
        })
    }
}

/// Reads the number of an upload as the API and forms write it.
#[must_use]
pub fn parse_id(text: &str) -> Option<UploadId> {
    text.parse().ok().map(UploadId)
}
