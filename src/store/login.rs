//! Sign-ins, by the hash of the cookie.

use redb::ReadableTable;

use crate::domain::credential::{Login, SecretHash};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
};

/// Finds a sign-in by the hash of its secret.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, hash: &SecretHash) -> Result<Option<Login>, StoreError> {
    view.login()?
        .get(hash.as_slice())?
        .map(|bytes| decode(bytes.value()))
        .transpose()
}

/// Writes a sign-in.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, hash: &SecretHash, record: &Login) -> Result<(), StoreError> {
    tx.login_mut()
        .insert(hash.as_slice(), encode(record)?.as_slice())?;
    Ok(())
}

/// Removes a sign-in; true if it was there.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, hash: &SecretHash) -> Result<bool, StoreError> {
    Ok(tx.login_mut().remove(hash.as_slice())?.is_some())
}

/// Removes every one that `keep` refuses.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn retain(tx: &mut WriteTx<'_>, keep: impl Fn(&Login) -> bool) -> Result<(), StoreError> {
    // What does not decode is of no use to anybody either.
    tx.login_mut()
        .retain(|_, bytes| decode(bytes).is_ok_and(|record| keep(&record)))?;
    Ok(())
}
