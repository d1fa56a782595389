//! Groups and the index of their names.

use crate::domain::{
    fold::fold,
    group::Group,
    id::{GroupId, UserId},
};

use redb::ReadableTable;

use super::{StoreError, View, WriteTx, calendar, record};

/// Gives the id of the next group.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<GroupId, StoreError> {
    tx.next("group").map(GroupId)
}

/// Reads a group.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: GroupId) -> Result<Option<Group>, StoreError> {
    record::get(view.group()?, id.0)
}

/// Finds a group by its name.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_name(view: &impl View, name: &str) -> Result<Option<Group>, StoreError> {
    match record::number(view.group_by_name()?, &fold(name))? {
        Some(id) => get(view, GroupId(id)),
        None => Ok(None),
    }
}

/// Writes a group and moves its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, group: &Group) -> Result<(), StoreError> {
    let old: Option<Group> = record::put(tx.group_mut()?, group.id.0, group)?;
    for key in old.iter().flat_map(index_keys) {
        tx.group_by_name_mut()?.remove(key.as_str())?;
    }
    for key in index_keys(group) {
        tx.group_by_name_mut()?.insert(key.as_str(), group.id.0)?;
    }
    if old.is_none_or(|old| old.members != group.members) {
        calendar::group_changed(tx)?;
    }
    Ok(())
}

/// Removes a group and its index key; its name stays known.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, group: &Group) -> Result<(), StoreError> {
    tx.group_mut()?.remove(group.id.0)?;
    tx.group_gone_mut()?
        .insert(group.id.0, group.name.as_str())?;
    for key in index_keys(group) {
        tx.group_by_name_mut()?.remove(key.as_str())?;
    }
    calendar::group_changed(tx)
}

/// Reads the names of deleted groups.
///
/// # Errors
/// [`StoreError`] if they cannot be read.
pub fn gone(view: &impl View) -> Result<Vec<(GroupId, String)>, StoreError> {
    view.group_gone()?
        .iter()?
        .map(|row| {
            let (id, name) = row?;
            Ok((GroupId(id.value()), name.value().to_owned()))
        })
        .collect()
}

/// The keys under which a group is found.
#[must_use]
pub fn index_keys(group: &Group) -> Vec<String> {
    vec![fold(&group.name)]
}

/// Reads every group, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Group>, StoreError> {
    record::all(view.group()?)
}

/// Reads who was given the last ticket that a rule shared out in a group.
///
/// # Errors
/// [`StoreError`] if the row cannot be read.
pub fn turn(view: &impl View, id: GroupId) -> Result<Option<UserId>, StoreError> {
    let row = view.group_turn()?.get(id.0)?;
    Ok(row.map(|user| UserId(user.value())))
}

/// Notes who was given one.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn take_turn(tx: &mut WriteTx<'_>, id: GroupId, user: UserId) -> Result<(), StoreError> {
    tx.group_turn_mut()?.insert(id.0, user.0)?;
    Ok(())
}
