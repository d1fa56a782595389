//! API tokens, by the hash of the token.

use redb::ReadableTable;

use crate::domain::credential::{ApiToken, SecretHash};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
};

/// Finds an API token by the hash of its secret.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, hash: &SecretHash) -> Result<Option<ApiToken>, StoreError> {
    view.api_token()?
        .get(hash.as_slice())?
        .map(|bytes| decode(bytes.value()))
        .transpose()
}

/// Writes an API token.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, hash: &SecretHash, record: &ApiToken) -> Result<(), StoreError> {
    tx.api_token_mut()
        .insert(hash.as_slice(), encode(record)?.as_slice())?;
    Ok(())
}

/// Removes an API token; true if it was there.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, hash: &SecretHash) -> Result<bool, StoreError> {
    Ok(tx.api_token_mut().remove(hash.as_slice())?.is_some())
}

/// Removes every one that `keep` refuses.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn retain(tx: &mut WriteTx<'_>, keep: impl Fn(&ApiToken) -> bool) -> Result<(), StoreError> {
    // What does not decode is of no use to anybody either.
    tx.api_token_mut()
        .retain(|_, bytes| decode(bytes).is_ok_and(|record| keep(&record)))?;
    Ok(())
}
