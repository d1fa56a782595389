//! A ticket on paper.

use serde::Serialize;

use super::{log::LogEntry, ticket::TicketInfo};

/// `ticket_print.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TicketPrintPage {
    pub ticket: TicketInfo,
    /// The whole log, oldest first.
    pub log: Vec<LogEntry>,
    /// The log is longer than what can be printed at once: its oldest lines are left out.
    pub has_more: bool,
}
