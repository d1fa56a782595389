//! Taking back: a verb that can be undone keeps its inverse, for ten minutes, for whoever did it.
//!
//! To make a verb undoable: a variant of [`Inverse`], a call of [`offer`] at the end of its
//! transaction, a function that applies the inverse as new acts and an arm in [`apply`] for it.

use crate::{
    domain::{
        change::Change,
        id::UndoId,
        time::Timestamp,
        undo::{Inverse, Undo, Undone, WINDOW},
    },
    store::{self, StoreError, WriteTx},
};

use super::{
    Desk,
    access::UserDesk,
    api_token, calendars, customers, groups, mailboxes, participants, people,
    problem::Problem,
    roles,
    rules::{self, Switch},
    saved_views, tags, ticket_back, ticket_link, ticket_merge, ticket_split,
    warrant::Warrant,
};

impl UserDesk {
    /// Takes back what this person did. A second time changes nothing and says the same.
    ///
    /// What somebody else changed since stays as it is.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for what is not theirs, not there or too long ago;
    /// [`Problem::Forbidden`] if they may not do it any more.
    pub fn undo(&self, id: UndoId, now: Timestamp) -> Result<Undone, Problem> {
        // An act of several transactions goes back in as many, the one that was offered last: what
        // came of all of them is told there.
        let mut links = vec![id];
        let view = self.desk().store.read()?;
        while let Some(last) = links.last()
            && let Some(undo) = store::undo::get(&view, *last)?
            && let Some(before) = undo.inverse.before()
        {
            links.push(before);
        }
        drop(view);
        let mut undone = Undone::default();
        for link in links.into_iter().rev() {
            undone = self.undo_one(link, undone, now)?;
        }
        Ok(undone)
    }

    /// Takes one transaction back; `so_far` is what came of those before.
    fn undo_one(&self, id: UndoId, so_far: Undone, now: Timestamp) -> Result<Undone, Problem> {
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let undo = store::undo::get(tx, id)?
                .filter(|undo| warrant.user() == Some(undo.user) && now < undo.expires)
                .ok_or(Problem::NotFound)?;
            if let Some(undone) = undo.undone {
                return Ok(undone);
            }
            let mut undone = apply(tx, &warrant, &undo.inverse, now)?;
            undone.restored += so_far.restored;
            undone.left += so_far.left;
            let undo = Undo {
                undone: Some(undone.clone()),
                ..undo
            };
            store::undo::put(tx, &undo)?;
            tx.change(Change::Settings)?;
            Ok(undone)
        })
    }

    /// Reads what this person did and may take back, or did take back; None for all else.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn undo_offer(&self, id: UndoId, now: Timestamp) -> Result<Option<Undo>, Problem> {
        let undo = store::undo::get(&self.desk().store.read()?, id)?;
        Ok(undo.filter(|undo| undo.user == self.user().id && now < undo.expires))
    }
}

impl Desk {
    /// Removes what is too long ago to be taken back.
    pub(super) fn sweep_undos(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store.write(move |tx| store::undo::sweep(tx, now))
    }
}

/// Keeps the inverse of what was just done. None for the command line, which has no page to offer
/// it on.
pub(super) fn offer(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    subject: &str,
    inverse: Inverse,
    now: Timestamp,
) -> Result<Option<UndoId>, StoreError> {
    let Some(user) = warrant.user() else {
        return Ok(None);
    };
    let undo = Undo {
        id: store::undo::next_id(tx)?,
        user,
        expires: now.plus(WINDOW),
        subject: subject.to_owned(),
        inverse,
        undone: None,
    };
    store::undo::put(tx, &undo)?;
    Ok(Some(undo.id))
}

/// Does what an inverse says, after asking for the right once more.
fn apply(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    inverse: &Inverse,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let access = warrant.admit(tx, inverse.right())?;
    match inverse {
        Inverse::UserActivate { user, tickets } => {
            people::comeback::come_back(tx, warrant, &access, *user, tickets, now)
        }
        Inverse::GroupRestore {
            group,
            mailboxes,
            tickets,
        } => groups::restore::restore(tx, warrant, &access, (group, mailboxes, tickets), now),
        Inverse::RoleRestore {
            role,
            users,
            groups,
        } => roles::restore(tx, warrant, &access, (role, users, groups), now),
        Inverse::MailboxRestore { mailbox } => {
            mailboxes::back::undelete(tx, warrant, *mailbox, now)
        }
        Inverse::TagRemove { tag } => tags::back::remove(tx, warrant, *tag, now),
        Inverse::TagChange { tag, name, colour } => {
            tags::back::change_back(tx, warrant, (*tag, name, *colour), now)
        }
        Inverse::TagUnmerge {
            tag,
            into,
            followed,
        } => tags::back::unmerge(tx, warrant, (*tag, *into, followed), now),
        Inverse::TagRestore { tag } => tags::back::restore(tx, warrant, *tag, now),
        Inverse::TokenRestore { hash, token } => {
            api_token::restore(tx, warrant, (hash, token), now)
        }
        Inverse::RuleRestore {
            rule,
            revision,
            place,
        } => rules::back::restore(tx, warrant, (*rule, *revision, *place), now),
        Inverse::RuleSwitch { rule, on } => {
            let to = if *on { Switch::On } else { Switch::Off };
            rules::back::switch_back(tx, warrant, (*rule, to), now)
        }
        Inverse::RuleMove { rule, place } => {
            rules::back::move_back(tx, warrant, (*rule, *place), now)
        }
        Inverse::CalendarRestore { calendar } => {
            calendars::back::restore(tx, warrant, calendar, now)
        }
        Inverse::TicketsBack { tickets, .. }
        | Inverse::TicketsRestore { tickets, .. }
        | Inverse::TicketsDelete { tickets, .. } => {
            ticket_back::back(tx, warrant, &access, tickets, now)
        }
        Inverse::TicketsUnmerge { tickets, .. } => {
            ticket_merge::back(tx, warrant, &access, tickets, now)
        }
        Inverse::CustomerUnmerge { customer } => {
            customers::merge::undo(tx, warrant, &access, *customer, now)
        }
        Inverse::CustomerChange { change } => {
            customers::back::change_back(tx, warrant, &access, change, now)
        }
        Inverse::CompanyChange { before, after } => {
            customers::company_back::change_back(tx, warrant, &access, (before, after), now)
        }
        Inverse::CompanyRestore { company, members } => {
            customers::company_back::restore(tx, warrant, &access, (company, members), now)
        }
        Inverse::MessageBack { split } => ticket_split::back(tx, warrant, &access, split, now),
        Inverse::Unlink { ends } => ticket_link::unlink_back(tx, warrant, &access, ends, now),
        Inverse::Link { ends } => ticket_link::link_back(tx, warrant, &access, ends, now),
        Inverse::TakesPart { change } => participants::back(tx, warrant, &access, change, now),
        Inverse::ViewRestore { view } => saved_views::restore(tx, warrant, &access, view),
    }
}
