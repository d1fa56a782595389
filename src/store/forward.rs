//! Reply tokens of what was forwarded: who writes by one of them is somebody outside.

use crate::domain::{
    id::MessageId,
    message::{Direction, Message, Sender},
    token::AddressToken,
};

use super::{StoreError, View, WriteTx, message, record};

/// Finds what was forwarded with a reply token.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_token(view: &impl View, token: &AddressToken) -> Result<Option<Message>, StoreError> {
    match record::number(view.forward_by_token()?, token.as_str())? {
        Some(id) => message::get(view, MessageId(id)),
        None => Ok(None),
    }
}

/// Notes that answers to what was forwarded come by a reply token.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(
    tx: &mut WriteTx<'_>,
    token: &AddressToken,
    message: MessageId,
) -> Result<(), StoreError> {
    tx.forward_by_token_mut()?
        .insert(token.as_str(), message.0)?;
    Ok(())
}

/// Takes the tokens of a message that goes for good. What was erased names its own no more, so all
/// are looked at; messages that nobody forwarded have none.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub(super) fn remove(tx: &mut WriteTx<'_>, message: &Message) -> Result<(), StoreError> {
    if message.sender == Sender::Outside && message.direction == Direction::Out {
        tx.forward_by_token_mut()?
            .retain(|_, id| id != message.id.0)?;
    }
    Ok(())
}
