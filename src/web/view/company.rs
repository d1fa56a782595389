//! One organization of customers.

use serde::Serialize;

use super::{FieldError, Person, companies::CompanyRow};

/// `company.html`: GET `/organizations/{id}` (`after`); POST the same with `name` and `domains` (one
/// per line), or `/delete` behind it.
#[derive(Clone, Debug, Serialize)]
pub struct CompanyPage {
    pub row: CompanyRow,
    /// The domain that it is still called by; empty once somebody gave it a name.
    pub unnamed: String,
    /// What stands in the fields: the same as in the row, or what was refused, as typed.
    pub name: String,
    pub domains: String,
    /// What the form showed first, which it sends back.
    pub was_name: String,
    pub was_domains: String,
    pub members: Vec<CompanyMember>,
    /// Those behind the last of these; None for the last page.
    pub next_url: Option<String>,
    /// From the beginning; None on the first page.
    pub first_url: Option<String>,
    /// What live updates ask; `after=<rev>` is added by the page.
    pub news_url: String,
    /// True if the reader may change it and delete it.
    pub may_edit: bool,
    pub errors: Vec<FieldError>,
}

/// A customer who belongs to it.
#[derive(Clone, Debug, Serialize)]
pub struct CompanyMember {
    pub id: u64,
    pub person: Person,
    /// The address that mail goes to, where it says more than the name; often empty.
    pub address: String,
    pub tickets: u64,
}
