//! Who is at which ticket at this moment, and what they do there. Decides; reads no clock, stores
//! nothing: whoever leaves without a word is forgotten after [`GONE_AFTER`]. Every time here is how
//! long ago the desk began, so that no clock that jumps makes anybody leave.

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, time::Duration};

use super::id::{TicketId, UserId};

/// How long somebody counts as there after their page said so. Pages say it every four seconds, so
/// one word may be lost on the way.
pub const GONE_AFTER: Duration = Duration::from_secs(12);
/// Pages of one person that are remembered; the one that was silent longest goes first.
const PAGES: usize = 100;

/// What somebody does at a ticket; the one that concerns others most is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doing {
    Looking,
    /// Changing what stands beside the log: name, description, what is known of the customer.
    Editing,
    WritingNote,
    WritingMail,
}

impl Doing {
    /// Reads the word of a page; anything else is a look.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "edit" => Self::Editing,
            "note" => Self::WritingNote,
            "mail" => Self::WritingMail,
            _ => Self::Looking,
        }
    }
}

/// One open page. The number is the page's own, so that two windows of one person leave apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    pub user: UserId,
    pub number: u64,
}

#[derive(Clone, Copy, Debug)]
struct Seat {
    ticket: TicketId,
    doing: Doing,
    until: Duration,
}

/// Everybody who is somewhere.
#[derive(Debug, Default)]
pub struct Presences {
    /// One seat per page: nobody looks at two tickets on one page.
    seats: BTreeMap<Page, Seat>,
}

impl Presences {
    /// Notes what somebody does on a page now. Gives the tickets where others see something else
    /// than before.
    pub fn says(
        &mut self,
        page: Page,
        ticket: TicketId,
        doing: Doing,
        now: Duration,
    ) -> Vec<TicketId> {
        let was = self.seats.get(&page).map(|seat| seat.ticket);
        let was = was.filter(|was| *was != ticket);
        let touched: Vec<TicketId> = was.into_iter().chain([ticket]).collect();
        self.changing(page.user, touched, |seats| {
            let until = now + GONE_AFTER;
            let seat = Seat {
                ticket,
                doing,
                until,
            };
            seats.insert(page, seat);
        })
        .into_iter()
        .chain(self.bound(page.user))
        .collect()
    }

    /// Takes a page away. Gives the tickets where others see something else than before.
    pub fn leaves(&mut self, page: Page) -> Vec<TicketId> {
        let was = self.seats.get(&page).map(|seat| seat.ticket);
        self.changing(page.user, was.into_iter().collect(), |seats| {
            seats.remove(&page);
        })
    }

    /// Forgets who left without a word. Gives the tickets where others see something else than before.
    pub fn expire(&mut self, now: Duration) -> Vec<TicketId> {
        let over = self.seats.iter().filter(|(_, seat)| seat.until <= now);
        let over: Vec<Page> = over.map(|(page, _)| *page).collect();
        let mut tickets: Vec<TicketId> = over
            .into_iter()
            .flat_map(|page| self.leaves(page))
            .collect();
        tickets.sort_unstable();
        tickets.dedup();
        tickets
    }

    /// When the next one is forgotten who says nothing more; None while nobody is anywhere.
    #[must_use]
    pub fn next(&self) -> Option<Duration> {
        self.seats.values().map(|seat| seat.until).min()
    }

    /// Who is at a ticket, each once with what they do there that concerns others most.
    #[must_use]
    pub fn at(&self, ticket: TicketId) -> BTreeMap<UserId, Doing> {
        let mut there = BTreeMap::new();
        for (page, seat) in &self.seats {
            if seat.ticket == ticket {
                let doing = there.entry(page.user).or_insert(seat.doing);
                *doing = seat.doing.max(*doing);
            }
        }
        there
    }

    /// The same of several tickets at once; those where nobody is are left out.
    #[must_use]
    pub fn among(&self, tickets: &[TicketId]) -> BTreeMap<TicketId, BTreeMap<UserId, Doing>> {
        let mut there: BTreeMap<TicketId, BTreeMap<UserId, Doing>> = BTreeMap::new();
        let seats = self.seats.iter();
        for (page, seat) in seats.filter(|(_, seat)| tickets.contains(&seat.ticket)) {
            let at = there.entry(seat.ticket).or_default();
            let doing = at.entry(page.user).or_insert(seat.doing);
            *doing = seat.doing.max(*doing);
        }
        there
    }

    fn of(&self, user: UserId, ticket: TicketId) -> Option<Doing> {
        let first = Page { user, number: 0 };
        let last = Page {
            user,
            number: u64::MAX,
        };
        let own = self.seats.range(first..=last);
        let here = own.filter(|(_, seat)| seat.ticket == ticket);
        here.map(|(_, seat)| seat.doing).max()
    }

    /// Does something to the seats of one person; gives those of some tickets where they are seen
    /// otherwise now.
    fn changing(
        &mut self,
        user: UserId,
        tickets: Vec<TicketId>,
        change: impl FnOnce(&mut BTreeMap<Page, Seat>),
    ) -> Vec<TicketId> {
        let before: Vec<Option<Doing>> = tickets.iter().map(|id| self.of(user, *id)).collect();
        change(&mut self.seats);
        let both = tickets.into_iter().zip(before);
        both.filter(|(id, before)| self.of(user, *id) != *before)
            .map(|(id, _)| id)
            .collect()
    }

    /// One person opens pages without end: the oldest go.
    fn bound(&mut self, user: UserId) -> Vec<TicketId> {
        let own = self.seats.iter().filter(|(page, _)| page.user == user);
        let mut own: Vec<(Duration, Page)> = own.map(|(page, seat)| (seat.until, *page)).collect();
        own.sort_unstable();
        own.truncate(own.len().saturating_sub(PAGES));
        own.into_iter()
            .flat_map(|(_, page)| self.leaves(page))
            .collect()
    }
}
