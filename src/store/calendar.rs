//! Business hours. A handful; the desk keeps them in memory. Whatever changes which hours a ticket
//! follows has every ticket looked at again, in the same transaction.

use std::sync::Arc;

use crate::domain::{
    calendar::{Calendar, of_ticket::Services},
    id::CalendarId,
};

use super::{StoreError, View, WriteTx, group, record, timer};

/// Gives the id of the next calendar.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<CalendarId, StoreError> {
    tx.next("calendar").map(CalendarId)
}

/// Reads a calendar.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: CalendarId) -> Result<Option<Calendar>, StoreError> {
    record::get(view.calendar()?, id.0)
}

/// Reads every calendar, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Calendar>, StoreError> {
    record::all(view.calendar()?)
}

/// Writes a calendar.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, calendar: &Calendar) -> Result<(), StoreError> {
    let old: Option<Calendar> = record::put(tx.calendar_mut()?, calendar.id.0, calendar)?;
    match old {
        Some(old) if old == *calendar => Ok(()),
        _ => changed(tx),
    }
}

/// Removes a calendar.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, id: CalendarId) -> Result<(), StoreError> {
    tx.calendar_mut()?.remove(id.0)?;
    changed(tx)
}

/// A group has other members, or is no more.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub(super) fn group_changed(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    if all(tx)?.iter().any(|calendar| !calendar.groups.is_empty()) {
        changed(tx)?;
    }
    Ok(())
}

fn changed(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    tx.services = None;
    timer::refill(tx)
}

/// Every calendar, ready to be asked.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn services(view: &impl View) -> Result<Services, StoreError> {
    let calendars = all(view)?;
    let groups = if calendars.is_empty() {
        Vec::new()
    } else {
        group::all(view)?
    };
    Ok(Services::new(&calendars, &groups))
}

/// The same inside a batch, read once.
pub(super) fn services_of(tx: &mut WriteTx<'_>) -> Result<Arc<Services>, StoreError> {
    if let Some(services) = &tx.services {
        return Ok(Arc::clone(services));
    }
    let services = Arc::new(services(tx)?);
    tx.services = Some(Arc::clone(&services));
    Ok(services)
}
