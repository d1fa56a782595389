//! Notes that their authors changed, by ticket and line: what a reader needs in place of the line.

use std::collections::BTreeMap;

use redb::ReadableTable;

use crate::domain::{
    activity::{Activity, Event},
    id::{ActivityId, TicketId},
    note::Revised,
};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
};

/// What became of a note; None while it is as it was written.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn revised(
    view: &impl View,
    ticket: TicketId,
    note: ActivityId,
) -> Result<Option<Revised>, StoreError> {
    view.note()?
        .get((ticket.0, note.0))?
        .map(|bytes| decode(bytes.value()))
        .transpose()
}

/// Writes what became of a note, as a line of the log says it.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn apply(tx: &mut WriteTx<'_>, line: &Activity) -> Result<(), StoreError> {
    if let Some((note, revised)) = revision(line) {
        let bytes = encode(&revised)?;
        tx.note_mut()?
            .insert((line.ticket.0, note.0), bytes.as_slice())?;
    }
    Ok(())
}

/// What a line of the log makes of a note.
fn revision(line: &Activity) -> Option<(ActivityId, Revised)> {
    let (note, text) = match &line.event {
        Event::NoteEdited { note, new, .. } => (*note, Some(new.clone())),
        Event::NoteDeleted { note, .. } => (*note, None),
        _ => return None,
    };
    Some((note, Revised { text, at: line.at }))
}

/// What a whole log makes of its notes.
#[must_use]
pub fn of_log(log: &[Activity]) -> BTreeMap<(u64, u64), Revised> {
    log.iter()
        .filter_map(|line| {
            let (note, revised) = revision(line)?;
            Some(((line.ticket.0, note.0), revised))
        })
        .collect()
}

/// Reads every one.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<BTreeMap<(u64, u64), Revised>, StoreError> {
    view.note()?
        .iter()?
        .map(|row| {
            let (key, bytes) = row?;
            Ok((key.value(), decode(bytes.value())?))
        })
        .collect()
}
