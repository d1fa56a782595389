//! Receipts, oldest first, and the hashes by which a repeated mail is known.

use redb::{ReadableTable, ReadableTableMetadata};

use crate::domain::{id::ReceiptId, receipt::Receipt, time::Timestamp};

use super::{StoreError, View, WriteTx, record};

/// The counter that holds where forgetting hashes stopped.
const FORGOTTEN: &str = "receipt.hashes_forgotten";

/// Writes a receipt under the next number, which is put into it.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn append(tx: &mut WriteTx<'_>, mut receipt: Receipt) -> Result<ReceiptId, StoreError> {
    receipt.id = ReceiptId(tx.next("receipt")?);
    let _: Option<Receipt> = record::put(tx.receipt_mut()?, receipt.id.0, &receipt)?;
    Ok(receipt.id)
}

/// Reads a receipt.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: ReceiptId) -> Result<Option<Receipt>, StoreError> {
    record::get(view.receipt()?, id.0)
}

/// Remembers that these bytes came in this envelope.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remember(
    tx: &mut WriteTx<'_>,
    hash: &[u8; 32],
    receipt: ReceiptId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.receipt_by_hash_mut()?
        .insert(hash.as_slice(), (receipt.0, at.0))?;
    Ok(())
}

/// Finds the receipt of the same bytes in the same envelope, and when they came.
///
/// # Errors
/// [`StoreError`] if the index cannot be read.
pub fn by_hash(
    view: &impl View,
    hash: &[u8; 32],
) -> Result<Option<(ReceiptId, Timestamp)>, StoreError> {
    Ok(view.receipt_by_hash()?.get(hash.as_slice())?.map(|found| {
        let (id, at) = found.value();
        (ReceiptId(id), Timestamp(at))
    }))
}

/// Forgets a hash that is too old to matter.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn forget(tx: &mut WriteTx<'_>, hash: &[u8; 32]) -> Result<(), StoreError> {
    tx.receipt_by_hash_mut()?.remove(hash.as_slice())?;
    Ok(())
}

/// Reads every receipt, oldest first.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Receipt>, StoreError> {
    record::all(view.receipt()?)
}

/// Forgets the hashes of receipts older than `before`, at most `limit` receipts at once. Where it
/// stopped is a counter, so that no receipt is looked at twice.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn forget_before(
    tx: &mut WriteTx<'_>,
    before: Timestamp,
    limit: usize,
) -> Result<(), StoreError> {
    let done = hashes_forgotten(tx)?;
    let mut old = Vec::new();
    for row in tx.receipt()?.range(done + 1..)?.take(limit) {
        let receipt: Receipt = super::codec::decode(row?.1.value())?;
        if receipt.at >= before {
            break;
        }
        old.push(receipt);
    }
    let Some(last) = old.last().map(|receipt| receipt.id) else {
        return Ok(());
    };
    for receipt in &old {
        let Some(hash) = receipt.hash else { continue };
        if by_hash(tx, &hash)?.is_some_and(|(id, _)| id == receipt.id) {
            forget(tx, &hash)?;
        }
    }
    tx.counter_mut()?.insert(FORGOTTEN, last.0)?;
    Ok(())
}

/// Removes receipts older than `before` and those beyond `most`, oldest first, at most `limit` at
/// once, with the hashes that lead to them. Returns how many.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn shorten(
    tx: &mut WriteTx<'_>,
    before: Timestamp,
    most: u64,
    limit: usize,
) -> Result<usize, StoreError> {
    let over = tx.receipt()?.len()?.saturating_sub(most);
    let mut old: Vec<Receipt> = Vec::new();
    for row in tx.receipt()?.iter()?.take(limit) {
        let receipt: Receipt = super::codec::decode(row?.1.value())?;
        if receipt.at >= before && old.len() as u64 >= over {
            break;
        }
        old.push(receipt);
    }
    for receipt in &old {
        if let Some(hash) = receipt.hash
            && by_hash(tx, &hash)?.is_some_and(|(id, _)| id == receipt.id)
        {
            forget(tx, &hash)?;
        }
        tx.receipt_mut()?.remove(receipt.id.0)?;
    }
    Ok(old.len())
}

/// The last receipt whose hash was forgotten because of its age.
///
/// # Errors
/// [`StoreError`] if the counter cannot be read.
pub fn hashes_forgotten(view: &impl View) -> Result<u64, StoreError> {
    Ok(record::number(view.counter()?, FORGOTTEN)?.unwrap_or(0))
}

/// Reads the newest receipts, newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn newest(view: &impl View, limit: usize) -> Result<Vec<Receipt>, StoreError> {
    let mut found = Vec::new();
    for row in view.receipt()?.iter()?.rev().take(limit) {
        found.push(super::codec::decode(row?.1.value())?);
    }
    Ok(found)
}
