//! Tags and the index of their names.

use crate::domain::{fold::fold, id::TagId, tag::Tag};

use super::{StoreError, View, WriteTx, record};

/// Gives the id of the next tag.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<TagId, StoreError> {
    tx.next("tag").map(TagId)
}

/// Reads a tag.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: TagId) -> Result<Option<Tag>, StoreError> {
    record::get(view.tag()?, id.0)
}

/// Finds a tag by its name.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_name(view: &impl View, name: &str) -> Result<Option<Tag>, StoreError> {
    match record::number(view.tag_by_name()?, &fold(name))? {
        Some(id) => get(view, TagId(id)),
        None => Ok(None),
    }
}

/// Writes a tag and moves its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, tag: &Tag) -> Result<(), StoreError> {
    let old: Option<Tag> = record::put(tx.tag_mut()?, tag.id.0, tag)?;
    for key in old.iter().flat_map(index_keys) {
        tx.tag_by_name_mut()?.remove(key.as_str())?;
    }
    for key in index_keys(tag) {
        tx.tag_by_name_mut()?.insert(key.as_str(), tag.id.0)?;
    }
    Ok(())
}

/// Removes a tag and its index key.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, tag: &Tag) -> Result<(), StoreError> {
    tx.tag_mut()?.remove(tag.id.0)?;
    for key in index_keys(tag) {
        tx.tag_by_name_mut()?.remove(key.as_str())?;
    }
    Ok(())
}

/// The keys under which a tag is found: none once it was deleted, its name is free then.
#[must_use]
pub fn index_keys(tag: &Tag) -> Vec<String> {
    tag.active.then(|| fold(&tag.name)).into_iter().collect()
}

/// Reads every tag, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Tag>, StoreError> {
    record::all(view.tag()?)
}
