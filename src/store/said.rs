//! When each ticket last said something, in memory: what is new to somebody is then found for all
//! tickets at once, without reading one.
//!
//! Gathered once after each start, kept by the writer after each commit.

#[cfg(test)]
mod tests;

use roaring::RoaringBitmap;

use crate::domain::{query::ask::Marks, ticket::Ticket};

/// The line of its log that was the last to say something, by the number of the ticket; 0 of none.
#[derive(Debug, Default, PartialEq)]
pub struct Said(Vec<u64>);

/// A ticket that says something else than before, and in which line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SaidMove {
    ticket: u32,
    line: u64,
}

impl SaidMove {
    /// What putting `new` in place of `old` changes; None when it is nothing.
    pub(super) fn of(old: Option<&Ticket>, new: &Ticket) -> Option<Self> {
        let is_same = old.is_some_and(|old| old.said == new.said);
        let ticket = u32::try_from(new.id.0).ok()?;
        (!is_same).then_some(Self {
            ticket,
            line: new.said.0,
        })
    }
}

impl Said {
    /// The tickets that say something which somebody has not seen. A number that no ticket of theirs
    /// has may be among them.
    pub(super) fn new_to(&self, marks: &Marks) -> RoaringBitmap {
        let lines = (0..).zip(&self.0);
        let mut new: RoaringBitmap = lines
            .filter(|(_, line)| **line > marks.up_to.0)
            .map(|(number, _)| number)
            .collect();
        for (ticket, seen) in &marks.own {
            let Ok(number) = u32::try_from(ticket.0) else {
                continue;
            };
            if self
                .0
                .get(number as usize)
                .is_some_and(|line| *line > seen.0)
            {
                new.insert(number);
            } else {
                new.remove(number);
            }
        }
        let called = marks.called.iter();
        new.extend(called.filter_map(|ticket| u32::try_from(ticket.0).ok()));
        new
    }

    pub(super) fn take(&mut self, change: SaidMove) {
        let index = change.ticket as usize;
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        if let Some(slot) = self.0.get_mut(index) {
            *slot = change.line;
        }
    }
}
