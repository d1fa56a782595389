//! The people of a ticket: its customer, who else is in the conversation.

use serde::Serialize;

use super::Person;

/// The customer of a ticket.
///
/// Each control is a form: POST `/t/{n}/customer` with `customer.name`, `customer.organization`,
/// `customer.addresses` (one per line), `customer.phone`, `customer.notes`, or alone `customer.to`
/// (the address of whom the ticket belongs to instead).
#[derive(Clone, Debug, Serialize)]
pub struct Customer {
    pub person: Person,
    /// The name of the organization that they belong to; empty for none.
    pub organization: String,
    /// The first is the one that mail goes to; empty for somebody known by telephone alone.
    pub addresses: Vec<String>,
    pub phone: String,
    /// The number as a `tel:` link has it; empty if nothing in it can be dialled.
    pub tel: String,
    pub notes: String,
    /// What stands in the fields: the same, or what was refused, as typed.
    pub typed: CustomerTyped,
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
}

/// Somebody else in the conversation: POST `/t/{n}/participants` with `confirm`, `remove` or `add`.
#[derive(Clone, Debug, Serialize)]
pub struct Participant {
    pub person: Person,
    pub address: String,
    /// False flags a stranger, who is not written to.
    pub confirmed: bool,
}
