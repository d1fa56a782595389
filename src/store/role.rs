//! Roles and the index of their names. The predefined ones are made with the file.

use crate::domain::{fold::fold, id::RoleId, role::Role};

use super::{StoreError, View, WriteTx, record};

/// Gives the id of the next role.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<RoleId, StoreError> {
    tx.next("role").map(RoleId)
}

/// Reads a role.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: RoleId) -> Result<Option<Role>, StoreError> {
    record::get(view.role()?, id.0)
}

/// Finds a role by its name.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_name(view: &impl View, name: &str) -> Result<Option<Role>, StoreError> {
    match record::number(view.role_by_name()?, &fold(name))? {
        Some(id) => get(view, RoleId(id)),
        None => Ok(None),
    }
}

/// Writes a role and moves its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, role: &Role) -> Result<(), StoreError> {
    let old: Option<Role> = record::put(tx.role_mut()?, role.id.0, role)?;
    for key in old.iter().flat_map(index_keys) {
        tx.role_by_name_mut()?.remove(key.as_str())?;
    }
    for key in index_keys(role) {
        tx.role_by_name_mut()?.insert(key.as_str(), role.id.0)?;
    }
    Ok(())
}

/// Removes a role and its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, role: &Role) -> Result<(), StoreError> {
    tx.role_mut()?.remove(role.id.0)?;
    for key in index_keys(role) {
        tx.role_by_name_mut()?.remove(key.as_str())?;
    }
    Ok(())
}

/// The keys under which a role is found.
#[must_use]
pub fn index_keys(role: &Role) -> Vec<String> {
    vec![fold(&role.name)]
}

/// Reads every role, the predefined ones first.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Role>, StoreError> {
    record::all(view.role()?)
}
