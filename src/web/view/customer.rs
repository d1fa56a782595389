//! The people of a ticket: its customer, who else is in the conversation; and a customer alone.

use serde::Serialize;

use super::{Person, ticket::OtherTicket};
use crate::domain::time::Timestamp;

/// `customer.html`: GET `/customers/{id}`.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerPage {
    pub id: u64,
    pub customer: Customer,
    pub created: Timestamp,
    /// The newest that the reader sees.
    pub tickets: Vec<OtherTicket>,
    /// How many the reader sees.
    pub total: u64,
    /// The list of all of them.
    pub list_url: String,
    /// True if the reader may take away what there is of them.
    pub may_export: bool,
    /// True if the reader may erase them.
    pub may_erase: bool,
    /// What live updates ask; `after=<rev>` is added by the page.
    pub news_url: String,
}

/// The customer of a ticket.
///
/// Each control is a form: POST `/t/{n}/customer` with `customer.name`, `customer.organization`,
/// `customer.addresses` (one per line), `customer.phone`, `customer.notes`, or alone `customer.to`
/// (the address of whom the ticket belongs to instead), `customer.same` (the address of somebody
/// who is the same person) or `customer.unmerge` (the id of who is not).
#[derive(Clone, Debug, Serialize)]
pub struct Customer {
    /// Their page: `/customers/{id}`; 0 for nobody.
    pub id: u64,
    pub person: Person,
    /// The name of the organization that they belong to; empty for none.
    pub organization: String,
    /// Its page: `/organizations/{id}`; 0 for none.
    pub organization_id: u64,
    /// The domain that it is still called by; empty once somebody gave it a name.
    pub unnamed: String,
    /// The first is the one that mail goes to; empty for somebody known by telephone alone.
    pub addresses: Vec<Address>,
    pub phone: String,
    /// The number as a `tel:` link has it; empty if nothing in it can be dialled.
    pub tel: String,
    pub notes: String,
    /// Who was merged into them.
    pub merged: Vec<Merged>,
    /// True if the reader may merge customers and make two of one again.
    pub may_merge: bool,
    /// What stands in the fields: the same, or what was refused, as typed.
    pub typed: CustomerTyped,
}

/// An address as it is read, and as a link to whoever writes there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Address {
    pub text: String,
    /// `mailto:`, with every sign that would mean something there encoded (RFC 6068, 2).
    pub url: String,
}

impl Address {
    /// Draws an address.
    #[must_use]
    pub fn new(text: String) -> Self {
        const KEEP: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
            .remove(b'@')
            .remove(b'-')
            .remove(b'.')
            .remove(b'_');
        let url = percent_encoding::utf8_percent_encode(&text, &KEEP);
        let url = format!("mailto:{url}");
        Self { text, url }
    }
}

/// The fields of a customer as text.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CustomerTyped {
    pub name: String,
    pub organization: String,
    /// One per line.
    pub addresses: String,
    pub phone: String,
    pub notes: String,
    /// The address of another customer; empty until one was refused.
    pub to: String,
    /// The address of somebody who is the same person; empty unless it was refused or is offered.
    pub same: String,
}

/// Somebody who was merged into a customer.
#[derive(Clone, Debug, Serialize)]
pub struct Merged {
    pub id: u64,
    pub name: String,
}

/// Somebody else in the conversation: POST `/t/{n}/participants` with `confirm`, `remove` or `add`.
#[derive(Clone, Debug, Serialize)]
pub struct Participant {
    pub person: Person,
    pub address: String,
    /// False flags a stranger, who is not written to.
    pub confirmed: bool,
}
