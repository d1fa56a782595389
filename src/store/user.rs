//! Users and the index of their addresses.

use crate::domain::{address::EmailAddress, id::UserId, user::User};

use super::{StoreError, View, WriteTx, reading, record};

/// Gives the id of the next user.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<UserId, StoreError> {
    tx.next("user").map(UserId)
}

/// Reads a user.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: UserId) -> Result<Option<User>, StoreError> {
    record::get(view.user()?, id.0)
}

/// Finds a user by its email.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_email(view: &impl View, email: &EmailAddress) -> Result<Option<User>, StoreError> {
    match record::number(view.user_by_email()?, &email.key())? {
        Some(id) => get(view, UserId(id)),
        None => Ok(None),
    }
}

/// Writes a user and moves its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, user: &User) -> Result<(), StoreError> {
    let old: Option<User> = record::put(tx.user_mut()?, user.id.0, user)?;
    if old.is_none() {
        reading::begin(tx, user.id)?;
    }
    for key in old.iter().flat_map(index_keys) {
        tx.user_by_email_mut()?.remove(key.as_str())?;
    }
    for key in index_keys(user) {
        tx.user_by_email_mut()?.insert(key.as_str(), user.id.0)?;
    }
    Ok(())
}

/// The keys under which a user is found.
#[must_use]
pub fn index_keys(user: &User) -> Vec<String> {
    vec![user.email.key()]
}

/// Reads every user, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<User>, StoreError> {
    record::all(view.user()?)
}
