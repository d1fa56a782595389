//! Customers and the index of their addresses.

use redb::ReadableTable;

use crate::domain::{
    address::EmailAddress,
    change::Change,
    customer::Customer,
    id::{CustomerId, TicketId},
};

use super::{
    StoreError, View, WriteTx, alphabet::Titles, codec::decode, customer_word, record, ticket,
};

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

/// Writes a customer and moves its index keys. When what its tickets show and are found by changed,
/// each of them is a change.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, customer: &Customer) -> Result<(), StoreError> {
    let old = put_silently(tx, customer)?;
    if old.is_some_and(|old| old != *customer) {
        tell_tickets(tx, &[customer.id])?;
    }
    Ok(())
}

/// Removes a customer and their index keys. Whoever calls it moves their tickets.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, customer: &Customer) -> Result<(), StoreError> {
    tx.customer_mut()?.remove(customer.id.0)?;
    for key in index_keys(customer) {
        tx.customer_by_address_mut()?.remove(key.as_str())?;
    }
    if let Some(company) = customer.organization {
        tx.customer_by_company_mut()?
            .remove((company.0, customer.id.0))?;
    }
    customer_word::put_customer(tx, Some(customer), None)
}

/// Leaves nothing of a customer but the number, which their tickets know until they are gone. One
/// who was merged has no record of their own.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn erase(tx: &mut WriteTx<'_>, customer: &Customer) -> Result<(), StoreError> {
    if get(tx, customer.id)?.is_none() {
        return Ok(());
    }
    let bare = Customer {
        name: String::new(),
        addresses: Vec::new(),
        phone: String::new(),
        notes: String::new(),
        organization: None,
        ..customer.clone()
    };
    put_silently(tx, &bare).map(drop)
}

/// Every ticket of a customer as the running transaction sees it, lowest number first. Reads every
/// row.
///
/// # Errors
/// [`StoreError`] if the rows cannot be read.
pub fn tickets(tx: &WriteTx<'_>, id: CustomerId) -> Result<Vec<TicketId>, StoreError> {
    tx.effects.pages.of_customers(tx, &[id])
}

/// Writes a customer without a change of its tickets, and returns what stood there: for who tells
/// the tickets of several customers at once.
pub(super) fn put_silently(
    tx: &mut WriteTx<'_>,
    customer: &Customer,
) -> Result<Option<Customer>, StoreError> {
    let old: Option<Customer> = record::put(tx.customer_mut()?, customer.id.0, customer)?;
    for key in old.iter().flat_map(index_keys) {
        tx.customer_by_address_mut()?.remove(key.as_str())?;
    }
    for key in index_keys(customer) {
        tx.customer_by_address_mut()?
            .insert(key.as_str(), customer.id.0)?;
    }
    let of = |customer: &Customer| customer.organization.map(|of| (of.0, customer.id.0));
    let (before, now) = (old.as_ref().and_then(of), of(customer));
    if before != now {
        if let Some(key) = before {
            tx.customer_by_company_mut()?.remove(key)?;
        }
        if let Some(key) = now {
            tx.customer_by_company_mut()?.insert(key, ())?;
        }
    }
    customer_word::put_customer(tx, old.as_ref(), Some(customer))?;
    Ok(old)
}

/// Makes each ticket of some customers a change. Reads every row, once.
pub(super) fn tell_tickets(
    tx: &mut WriteTx<'_>,
    customers: &[CustomerId],
) -> Result<(), StoreError> {
    for id in tx.effects.pages.of_customers(tx, customers)? {
        let Some(ticket) = ticket::get(tx, id)? else {
            continue;
        };
        let customer = get(tx, ticket.customer)?;
        let titles = Titles::of(&ticket, customer.as_ref());
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

/// Reads customers behind a number, in the order they were made, each when it is its turn.
///
/// # Errors
/// [`StoreError`] if the table cannot be read; an item that is one for a record that cannot.
pub fn behind(
    view: &impl View,
    after: CustomerId,
) -> Result<impl Iterator<Item = Result<Customer, StoreError>>, StoreError> {
    let rows = view.customer()?.range(after.0.saturating_add(1)..)?;
    Ok(rows.map(|row| decode(row?.1.value())))
}

/// Reads every customer, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Customer>, StoreError> {
    record::all(view.customer()?)
}
