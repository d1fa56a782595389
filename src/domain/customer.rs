//! A person who writes to the desk.

use serde::{Deserialize, Serialize};

use super::{
    address::EmailAddress,
    id::{CompanyId, CustomerId},
    time::Timestamp,
};

/// Most characters of a customer's name.
pub const NAME_CHARS: usize = 200;

/// A name on one line, cut where it is too long; empty if nothing is left of it.
#[must_use]
pub fn clean_name(text: &str) -> String {
    let printable = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let one_line: String = printable.collect();
    let words = one_line.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(NAME_CHARS).collect()
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub id: CustomerId,
    /// Plain text; empty when only the address is known.
    pub name: String,
    /// The first is the one that mail goes to; empty for somebody known by telephone alone.
    pub addresses: Vec<EmailAddress>,
    pub phone: String,
    /// What experts wrote about them; customers never see it.
    pub notes: String,
    pub created: Timestamp,
    /// The organization that they belong to; None if nothing says one.
    pub organization: Option<CompanyId>,
}

impl Customer {
    /// The name, or the address, or the telephone number.
    #[must_use]
    pub fn label(&self) -> &str {
        if !self.name.is_empty() {
            return &self.name;
        }
        self.addresses
            .first()
            .map_or(&self.phone, EmailAddress::as_str)
    }
}
