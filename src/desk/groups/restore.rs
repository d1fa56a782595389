//! A deleted group is there again.

use crate::{
    domain::{
        access::Access,
        activity::Actor,
        assignee::Assignee,
        audit::Act,
        change::Change,
        group::Group,
        id::{MailboxId, TicketId},
        time::Timestamp,
        undo::Undone,
    },
    store::{self, StoreError, View, WriteTx},
};

use crate::desk::{
    people::{
        comeback::{counted, take},
        grantable,
    },
    problem::Problem,
    warrant::Warrant,
};

/// Makes a group again, with the tickets that are still nobody's and the mailboxes that give their
/// tickets to nobody still. Where its name was used meanwhile, it gets a number behind it.
pub(in crate::desk) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    (group, mailboxes, tickets): (&Group, &[MailboxId], &[TicketId]),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let group = as_it_can_be(tx, group)?;
    grantable(tx, access, &group.roles, "roles")?;
    store::group::put(tx, &group)?;
    for id in mailboxes {
        if let Some(mut mailbox) = store::mailbox::get(tx, *id)?
            && mailbox.default_group.is_none()
        {
            mailbox.default_group = Some(group.id);
            store::mailbox::put(tx, &mailbox)?;
        }
    }
    let mut undone = Undone {
        subject: group.name.clone(),
        ..Undone::default()
    };
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    for id in tickets {
        match store::ticket::get(tx, *id)? {
            Some(ticket) if ticket.assignee.is_none() => {
                take(tx, ticket, Assignee::Group(group.id), actor, now)?;
                undone.restored += 1;
            }
            _ => undone.left += 1,
        }
    }
    let changes = counted(undone.restored);
    warrant.record(tx, Act::GroupRestored, &group.name, changes, now)?;
    tx.change(Change::Settings)?;
    Ok(undone)
}

/// The group without roles that are gone, under a name that is free.
fn as_it_can_be(view: &impl View, group: &Group) -> Result<Group, StoreError> {
    let mut group = group.clone();
    let mut roles = Vec::new();
    for id in group.roles {
        roles.extend(store::role::get(view, id)?.map(|role| role.id));
    }
    group.roles = roles;
    let name = group.name.clone();
    for number in 2_u32.. {
        if store::group::by_name(view, &group.name)?.is_none() {
            break;
        }
        group.name = format!("{name} ({number})");
    }
    Ok(group)
}
