//! A deleted calendar is there again.

use crate::{
    desk::{people::NAME_CHARS, problem::Problem, warrant::Warrant},
    domain::{audit::Act, calendar::Calendar, change::Change, time::Timestamp, undo::Undone},
    store::{self, StoreError, View, WriteTx},
};

use super::{followers, is_taken, room};

/// Makes a calendar again, with what followed it and follows no other meanwhile; for all others
/// only if none is. Where its name was used meanwhile, it gets a number behind it.
pub(in crate::desk) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<Undone, Problem> {
    room(tx)?;
    let mut calendar = calendar.clone();
    calendar.name = free(tx, &calendar)?;
    for other in store::calendar::all(tx)? {
        calendar
            .mailboxes
            .retain(|id| !other.mailboxes.contains(id));
        calendar.groups.retain(|id| !other.groups.contains(id));
        calendar.is_default &= !other.is_default;
    }
    store::calendar::put(tx, &calendar)?;
    let back = followers(tx, &calendar)?;
    let back = back.into_iter().filter(|field| !field.new.is_empty());
    warrant.record(
        tx,
        Act::CalendarRestored,
        &calendar.name,
        back.collect(),
        now,
    )?;
    tx.change(Change::Settings)?;
    Ok(Undone {
        subject: calendar.name,
        ..Undone::default()
    })
}

/// The name, or with a number behind it.
fn free(view: &impl View, calendar: &Calendar) -> Result<String, StoreError> {
    let mut free = calendar.name.clone();
    for number in 2_u32.. {
        if !is_taken(view, &free, calendar.id)? {
            break;
        }
        let behind = format!(" ({number})");
        let room = NAME_CHARS.saturating_sub(behind.len());
        free = calendar
            .name
            .chars()
            .take(room)
            .chain(behind.chars())
            .collect();
    }
    Ok(free)
}
