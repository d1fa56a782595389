//! Which notes call whom, until they looked. Derived from nothing else that is kept, lost with
//! nothing: the note itself stands in the log.

use redb::ReadableTable;

use crate::domain::id::{ActivityId, TicketId, UserId};

use super::{StoreError, View, WriteTx};

/// The newest note of a ticket that calls somebody who has not looked since.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub fn get(
    view: &impl View,
    user: UserId,
    ticket: TicketId,
) -> Result<Option<ActivityId>, StoreError> {
    let note = view.mention()?.get((user.0, ticket.0))?;
    Ok(note.map(|note| ActivityId(note.value())))
}

/// The tickets with a note that calls somebody who has not looked since, and that note, by number; at
/// most `most`.
///
/// # Errors
/// [`StoreError`] if they cannot be read.
pub fn of(
    view: &impl View,
    user: UserId,
    most: usize,
) -> Result<Vec<(TicketId, ActivityId)>, StoreError> {
    let rows = view.mention()?.range((user.0, 0)..=(user.0, u64::MAX))?;
    rows.take(most)
        .map(|row| {
            let (key, note) = row?;
            Ok((TicketId(key.value().1), ActivityId(note.value())))
        })
        .collect()
}

/// Notes that a note calls somebody.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn set(
    tx: &mut WriteTx<'_>,
    user: UserId,
    ticket: TicketId,
    note: ActivityId,
) -> Result<(), StoreError> {
    tx.mention_mut()?.insert((user.0, ticket.0), note.0)?;
    Ok(())
}

/// Forgets it: they looked, or the note does not call them any more.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn clear(tx: &mut WriteTx<'_>, user: UserId, ticket: TicketId) -> Result<(), StoreError> {
    tx.mention_mut()?.remove((user.0, ticket.0))?;
    Ok(())
}
