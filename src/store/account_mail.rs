//! Mails about accounts and the index of their Message-IDs.

use redb::ReadableTable;

use crate::domain::{
    account_mail::AccountMail,
    id::{AccountMailId, UserId},
    message::MsgId,
    time::Timestamp,
};

use super::{StoreError, View, WriteTx, codec::decode, record};

/// Gives the id of the next one.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<AccountMailId, StoreError> {
    tx.next("account_mail").map(AccountMailId)
}

/// Reads one.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: AccountMailId) -> Result<Option<AccountMail>, StoreError> {
    record::get(view.account_mail()?, id.0)
}

/// Finds the one that bore a Message-ID.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_msg_id(view: &impl View, msg_id: &MsgId) -> Result<Option<AccountMail>, StoreError> {
    match record::number(view.account_mail_by_msg_id()?, msg_id.as_str())? {
        Some(id) => get(view, AccountMailId(id)),
        None => Ok(None),
    }
}

/// Writes one and its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, mail: &AccountMail) -> Result<(), StoreError> {
    let _: Option<AccountMail> = record::put(tx.account_mail_mut()?, mail.id.0, mail)?;
    tx.account_mail_by_msg_id_mut()?
        .insert(mail.msg_id.as_str(), mail.id.0)?;
    Ok(())
}

/// Removes one and its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, mail: &AccountMail) -> Result<(), StoreError> {
    tx.account_mail_mut()?.remove(mail.id.0)?;
    tx.account_mail_by_msg_id_mut()?
        .remove(mail.msg_id.as_str())?;
    Ok(())
}

/// Reads those of a user that were queued at or after `since`, newest first. Reads no older ones.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn lately(
    view: &impl View,
    user: UserId,
    since: Timestamp,
) -> Result<Vec<AccountMail>, StoreError> {
    let mut found = Vec::new();
    for row in view.account_mail()?.iter()?.rev() {
        let mail: AccountMail = decode(row?.1.value())?;
        if mail.queued < since {
            break;
        }
        if mail.user == user {
            found.push(mail);
        }
    }
    Ok(found)
}

/// Reads every one, oldest first.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<AccountMail>, StoreError> {
    record::all(view.account_mail()?)
}
