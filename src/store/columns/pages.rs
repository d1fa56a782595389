//! Rows packed 64 to a value of `ticket.columns`; a batch writes each touched page once.
//!
//! 64 rows are 3,072 bytes, one leaf of the tree: a mail rewrites 4 KiB. 512 to a value would
//! rewrite 32 KiB for each (redb rounds values up to powers of two) and load no faster.

use std::{
    collections::{HashMap, HashSet},
    panic::resume_unwind,
    sync::mpsc::sync_channel,
    thread::Builder,
};

use redb::{AccessGuard, ReadableTable};

use crate::{
    domain::id::{CustomerId, TicketId},
    store::{StoreError, View},
};

use super::{
    Columns, Row,
    cold::Cold,
    load::{Load, Orders},
    row::WIDTH,
};

const ROWS: u64 = 64;
const PAGE: usize = ROWS as usize * WIDTH;
/// So many pages go from the thread that reads to the one that places their rows at once.
const BATCH: usize = 64;
/// So many batches may wait, 12 MB of pages: threads that wait for each other often end up on one core.
const AHEAD: usize = 64;

/// The pages that the running batch changed.
#[derive(Default)]
pub struct Pages(HashMap<u64, Vec<u8>>);

impl Pages {
    /// Puts a row into its page, which is read first if this batch has not touched it.
    pub(crate) fn put(
        &mut self,
        view: &impl View,
        ticket: TicketId,
        row: &Row,
    ) -> Result<(), StoreError> {
        let slot = self.slot(view, ticket)?;
        slot.copy_from_slice(&row.to_bytes());
        Ok(())
    }

    fn slot(&mut self, view: &impl View, ticket: TicketId) -> Result<&mut [u8], StoreError> {
        let (page, slot) = (ticket.0 / ROWS, (ticket.0 % ROWS) as usize);
        let bytes = match self.0.entry(page) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                let mut bytes = view
                    .ticket_columns()?
                    .get(page)?
                    .map_or_else(Vec::new, |old| old.value().to_vec());
                bytes.resize(PAGE, 0);
                entry.insert(bytes)
            }
        };
        Ok(&mut bytes[slot * WIDTH..(slot + 1) * WIDTH])
    }

    /// Takes a row out of its page.
    pub(crate) fn remove(&mut self, view: &impl View, ticket: TicketId) -> Result<(), StoreError> {
        let slot = self.slot(view, ticket)?;
        slot.fill(0);
        Ok(())
    }

    /// The row of a ticket as the running batch sees it.
    pub(crate) fn row(
        &self,
        view: &impl View,
        ticket: TicketId,
    ) -> Result<Option<Row>, StoreError> {
        let (page, slot) = (ticket.0 / ROWS, (ticket.0 % ROWS) as usize);
        let of = |bytes: &[u8]| {
            let row = bytes.as_chunks::<WIDTH>().0.get(slot)?;
            Row::from_bytes(row)
        };
        if let Some(bytes) = self.0.get(&page) {
            return Ok(of(bytes));
        }
        let bytes = view.ticket_columns()?.get(page)?;
        Ok(bytes.and_then(|bytes| of(bytes.value())))
    }

    /// Calls `with` for every row as the running batch sees it.
    pub(crate) fn each(
        &self,
        view: &impl View,
        mut with: impl FnMut(TicketId, &Row),
    ) -> Result<(), StoreError> {
        for entry in view.ticket_columns()?.iter()? {
            let (page, bytes) = entry?;
            if !self.0.contains_key(&page.value()) {
                rows_of(page.value(), bytes.value(), &mut with);
            }
        }
        for (page, bytes) in &self.0 {
            rows_of(*page, bytes, &mut with);
        }
        Ok(())
    }

    /// Every ticket of some customers, as the running batch sees it, lowest number first.
    pub(crate) fn of_customers(
        &self,
        view: &impl View,
        customers: &[CustomerId],
    ) -> Result<Vec<TicketId>, StoreError> {
        if customers.is_empty() {
            return Ok(Vec::new());
        }
        let wanted: HashSet<u64> = customers.iter().map(|customer| customer.0).collect();
        let mut found = Vec::new();
        self.each(view, |ticket, row| {
            if wanted.contains(&row.customer.into()) {
                found.push(ticket);
            }
        })?;
        found.sort_unstable();
        Ok(found)
    }

    pub(crate) fn drain(&mut self) -> std::vec::IntoIter<(u64, Vec<u8>)> {
        std::mem::take(&mut self.0)
            .into_iter()
            .collect::<Vec<_>>()
            .into_iter()
    }
}

/// Calls `with` for every row of a page.
fn rows_of(page: u64, bytes: &[u8], with: &mut impl FnMut(TicketId, &Row)) {
    for (slot, row) in bytes.as_chunks::<WIDTH>().0.iter().enumerate() {
        if let Some(row) = Row::from_bytes(row) {
            with(TicketId(page * ROWS + slot as u64), &row);
        }
    }
}

/// Reads every page into memory: one thread reads and orders, the other puts each row to its place.
pub(crate) fn load(view: &impl View, cold: Option<Cold<'_>>) -> Result<Columns, StoreError> {
    let table = view.ticket_columns()?;
    let end = table.last()?.map_or(0, |(page, _)| page.value() + 1);
    let numbers = end * ROWS;
    let (mut load, mut orders) = (Load::with_room(numbers), Orders::with_room(numbers));
    let pages = table.iter()?;
    std::thread::scope(|scope| {
        let _wanted = cold.as_ref().map(Cold::while_wanted);
        let (read, batches) = sync_channel::<Vec<(u64, AccessGuard<'_, &[u8]>)>>(AHEAD);
        let placed = scope.spawn(move || {
            for (page, bytes) in batches.into_iter().flatten() {
                rows_of(page, bytes.value(), &mut |ticket, row| {
                    load.put(ticket, *row);
                });
            }
            load.end()
        });
        let mut batch = Vec::with_capacity(BATCH);
        for (at, entry) in pages.enumerate() {
            if let Some(cold) = &cold {
                for _ in 0..cold.readers(at) {
                    // Where no thread can be had, the pages are read by this one.
                    Builder::new()
                        .spawn_scoped(scope, move || cold.read(end))
                        .ok();
                }
            }
            let (page, bytes) = entry?;
            let page = page.value();
            rows_of(page, bytes.value(), &mut |ticket, row| {
                orders.put(ticket, row);
            });
            batch.push((page, bytes));
            if batch.len() == BATCH {
                // A thread that does not take them any more has panicked, which its join tells.
                read.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))
                    .ok();
            }
        }
        read.send(batch).ok();
        drop(read);
        let ordered = orders.end();
        let mut columns = placed.join().unwrap_or_else(|it| resume_unwind(it));
        ordered.put_to(&mut columns);
        Ok(columns)
    })
}
