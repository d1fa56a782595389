//! Tickets: record, reply token, row. One `put` keeps them in step.

use redb::ReadableTable;

use crate::domain::{assignee::Assignee, id::TicketId, ticket::Ticket, token::AddressToken};

use super::{
    StoreError, View, WriteTx, alphabet::Titles, calendar, codec::decode, columns::Row, customer,
    heads::HeadMove, record, timer,
};

/// Gives the number of the next ticket.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<TicketId, StoreError> {
    tx.next("ticket").map(TicketId)
}

/// Reads a ticket.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: TicketId) -> Result<Option<Ticket>, StoreError> {
    record::get(view.ticket()?, id.0)
}

/// Finds the ticket of a reply token.
///
/// # Errors
/// [`StoreError`] if the index cannot be read.
pub fn by_token(view: &impl View, token: &AddressToken) -> Result<Option<TicketId>, StoreError> {
    Ok(record::number(view.ticket_by_token()?, token.as_str())?.map(TicketId))
}

/// Reads the ticket that a number leads to: its own, but for one that was merged.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn root(view: &impl View, id: TicketId) -> Result<Option<Ticket>, StoreError> {
    let mut ticket = get(view, id)?;
    while let Some(into) = ticket.as_ref().and_then(|ticket| ticket.merged_into) {
        ticket = get(view, into)?;
    }
    Ok(ticket)
}

/// Writes a ticket, its token and its row.
///
/// # Errors
/// [`StoreError`] if anything of it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, ticket: &Ticket) -> Result<(), StoreError> {
    let old: Option<Ticket> = record::put(tx.ticket_mut()?, ticket.id.0, ticket)?;
    if old.as_ref().is_none_or(|old| old.token != ticket.token) {
        tx.ticket_by_token_mut()?
            .insert(ticket.token.as_str(), ticket.id.0)?;
    }
    put_row(tx, ticket)?;
    if let Some(until) = ticket.snoozed
        && ticket.deleted.is_none()
        && ticket.merged_into.is_none()
    {
        timer::no_later(tx, ticket.id, until)?;
    }
    tx.effects.heads.extend(HeadMove::of(old.as_ref(), ticket));
    if old.is_none_or(|old| old.name != ticket.name || old.customer != ticket.customer) {
        let customer = customer::get(tx, ticket.customer)?;
        let titles = Titles::of(ticket, customer.as_ref());
        tx.effects.titles.push(titles);
    }
    Ok(())
}

/// Writes a ticket's row.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub(super) fn put_row(tx: &mut WriteTx<'_>, ticket: &Ticket) -> Result<(), StoreError> {
    let services = calendar::services_of(tx)?;
    let row = Row::of(ticket, &services);
    write_row(tx, ticket.id, row)
}

fn write_row(tx: &mut WriteTx<'_>, id: TicketId, row: Row) -> Result<(), StoreError> {
    let mut pages = std::mem::take(&mut tx.effects.pages);
    let written = pages.put(tx, id, &row);
    tx.effects.pages = pages;
    written?;
    tx.effects.rows.push((id, row));
    // Not every row goes with another table.
    tx.wrote = true;
    Ok(())
}

/// Writes a ticket's row if it is another one: a calendar may say another due time, though nothing
/// of the ticket changed.
///
/// # Errors
/// [`StoreError`] if it cannot be read or written.
pub fn refresh_row(tx: &mut WriteTx<'_>, ticket: &Ticket) -> Result<(), StoreError> {
    let services = calendar::services_of(tx)?;
    let row = Row::of(ticket, &services);
    let pages = std::mem::take(&mut tx.effects.pages);
    let stored = pages.row(tx, ticket.id);
    tx.effects.pages = pages;
    if stored? == Some(row) {
        return Ok(());
    }
    write_row(tx, ticket.id, row)
}

/// The numbers of the tickets that somebody has, closed ones too, lowest first. Reads every row.
///
/// # Errors
/// [`StoreError`] if the rows cannot be read.
pub fn assigned(tx: &WriteTx<'_>, assignee: Assignee) -> Result<Vec<TicketId>, StoreError> {
    let mut found = Vec::new();
    tx.effects.pages.each(tx, |id, row| {
        if row.place().assignee == Some(assignee) {
            found.push(id);
        }
    })?;
    found.sort_unstable();
    Ok(found)
}

/// Hands over every ticket, in the order of their numbers, one in memory at a time.
///
/// # Errors
/// [`StoreError`] if a record cannot be read, or what `with` failed with.
pub fn each(
    view: &impl View,
    with: impl FnMut(Ticket) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    record::each(view.ticket()?, with)
}

/// Reads tickets from a number on, in the order of their numbers, at most `limit`.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn from(view: &impl View, from: TicketId, limit: usize) -> Result<Vec<Ticket>, StoreError> {
    let rows = view.ticket()?.range(from.0..)?.take(limit);
    rows.map(|row| decode(row?.1.value())).collect()
}

/// Reads every ticket, in the order of their numbers.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Ticket>, StoreError> {
    record::all(view.ticket()?)
}
