//! Groups: their members, the mailboxes whose tickets they see, the roles that they give.

use crate::{
    domain::{
        access::Access,
        activity::{Actor, Cause, Event},
        assignee::Assignee,
        audit::{Act, Changed, note},
        change::Change,
        group::Group,
        id::{GroupId, MailboxId, RoleId, TicketId, UndoId, UserId},
        right::Right,
        set_edit::SetEdit,
        time::Timestamp,
        undo::Inverse,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    access::UserDesk,
    people::{clean, grantable, group_in_sight, note_new, role_names, within_reach},
    problem::{Fault, Problem},
    ticket_edit,
    undo::offer,
    warrant::{Warrant, keep_an_admin},
};

pub(super) mod restore;

/// What a group shall be; None leaves a field as it is, or empty in a new one.
#[derive(Clone, Debug, Default)]
pub struct GroupEdit {
    pub name: Option<String>,
    pub members: Option<SetEdit<UserId>>,
    pub mailboxes: Option<SetEdit<MailboxId>>,
    pub roles: Option<SetEdit<RoleId>>,
}

impl UserDesk {
    /// Makes a group.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong, [`Problem::Forbidden`] without the right.
    pub fn group_make(&self, edit: GroupEdit, now: Timestamp) -> Result<Group, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk()
            .store
            .write(move |tx| make(tx, &warrant, &edit, now))
    }

    /// Changes a group.
    ///
    /// # Errors
    /// As [`UserDesk::group_make`]; [`Problem::NotFound`] if there is no such group.
    pub fn group_edit(
        &self,
        id: GroupId,
        edit: GroupEdit,
        now: Timestamp,
    ) -> Result<Group, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let mut group = store::group::get(tx, id)?.ok_or(Problem::NotFound)?;
            let before = described(tx, &group)?;
            fill(tx, &access, &mut group, &edit)?;
            store::group::put(tx, &group)?;
            let field = match &edit.members {
                None => "roles",
                Some(_) => "members",
            };
            keep_an_admin(tx, field)?;
            let mut changes = Vec::new();
            for (old, new) in before.iter().zip(described(tx, &group)?) {
                note(&mut changes, &new.field, &old.new, &new.new);
            }
            if !changes.is_empty() {
                warrant.record(tx, Act::GroupChanged, &group.name, changes, now)?;
                tx.change(Change::Settings)?;
            }
            Ok(group)
        })
    }

    /// Removes a group. Its open tickets are nobody's then, each with a line in its log; mailboxes
    /// that gave their tickets to it give them to nobody. The answer takes it back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such group; [`Problem::Field`] if it makes the last admin.
    pub fn group_remove(&self, id: GroupId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let group = store::group::get(tx, id)?.ok_or(Problem::NotFound)?;
            grantable(tx, &access, &group.roles, "roles")?;
            may_move(tx, &access, &group, &[])?;
            group_in_sight(&access, id, "members")?;
            let changes = described(tx, &group)?;
            store::group::remove(tx, &group)?;
            keep_an_admin(tx, "members")?;
            let mut mailboxes = Vec::new();
            for mut mailbox in store::mailbox::all(tx)? {
                if mailbox.default_group == Some(id) {
                    mailbox.default_group = None;
                    store::mailbox::put(tx, &mailbox)?;
                    mailboxes.push(mailbox.id);
                }
            }
            let tickets = release(tx, id, now)?;
            let mut gone: Vec<Changed> = changes
                .into_iter()
                .map(|field| Changed {
                    old: field.new,
                    new: String::new(),
                    ..field
                })
                .collect();
            note(&mut gone, "tickets", &tickets.len().to_string(), "0");
            warrant.record(tx, Act::GroupDeleted, &group.name, gone, now)?;
            tx.change(Change::Settings)?;
            let name = group.name.clone();
            let inverse = Inverse::GroupRestore {
                group,
                mailboxes,
                tickets,
            };
            Ok(offer(tx, &warrant, &name, inverse, now)?)
        })
    }
}

/// Makes a group in a transaction of somebody who may.
pub(super) fn make(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    edit: &GroupEdit,
    now: Timestamp,
) -> Result<Group, Problem> {
    let access = warrant.admit(tx, Right::People)?;
    let mut group = Group {
        id: GroupId(0),
        name: String::new(),
        members: Vec::new(),
        mailboxes: Vec::new(),
        roles: Vec::new(),
    };
    fill(tx, &access, &mut group, edit)?;
    if group.name.is_empty() {
        return Err(Problem::field("name", Fault::Empty));
    }
    group.id = store::group::next_id(tx)?;
    store::group::put(tx, &group)?;
    let changes = described(tx, &group)?;
    warrant.record(tx, Act::GroupMade, &group.name, changes, now)?;
    tx.change(Change::Settings)?;
    Ok(group)
}

fn fill(
    tx: &WriteTx<'_>,
    access: &Access,
    group: &mut Group,
    edit: &GroupEdit,
) -> Result<(), Problem> {
    if let Some(name) = &edit.name {
        let name = clean(name, "name")?;
        if store::group::by_name(tx, &name)?.is_some_and(|other| other.id != group.id) {
            return Err(Problem::field("name", Fault::Taken));
        }
        group.name = name;
    }
    if let Some(roles) = &edit.roles {
        // Giving a role and taking one away are the same power.
        let roles = roles.applied(&group.roles);
        grantable(tx, access, &roles, "roles")?;
        grantable(tx, access, &group.roles, "roles")?;
        group.roles = roles;
    }
    if let Some(members) = &edit.members {
        let members = members.applied(&group.members);
        grantable(tx, access, &group.roles, "members")?;
        for id in &members {
            let there = store::user::get(tx, *id)?;
            there.ok_or(Problem::field("members", Fault::Unknown))?;
        }
        may_move(tx, access, group, &members)?;
        group.members = members;
    }
    if let Some(mailboxes) = &edit.mailboxes {
        let mailboxes = mailboxes.applied(&group.mailboxes);
        for id in &mailboxes {
            let had = group.mailboxes.contains(id);
            let there = store::mailbox::get(tx, *id)?.filter(|it| it.active || had);
            there.ok_or(Problem::field("mailboxes", Fault::Unknown))?;
            if !(had || access.sight.sees(None, Some(*id))) {
                return Err(Problem::field("mailboxes", Fault::BeyondYou));
            }
        }
        let mut kept = mailboxes;
        // Who saw the tickets of a mailbox that was deleted since sees them still.
        for id in &group.mailboxes {
            let is_deleted = store::mailbox::get(tx, *id)?.is_some_and(|it| !it.active);
            if is_deleted && !kept.contains(id) {
                kept.push(*id);
            }
        }
        group.mailboxes = kept;
    }
    Ok(())
}

/// Refuses to take somebody into a group or out of it who is beyond the one who acts, and to show a
/// group that they do not see to anybody.
fn may_move(
    tx: &WriteTx<'_>,
    access: &Access,
    group: &Group,
    members: &[UserId],
) -> Result<(), Problem> {
    let joins = members.iter().filter(|id| !group.members.contains(id));
    let leaves = group.members.iter().filter(|id| !members.contains(id));
    for id in joins.clone().chain(leaves) {
        if let Some(user) = store::user::get(tx, *id)? {
            within_reach(tx, access, &user, "members")?;
        }
    }
    // A new group has nothing that could be seen.
    if joins.count() > 0 && group.id != GroupId(0) {
        group_in_sight(access, group.id, "members")?;
    }
    Ok(())
}

/// What an audit line says of a group.
fn described(view: &impl View, group: &Group) -> Result<Vec<Changed>, StoreError> {
    let mut fields = Vec::new();
    let mut members = Vec::new();
    for id in &group.members {
        members.extend(store::user::get(view, *id)?.map(|user| user.email.to_string()));
    }
    let mut mailboxes = Vec::new();
    for id in &group.mailboxes {
        mailboxes.extend(store::mailbox::get(view, *id)?.map(|m| m.address.to_string()));
    }
    note_new(&mut fields, "name", &group.name);
    note_new(&mut fields, "members", &members.join(", "));
    note_new(&mut fields, "mailboxes", &mailboxes.join(", "));
    note_new(&mut fields, "roles", &role_names(view, &group.roles)?);
    Ok(fields)
}

/// Takes a group from the tickets that it has. Returns them.
fn release(tx: &mut WriteTx<'_>, id: GroupId, now: Timestamp) -> Result<Vec<TicketId>, StoreError> {
    let had = store::ticket::assigned(tx, Assignee::Group(id))?;
    for number in &had {
        let Some(mut ticket) = store::ticket::get(tx, *number)? else {
            continue;
        };
        let event = Event::Assignee {
            old: ticket.assignee,
            new: None,
            cause: Cause::Left,
        };
        ticket_edit::log(tx, &mut ticket, Actor::System, vec![event], now)?;
    }
    Ok(had)
}
