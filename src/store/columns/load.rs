//! All rows at once, as at a start: what is ordered is sorted once, and no place is looked for.

#[cfg(test)]
mod tests;

use roaring::RoaringBitmap;

use crate::domain::id::TicketId;

use super::{Columns, Row, days::Days, members::Members, set};

/// Columns in the making.
#[derive(Default)]
pub(super) struct Load {
    columns: Columns,
    updated: Vec<(i64, u32)>,
    due: Vec<(i64, u32)>,
    closed: Vec<(u32, u32)>,
    waits: Vec<(u32, u32)>,
    ours: RoaringBitmap,
    customers: Vec<(u64, u32)>,
}

impl Load {
    /// Takes the row of a ticket that it has not had before. They come quickest by their numbers.
    pub(super) fn put(&mut self, ticket: TicketId, row: Row) {
        let Ok(number) = u32::try_from(ticket.0) else {
            return;
        };
        // The few that stand in no list go the way of those that change.
        if row.merged_into().is_some() || row.is_deleted() {
            self.columns.put(ticket, row);
            return;
        }
        let columns = &mut self.columns;
        columns.rows.put(number, row);
        columns.made.push((row.created, number));
        columns.all.insert(number);
        set(&mut columns.status, row.status).insert(number);
        set(&mut columns.priority, row.priority).insert(number);
        columns
            .assignee
            .entry(row.assignee)
            .or_default()
            .insert(number);
        columns
            .mailbox
            .entry(row.mailbox)
            .or_default()
            .insert(number);
        if row.is_automatic() {
            columns.automatic.insert(number);
        }
        if row.is_asleep() {
            columns.asleep.insert(number);
        }
        columns.pending.put(number, &row);
        self.customers.push((row.customer, number));
        self.updated.push((row.updated, number));
        if row.due != 0 {
            self.due.push((row.due, number));
        }
        if row.since != 0 {
            let since = match row.is_closed() {
                true => &mut self.closed,
                false => &mut self.waits,
            };
            since.push((row.since, number));
        }
        if row.ours {
            self.ours.insert(number);
        }
    }

    pub(super) fn end(self) -> Columns {
        let mut columns = self.columns;
        columns.made.sort_unstable();
        columns.made.shrink_to_fit();
        columns.order = self.updated.into_iter().collect();
        columns.due = self.due.into_iter().collect();
        columns.days = Days::new(self.closed, self.waits, self.ours);
        let mut customers = self.customers;
        customers.sort_unstable();
        let groups = customers.chunk_by(|(one, _), (other, _)| one == other);
        columns.customer = groups
            .filter_map(|group| {
                let (customer, _) = group.first()?;
                let numbers = group.iter().map(|(_, number)| *number);
                Some((*customer, Members::of(numbers.collect())))
            })
            .collect();
        columns
    }
}
