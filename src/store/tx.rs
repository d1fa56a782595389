//! One closure's view of the running write transaction. Numbers and marks what it changes.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
};

use crate::domain::{
    assignee::Assignee,
    calendar::of_ticket::Services,
    change::{Change, NumberedChange},
    id::{ActivityId, TicketId},
};

use super::{
    StoreError, View,
    alphabet::Titles,
    columns::{Columns, Row, pages::Pages},
    heads::HeadMove,
    tables::WriteTables,
};

/// What a use case writes into. Commits whole or not at all, together with its neighbours.
pub struct WriteTx<'t> {
    pub(super) tables: WriteTables<'t>,
    /// True once the running closure has written something.
    pub(super) wrote: bool,
    pub(super) effects: Effects,
    /// The rows as the last commit left them.
    columns: Option<&'t RwLock<Columns>>,
    /// The calendars, once a ticket was put.
    pub(super) services: Option<Arc<Services>>,
}

/// What happens in memory once the transaction is on disk.
#[derive(Default)]
pub(super) struct Effects {
    pub changes: Vec<NumberedChange>,
    pub rows: Vec<(TicketId, Row)>,
    /// Tickets that are gone for good.
    pub gone: Vec<TicketId>,
    pub titles: Vec<Titles>,
    pub heads: Vec<HeadMove>,
    pub pages: Pages,
}

impl<'t> WriteTx<'t> {
    pub(super) fn new(tables: WriteTables<'t>, columns: Option<&'t RwLock<Columns>>) -> Self {
        Self {
            tables,
            wrote: false,
            effects: Effects::default(),
            columns,
            services: None,
        }
    }

    /// How many tickets that are not closed somebody has, with what this batch changed.
    #[must_use]
    pub fn open_of(&self, assignee: Assignee) -> u64 {
        let Some(columns) = self.columns else {
            return 0;
        };
        let columns = columns.read().unwrap_or_else(PoisonError::into_inner);
        let mut count = columns.open_of(assignee);
        let has = |row: &Row| {
            row.is_listed() && row.place().assignee == Some(assignee) && !row.is_closed()
        };
        // Of a ticket that was written twice the last one counts.
        let mut seen = HashSet::new();
        for (id, row) in self.effects.rows.iter().rev() {
            if !seen.insert(*id) {
                continue;
            }
            let before = columns.row(*id).is_some_and(has);
            let now = has(row);
            count = count + u64::from(now) - u64::from(before);
        }
        count
    }

    /// Gives the next number of a counter, beginning with 1.
    ///
    /// # Errors
    /// [`StoreError`] if the counter cannot be written.
    pub fn next(&mut self, counter: &'static str) -> Result<u64, StoreError> {
        use redb::ReadableTable;
        let last = self
            .counter()?
            .get(counter)?
            .map_or(0, |number| number.value());
        self.counter_mut()?.insert(counter, last + 1)?;
        Ok(last + 1)
    }

    /// Draws the next number of the desk-wide sequence for a change.
    ///
    /// # Errors
    /// [`StoreError`] if the feed cannot be written.
    pub fn change(&mut self, change: Change) -> Result<ActivityId, StoreError> {
        let number = self.next("change")?;
        self.change_mut()?.insert(number, change.code())?;
        let number = ActivityId(number);
        self.effects.changes.push(NumberedChange {
            number,
            change,
            was: None,
        });
        Ok(number)
    }

    /// Writes the packed rows that this batch touched.
    pub(super) fn finish(mut self) -> Result<Effects, StoreError> {
        for (page, bytes) in self.effects.pages.drain() {
            self.ticket_columns_mut()?.insert(page, bytes.as_slice())?;
        }
        Ok(self.effects)
    }
}
