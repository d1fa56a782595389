//! Which forms made something: the same that comes twice leads to what the first one made.

use redb::ReadableTable;

use crate::domain::{id::TicketId, time::Timestamp};

use super::{StoreError, View, WriteTx};

/// The ticket that a form made; `hash` is of who sent it, its name and all that was in it.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub fn get(view: &impl View, hash: &[u8; 32]) -> Result<Option<TicketId>, StoreError> {
    let made = view.form_sent()?.get(hash.as_slice())?;
    Ok(made.map(|made| TicketId(made.value().0)))
}

/// Notes what a form made.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(
    tx: &mut WriteTx<'_>,
    hash: &[u8; 32],
    ticket: TicketId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.form_sent_mut()?
        .insert(hash.as_slice(), (ticket.0, now.0))?;
    Ok(())
}

/// Forgets what was sent before a time.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn sweep(tx: &mut WriteTx<'_>, before: Timestamp) -> Result<(), StoreError> {
    tx.form_sent_mut()?.retain(|_, (_, at)| at >= before.0)?;
    Ok(())
}
