//! Somebody who calls, found while their name is typed.

use std::collections::HashSet;

use crate::{
    desk::{access::UserDesk, problem::Problem},
    domain::{
        id::CustomerId,
        query::{
            Query,
            ask::Ask,
            look::{Look, Within},
        },
        right::Right,
        words::{Phrase, wanted::Wanted},
    },
};

use super::{CustomerLine, line};

/// Most that are offered.
const OFFERS: usize = 12;
/// Tickets whose customers are looked at.
const TICKETS: usize = 100;
/// Digits from which on a number is looked for as one, however it was written.
const DIGITS: usize = 3;

impl UserDesk {
    /// The customers whose name, addresses, organization or telephone number begins so: what is
    /// offered costs the same with a million of them. Of a number, however it is written, those of
    /// the newest tickets.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn customers_known(&self, typed: &str) -> Result<Vec<CustomerLine>, Problem> {
        self.need(Right::TicketRead)?;
        let wanted = Wanted::read(typed);
        if wanted.words().is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.of_number(typed)?;
        let known: HashSet<CustomerId> = found.iter().map(|line| line.customer.id).collect();
        let begun = self.customers_begun(&wanted, OFFERS)?.into_iter();
        found.extend(begun.filter(|line| !known.contains(&line.customer.id)));
        found.truncate(OFFERS);
        Ok(found)
    }

    // A telephone number stands among all else that a ticket is found by.
    fn of_number(&self, typed: &str) -> Result<Vec<CustomerLine>, Problem> {
        let number = digits(typed);
        let phrase = Phrase::read(typed).filter(|_| number.len() >= DIGITS);
        let Some(phrase) = phrase else {
            return Ok(Vec::new());
        };
        let query = Query {
            ask: Some(Ask::Look(Look::Text(Within::Anywhere, phrase))),
            ..Query::default()
        };
        let page = self.ticket_list(&query, None, TICKETS)?;
        let view = self.desk().store.read()?;
        let mut seen = HashSet::new();
        let customers = page.lines.into_iter().filter_map(|line| line.customer);
        let found = customers
            .filter(|customer| seen.insert(customer.id))
            .filter(|customer| digits(&customer.phone).contains(&number))
            .map(|customer| line(&view, customer));
        Ok(found.collect::<Result<_, _>>()?)
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
