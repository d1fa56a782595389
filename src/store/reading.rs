//! How far each person has read each ticket. Nobody else's reading depends on it, so it is no change
//! of the desk and stands in no feed.

#[cfg(test)]
mod tests;

use redb::ReadableTable;

use crate::domain::id::{ActivityId, TicketId, UserId};

use super::{StoreError, View, WriteTx, activity};

/// No ticket has this number: under it stands what counts as seen of all that have no row.
const ALL: u64 = 0;

/// The newest change that somebody has seen of a ticket.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub fn seen(view: &impl View, user: UserId, ticket: TicketId) -> Result<ActivityId, StoreError> {
    let table = view.reading()?;
    let own = table.get((user.0, ticket.0))?;
    let seen = match own {
        Some(seen) => seen.value(),
        None => table.get((user.0, ALL))?.map_or(0, |seen| seen.value()),
    };
    Ok(ActivityId(seen))
}

/// What counts as seen of all tickets that have no row of their own, and every row, by ticket.
///
/// # Errors
/// [`StoreError`] if it cannot be read.
pub fn of(
    view: &impl View,
    user: UserId,
) -> Result<(ActivityId, Vec<(TicketId, ActivityId)>), StoreError> {
    let up_to = seen(view, user, TicketId(ALL))?;
    let rows = view
        .reading()?
        .range((user.0, ALL + 1)..=(user.0, u64::MAX))?;
    let own = rows.map(|row| {
        let (key, seen) = row?;
        Ok((TicketId(key.value().1), ActivityId(seen.value())))
    });
    Ok((up_to, own.collect::<Result<_, StoreError>>()?))
}

/// Notes it.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn set(
    tx: &mut WriteTx<'_>,
    user: UserId,
    ticket: TicketId,
    seen: ActivityId,
) -> Result<(), StoreError> {
    tx.reading_mut()?.insert((user.0, ticket.0), seen.0)?;
    Ok(())
}

/// Somebody begins to read now: what was before is not new to them.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn begin(tx: &mut WriteTx<'_>, user: UserId) -> Result<(), StoreError> {
    let newest = activity::newest(tx)?;
    set(tx, user, TicketId(ALL), newest)
}

/// Keeps at most the newest half of `most` rows of somebody who has more than `most`; everything up
/// to the newest one that goes counts as seen from then on. Gives how many went.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn shorten(tx: &mut WriteTx<'_>, user: UserId, most: usize) -> Result<usize, StoreError> {
    let rows = View::reading(tx)?.range((user.0, ALL + 1)..=(user.0, u64::MAX))?;
    let mut rows = rows
        .map(|row| {
            let (key, seen) = row?;
            Ok((seen.value(), key.value().1))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    if rows.len() <= most {
        return Ok(0);
    }
    rows.sort_unstable();
    let gone = rows.len() - most / 2;
    let up_to = rows.get(gone - 1).map_or(0, |(seen, _)| *seen);
    for (_, ticket) in rows.into_iter().take(gone) {
        tx.reading_mut()?.remove((user.0, ticket))?;
    }
    let before = seen(tx, user, TicketId(ALL))?;
    set(tx, user, TicketId(ALL), before.max(ActivityId(up_to)))?;
    Ok(gone)
}
