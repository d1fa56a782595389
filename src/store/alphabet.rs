//! The alphabet of the tickets' names and of their customers, in memory: what lists are ordered by.
//! Gathered when somebody first asks for such an order, kept by each commit after that.

mod texts;

use std::{cmp::Reverse, collections::HashMap};

use crate::domain::{customer::Customer, fold::fold, id::TicketId, ticket::Ticket};

use super::{
    ReadTx, StoreError, customer,
    gathered::{Gather, Wanted, each_ticket},
};

use texts::Texts;

/// Characters of a text that decide.
const CHARS: usize = 64;

/// What one ticket is ordered by.
#[derive(Clone, Debug)]
pub struct Titles {
    ticket: TicketId,
    name: Box<str>,
    customer: Box<str>,
}

impl Titles {
    /// Folds the beginning of a ticket's name, and of what its customer is called by.
    #[must_use]
    pub fn of(ticket: &Ticket, customer: Option<&Customer>) -> Self {
        Self {
            ticket: ticket.id,
            name: title(&ticket.name),
            customer: title(customer.map_or("", Customer::label)),
        }
    }

    /// Of a ticket that is gone: nothing of it is left.
    #[must_use]
    pub fn gone(ticket: TicketId) -> Self {
        Self {
            ticket,
            name: "".into(),
            customer: "".into(),
        }
    }

    #[cfg(test)]
    pub fn for_test(ticket: TicketId, name: &str, customer: &str) -> Self {
        Self {
            ticket,
            name: title(name),
            customer: title(customer),
        }
    }
}

fn title(text: &str) -> Box<str> {
    // Signs in front say nothing about the place in an alphabet.
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text
        .char_indices()
        .nth(CHARS)
        .map_or(text.len(), |(at, _)| at);
    fold(text.get(..end).unwrap_or(text)).into()
}

/// Both orders.
#[derive(Debug, Default)]
pub struct Alphabet {
    pub names: Order,
    pub customers: Order,
}

impl Gather for Alphabet {
    type Change = Titles;

    fn gather(view: &ReadTx, wanted: Wanted<'_>) -> Result<Self, StoreError> {
        let mut both = Self::default();
        let mut firsts = HashMap::new();
        each_ticket(view, wanted, |ticket| {
            let Ok(number) = u32::try_from(ticket.id.0) else {
                return Ok(());
            };
            both.names.push(number, &title(&ticket.name));
            match firsts.get(&ticket.customer) {
                Some(first) => both.customers.push_as(number, *first),
                None => {
                    let customer = customer::get(view, ticket.customer)?;
                    let label = customer.as_ref().map_or("", Customer::label);
                    both.customers.push(number, &title(label));
                    firsts.insert(ticket.customer, number);
                }
            }
            Ok(())
        })?;
        both.names.sort();
        both.customers.sort();
        Ok(both)
    }

    fn take(&mut self, change: Titles) {
        self.names.put(change.ticket, &change.name);
        self.customers.put(change.ticket, &change.customer);
    }
}

/// Every ticket in the order of one text; among equal texts the highest number first.
#[derive(Debug, Default)]
pub struct Order {
    texts: Texts,
    numbers: Vec<u32>,
}

impl Order {
    /// The text that decides for a ticket.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number).unwrap_or_default()
    }

    /// The tickets behind a place in the alphabet.
    #[must_use]
    pub fn behind(&self, text: &str, number: u32) -> &[u32] {
        let place = (text, Reverse(number));
        let at = self.numbers.partition_point(|one| self.key(*one) <= place);
        self.numbers.get(at..).unwrap_or_default()
    }

    /// The tickets before a place in the alphabet.
    #[must_use]
    pub fn before(&self, text: &str, number: u32) -> &[u32] {
        let place = (text, Reverse(number));
        let at = self.numbers.partition_point(|one| self.key(*one) < place);
        self.numbers.get(..at).unwrap_or_default()
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[u32] {
        &self.numbers
    }

    fn key(&self, number: u32) -> (&str, Reverse<u32>) {
        (self.text(number), Reverse(number))
    }

    /// Adds a ticket without keeping the order; [`Self::sort`] comes at the end.
    fn push(&mut self, number: u32, text: &str) {
        self.texts.set(number, text);
        self.numbers.push(number);
    }

    /// The same with the text of another ticket.
    fn push_as(&mut self, number: u32, other: u32) {
        self.texts.share(number, other);
        self.numbers.push(number);
    }

    fn sort(&mut self) {
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.sort_unstable_by(|a, b| self.key(*a).cmp(&self.key(*b)));
        self.numbers = numbers;
    }

    fn put(&mut self, ticket: TicketId, text: &str) {
        let Ok(number) = u32::try_from(ticket.0) else {
            return;
        };
        if let Some(old) = self.texts.get(number) {
            if old == text {
                return;
            }
            let place = (old, Reverse(number));
            let found = self
                .numbers
                .binary_search_by(|one| self.key(*one).cmp(&place));
            if let Ok(at) = found {
                self.numbers.remove(at);
            }
        }
        self.texts.set(number, text);
        let place = self.key(number);
        let at = self.numbers.partition_point(|one| self.key(*one) < place);
        self.numbers.insert(at, number);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_put_one_by_one_stands_as_what_was_sorted_at_once(
            puts in prop::collection::vec((0..20u32, "[ab]{0,3}"), 0..60),
            apart in 0..60usize,
        ) {
            let (mut kept, mut sorted) = (Order::default(), Order::default());
            let mut last = std::collections::BTreeMap::new();
            for (at, (number, text)) in puts.iter().enumerate() {
                // Some were there when it was gathered, the others came after that.
                if at == apart {
                    kept.sort();
                }
                if at < apart && !last.contains_key(number) {
                    kept.push(*number, text);
                } else {
                    kept.sort();
                    kept.put(TicketId((*number).into()), text);
                }
                last.insert(*number, text.clone());
            }
            kept.sort();
            for (number, text) in last {
                sorted.push(number, &text);
            }
            sorted.sort();
            prop_assert_eq!(kept.all(), sorted.all());
            for number in sorted.all() {
                let text = sorted.text(*number);
                let (before, behind) = (sorted.before(text, *number), sorted.behind(text, *number));
                prop_assert_eq!(before.len() + 1 + behind.len(), sorted.all().len());
            }
        }
    }

    #[test]
    fn signs_accents_and_case_do_not_decide() {
        assert_eq!(&*title("[EXT] Élan"), "ext] elan");
        assert_eq!(&*title("« Zèbre »"), "zebre »");
        assert_eq!(&*title("!?"), "");
        assert_eq!(title(&"é".repeat(100)).len(), CHARS);
    }
}
