//! One page of a list in any order: the columns, what a query finds, and the alphabet where it counts.

use crate::domain::{
    access::Sight,
    id::{TagId, TicketId},
    query::{
        Query,
        sort::{After, SortKey},
    },
    tally::Counts,
};

use super::{Store, StoreError, columns::order::Order, gathered::Wanted};

/// One page of a list.
#[derive(Debug)]
pub struct Listed {
    pub ids: Vec<TicketId>,
    /// Where the next page begins; None on the last.
    pub next: Option<After>,
    /// Of the whole list.
    pub counts: Counts,
}

/// What is ordered by a name that stands elsewhere, in the order of those names.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The codes of those who can have a ticket.
    pub assignees: Vec<u32>,
    pub mailboxes: Vec<u32>,
    /// The tags that are shown, each with those that were merged into it, itself last.
    pub tags: Vec<Vec<TagId>>,
}

impl Store {
    /// Gathers what lists by a text are ordered by, before somebody asks for one.
    ///
    /// # Errors
    /// As [`Store::gather_heads`].
    pub fn gather_alphabet(&self, wanted: Wanted<'_>) -> Result<(), StoreError> {
        self.shared.alphabet.once(self, wanted)
    }

    /// Reads one page of a list, where the next one begins, and the counts of the whole.
    ///
    /// `names` may be empty where the order is of something else.
    ///
    /// # Errors
    /// [`StoreError`] if texts have to be gathered first and cannot be read.
    pub fn list(
        &self,
        query: &Query,
        sight: &Sight,
        names: &Names,
        after: Option<&After>,
        limit: usize,
    ) -> Result<Listed, StoreError> {
        self.in_order(query, names, |order| {
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

    /// True if a ticket stands behind one place of a list and not behind another.
    ///
    /// # Errors
    /// As [`Store::list`].
    pub fn stands(
        &self,
        query: &Query,
        names: &Names,
        ticket: TicketId,
        between: (Option<&After>, Option<&After>),
    ) -> Result<bool, StoreError> {
        self.in_order(query, names, |order| {
            self.columns(|columns| columns.with(ticket).stands(order, ticket, between))
        })
    }

    fn in_order<T>(
        &self,
        query: &Query,
        names: &Names,
        read: impl FnOnce(&Order<'_>) -> T,
    ) -> Result<T, StoreError> {
        let sort = query.sort;
        let order = Order {
            sort,
            assignees: &names.assignees,
            mailboxes: &names.mailboxes,
            alphabet: None,
            tags: None,
            scores: None,
        };
        if sort.key.is_text() {
            return self.shared.alphabet.with(self, |alphabet| {
                read(&Order {
                    alphabet: Some(alphabet),
                    ..order
                })
            });
        }
        if sort.key == SortKey::Tags {
            let firsts = self.first_tags(&names.tags)?;
            return Ok(read(&Order {
                tags: Some(&firsts),
                ..order
            }));
        }
        if sort.key == SortKey::Best {
            let scores = self.scores(query)?;
            return Ok(read(&Order {
                scores: Some(&scores),
                ..order
            }));
        }
        Ok(read(&order))
    }
}
