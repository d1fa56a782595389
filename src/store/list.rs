//! One page of a list in any order: the columns, what a query finds, and the alphabet where it counts.

use crate::domain::{
    access::Sight,
    id::TicketId,
    query::{
        Query,
        sort::{After, Sort},
    },
    tally::Counts,
};

use super::{Store, StoreError, columns::order::Order};

/// One page of a list.
#[derive(Debug)]
pub struct Listed {
    pub ids: Vec<TicketId>,
    /// Where the next page begins; None on the last.
    pub next: Option<After>,
    /// Of the whole list.
    pub counts: Counts,
}

impl Store {
    /// Reads one page of a list, where the next one begins, and the counts of the whole.
    ///
    /// `assignees` are the codes of those who can have a ticket, in the order of their names.
    ///
    /// # Errors
    /// [`StoreError`] if texts have to be gathered first and cannot be read.
    pub fn list(
        &self,
        query: &Query,
        sight: &Sight,
        assignees: &[u32],
        after: Option<&After>,
        limit: usize,
    ) -> Result<Listed, StoreError> {
        self.in_order(query.sort, assignees, |order| {
            self.search(query, sight, |columns, found| {
                let (ids, more) = columns.list(query, found, order, after, limit);
                let last = ids.last().filter(|_| more);
                Listed {
                    next: last.and_then(|last| columns.place(order, *last)),
                    counts: columns.counts(query, found),
                    ids,
                }
            })
        })?
    }

    /// True if a ticket stands behind one place of an order and not behind another.
    ///
    /// # Errors
    /// As [`Store::list`].
    pub fn stands(
        &self,
        sort: Sort,
        assignees: &[u32],
        ticket: TicketId,
        between: (Option<&After>, Option<&After>),
    ) -> Result<bool, StoreError> {
        self.in_order(sort, assignees, |order| {
            self.columns(|columns| columns.with(ticket).stands(order, ticket, between))
        })
    }

    fn in_order<T>(
        &self,
        sort: Sort,
        assignees: &[u32],
        read: impl FnOnce(&Order<'_>) -> T,
    ) -> Result<T, StoreError> {
        if !sort.key.is_text() {
            return Ok(read(&Order {
                sort,
                assignees,
                alphabet: None,
            }));
        }
        self.shared.alphabet.with(self, |alphabet| {
            read(&Order {
                sort,
                assignees,
                alphabet: Some(alphabet),
            })
        })
    }
}
