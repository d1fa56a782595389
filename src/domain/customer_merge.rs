//! Two customers who turned out to be one person, and how they become two again. Decides; never
//! stores.

use serde::{Deserialize, Serialize};

use super::{
    customer::Customer,
    id::{CustomerId, TicketId},
    time::Timestamp,
};

/// What it takes to undo that two customers were merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Who was merged, as they were.
    pub gone: Customer,
    /// The other, as they were and as they became.
    pub before: Customer,
    pub after: Customer,
    /// The tickets that moved.
    pub tickets: Vec<TicketId>,
    pub at: Timestamp,
}

impl Merge {
    /// Merges one customer into another.
    #[must_use]
    pub fn of(gone: Customer, into: Customer, tickets: Vec<TicketId>, at: Timestamp) -> Self {
        Self {
            after: merged(&gone, &into),
            before: into,
            gone,
            tickets,
            at,
        }
    }

    /// Whose record holds both.
    #[must_use]
    pub fn into_id(&self) -> CustomerId {
        self.before.id
    }

    /// Both as they are again: who was merged, then the other, of whom `now` is how they are. What
    /// somebody changed since stays.
    #[must_use]
    pub fn undone(&self, now: &Customer) -> (Customer, Customer) {
        let (before, after) = (&self.before, &self.after);
        let mut gone = self.gone.clone();
        // One that was taken away since is not brought back: somebody else may have it.
        gone.addresses.retain(|address| now.has(&address.key()));
        let mut into = now.clone();
        into.name = back(&before.name, &after.name, &now.name);
        into.phone = back(&before.phone, &after.phone, &now.phone);
        into.notes = back(&before.notes, &after.notes, &now.notes);
        into.organization = back(&before.organization, &after.organization, &now.organization);
        into.addresses
            .retain(|address| !self.gone.has(&address.key()));
        (gone, into)
    }
}

/// What it was, unless somebody changed it since.
fn back<T: Clone + PartialEq>(before: &T, after: &T, now: &T) -> T {
    if now == after { before } else { now }.clone()
}

/// Both under one: what the second lacks comes from the first, nothing is lost.
fn merged(gone: &Customer, into: &Customer) -> Customer {
    let mut both = into.clone();
    if both.name.is_empty() {
        both.name.clone_from(&gone.name);
    }
    both.addresses.extend(
        gone.addresses
            .iter()
            .filter(|address| !into.has(&address.key()))
            .cloned(),
    );
    both.organization = into.organization.or(gone.organization);
    let mut notes = vec![into.notes.as_str()];
    if both.phone.is_empty() {
        both.phone.clone_from(&gone.phone);
    } else if gone.phone != both.phone {
        // A record has one number; the other one is kept where people read.
        notes.push(&gone.phone);
    }
    notes.push(&gone.notes);
    notes.retain(|text| !text.is_empty());
    both.notes = notes.join("\n\n");
    both
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::address::EmailAddress;

    fn customer(id: u64, texts: &[String; 3], addresses: &[u8]) -> Customer {
        let [name, phone, notes] = texts.clone();
        Customer {
            id: CustomerId(id),
            name,
            addresses: addresses
                .iter()
                .map(|n| EmailAddress::parse(&format!("c{n}@c{id}.example")).unwrap())
                .collect(),
            phone,
            notes,
            created: Timestamp(1),
            organization: None,
        }
    }

    proptest! {
        #[test]
        fn what_nobody_touched_since_is_exactly_as_before(
            a in prop::array::uniform3("[ab]{0,2}"), b in prop::array::uniform3("[ab]{0,2}"),
            of_a in prop::collection::btree_set(0..5u8, 0..4),
            of_b in prop::collection::btree_set(0..5u8, 0..4),
        ) {
            let gone = customer(1, &a, &of_a.into_iter().collect::<Vec<_>>());
            let into = customer(2, &b, &of_b.into_iter().collect::<Vec<_>>());
            let merge = Merge::of(gone.clone(), into.clone(), Vec::new(), Timestamp(2));
            for text in [&gone.phone, &gone.notes] {
                let held = merge.after.phone == *text || merge.after.notes.contains(text.as_str());
                prop_assert!(held, "nothing is lost: {:?}", merge.after);
            }
            prop_assert_eq!(merge.undone(&merge.after), (gone, into));
        }
    }

    #[test]
    fn what_somebody_changed_since_stays() {
        let texts = |of: &str| [of, of, of].map(str::to_owned);
        let gone = customer(1, &texts("a"), &[1, 2]);
        let into = customer(2, &texts("b"), &[1]);
        let merge = Merge::of(gone, into, Vec::new(), Timestamp(2));
        let mut now = merge.after.clone();
        "changed".clone_into(&mut now.notes);
        // An address of each was taken away, a new one came.
        now.addresses.remove(0);
        now.addresses.remove(0);
        let new = EmailAddress::parse("new@c2.example").unwrap();
        now.addresses.push(new.clone());
        let (gone, into) = merge.undone(&now);
        assert_eq!((into.notes.as_str(), into.name.as_str()), ("changed", "b"));
        assert_eq!(into.addresses, [new]);
        let left: Vec<_> = gone.addresses.iter().map(EmailAddress::as_str).collect();
        assert_eq!(left, ["c2@c1.example"]);
        assert_eq!(gone.notes, "a");
    }
}
