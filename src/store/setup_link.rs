//! The one-time link that makes the first admin, by the hash of its token.

use redb::ReadableTable;

use crate::domain::credential::{SecretHash, SetupLink};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
};

/// Finds a set-up link by the hash of its secret.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, hash: &SecretHash) -> Result<Option<SetupLink>, StoreError> {
    view.setup_link()?
        .get(hash.as_slice())?
        .map(|bytes| decode(bytes.value()))
        .transpose()
}

/// Writes a set-up link.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, hash: &SecretHash, record: &SetupLink) -> Result<(), StoreError> {
    tx.setup_link_mut()
        .insert(hash.as_slice(), encode(record)?.as_slice())?;
    Ok(())
}

/// Removes a set-up link; true if it was there.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, hash: &SecretHash) -> Result<bool, StoreError> {
    Ok(tx.setup_link_mut().remove(hash.as_slice())?.is_some())
}

/// Removes every one that `keep` refuses.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn retain(tx: &mut WriteTx<'_>, keep: impl Fn(&SetupLink) -> bool) -> Result<(), StoreError> {
    // What does not decode is of no use to anybody either.
    tx.setup_link_mut()
        .retain(|_, bytes| decode(bytes).is_ok_and(|record| keep(&record)))?;
    Ok(())
}
