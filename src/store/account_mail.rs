//! Mails about accounts and the index of their Message-IDs.

use crate::domain::{account_mail::AccountMail, id::AccountMailId, message::MsgId};

use super::{StoreError, View, WriteTx, record};

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
    let _: Option<AccountMail> = record::put(tx.account_mail_mut(), mail.id.0, mail)?;
    tx.account_mail_by_msg_id_mut()
        .insert(mail.msg_id.as_str(), mail.id.0)?;
    Ok(())
}

/// Removes one and its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, mail: &AccountMail) -> Result<(), StoreError> {
    tx.account_mail_mut().remove(mail.id.0)?;
    tx.account_mail_by_msg_id_mut()
        .remove(mail.msg_id.as_str())?;
    Ok(())
}

/// Reads every one, oldest first.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<AccountMail>, StoreError> {
    record::all(view.account_mail()?)
}
