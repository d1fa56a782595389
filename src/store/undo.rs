//! Acts that can be taken back, by their number.

use redb::ReadableTable;

use crate::domain::{id::UndoId, time::Timestamp, undo::Undo};

use super::{StoreError, View, WriteTx, codec, record};

/// Gives the id of the next one.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<UndoId, StoreError> {
    tx.next("undo").map(UndoId)
}

/// Reads one.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: UndoId) -> Result<Option<Undo>, StoreError> {
    record::get(view.undo()?, id.0)
}

/// Writes one.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, undo: &Undo) -> Result<(), StoreError> {
    record::put(tx.undo_mut()?, undo.id.0, undo).map(drop)
}

/// Removes those whose time is over.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn sweep(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    // What does not decode is of no use to anybody either.
    tx.undo_mut()?
        .retain(|_, bytes| codec::decode::<Undo>(bytes).is_ok_and(|undo| now < undo.expires))?;
    Ok(())
}

/// Reads the newest, newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn newest(view: &impl View, limit: usize) -> Result<Vec<Undo>, StoreError> {
    let rows = view.undo()?.iter()?.rev().take(limit);
    rows.map(|row| codec::decode(row?.1.value())).collect()
}
