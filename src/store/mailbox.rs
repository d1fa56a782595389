//! Mailboxes. A handful; the desk keeps them in memory.

use crate::domain::{id::MailboxId, mailbox::Mailbox};

use super::{StoreError, View, WriteTx, record};

/// Gives the id of the next mailbox.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<MailboxId, StoreError> {
    tx.next("mailbox").map(MailboxId)
}

/// Reads a mailbox.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: MailboxId) -> Result<Option<Mailbox>, StoreError> {
    record::get(view.mailbox()?, id.0)
}

/// Writes a mailbox.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, mailbox: &Mailbox) -> Result<(), StoreError> {
    record::put(tx.mailbox_mut()?, mailbox.id.0, mailbox).map(|_: Option<Mailbox>| ())
}

/// Reads every mailbox, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Mailbox>, StoreError> {
    record::all(view.mailbox()?)
}
