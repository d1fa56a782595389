//! Files that wait for the message that will carry them.

use crate::domain::{credential::Upload, id::UploadId};

use super::{StoreError, View, WriteTx, record};

/// Gives the id of the next upload.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<UploadId, StoreError> {
    tx.next("upload").map(UploadId)
}

/// Reads an upload.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: UploadId) -> Result<Option<Upload>, StoreError> {
    record::get(view.upload()?, id.0)
}

/// Writes an upload.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, upload: &Upload) -> Result<(), StoreError> {
    record::put(tx.upload_mut()?, upload.id.0, upload).map(|_: Option<Upload>| ())
}

/// Removes an upload; its blob is the caller's.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, id: UploadId) -> Result<(), StoreError> {
    tx.upload_mut()?.remove(id.0)?;
    Ok(())
}

/// Reads every upload, oldest first.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Upload>, StoreError> {
    record::all(view.upload()?)
}
