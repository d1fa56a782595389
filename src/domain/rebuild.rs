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
    let undone = undone(rest);
    for line in rest {
        match undone.contains(&line.id) {
            true => note(&mut ticket, line),
            false => apply(&mut ticket, line),
        }
    }
    Some(ticket)
}

/// Lines that left nothing behind: of what was merged and taken out again, and of messages that are
/// in another ticket.
fn undone(log: &[Activity]) -> HashSet<ActivityId> {
    let mut undone = HashSet::new();
    for line in log {
        match line.event {
            Event::Parted { merge: gone, .. } | Event::SplitOff { line: gone, .. } => {
                undone.insert(gone);
            }
            Event::SplitBack { line: back, .. } => {
                undone.remove(&back);
            }
            _ => {}
        }
    }
    undone
}
