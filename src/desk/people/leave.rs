//! Somebody does not work here any more: nothing of theirs opens a door, their tickets go back.

use crate::{
    domain::{
        activity::{Actor, Cause, Event},
        assignee::Assignee,
        group::Group,
        id::{ActivityId, TicketId},
        ticket::Status,
        time::Timestamp,
        undo::GivenBack,
        user::User,
    },
    store::{self, StoreError, WriteTx},
};

use crate::desk::ticket_edit;

/// Ends sign-ins, known browsers and links; gives open tickets back to the group that had them.
///
/// API tokens stay: they are worth nothing while their owner is not active. Returns the tickets.
pub(super) fn leave(
    tx: &mut WriteTx<'_>,
    user: &User,
    now: Timestamp,
) -> Result<Vec<GivenBack>, StoreError> {
    store::login::retain(tx, |login| login.user != user.id)?;
    store::device::retain(tx, |device| device.user != user.id)?;
    store::password_link::retain(tx, |link| link.user != user.id)?;
    let groups = store::group::all(tx)?;
    let mut given = Vec::new();
    for id in store::ticket::assigned(tx, Assignee::User(user.id))? {
        given.extend(give_back(tx, id, user, &groups, now)?);
    }
    Ok(given)
}

fn give_back(
    tx: &mut WriteTx<'_>,
    id: TicketId,
    user: &User,
    groups: &[Group],
    now: Timestamp,
) -> Result<Option<GivenBack>, StoreError> {
    let Some(mut ticket) = store::ticket::get(tx, id)? else {
        return Ok(None);
    };
    if ticket.status == Status::Closed {
        return Ok(None);
    }
    let new = last_group(tx, id, groups)?.or_else(|| {
        groups
            .iter()
            .find(|group| group.members.contains(&user.id))
            .map(|group| Assignee::Group(group.id))
    });
    let event = Event::Assignee {
        old: ticket.assignee,
        new,
        cause: Cause::Left,
    };
    ticket_edit::log(tx, &mut ticket, Actor::System, vec![event], now)?;
    Ok(Some(GivenBack {
        ticket: id,
        line: ticket.rev,
    }))
}

/// The group that had the ticket last, if it is still there.
fn last_group(
    tx: &WriteTx<'_>,
    id: TicketId,
    groups: &[Group],
) -> Result<Option<Assignee>, StoreError> {
    let log = store::activity::log(tx, id, ActivityId(0), usize::MAX)?;
    let mut had = log.iter().rev().filter_map(|line| match &line.event {
        Event::Created(created) => created.assignee,
        event => event.assignee_before().flatten(),
    });
    Ok(had.find(|it| matches!(it, Assignee::Group(id) if groups.iter().any(|g| g.id == *id))))
}
