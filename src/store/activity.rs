//! Activities: the log of a ticket, in the order of the desk-wide sequence.

use std::collections::HashMap;

use redb::ReadableTable;

use crate::domain::{
    activity::{Activity, Actor, Event},
    change::{Change, NumberedChange},
    id::{ActivityId, TicketId},
    time::Timestamp,
};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
};

/// Writes a line of a ticket's log under the next number. The ticket itself is the caller's.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn append(
    tx: &mut WriteTx<'_>,
    ticket: TicketId,
    at: Timestamp,
    actor: Actor,
    event: Event,
) -> Result<Activity, StoreError> {
    let id = tx.change(Change::Ticket(ticket))?;
    let activity = Activity {
        id,
        ticket,
        at,
        actor,
        event,
    };
    tx.activity_mut()?
        .insert((ticket.0, id.0), encode(&activity)?.as_slice())?;
    Ok(activity)
}

/// Reads a ticket's log after a number, oldest first, at most `limit` lines.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn log(
    view: &impl View,
    ticket: TicketId,
    after: ActivityId,
    limit: usize,
) -> Result<Vec<Activity>, StoreError> {
    view.activity()?
        .range((ticket.0, after.0.saturating_add(1))..=(ticket.0, u64::MAX))?
        .take(limit)
        .map(|row| decode(row?.1.value()))
        .collect()
}

/// Reads the newest lines of a ticket's log before a number that are `wanted`, oldest first, at most
/// `limit`.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn log_before(
    view: &impl View,
    ticket: TicketId,
    before: ActivityId,
    limit: usize,
    wanted: impl Fn(&Event) -> bool,
) -> Result<Vec<Activity>, StoreError> {
    let rows = view
        .activity()?
        .range((ticket.0, 0)..(ticket.0, before.0))?
        .rev();
    let mut log = Vec::new();
    for row in rows {
        let line: Activity = decode(row?.1.value())?;
        if wanted(&line.event) {
            log.push(line);
        }
        if log.len() == limit {
            break;
        }
    }
    log.reverse();
    Ok(log)
}

/// Reads one line.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(
    view: &impl View,
    ticket: TicketId,
    id: ActivityId,
) -> Result<Option<Activity>, StoreError> {
    view.activity()?
        .get((ticket.0, id.0))?
        .map(|bytes| decode(bytes.value()))
        .transpose()
}

/// Reads the changes after a number, oldest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] if the feed cannot be read.
pub fn changes(
    view: &impl View,
    after: ActivityId,
    limit: usize,
) -> Result<Vec<NumberedChange>, StoreError> {
    let mut changes = Vec::new();
    for row in view
        .change()?
        .range(after.0.saturating_add(1)..)?
        .take(limit)
    {
        let (number, change) = row?;
        let (code, id) = change.value();
        if let Some(change) = Change::from_code(code, id) {
            let number = ActivityId(number.value());
            changes.push(NumberedChange {
                number,
                change,
                was: None,
            });
        }
    }
    Ok(changes)
}

/// Reads what changed after a number: each thing once under its newest number, in the order of
/// those. None if it is more than `most`; memory is bounded by them, however long the gap.
///
/// # Errors
/// [`StoreError`] if the feed cannot be read.
pub fn newest_changes(
    view: &impl View,
    after: ActivityId,
    most: usize,
) -> Result<Option<Vec<NumberedChange>>, StoreError> {
    let mut newest: HashMap<Change, ActivityId> = HashMap::new();
    for row in view.change()?.range(after.0.saturating_add(1)..)? {
        let (number, change) = row?;
        let (code, id) = change.value();
        let Some(change) = Change::from_code(code, id) else {
            continue;
        };
        newest.insert(change, ActivityId(number.value()));
        if newest.len() > most {
            return Ok(None);
        }
    }
    let mut changes: Vec<_> = newest
        .into_iter()
        .map(|(change, number)| NumberedChange {
            number,
            change,
            was: None,
        })
        .collect();
    changes.sort_unstable_by_key(|change| change.number);
    Ok(Some(changes))
}

/// The number of the newest change; 0 before the first.
///
/// # Errors
/// [`StoreError`] if the counter cannot be read.
pub fn newest(view: &impl View) -> Result<ActivityId, StoreError> {
    Ok(ActivityId(
        view.counter()?
            .get("change")?
            .map_or(0, |number| number.value()),
    ))
}

/// The oldest change that the feed still holds; None when it holds none.
///
/// # Errors
/// [`StoreError`] if the feed cannot be read.
pub fn oldest(view: &impl View) -> Result<Option<ActivityId>, StoreError> {
    Ok(view
        .change()?
        .first()?
        .map(|(number, _)| ActivityId(number.value())))
}

/// Forgets changes up to a number, at most `limit` at once; the log itself stays.
///
/// # Errors
/// [`StoreError`] if the feed cannot be written.
pub fn forget(tx: &mut WriteTx<'_>, up_to: ActivityId, limit: usize) -> Result<(), StoreError> {
    let old: Vec<u64> = View::change(tx)?
        .range(..=up_to.0)?
        .take(limit)
        .map(|row| Ok(row?.0.value()))
        .collect::<Result<_, StoreError>>()?;
    for number in old {
        tx.change_mut()?.remove(number)?;
    }
    Ok(())
}
