//! What would go with a customer, and the form that erases them.

use serde::Serialize;

use super::{FieldError, Person};

/// `customer_erase.html`: GET and POST `/customers/{id}/erase` (`address`, `seen`).
#[derive(Clone, Debug, Serialize)]
pub struct CustomerErasePage {
    pub id: u64,
    pub person: Person,
    pub tickets: u64,
    pub messages: u64,
    pub files: u64,
    pub bytes: u64,
    /// Who was merged into them and goes too.
    pub merged: Vec<String>,
    /// What is typed to confirm.
    pub word: String,
    /// True if that is an address.
    pub has_address: bool,
    pub typed: String,
    /// What was shown comes back with the form.
    pub seen: String,
    /// True if it was something else when the form came.
    pub changed: bool,
    pub errors: Vec<FieldError>,
}
