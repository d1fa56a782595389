//! A person who writes to the desk.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{
    activity::CustomerField,
    address::EmailAddress,
    id::{CompanyId, CustomerId},
    time::Timestamp,
};

/// Most characters of a customer's name.
pub const NAME_CHARS: usize = 200;
/// Most characters of a telephone number.
pub const PHONE_CHARS: usize = 40;
/// Most characters of the notes about a customer.
pub const NOTES_CHARS: usize = 20_000;
/// Most addresses of one customer.
pub const ADDRESSES: usize = 50;

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
    /// True if an address of this key is one of theirs.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.addresses.iter().any(|own| own.key() == key)
    }

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

/// What a form showed of each field, in a few letters: whoever saves it changes only what is still so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen([u64; CustomerField::ALL.len()]);

impl Seen {
    /// Of a customer and the name of their organization.
    #[must_use]
    pub fn of(customer: &Customer, organization: &str) -> Self {
        Self(CustomerField::ALL.map(|field| mark(&shown(customer, organization, field))))
    }

    /// Reads what [`Seen::to_string`] wrote; None for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let marks: Option<Vec<u64>> = text
            .split('.')
            .map(|mark| u64::from_str_radix(mark, 16).ok())
            .collect();
        Some(Self(marks?.try_into().ok()?))
    }

    /// True if a field is still what was seen.
    #[must_use]
    pub fn is(&self, other: &Self, field: CustomerField) -> bool {
        self.0[field as usize] == other.0[field as usize]
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, mark) in self.0.iter().enumerate() {
            let dot = if place == 0 { "" } else { "." };
            write!(f, "{dot}{mark:x}")?;
        }
        Ok(())
    }
}

fn shown(customer: &Customer, organization: &str, field: CustomerField) -> String {
    match field {
        CustomerField::Name => customer.name.clone(),
        CustomerField::Organization => organization.to_owned(),
        CustomerField::Addresses => {
            let addresses = customer.addresses.iter().map(EmailAddress::as_str);
            addresses.collect::<Vec<_>>().join("\n")
        }
        CustomerField::Phone => customer.phone.clone(),
        CustomerField::Notes => customer.notes.clone(),
    }
}

// After an upgrade a text may have another mark: then a form of before says that it changed.
fn mark(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zoe() -> Customer {
        Customer {
            id: CustomerId(1),
            name: "Zoé".to_owned(),
            addresses: vec![EmailAddress::parse("zoe@cust.example").unwrap()],
            phone: String::new(),
            notes: "calls early".to_owned(),
            created: Timestamp(1),
            organization: None,
        }
    }

    #[test]
    fn what_was_seen_is_known_again_field_by_field() {
        let before = Seen::of(&zoe(), "Acme");
        assert_eq!(Seen::read(&before.to_string()), Some(before));
        let changed = Customer {
            notes: "calls late".to_owned(),
            ..zoe()
        };
        let after = Seen::of(&changed, "Acme SA");
        let same = CustomerField::ALL.map(|field| before.is(&after, field));
        assert_eq!(same, [true, false, true, true, false]);
        for wrong in ["", "1.2.3", "1.2.3.4.x", "1.2.3.4.5.6"] {
            assert_eq!(Seen::read(wrong), None, "{wrong}");
        }
    }
}
