//! Where a ticket stands: with all others, in the bin, or merged into another one. What is in the bin
//! or merged is in no bitmap of the others, so that no list and no count can forget to leave it out;
//! the bin has its own, and a merged ticket is only a number that leads to another.

use std::{borrow::Cow, sync::LazyLock};

use roaring::RoaringBitmap;

use crate::domain::{
    id::TicketId,
    query::{Query, ask::Ask},
};

use super::{Columns, Row, rows::Rows};

static EMPTY: LazyLock<Columns> = LazyLock::new(Columns::sparse);

impl Columns {
    fn sparse() -> Self {
        Self {
            rows: Rows::Sparse(std::collections::BTreeMap::new()),
            ..Self::default()
        }
    }

    /// Puts a row in place of the ticket's last one.
    pub fn put(&mut self, ticket: TicketId, row: Row) {
        let Ok(number) = u32::try_from(ticket.0) else {
            return;
        };
        if let Some(into) = row.merged_into() {
            self.remove_from_bin(number);
            self.remove_here(number);
            self.merged.insert(number, into);
            return;
        }
        self.merged.remove(&number);
        if row.is_deleted() {
            self.remove_here(number);
            let bin = self.bin.get_or_insert_with(|| Box::new(Self::sparse()));
            bin.put_here(number, row);
        } else {
            self.remove_from_bin(number);
            self.put_here(number, row);
        }
    }

    /// Takes out the row of a ticket that is gone for good.
    pub fn remove(&mut self, ticket: TicketId) {
        let Ok(number) = u32::try_from(ticket.0) else {
            return;
        };
        self.merged.remove(&number);
        self.remove_from_bin(number);
        self.remove_here(number);
    }

    fn remove_from_bin(&mut self, number: u32) {
        if let Some(bin) = &mut self.bin {
            bin.remove_here(number);
        }
        self.bin.take_if(|bin| bin.is_empty());
    }

    /// Everything here, if this is the bin.
    pub(in crate::store) fn deleted(&self) -> RoaringBitmap {
        match self.rows {
            Rows::Sparse(_) => self.all.clone(),
            Rows::Dense(_) => RoaringBitmap::new(),
        }
    }

    /// The number of every ticket here, lowest first.
    #[must_use]
    pub fn ids(&self) -> Vec<TicketId> {
        let numbers = self.all.iter();
        numbers.map(|number| TicketId(number.into())).collect()
    }

    /// What is in the bin.
    #[must_use]
    pub fn bin(&self) -> &Self {
        self.bin.as_deref().unwrap_or(&EMPTY)
    }

    /// Where a query looks.
    #[must_use]
    pub fn asked_by(&self, query: &Query) -> &Self {
        let of_bin = query.ask.as_ref().is_some_and(Ask::is_of_bin);
        if of_bin { self.bin() } else { self }
    }

    /// The ticket that a number leads to: its own, but for one that was merged.
    #[must_use]
    pub fn root(&self, ticket: TicketId) -> TicketId {
        let mut number = ticket.0;
        // No ticket is merged into what is merged into it; a damaged file may say so.
        for _ in 0..=self.merged.len() {
            let into = u32::try_from(number).ok();
            match into.and_then(|number| self.merged.get(&number)) {
                Some(into) => number = u64::from(*into),
                None => break,
            }
        }
        TicketId(number)
    }

    /// The tickets that others lead to: what is found in a merged one is found in its stead.
    pub(in crate::store) fn led<'a>(
        &self,
        mut found: Cow<'a, RoaringBitmap>,
    ) -> Cow<'a, RoaringBitmap> {
        let merged = self.merged.keys().copied();
        let led: Vec<u32> = merged.filter(|number| found.contains(*number)).collect();
        for number in led {
            let found = found.to_mut();
            found.remove(number);
            found.extend(u32::try_from(self.root(TicketId(number.into())).0));
        }
        found
    }

    /// Where a ticket stands.
    #[must_use]
    pub fn with(&self, ticket: TicketId) -> &Self {
        match self.row(ticket) {
            Some(_) => self,
            None => self.bin(),
        }
    }

    /// The row of a ticket, of one in the bin too, and in place of a merged one that of the ticket
    /// that it leads to: what decides who may know of it.
    #[must_use]
    pub fn row_anywhere(&self, ticket: TicketId) -> Option<&Row> {
        let ticket = self.root(ticket);
        self.with(ticket).row(ticket)
    }
}
