//! Deactivating somebody, and taking it back.

use crate::{
    domain::{
        access::Access,
        activity::{Actor, Cause, Event},
        assignee::Assignee,
        audit::{Act, Changed, note},
        change::Change,
        id::{UndoId, UserId},
        right::Right,
        ticket::Ticket,
        time::Timestamp,
        undo::{GivenBack, Inverse, Undone},
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{UserEdit, change, within_reach};
use crate::desk::{
    access::UserDesk,
    problem::Problem,
    ticket_edit,
    undo::offer,
    warrant::{Warrant, label},
};

impl UserDesk {
    /// Deactivates a user; the answer takes it back. None if they were not active.
    ///
    /// # Errors
    /// As [`UserDesk::user_edit`].
    pub fn user_deactivate(&self, id: UserId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        let edit = UserEdit {
            active: Some(false),
            ..UserEdit::default()
        };
        self.desk().store.write(move |tx| {
            let (user, left) = change(tx, &warrant, id, &edit, now)?;
            let Some(tickets) = left else {
                return Ok(None);
            };
            let inverse = Inverse::UserActivate { user: id, tickets };
            Ok(offer(tx, &warrant, &user.name, inverse, now)?)
        })
    }
}

/// Makes somebody active again and gives back the tickets that nobody changed since.
pub(in crate::desk) fn come_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    id: UserId,
    tickets: &[GivenBack],
    now: Timestamp,
) -> Result<Undone, Problem> {
    let mut user = store::user::get(tx, id)?.ok_or(Problem::NotFound)?;
    within_reach(tx, access, &user, "user")?;
    let mut undone = Undone {
        subject: user.name.clone(),
        ..Undone::default()
    };
    if !user.active {
        user.active = true;
        store::user::put(tx, &user)?;
    }
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    for given in tickets {
        match untouched(tx, *given)? {
            Some(ticket) => {
                take(tx, ticket, Assignee::User(id), actor, now)?;
                undone.restored += 1;
            }
            None => undone.left += 1,
        }
    }
    let changes = counted(undone.restored);
    warrant.record(tx, Act::UserActivated, &label(&user), changes, now)?;
    tx.change(Change::Settings)?;
    Ok(undone)
}

/// The tickets that came back, for an audit line.
pub(in crate::desk) fn counted(restored: u64) -> Vec<Changed> {
    let mut changes = Vec::new();
    note(&mut changes, "tickets", "0", &restored.to_string());
    changes
}

/// Gives a ticket to whom it belonged.
pub(in crate::desk) fn take(
    tx: &mut WriteTx<'_>,
    mut ticket: Ticket,
    assignee: Assignee,
    actor: Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let event = Event::Assignee {
        old: ticket.assignee,
        new: Some(assignee),
        cause: Cause::Asked,
    };
    ticket_edit::log(tx, &mut ticket, actor, vec![event], now).map(drop)
}

/// The ticket, unless a person did anything to it since it was given back. That its customer wrote
/// is no reason to keep it from whom it was with.
fn untouched(view: &impl View, given: GivenBack) -> Result<Option<Ticket>, StoreError> {
    let Some(ticket) = store::ticket::get(view, given.ticket)? else {
        return Ok(None);
    };
    let since = store::activity::log(view, given.ticket, given.line, usize::MAX)?;
    let touched = since
        .iter()
        .any(|line| matches!(line.actor, Actor::User(_)) || line.event.assignee_before().is_some());
    Ok((!touched).then_some(ticket))
}
