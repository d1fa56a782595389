//! Messages and the index of their Message-IDs.

use redb::ReadableTable;

use crate::domain::{
    id::MessageId,
    message::{Message, MsgId},
};

use super::{StoreError, View, WriteTx, record};

/// Gives the id of the next message.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<MessageId, StoreError> {
    tx.next("message").map(MessageId)
}

/// Reads a message.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: MessageId) -> Result<Option<Message>, StoreError> {
    record::get(view.message()?, id.0)
}

/// Finds the first message that bore a Message-ID.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_msg_id(view: &impl View, msg_id: &MsgId) -> Result<Option<Message>, StoreError> {
    match record::number(view.message_by_msg_id()?, msg_id.as_str())? {
        Some(id) => get(view, MessageId(id)),
        None => Ok(None),
    }
}

/// Reads messages before a number, newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn before(
    view: &impl View,
    before: MessageId,
    limit: usize,
) -> Result<Vec<Message>, StoreError> {
    let rows = view.message()?.range(..before.0)?.rev();
    rows.take(limit)
        .map(|row| super::codec::decode(row?.1.value()))
        .collect()
}

/// Writes a message. A Message-ID that is known already keeps its first owner, so that a stranger
/// who repeats an id takes nothing over.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, message: &Message) -> Result<(), StoreError> {
    let _: Option<Message> = record::put(tx.message_mut()?, message.id.0, message)?;
    if let Some(msg_id) = &message.msg_id
        && tx.message_by_msg_id()?.get(msg_id.as_str())?.is_none()
    {
        tx.message_by_msg_id_mut()?
            .insert(msg_id.as_str(), message.id.0)?;
    }
    Ok(())
}

/// Reads every message, in the order they came.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Message>, StoreError> {
    record::all(view.message()?)
}
