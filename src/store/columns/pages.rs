//! Rows packed 64 to a value of `ticket.columns`; a batch writes each touched page once.
//!
//! 64 rows are 3,072 bytes, one leaf of the tree: a mail rewrites 4 KiB. 512 to a value would
//! rewrite 32 KiB for each (redb rounds values up to powers of two) and load no faster.

use std::collections::{HashMap, HashSet};

use redb::ReadableTable;

use crate::{
    domain::id::{CustomerId, TicketId},
    store::{StoreError, View},
};

use super::{Columns, Row, load::Load, row::WIDTH};

const ROWS: u64 = 64;
const PAGE: usize = ROWS as usize * WIDTH;

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
        let mut page_rows = |page: u64, bytes: &[u8]| {
            for (slot, row) in bytes.as_chunks::<WIDTH>().0.iter().enumerate() {
                if let Some(row) = Row::from_bytes(row) {
                    with(TicketId(page * ROWS + slot as u64), &row);
                }
            }
        };
        for entry in view.ticket_columns()?.iter()? {
            let (page, bytes) = entry?;
            if !self.0.contains_key(&page.value()) {
                page_rows(page.value(), bytes.value());
            }
        }
        for (page, bytes) in &self.0 {
            page_rows(*page, bytes);
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
            if wanted.contains(&row.customer) {
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

/// Reads every page into memory.
pub(crate) fn load(view: &impl View) -> Result<Columns, StoreError> {
    let mut load = Load::default();
    Pages::default().each(view, |ticket, row| load.put(ticket, *row))?;
    Ok(load.end())
}
