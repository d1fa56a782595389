//! The overview: one page of a list, and the counts on its quick filters.

use std::sync::Arc;

use crate::{
    domain::{
        customer::Customer,
        id::TicketId,
        query::{After, Query},
        right::Right,
        tally::Counts,
        ticket::Ticket,
    },
    store::{self, ReadTx, StoreError},
};

use super::{access::UserDesk, book::Book, problem::Problem};

/// Most rows of one page.
pub const MOST: usize = 200;

/// One row, with what it shows of other records.
#[derive(Clone, Debug)]
pub struct Line {
    pub ticket: Ticket,
    pub customer: Option<Customer>,
}

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    pub lines: Vec<Line>,
    /// Where the next page begins; None on the last.
    pub next: Option<After>,
    pub counts: Counts,
    pub book: Arc<Book>,
}

impl UserDesk {
    /// Reads one page of a list, newest change first.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_list(
        &self,
        query: &Query,
        after: Option<After>,
        limit: usize,
    ) -> Result<Page, Problem> {
        self.need(Right::TicketRead)?;
        let store = &self.desk().store;
        let limit = limit.clamp(1, MOST);
        let (ids, more, counts) = store.search(query, &self.access().sight, |columns, found| {
            let (ids, more) = columns.list(query, found, after, limit);
            (ids, more, columns.counts(query, found))
        })?;
        let view = store.read()?;
        let mut lines = Vec::with_capacity(ids.len());
        for id in ids {
            lines.extend(line(&view, id)?);
        }
        let last = lines.last().filter(|_| more);
        let next = last.map(|last| After {
            updated: last.ticket.updated,
            ticket: last.ticket.id,
        });
        Ok(Page {
            lines,
            next,
            counts,
            book: self.book()?,
        })
    }

    /// How many tickets each of some questions finds.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_counts(&self, queries: &[Query]) -> Result<Vec<u64>, Problem> {
        self.need(Right::TicketRead)?;
        let store = &self.desk().store;
        let count = |query: &Query| {
            store.search(query, &self.access().sight, |columns, found| {
                columns.count(query, found)
            })
        };
        Ok(queries
            .iter()
            .map(count)
            .collect::<Result<_, StoreError>>()?)
    }

    /// Reads one row; None if there is no such ticket.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_line(&self, id: TicketId) -> Result<Option<Line>, Problem> {
        self.need(Right::TicketRead)?;
        let line = line(&self.desk().store.read()?, id)?;
        Ok(line.filter(|line| self.sees(&line.ticket)))
    }

    /// Reads the first ticket of the desk that this person sees; None while there is none.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn first_ticket(&self) -> Result<Option<Line>, Problem> {
        self.need(Right::TicketRead)?;
        let store = &self.desk().store;
        let first = store.search(&Query::default(), &self.access().sight, |columns, found| {
            columns.first(found)
        })?;
        first.map_or(Ok(None), |first| self.ticket_line(first))
    }

    /// True if a query finds this ticket now.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_matches(&self, query: &Query, id: TicketId) -> Result<bool, Problem> {
        self.need(Right::TicketRead)?;
        let Ok(number) = u32::try_from(id.0) else {
            return Ok(false);
        };
        let only = roaring::RoaringBitmap::from_iter([number]);
        let sight = &self.access().sight;
        Ok(self.desk().store.search(query, sight, |columns, found| {
            let found = found.map_or_else(|| only.clone(), |found| found & &only);
            columns.row(id).is_some() && columns.count(query, Some(&found)) == 1
        })?)
    }
}

fn line(view: &ReadTx, id: TicketId) -> Result<Option<Line>, StoreError> {
    let Some(ticket) = store::ticket::get(view, id)? else {
        return Ok(None);
    };
    let customer = store::customer::get(view, ticket.customer)?;
    Ok(Some(Line { ticket, customer }))
}
