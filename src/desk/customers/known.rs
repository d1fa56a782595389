//! Somebody who calls, found while their name is typed.

use std::collections::HashSet;

use crate::{
    desk::{access::UserDesk, problem::Problem},
    domain::{
        fold::fold,
        query::{
            Query,
            ask::Ask,
            look::{Look, Within},
        },
        right::Right,
        words::{Phrase, words},
    },
};

use super::{CustomerLine, WORDS, line};

/// Most that are offered.
const OFFERS: usize = 12;
/// Tickets whose customers are looked at.
const TICKETS: usize = 100;
/// Digits from which on a number is looked for as one, however it was written.
const DIGITS: usize = 3;

impl UserDesk {
    /// The customers whose name, addresses, organization or telephone number begins so, of the newest
    /// tickets that this person sees: what is offered costs the same with a million tickets.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn customers_known(&self, typed: &str) -> Result<Vec<CustomerLine>, Problem> {
        self.need(Right::TicketRead)?;
        let Some(phrase) = Phrase::read(typed) else {
            return Ok(Vec::new());
        };
        // A telephone number stands among all else that a ticket is found by.
        let number = digits(typed);
        let within = match number.len() >= DIGITS {
            true => Within::Anywhere,
            false => Within::Customer,
        };
        let query = Query {
            ask: Some(Ask::Look(Look::Text(within, phrase))),
            ..Query::default()
        };
        let folded = fold(typed);
        let wanted: Vec<String> = words(&folded)
            .take(WORDS)
            .filter_map(|at| folded.get(at).map(str::to_owned))
            .collect();
        let page = self.ticket_list(&query, None, TICKETS)?;
        let view = self.desk().store.read()?;
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        for customer in page.lines.into_iter().filter_map(|line| line.customer) {
            if !seen.insert(customer.id) {
                continue;
            }
            let line = line(&view, customer)?;
            let by_number =
                number.len() >= DIGITS && digits(&line.customer.phone).contains(&number);
            if by_number || line.is_found(&wanted) {
                found.push(line);
            }
        }
        found.truncate(OFFERS);
        Ok(found)
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
