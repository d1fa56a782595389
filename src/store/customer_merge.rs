//! Customers who were merged into others: their record lives here until they are two again.

use redb::ReadableTable;

use crate::domain::{customer::Customer, customer_merge::Merge, id::CustomerId};

use super::{StoreError, View, WriteTx, customer, record};

/// Reads how a customer was merged; None for one who was not.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, gone: CustomerId) -> Result<Option<Merge>, StoreError> {
    record::get(view.customer_merge()?, gone.0)
}

/// Reads a customer, also one who was merged: as they were then.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn ever(view: &impl View, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    match customer::get(view, id)? {
        Some(customer) => Ok(Some(customer)),
        None => Ok(get(view, id)?.map(|merge| merge.gone)),
    }
}

/// Who was merged into a customer, in the order they were made.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub fn into(view: &impl View, id: CustomerId) -> Result<Vec<Customer>, StoreError> {
    let rows = view
        .customer_merge_by_into()?
        .range((id.0, 0)..=(id.0, u64::MAX))?;
    let mut gone = Vec::new();
    for row in rows {
        let merge = get(view, CustomerId(row?.0.value().1))?;
        gone.extend(merge.map(|merge| merge.gone));
    }
    Ok(gone)
}

/// Puts one customer into another: their record, their addresses, what it takes to undo it. Their
/// tickets move by their logs.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, merge: &Merge) -> Result<(), StoreError> {
    let (gone, into) = (merge.gone.id.0, merge.into_id().0);
    record::put(tx.customer_merge_mut()?, gone, merge)?;
    tx.customer_merge_by_into_mut()?.insert((into, gone), ())?;
    customer::remove(tx, &merge.gone)?;
    customer::put(tx, &merge.after)
}

/// Makes two of them again.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn undo(
    tx: &mut WriteTx<'_>,
    merge: &Merge,
    (gone, into): (&Customer, &Customer),
) -> Result<(), StoreError> {
    tx.customer_merge_mut()?.remove(gone.id.0)?;
    tx.customer_merge_by_into_mut()?
        .remove((merge.into_id().0, gone.id.0))?;
    customer::put(tx, into)?;
    customer::put(tx, gone)
}

/// Reads every merge, in the order of who was merged.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Merge>, StoreError> {
    record::all(view.customer_merge()?)
}
