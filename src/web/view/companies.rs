//! The organizations of customers.

use serde::Serialize;

/// `companies.html`: GET `/organizations` (`query`, `after`).
#[derive(Clone, Debug, Serialize)]
pub struct CompaniesPage {
    /// As typed.
    pub query: String,
    pub rows: Vec<CompanyRow>,
    /// Those behind the last of these; None for the last page.
    pub next_url: Option<String>,
    /// From the beginning; None on the first page.
    pub first_url: Option<String>,
    /// What live updates ask; `after=<rev>` is added by the page.
    pub news_url: String,
}

/// One organization with what of it the reader sees.
#[derive(Clone, Debug, Serialize)]
pub struct CompanyRow {
    /// Its page: `/organizations/{id}`.
    pub id: u64,
    pub name: String,
    /// As people write them.
    pub domains: Vec<String>,
    pub customers: u64,
    pub tickets: u64,
    /// The list of exactly these tickets.
    pub list_url: String,
}
