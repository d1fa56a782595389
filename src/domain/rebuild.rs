//! A ticket from its whole log: what is stored of it never says anything else.

use std::collections::HashSet;

use super::{
    activity::{Activity, Event, apply, note, start},
    id::ActivityId,
    ticket::Ticket,
};

/// Makes a ticket from its whole log; None if the log does not begin with `Created`.
#[must_use]
pub fn rebuild(log: &[Activity]) -> Option<Ticket> {
    let (first, rest) = log.split_first()?;
    let Event::Created(created) = &first.event else {
        return None;
    };
    let mut ticket = start(first.ticket, first.id, first.at, created);
    // What was merged and taken out again left nothing behind.
    let parted = rest.iter().filter_map(|line| match line.event {
        Event::Parted { merge, .. } => Some(merge),
        _ => None,
    });
    let parted: HashSet<ActivityId> = parted.collect();
    for line in rest {
        match parted.contains(&line.id) {
            true => note(&mut ticket, line),
            false => apply(&mut ticket, line),
        }
    }
    Some(ticket)
}
