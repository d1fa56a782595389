//! The overview: one page of a list, and the counts on its quick filters.

use std::sync::Arc;

use crate::{
    domain::{
        assignee::Assignee,
        customer::Customer,
        fold::fold,
        id::TicketId,
        query::{
            Query,
            sort::{After, Sort, SortKey},
        },
        right::Right,
        tally::Counts,
        ticket::Ticket,
    },
    store::{self, ReadTx, StoreError, columns::Columns, list::Names},
};

use super::{access::UserDesk, book::Book, problem::Problem, search::Progress};

/// Most rows of one page.
pub const MOST: usize = 200;

/// One row, with what it shows of other records.
#[derive(Clone, Debug)]
pub struct Line {
    pub ticket: Ticket,
    pub customer: Option<Customer>,
    /// It says something that this person has not seen.
    pub unread: bool,
    /// One of its notes calls this person, who has not looked since.
    pub mentioned: bool,
}

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    pub lines: Vec<Line>,
    /// Where the next page begins; None on the last.
    pub next: Option<After>,
    pub counts: Counts,
    /// Present if texts were looked at while the search index is made anew.
    pub indexed: Option<Progress>,
    pub book: Arc<Book>,
}

impl UserDesk {
    /// Reads one page of a list, in the order that the question asks for.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_list(
        &self,
        query: &Query,
        after: Option<&After>,
        limit: usize,
    ) -> Result<Page, Problem> {
        self.need(Right::TicketRead)?;
        let store = &self.desk().store;
        let limit = limit.clamp(1, MOST);
        let book = self.book()?;
        let names = by_name(&book, query.sort);
        let sight = &self.access().sight;
        let found = store.list(query, sight, &names, after, limit)?;
        let looks = query
            .ask
            .as_ref()
            .is_some_and(|ask| !ask.looks().is_empty());
        let indexed = match looks {
            true => store.search_progress()?,
            false => None,
        };
        let view = store.read()?;
        let mut lines = Vec::with_capacity(found.ids.len());
        for id in found.ids {
            lines.extend(self.line(&view, id)?);
        }
        Ok(Page {
            lines,
            next: found.next,
            counts: found.counts,
            indexed,
            book,
        })
    }

    /// Finds every ticket of a list, in its order.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_ids_whole(&self, query: &Query) -> Result<Vec<TicketId>, Problem> {
        self.need(Right::TicketRead)?;
        let names = by_name(&*self.book()?, query.sort);
        let (store, sight) = (&self.desk().store, &self.access().sight);
        let most = usize::try_from(store.columns(Columns::len));
        let most = most.unwrap_or(usize::MAX);
        let found = store.list(query, sight, &names, None, most)?;
        Ok(found.ids)
    }

    /// True if a ticket of a list stands behind one place and not behind another.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_stands(
        &self,
        query: &Query,
        id: TicketId,
        between: (Option<&After>, Option<&After>),
    ) -> Result<bool, Problem> {
        self.need(Right::TicketRead)?;
        let names = by_name(&*self.book()?, query.sort);
        let store = &self.desk().store;
        Ok(store.stands(query, &names, id, between)?)
    }

    /// How many tickets each of some questions finds.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_counts(&self, queries: &[Query]) -> Result<Vec<u64>, Problem> {
        self.need(Right::TicketRead)?;
        Ok(self.desk().store.counts(queries, &self.access().sight)?)
    }

    /// Reads one row; None if there is no such ticket.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_line(&self, id: TicketId) -> Result<Option<Line>, Problem> {
        self.need(Right::TicketRead)?;
        let line = self.line(&self.desk().store.read()?, id)?;
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

    fn line(&self, view: &ReadTx, id: TicketId) -> Result<Option<Line>, StoreError> {
        let Some(ticket) = store::ticket::get(view, id)? else {
            return Ok(None);
        };
        let customer = store::customer::get(view, ticket.customer)?;
        let mentioned = self.is_mentioned(view, &ticket)?;
        let unread = mentioned || self.is_unread(view, &ticket)?;
        Ok(Some(Line {
            ticket,
            customer,
            unread,
            mentioned,
        }))
    }
}

/// The names that count in an order.
fn by_name(book: &Book, sort: Sort) -> Names {
    let mut names = Names::default();
    match sort.key {
        SortKey::Assignee => names.assignees = assignees_by_name(book),
        SortKey::Mailbox => names.mailboxes = mailboxes_by_address(book),
        SortKey::Tags => {
            let tags = book.tags().into_iter();
            names.tags = tags.map(|tag| book.tag_group(tag.id)).collect();
        }
        _ => {}
    }
    names
}

/// The codes of everybody who can have a ticket, in the order of their names.
fn assignees_by_name(book: &Book) -> Vec<u32> {
    let users = book.users.iter();
    let users = users.map(|user| (fold(&user.name), Assignee::User(user.id)));
    let groups = book.groups.iter();
    let groups = groups.map(|group| (fold(&group.name), Assignee::Group(group.id)));
    let mut all: Vec<(String, Assignee)> = users.chain(groups).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let codes = all.into_iter().map(|(_, one)| Assignee::code(Some(one)));
    codes.filter_map(|code| u32::try_from(code).ok()).collect()
}

/// The codes of every mailbox, one that is no longer there among them, in the order of their addresses.
fn mailboxes_by_address(book: &Book) -> Vec<u32> {
    let mut all: Vec<_> = book.every_mailbox().collect();
    all.sort_by_cached_key(|mailbox| mailbox.address.to_string());
    let codes = all.into_iter().map(|mailbox| mailbox.id.0);
    codes.filter_map(|code| u32::try_from(code).ok()).collect()
}
