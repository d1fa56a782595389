//! Deliveries: the outgoing queue and its memory, found by due time, message and return token.

use redb::ReadableTable;

use crate::domain::{
    delivery::Delivery,
    id::{DeliveryId, MessageId},
    time::Timestamp,
    token::AddressToken,
};

use super::{StoreError, View, WriteTx, record};

/// Gives the id of the next delivery.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<DeliveryId, StoreError> {
    tx.next("delivery").map(DeliveryId)
}

/// Reads a delivery.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
    record::get(view.delivery()?, id.0)
}

/// Writes a delivery and moves it in the queue.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, delivery: &Delivery) -> Result<(), StoreError> {
    let old: Option<Delivery> = record::put(tx.delivery_mut()?, delivery.id.0, delivery)?;
    if let Some(due) = old.as_ref().and_then(Delivery::due) {
        tx.delivery_by_due_mut()?.remove((due.0, delivery.id.0))?;
    }
    if let Some(due) = delivery.due() {
        tx.delivery_by_due_mut()?
            .insert((due.0, delivery.id.0), ())?;
    }
    if old.is_none() {
        if let Some(message) = delivery.message() {
            tx.delivery_by_message_mut()?
                .insert((message.0, delivery.id.0), ())?;
        }
        tx.delivery_by_return_mut()?
            .insert(delivery.return_token.as_str(), delivery.id.0)?;
    }
    Ok(())
}

/// Reads what is due by `now`, earliest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn due(view: &impl View, now: Timestamp, limit: usize) -> Result<Vec<Delivery>, StoreError> {
    let mut due = Vec::new();
    for row in view
        .delivery_by_due()?
        .range(..=(now.0, u64::MAX))?
        .take(limit)
    {
        let (_, id) = row?.0.value();
        due.extend(get(view, DeliveryId(id))?);
    }
    Ok(due)
}

/// When the next delivery is due; None when the queue is empty.
///
/// # Errors
/// [`StoreError`] if the index cannot be read.
pub fn next_due(view: &impl View) -> Result<Option<Timestamp>, StoreError> {
    Ok(view
        .delivery_by_due()?
        .first()?
        .map(|(key, _)| key.value().0)
        .map(Timestamp))
}

/// Reads the deliveries of a message, in the order of its recipients.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn of_message(view: &impl View, message: MessageId) -> Result<Vec<Delivery>, StoreError> {
    let mut found = Vec::new();
    for row in view
        .delivery_by_message()?
        .range((message.0, 0)..=(message.0, u64::MAX))?
    {
        found.extend(get(view, DeliveryId(row?.0.value().1))?);
    }
    Ok(found)
}

/// Finds the delivery of a return token.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_return(view: &impl View, token: &AddressToken) -> Result<Option<Delivery>, StoreError> {
    match record::number(view.delivery_by_return()?, token.as_str())? {
        Some(id) => get(view, DeliveryId(id)),
        None => Ok(None),
    }
}

/// Removes a delivery that is over.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, delivery: &Delivery) -> Result<(), StoreError> {
    tx.delivery_mut()?.remove(delivery.id.0)?;
    if let Some(due) = delivery.due() {
        tx.delivery_by_due_mut()?.remove((due.0, delivery.id.0))?;
    }
    if let Some(message) = delivery.message() {
        tx.delivery_by_message_mut()?
            .remove((message.0, delivery.id.0))?;
    }
    tx.delivery_by_return_mut()?
        .remove(delivery.return_token.as_str())?;
    Ok(())
}

/// Reads every delivery, in the order they were queued.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Delivery>, StoreError> {
    record::all(view.delivery()?)
}
