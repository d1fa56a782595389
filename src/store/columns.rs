//! What lists and counts need of every ticket, in memory: one row each, and a bitmap per value.
//!
//! A list is an intersection of bitmaps and a walk in order; a count is a cardinality. Kept by the
//! writer after each commit, loaded from `ticket.columns` at start. Holds nothing that the ticket
//! records do not hold.

mod asked;
mod by_text;
mod cold;
mod counted;
mod customers;
mod days;
mod figures;
mod kind;
mod load;
mod lowest;
mod members;
pub mod order;
pub(super) mod pages;
mod pending;
mod row;
mod rows;
mod shelf;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use roaring::RoaringBitmap;

use crate::domain::{
    access::Sight,
    assignee::Assignee,
    id::{CustomerId, TicketId},
    ticket::Status,
};

pub(super) use cold::Cold;
use customers::Customers;
use days::Days;
use members::Members;
use pending::Pending;
pub use row::{Row, seconds, small};
use rows::Rows;

/// The columns of all tickets.
#[derive(Debug, Default, PartialEq)]
pub struct Columns {
    rows: Rows,
    all: RoaringBitmap,
    status: [RoaringBitmap; 4],
    priority: [RoaringBitmap; 4],
    assignee: HashMap<u32, RoaringBitmap>,
    mailbox: HashMap<u32, RoaringBitmap>,
    customers: Customers,
    /// (Updated, number), the default order of every list.
    order: BTreeSet<(i64, u32)>,
    /// (Made, number), sorted: a ticket is made once, nearly always as the last one.
    made: Vec<(i64, u32)>,
    /// (First due time, number) of those that have one.
    due: BTreeSet<(i64, u32)>,
    automatic: RoaringBitmap,
    asleep: RoaringBitmap,
    days: Days,
    pending: Pending,
    /// What is in the bin, and in nothing above.
    bin: Option<Box<Columns>>,
    /// What was merged, with the number that it was merged into; in nothing above.
    merged: BTreeMap<u32, u32>,
}

impl Columns {
    fn put_here(&mut self, number: u32, row: Row) {
        let old = self.rows.put(number, row);
        if let Some(old) = &old {
            self.unlink(number, old);
        }
        self.put_made(number, old.map(|old| old.created), row.created);
        self.all.insert(number);
        set(&mut self.status, row.status).insert(number);
        set(&mut self.priority, row.priority).insert(number);
        self.assignee
            .entry(row.assignee)
            .or_default()
            .insert(number);
        self.mailbox.entry(row.mailbox).or_default().insert(number);
        self.customers.insert(row.customer, number);
        self.order.insert((row.updated, number));
        if row.due != 0 {
            self.due.insert((row.due, number));
        }
        if row.is_automatic() {
            self.automatic.insert(number);
        }
        if row.is_asleep() {
            self.asleep.insert(number);
        }
        self.days.put(number, &row);
        self.pending.put(number, &row);
    }

    // Moving what stands behind costs time, so a row that only changed is left where it is.
    fn put_made(&mut self, number: u32, old: Option<i64>, new: i64) {
        if old == Some(new) {
            return;
        }
        if let Some(old) = old {
            self.remove_made(number, old);
        }
        let at = self.made.partition_point(|one| *one < (new, number));
        self.made.insert(at, (new, number));
    }

    fn remove_made(&mut self, number: u32, made: i64) {
        if let Ok(at) = self.made.binary_search(&(made, number)) {
            self.made.remove(at);
        }
    }

    fn remove_here(&mut self, number: u32) {
        if let Some(old) = self.rows.remove(number) {
            self.unlink(number, &old);
            self.remove_made(number, old.created);
            self.all.remove(number);
        }
    }

    fn unlink(&mut self, number: u32, old: &Row) {
        set(&mut self.status, old.status).remove(number);
        set(&mut self.priority, old.priority).remove(number);
        for (map, key) in [
            (&mut self.assignee, old.assignee),
            (&mut self.mailbox, old.mailbox),
        ] {
            if let Some(bitmap) = map.get_mut(&key) {
                bitmap.remove(number);
                if bitmap.is_empty() {
                    map.remove(&key);
                }
            }
        }
        self.customers.remove(old.customer, number);
        self.order.remove(&(old.updated, number));
        self.due.remove(&(old.due, number));
        self.automatic.remove(number);
        self.asleep.remove(number);
        self.days.remove(number, old);
        self.pending.remove(number, old);
    }

    /// The row of a ticket; None for one that is in the bin, as everywhere here.
    #[must_use]
    pub fn row(&self, ticket: TicketId) -> Option<&Row> {
        self.rows.get(u32::try_from(ticket.0).ok()?)
    }

    /// The tickets that somebody sees; None for all.
    #[must_use]
    pub fn seen(&self, sight: &Sight) -> Option<RoaringBitmap> {
        let Sight::Some {
            assignees,
            mailboxes,
        } = sight
        else {
            return None;
        };
        let by_assignee = assignees
            .iter()
            .filter_map(|it| self.assignee.get(&row::small(Assignee::code(Some(*it)))));
        let by_mailbox = mailboxes
            .iter()
            .filter_map(|it| self.mailbox.get(&row::small(it.0)));
        Some(
            by_assignee
                .chain(by_mailbox)
                .fold(RoaringBitmap::new(), |seen, one| seen | one),
        )
    }

    /// How many tickets that are not closed somebody has.
    #[must_use]
    pub fn open_of(&self, assignee: Assignee) -> u64 {
        let code = row::small(Assignee::code(Some(assignee)));
        let had = self.assignee.get(&code);
        had.map_or(0, |had| {
            had.len() - had.intersection_len(self.with_status(Status::Closed))
        })
    }

    /// Every ticket of a customer, oldest number first.
    #[must_use]
    pub fn of_customer(&self, customer: CustomerId) -> Vec<TicketId> {
        self.customers
            .of(customer.0, &self.rows)
            .map(|members| {
                members
                    .iter()
                    .map(|number| TicketId(u64::from(number)))
                    .collect()
            })
            .unwrap_or_default()
    }

    /// True if `with` is of the row of one of a customer's tickets.
    #[must_use]
    pub fn any_of_customer(&self, customer: CustomerId, with: impl Fn(&Row) -> bool) -> bool {
        self.rows_of(customer).any(with)
    }

    /// How many of a customer's tickets have a row that `with` is true of.
    #[must_use]
    pub fn count_of_customer(&self, customer: CustomerId, with: impl Fn(&Row) -> bool) -> u64 {
        self.rows_of(customer).filter(|row| with(row)).count() as u64
    }

    /// Has the tickets of each customer gathered, before somebody asks for them.
    pub fn gather_customers(&self) {
        self.customers.ready(&self.rows);
    }

    fn rows_of(&self, customer: CustomerId) -> impl Iterator<Item = &Row> {
        let members = self.customers.of(customer.0, &self.rows);
        let numbers = members.into_iter().flat_map(Members::iter);
        numbers.filter_map(|number| self.row(TicketId(u64::from(number))))
    }

    /// The tickets from a number on that are not closed, lowest number first, at most `limit`.
    #[must_use]
    pub fn not_closed_from(&self, from: TicketId, limit: usize) -> Vec<TicketId> {
        let Ok(from) = u32::try_from(from.0) else {
            return Vec::new();
        };
        let mut numbers = self.all.iter();
        numbers.advance_to(from);
        numbers
            .map(|number| TicketId(u64::from(number)))
            .filter(|id| self.row(*id).is_some_and(|row| !row.is_closed()))
            .take(limit)
            .collect()
    }

    /// The tickets before a number that are not closed, highest number first, at most `limit`.
    #[must_use]
    pub fn not_closed_before(&self, before: TicketId, limit: usize) -> Vec<TicketId> {
        let Some(last) = row::small(before.0).checked_sub(1) else {
            return Vec::new();
        };
        let mut numbers = self.all.iter();
        numbers.advance_back_to(last);
        numbers
            .rev()
            .map(|number| TicketId(u64::from(number)))
            .filter(|id| self.row(*id).is_some_and(|row| !row.is_closed()))
            .take(limit)
            .collect()
    }

    /// The ticket with the lowest number, among those found.
    #[must_use]
    pub fn first(&self, found: Option<&RoaringBitmap>) -> Option<TicketId> {
        let number = found.map_or_else(|| self.all.min(), RoaringBitmap::min);
        number.map(|number| TicketId(u64::from(number)))
    }

    /// How many tickets there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.all.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

// Codes come from enums with four values, so the slot is always there; a stray one lands in the first.
fn set(values: &mut [RoaringBitmap; 4], code: u8) -> &mut RoaringBitmap {
    &mut values[usize::from(code) & 3]
}
