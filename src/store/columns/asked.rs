//! The tickets at one value of a column, as queries ask for them.

use std::{borrow::Cow, ops::Bound};

use roaring::{RoaringBitmap, RoaringTreemap};

use crate::domain::{
    access::Sight,
    id::{CustomerId, TicketId},
    ticket::{Priority, Status},
};

use super::{Columns, members::Members};

impl Columns {
    /// All tickets.
    #[must_use]
    pub fn every(&self) -> &RoaringBitmap {
        &self.all
    }

    /// The tickets that somebody sees.
    #[must_use]
    pub fn in_sight(&self, sight: &Sight) -> Cow<'_, RoaringBitmap> {
        match self.seen(sight) {
            Some(seen) => Cow::Owned(seen),
            None => Cow::Borrowed(&self.all),
        }
    }

    /// Whose tickets somebody sees; None for everybody's.
    #[must_use]
    pub fn customers_in_sight(&self, sight: &Sight) -> Option<RoaringTreemap> {
        let seen = self.seen(sight)?;
        let rows = seen.iter().filter_map(|number| self.rows.get(number));
        Some(rows.map(|row| u64::from(row.customer)).collect())
    }

    /// The tickets with a status.
    #[must_use]
    pub fn with_status(&self, status: Status) -> &RoaringBitmap {
        &self.status[usize::from(status.code()) & 3]
    }

    /// The tickets that are not closed.
    pub(in crate::store) fn not_closed(&self) -> &RoaringBitmap {
        &self.pending.tickets
    }

    /// The tickets with a priority.
    #[must_use]
    pub fn with_priority(&self, priority: Priority) -> &RoaringBitmap {
        &self.priority[usize::from(priority.code()) & 3]
    }

    pub(in crate::store) fn with_assignee(&self, code: u32) -> Cow<'_, RoaringBitmap> {
        let tickets = self.assignee.get(&code);
        tickets.map_or_else(Cow::default, Cow::Borrowed)
    }

    pub(in crate::store) fn with_mailbox(&self, code: u32) -> Cow<'_, RoaringBitmap> {
        let tickets = self.mailbox.get(&code);
        tickets.map_or_else(Cow::default, Cow::Borrowed)
    }

    /// The tickets of some customers.
    pub(in crate::store) fn with_customers(&self, customers: &[CustomerId]) -> RoaringBitmap {
        let members = customers.iter();
        let members = members.filter_map(|id| self.customers.of(id.0, &self.rows));
        members.flat_map(Members::iter).collect()
    }

    /// The tickets that were made at or after a time in µs.
    pub(in crate::store) fn made_from(&self, from: i64) -> RoaringBitmap {
        let at = self.made.partition_point(|(made, _)| *made < from);
        let rest = self.made.get(at..).unwrap_or_default();
        rest.iter().map(|(_, number)| *number).collect()
    }

    /// The tickets that changed at or after a time in µs.
    pub(in crate::store) fn changed_from(&self, from: i64) -> RoaringBitmap {
        let rest = self.order.range((from, 0)..);
        rest.map(|(_, number)| *number).collect()
    }

    /// The tickets whose first due time is at or before a time in µs.
    pub(in crate::store) fn due_by(&self, by: i64) -> RoaringBitmap {
        let past = self.due.range(..=(by, u32::MAX));
        past.map(|(_, number)| *number).collect()
    }

    /// The tickets whose first due time is after one time and at or before another, in µs, in the
    /// order of these times. None if the second is before the first.
    pub fn due_within(&self, after: i64, by: i64) -> impl Iterator<Item = TicketId> {
        let within = (
            Bound::Excluded((after, u32::MAX)),
            Bound::Included((by.max(after), u32::MAX)),
        );
        let due = (by > after).then(|| self.due.range(within));
        due.into_iter()
            .flatten()
            .map(|(_, number)| TicketId(u64::from(*number)))
    }

    /// The tickets that automatic mail made.
    #[must_use]
    pub fn automatic(&self) -> &RoaringBitmap {
        &self.automatic
    }

    /// The tickets that sleep.
    pub(in crate::store) fn asleep(&self) -> &RoaringBitmap {
        &self.asleep
    }
}
