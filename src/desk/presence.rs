//! Who is at a ticket at this moment. Kept in memory: a desk that starts anew hears of everybody
//! within seconds.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::domain::{
    id::{TicketId, UserId},
    presence::{Doing, Page, Presences},
    right::Right,
    user::User,
};

use super::{Desk, access::UserDesk, book::Book, problem::Problem};

/// Everybody who is somewhere, and a bell for who waits until somebody is forgotten.
#[derive(Debug)]
pub(super) struct Present {
    all: Mutex<Presences>,
    came: Arc<Notify>,
    began: Instant,
}

impl Default for Present {
    fn default() -> Self {
        Self {
            all: Mutex::default(),
            came: Arc::default(),
            began: Instant::now(),
        }
    }
}

impl Present {
    fn all(&self) -> MutexGuard<'_, Presences> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UserDesk {
    /// Notes what this person does at a ticket now, on one of their pages.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such ticket for them.
    pub fn is_at(&self, id: TicketId, page: u64, doing: Doing) -> Result<(), Problem> {
        let ticket = self.looked_at(id)?;
        let page = Page {
            user: self.user().id,
            number: page,
        };
        let present = &self.desk().present;
        let changed = present
            .all()
            .says(page, ticket, doing, present.began.elapsed());
        present.came.notify_one();
        self.desk().tell_presence(changed, Some(page.user));
        Ok(())
    }

    /// Notes that this person left one of their pages.
    pub fn leaves(&self, page: u64) {
        let page = Page {
            user: self.user().id,
            number: page,
        };
        let changed = self.desk().present.all().leaves(page);
        self.desk().tell_presence(changed, Some(page.user));
    }

    /// Who else is at a ticket now, by name.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such ticket for them.
    pub fn others_at(&self, id: TicketId) -> Result<Vec<(User, Doing)>, Problem> {
        let ticket = self.looked_at(id)?;
        let there = self.desk().present.all().at(ticket);
        Ok(self.others(&*self.book()?, there))
    }

    /// Who else is at each of some tickets that this person sees; those where nobody is are left out.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn others_among(
        &self,
        tickets: &[TicketId],
    ) -> Result<BTreeMap<TicketId, Vec<(User, Doing)>>, Problem> {
        self.need(Right::TicketRead)?;
        let there = self.desk().present.all().among(tickets);
        let book = self.book()?;
        let seen = there.into_iter().filter(|(id, _)| self.sees_number(*id));
        let others = seen.map(|(id, there)| (id, self.others(&book, there)));
        Ok(others.filter(|(_, others)| !others.is_empty()).collect())
    }

    /// By name, without this person.
    fn others(&self, book: &Book, there: BTreeMap<UserId, Doing>) -> Vec<(User, Doing)> {
        let known = |(user, doing): (UserId, Doing)| Some((book.user(user)?.clone(), doing));
        let mut others: Vec<(User, Doing)> = there
            .into_iter()
            .filter(|(user, _)| *user != self.user().id)
            .filter_map(known)
            .collect();
        others.sort_by(|(a, _), (b, _)| (&a.name, a.id).cmp(&(&b.name, b.id)));
        others
    }

    /// The ticket that somebody looks at under a number: that of a merged one leads to another.
    fn looked_at(&self, id: TicketId) -> Result<TicketId, Problem> {
        self.need(Right::TicketRead)?;
        if !self.sees_number(id) {
            return Err(Problem::NotFound);
        }
        Ok(self.leads_to(id))
    }
}

impl Desk {
    /// Forgets who left without a word, and tells the others. Gives how long there is nothing to
    /// look at; None while nobody is anywhere.
    pub fn forget_absent(&self) -> Option<Duration> {
        let now = self.present.began.elapsed();
        let mut all = self.present.all();
        let (changed, next) = (all.expire(now), all.next());
        drop(all);
        self.tell_presence(changed, None);
        next.map(|next| next.saturating_sub(now))
    }

    /// Rings when somebody came to a ticket.
    #[must_use]
    pub fn somebody_came(&self) -> Arc<Notify> {
        Arc::clone(&self.present.came)
    }

    fn tell_presence(&self, tickets: Vec<TicketId>, who: Option<UserId>) {
        for ticket in tickets {
            self.events.publish_presence(ticket, who);
        }
    }
}
