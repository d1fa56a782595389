//! The overview: one page of tickets, the filters, and the ticket that is previewed.

pub mod words;

use serde::Serialize;

use super::{
    Assignee, Due, FieldError, Hidden, Person, Tag, ViewLink, log::LogEntry,
    ticket_create::TicketCreate,
};
use crate::domain::{
    ticket::{Priority, Status},
    time::Timestamp,
    words::marks::Piece,
};

/// `ticket_list.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TicketListPage {
    /// What stands in the search box.
    pub query: String,
    /// The same, word by word.
    pub chips: Vec<words::Chip>,
    /// What in it was not understood; the rest counts.
    pub wrong: Vec<QueryFault>,
    /// Present when nothing holds a word that was typed, and the list is that of one near it.
    pub near: Option<Near>,
    /// Present while the search index is made anew: what is not in it yet is not found.
    pub indexed: Option<Indexed>,
    pub views: Vec<ViewLink>,
    pub groups: Vec<GroupLink>,
    /// One's own by name, then those that others share.
    pub saved: Vec<SavedLink>,
    pub menu: ViewMenu,
    pub filters: Filters,
    /// Present when a filter or a search narrows the list: the list without them.
    pub clear_url: Option<String>,
    /// Present when nothing matches and one filter less would: the smallest step.
    pub wider: Option<Wider>,
    /// Where a test e-mail is waited for; None for those who may not change settings.
    pub first_mail_url: Option<String>,
    /// What the search form keeps: the filters that are on, not the page.
    pub hidden: Vec<Hidden>,
    pub state: ListState,
    pub columns: Columns,
    /// True for the newest change first: the script knows where a row stands.
    pub usual_order: bool,
    /// In the order of the list.
    pub rows: Vec<TicketRow>,
    /// How many match in all.
    pub total: u64,
    /// The whole list as a file.
    pub csv_url: String,
    /// The next page; None on the last.
    pub older_url: Option<String>,
    /// The first page; None on it. Live arrivals show on the first page only.
    pub newest_url: Option<String>,
    /// What live updates ask, such as `/tickets/rows?status=open`; `after=<rev>` is added by the page.
    pub rows_url: String,
    /// What is selected when the page is drawn: nothing, unless an act was refused.
    pub selection: Selection,
    /// How many tickets one act may change: a longer list is not offered as a whole.
    pub most_at_once: usize,
    /// Names of tags, for completion.
    pub tags: Vec<String>,
    pub preview: Option<Preview>,
    /// The list without the preview.
    pub preview_close_url: String,
    /// It is what is in the bin: nothing else is done there than taking tickets out.
    pub in_bin: bool,
    pub create: TicketCreate,
    /// The address to write to, for the list that has no ticket yet.
    pub address: Option<String>,
}

impl TicketListPage {
    /// The same page with something selected.
    #[must_use]
    pub fn with_selection(self, selection: Selection) -> Self {
        Self { selection, ..self }
    }
}

/// The rows that are selected, and what was to become of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Selection {
    pub chosen: Vec<u64>,
    /// The tag as typed.
    pub tag: String,
    pub errors: Vec<FieldError>,
}

/// A search for other words than those that were typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Near {
    pub typed: String,
    pub shown: String,
}

/// How far the search index is. No number of tickets: not everybody sees all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Indexed {
    pub percent: u64,
}

/// One word of the search box that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueryFault {
    /// Behind `query-fault-` in the catalogues.
    pub fault: &'static str,
    /// The filter that was meant, the values that there are, how many are read.
    pub about: String,
    pub word: String,
}

/// The columns of the table, and the menu that changes them.
#[derive(Clone, Debug, Serialize)]
pub struct Columns {
    /// The words of the columns, as the cells of a row stand.
    pub names: Vec<&'static str>,
    pub heads: Vec<Head>,
    /// The menu: those that are shown in their order, then the others.
    pub choices: Vec<ColumnChoice>,
    /// Rows stand closer.
    pub compact: bool,
    /// Every order that there is, for screens without heads.
    pub sorts: Vec<SortLink>,
    pub order: Order,
    /// Where the menu's forms lead back to.
    pub back: String,
    /// True right after something in the menu was pressed.
    pub open: bool,
    /// The button that has the focus, such as `later.status`; empty for none.
    pub focus: String,
    /// Where the column stands now that was just moved.
    pub moved: Option<Place>,
}

/// The order that the list stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Order {
    /// Behind `column-` in the catalogues.
    pub column: &'static str,
    /// `ascending`, `descending`, `best` or, for the newest change first, `newest`: behind `order-`.
    pub word: &'static str,
    /// The list in its usual order; None in it, and where its words or a button say the order.
    pub usual_url: Option<String>,
}

/// A column and its place, of how many, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub column: &'static str,
    pub at: usize,
    pub of: usize,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Behind `column-` in the catalogues.
    pub column: &'static str,
    /// CSS pixels; None for the usual width.
    pub width: Option<u16>,
    /// None for what lists are not ordered by.
    pub sort: Option<SortLink>,
}

/// A press on a head: ordered by it, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SortLink {
    pub column: &'static str,
    pub url: String,
    /// `ascending` or `descending` when the list is ordered by it.
    pub sorted: Option<&'static str>,
}

/// One line of the menu of columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnChoice {
    pub column: &'static str,
    pub shown: bool,
    /// It can go one place earlier, later.
    pub earlier: bool,
    pub later: bool,
}

/// Why the table is there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ListState {
    Rows,
    /// The desk has no ticket yet.
    First,
    /// Nothing needs an answer.
    Done,
    /// Nothing matches the filters or the words.
    None,
}

/// What narrows a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Narrowing {
    Words,
    Status,
    Priority,
    Assignee,
}

/// The same list without one of its filters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wider {
    pub without: Narrowing,
    /// The one word that is left out, where there are several.
    pub term: Option<String>,
    pub url: String,
    /// How many tickets it shows.
    pub count: u64,
}

/// A saved view as a link to its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SavedLink {
    pub name: String,
    pub url: String,
    pub count: u64,
    pub current: bool,
    pub shared: bool,
}

/// The menu that saves the list that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ViewMenu {
    /// The view that the list began from, if the reader may change it.
    pub id: Option<u64>,
    /// What is saved: filters, words and order, as an address has them.
    pub list: String,
    pub name: String,
    pub shared: bool,
    pub may_share: bool,
    /// True when something in it was refused.
    pub open: bool,
    pub errors: Vec<FieldError>,
}

/// A group as a link to what it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupLink {
    pub name: String,
    pub url: String,
    pub count: u64,
    pub current: bool,
}

/// One row: `_ticket_rows.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketRow {
    pub number: u64,
    pub rev: u64,
    pub name: String,
    /// The name in pieces where it holds words that were looked for; else empty.
    pub named: Vec<Piece>,
    /// The beginning of the description as one line of at most 140 characters; may be empty.
    pub description: String,
    /// A line around the words that were looked for, in place of the description; may be empty.
    pub excerpt: Vec<Piece>,
    /// The customer's name, or address, or telephone number.
    pub customer: String,
    pub status: Status,
    pub priority: Priority,
    pub assignee: Option<Assignee>,
    pub tags: Vec<Tag>,
    /// The first of its due times.
    pub due: Option<Due>,
    /// Until when it sleeps.
    pub snoozed: Option<Timestamp>,
    pub created: Timestamp,
    pub updated: Timestamp,
    /// The address of its mailbox; empty for none.
    pub mailbox: String,
    /// It has its turn before or behind the page that asks: shown only if it is there already.
    pub outside: bool,
    /// It says something that this person has not seen.
    pub unread: bool,
    /// The same list with this ticket previewed.
    pub preview_url: String,
}

/// The side panel: `_ticket_preview.html`, also at `/t/{n}/preview`.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    pub number: u64,
    pub rev: u64,
    pub name: String,
    pub description: String,
    pub customer: String,
    pub status: Status,
    pub priority: Priority,
    pub assignee: Option<Assignee>,
    pub tags: Vec<Tag>,
    pub dues: Vec<Due>,
    pub created: Timestamp,
    pub updated: Timestamp,
    /// The newest message or note; None for a ticket by hand without any.
    pub latest: Option<Latest>,
    /// The newest lines of the log that are no messages, newest first, at most 4.
    pub activities: Vec<LogEntry>,
    /// The list without the preview; None when it is fetched alone.
    pub close_url: Option<String>,
}

/// The newest message of a ticket.
#[derive(Clone, Debug, Serialize)]
pub struct Latest {
    pub from: Person,
    pub at: Timestamp,
    /// The beginning of its new text, at most 600 characters.
    pub text: String,
}

/// `_ticket_list_update.html`, the answer to `rows_url`: what changed after a number.
#[derive(Clone, Debug, Serialize)]
pub struct TicketListUpdate {
    /// Ask again from this number.
    pub rev: u64,
    pub columns: Columns,
    /// Changed tickets that match, newest first.
    pub rows: Vec<TicketRow>,
    /// Changed tickets that do not match, or that the reader may no longer see.
    pub gone: Vec<u64>,
    /// True when too much changed to say what: the page loads again.
    pub reset: bool,
    pub total: u64,
    /// As on the page.
    pub most_at_once: usize,
    pub views: Vec<ViewLink>,
    pub groups: Vec<GroupLink>,
    pub saved: Vec<SavedLink>,
    pub filters: Filters,
    pub clear_url: Option<String>,
    /// What is said where no row is left, as on the page.
    pub state: ListState,
    pub query: String,
    pub wider: Option<Wider>,
    pub first_mail_url: Option<String>,
    pub address: Option<String>,
}

/// A quick filter: pressed or not, with how many tickets have the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Filter<T> {
    pub value: T,
    /// Where a press leads: the same list with the value added or taken away.
    pub url: String,
    /// Tickets with this value under the other filters.
    pub count: u64,
    pub on: bool,
}

/// The two rows of quick filters, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filters {
    pub status: Vec<Filter<Status>>,
    pub priority: Vec<Filter<Priority>>,
}
