//! Whom notes call: a mark that stays until they looked, and a word to the pages that they have open.

use crate::{
    domain::{
        fold::fold,
        id::{ActivityId, TicketId, UserId},
        note::mentioned,
        right::Right,
        ticket::Ticket,
        user::User,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{access::UserDesk, book::Book, problem::Problem};

/// Most tickets of one answer.
pub const MOST: usize = 1_000;

/// What a note said of whom before and says now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'t> {
    pub note: ActivityId,
    pub old: &'t str,
    pub new: &'t str,
}

impl UserDesk {
    /// The tickets with a note that calls this person who has not looked since, as far as they see
    /// them; a merged one stands for the one that it leads to. By number, at most [`MOST`].
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn mentions(&self) -> Result<Vec<TicketId>, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let mut tickets = Vec::new();
        for (id, _) in store::mention::of(&view, self.user().id, MOST)? {
            let root = store::ticket::root(&view, id)?;
            let kept = root.filter(|root| root.deleted.is_none() && self.sees(root));
            tickets.extend(kept.map(|root| root.id));
        }
        tickets.sort_unstable();
        tickets.dedup();
        Ok(tickets)
    }

    /// Who can be called in a note of a ticket: everybody else who sees it, by name.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such ticket for this person.
    pub fn callable_at(&self, id: TicketId) -> Result<Vec<User>, Problem> {
        self.need(Right::TicketNote)?;
        let ticket = self.ticket(&self.desk().store.read()?, id)?;
        let book = self.book()?;
        let sees = |user: &&User| {
            let access = book.access(user.id).filter(|_| user.active);
            let access = access.filter(|access| access.may(Right::TicketRead));
            access.is_some_and(|access| access.sight.sees(ticket.assignee, ticket.mailbox))
        };
        let others = book.users.iter().filter(|user| user.id != self.user().id);
        let mut people: Vec<User> = others.filter(sees).cloned().collect();
        people.sort_by_key(|user| (fold(&user.name), user.id));
        Ok(people)
    }

    /// True if a note of a ticket, or of what was merged into it, calls this person who has not
    /// looked since.
    pub(super) fn is_mentioned(
        &self,
        view: &impl View,
        ticket: &Ticket,
    ) -> Result<bool, StoreError> {
        let me = self.user().id;
        for id in family(view, ticket)? {
            if store::mention::get(view, me, id)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells those whom a note calls now and did not before, on the pages that they have open.
    pub(super) fn tell_mentioned(&self, called: Vec<UserId>, ticket: TicketId) {
        for user in called {
            self.desk().events.publish_mention(user, ticket);
        }
    }
}

/// Keeps the marks of a note: whom it calls anew gets one, whom it calls no more loses theirs. Gives
/// whom it calls anew. Nobody calls themselves.
pub(super) fn note_calls(
    tx: &mut WriteTx<'_>,
    book: &Book,
    author: UserId,
    ticket: TicketId,
    said: Said<'_>,
) -> Result<Vec<UserId>, StoreError> {
    let people: Vec<_> = book
        .users
        .iter()
        .map(|user| (user.id, user.name.clone()))
        .collect();
    let is_called = |user: UserId| book.user(user).is_some_and(|it| it.active) && user != author;
    let (old, new) = (mentioned(said.old, &people), mentioned(said.new, &people));
    for user in old.iter().filter(|user| !new.contains(user)) {
        if store::mention::get(tx, *user, ticket)? == Some(said.note) {
            store::mention::clear(tx, *user, ticket)?;
        }
    }
    let called = new.into_iter().filter(|user| !old.contains(user));
    let called: Vec<UserId> = called.filter(|user| is_called(*user)).collect();
    for user in &called {
        store::mention::set(tx, *user, ticket, said.note)?;
    }
    Ok(called)
}

/// Somebody looked at a ticket: no note there calls them any more.
pub(super) fn looked(
    tx: &mut WriteTx<'_>,
    user: UserId,
    ticket: &Ticket,
) -> Result<(), StoreError> {
    for id in family(tx, ticket)? {
        store::mention::clear(tx, user, id)?;
    }
    Ok(())
}

/// A ticket and all that were merged into it.
fn family(view: &impl View, ticket: &Ticket) -> Result<Vec<TicketId>, StoreError> {
    let (mut all, mut ahead) = (vec![ticket.id], ticket.merged.clone());
    while let Some(id) = ahead.pop() {
        all.push(id);
        ahead.extend(store::ticket::get(view, id)?.map_or_else(Vec::new, |it| it.merged));
    }
    Ok(all)
}
