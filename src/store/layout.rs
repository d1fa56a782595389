//! How people have the overview, by their number.

use crate::domain::{id::UserId, layout::Layout};

use super::{StoreError, View, WriteTx, record};

/// Reads somebody's; None while they changed nothing.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, user: UserId) -> Result<Option<Layout>, StoreError> {
    record::get(view.layout()?, user.0)
}

/// Writes somebody's.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, user: UserId, layout: &Layout) -> Result<(), StoreError> {
    record::put(tx.layout_mut()?, user.0, layout).map(drop)
}
