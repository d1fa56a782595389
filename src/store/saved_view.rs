//! Saved views. A few hundred; read whole.

use crate::domain::{id::ViewId, saved_view::SavedView};

use super::{StoreError, View, WriteTx, record};

/// Gives the id of the next view.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<ViewId, StoreError> {
    tx.next("saved_view").map(ViewId)
}

/// Reads a view.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: ViewId) -> Result<Option<SavedView>, StoreError> {
    record::get(view.saved_view()?, id.0)
}

/// Reads every view, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<SavedView>, StoreError> {
    record::all(view.saved_view()?)
}

/// Writes a view.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, saved: &SavedView) -> Result<(), StoreError> {
    record::put(tx.saved_view_mut()?, saved.id.0, saved).map(drop)
}

/// Removes a view.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, id: ViewId) -> Result<(), StoreError> {
    tx.saved_view_mut()?.remove(id.0)?;
    Ok(())
}
