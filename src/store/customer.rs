//! Customers and the index of their addresses.

use crate::domain::{address::EmailAddress, change::Change, customer::Customer, id::CustomerId};

use super::{StoreError, View, WriteTx, alphabet::Titles, record, ticket};

/// Gives the id of the next customer.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<CustomerId, StoreError> {
    tx.next("customer").map(CustomerId)
}

/// Reads a customer.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    record::get(view.customer()?, id.0)
}

/// Finds the customer whose address this is.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_address(
    view: &impl View,
    address: &EmailAddress,
) -> Result<Option<Customer>, StoreError> {
    match record::number(view.customer_by_address()?, &address.key())? {
        Some(id) => get(view, CustomerId(id)),
        None => Ok(None),
    }
}

/// Writes a customer and moves its addresses in the index. When what its tickets show and are found
/// by changed, each of them is a change.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, customer: &Customer) -> Result<(), StoreError> {
    let old: Option<Customer> = record::put(tx.customer_mut()?, customer.id.0, customer)?;
    for key in old.iter().flat_map(index_keys) {
        tx.customer_by_address_mut()?.remove(key.as_str())?;
    }
    for key in index_keys(customer) {
        tx.customer_by_address_mut()?
            .insert(key.as_str(), customer.id.0)?;
    }
    let shown = |of: &Customer| (of.name.clone(), of.addresses.clone(), of.phone.clone());
    if old.is_some_and(|old| shown(&old) != shown(customer)) {
        tell_tickets(tx, customer)?;
    }
    Ok(())
}

fn tell_tickets(tx: &mut WriteTx<'_>, customer: &Customer) -> Result<(), StoreError> {
    for id in tx.effects.pages.of_customer(tx, customer.id)? {
        let Some(ticket) = ticket::get(tx, id)? else {
            continue;
        };
        let titles = Titles::of(&ticket, Some(customer));
        tx.effects.titles.push(titles);
        tx.change(Change::Ticket(id))?;
    }
    Ok(())
}

/// The keys under which a customer is found.
#[must_use]
pub fn index_keys(customer: &Customer) -> Vec<String> {
    customer.addresses.iter().map(EmailAddress::key).collect()
}

/// Reads every customer, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Customer>, StoreError> {
    record::all(view.customer()?)
}
