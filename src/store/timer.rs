//! When tickets have to be looked at because time passes, and how far the looking has come.

use redb::ReadableTable;

use crate::domain::{
    id::{ActivityId, TicketId},
    rule::timer::Timer,
    time::Timestamp,
};

use super::{StoreError, View, WriteTx, record};

/// Counter: the number from which on every ticket has to be looked at once; 0 if none has.
const REFILL: &str = "timer.refill";
/// Counter: changes up to this one were looked at.
const SEEN: &str = "timer.seen";

/// Reads what is remembered of a ticket.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: TicketId) -> Result<Option<Timer>, StoreError> {
    record::get(view.timer()?, id.0)
}

/// Writes what is remembered of a ticket and moves its place in the order of time.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, timer: &Timer) -> Result<(), StoreError> {
    let id = timer.ticket.0;
    let old = get(tx, timer.ticket)?;
    if old.as_ref().map_or(timer.is_empty(), |old| old == timer) {
        return Ok(());
    }
    let before = old.and_then(|old| old.next);
    if let Some(before) = before.filter(|_| before != timer.next) {
        tx.timer_by_time_mut()?.remove((before.0, id))?;
    }
    if let Some(next) = timer.next.filter(|_| before != timer.next) {
        tx.timer_by_time_mut()?.insert((next.0, id), ())?;
    }
    if timer.is_empty() {
        tx.timer_mut()?.remove(id)?;
    } else {
        record::put(tx.timer_mut()?, id, timer).map(|_: Option<Timer>| ())?;
    }
    Ok(())
}

/// Has a ticket looked at by then, if it is not looked at before.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn no_later(tx: &mut WriteTx<'_>, id: TicketId, by: Timestamp) -> Result<(), StoreError> {
    let mut timer = get(tx, id)?.unwrap_or(Timer::new(id));
    if timer.next.is_none_or(|next| next > by) {
        timer.next = Some(by);
        put(tx, &timer)?;
    }
    Ok(())
}

/// The tickets whose time has come, the longest due first, at most `limit`.
///
/// # Errors
/// [`StoreError`] if the index cannot be read.
pub fn due(view: &impl View, now: Timestamp, limit: usize) -> Result<Vec<TicketId>, StoreError> {
    let rows = view.timer_by_time()?.range(..=(now.0, u64::MAX))?;
    rows.take(limit)
        .map(|row| Ok(TicketId(row?.0.value().1)))
        .collect()
}

/// When the next ticket has to be looked at.
///
/// # Errors
/// [`StoreError`] if the index cannot be read.
pub fn next(view: &impl View) -> Result<Option<Timestamp>, StoreError> {
    let first = view.timer_by_time()?.first()?;
    Ok(first.map(|(key, _)| Timestamp(key.value().0)))
}

/// Reads every record, in the order of the tickets.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Timer>, StoreError> {
    record::all(view.timer()?)
}

/// Has every ticket looked at again: a calendar or a time rule is another one.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn refill(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    set_refill(tx, Some(TicketId(1)))
}

/// The ticket from which on all have to be looked at; None if none has.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub fn refill_from(view: &impl View) -> Result<Option<TicketId>, StoreError> {
    let number = record::number(view.counter()?, REFILL)?.unwrap_or(0);
    Ok((number != 0).then_some(TicketId(number)))
}

/// Notes how far looking at all has come.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn set_refill(tx: &mut WriteTx<'_>, from: Option<TicketId>) -> Result<(), StoreError> {
    let number = from.map_or(0, |id| id.0);
    tx.counter_mut()?.insert(REFILL, number)?;
    Ok(())
}

/// The newest change that was looked at.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub fn seen(view: &impl View) -> Result<ActivityId, StoreError> {
    let number = record::number(view.counter()?, SEEN)?;
    Ok(ActivityId(number.unwrap_or(0)))
}

/// Notes it.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn set_seen(tx: &mut WriteTx<'_>, seen: ActivityId) -> Result<(), StoreError> {
    tx.counter_mut()?.insert(SEEN, seen.0)?;
    Ok(())
}
