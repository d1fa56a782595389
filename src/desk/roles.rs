//! Roles: sets of rights with a name. Those that come predefined keep their names and stay.

use crate::{
    domain::{
        access::Access,
        audit::{Act, Changed, note},
        change::Change,
        id::{GroupId, RoleId, UndoId, UserId},
        right::{Right, Rights},
        role::{ADMIN, Role},
        time::Timestamp,
        undo::{Inverse, Undone},
    },
    store::{self, View, WriteTx},
};

use super::{
    Desk,
    access::UserDesk,
    people::{clean, note_new},
    problem::{Fault, Problem},
    undo::offer,
    warrant::{Warrant, keep_an_admin},
};

/// What a role shall be; None leaves a field as it is, or empty in a new one.
#[derive(Clone, Debug, Default)]
pub struct RoleEdit {
    pub name: Option<String>,
    /// Exactly these.
    pub rights: Option<Rights>,
    /// Besides those that it has; what is not named stays.
    pub give: Rights,
    pub take: Rights,
}

/// What one role gets and what it loses; the rest stays as it is at that moment.
#[derive(Clone, Copy, Debug)]
pub struct RightsEdit {
    pub role: RoleId,
    pub give: Rights,
    pub take: Rights,
}

impl Desk {
    /// Finds roles by their names.
    ///
    /// # Errors
    /// [`Problem::Field`] if one is not there.
    pub fn roles_by_name(&self, names: &[String]) -> Result<Vec<Role>, Problem> {
        let view = self.store.read()?;
        let find = |name: &String| {
            store::role::by_name(&view, name)?.ok_or(Problem::field("role", Fault::Unknown))
        };
        names.iter().map(find).collect()
    }
}

impl UserDesk {
    /// Makes a role.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong, [`Problem::Forbidden`] without the right.
    pub fn role_make(&self, edit: RoleEdit, now: Timestamp) -> Result<Role, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let name = free_name(tx, edit.name.as_deref().unwrap_or_default(), None)?;
            let rights = edit.rights.unwrap_or_default();
            if !rights.within(access.rights) {
                return Err(Problem::field("rights", Fault::BeyondYou));
            }
            let id = store::role::next_id(tx)?;
            let role = Role { id, name, rights };
            store::role::put(tx, &role)?;
            warrant.record(tx, Act::RoleMade, &role.name, described(&role), now)?;
            tx.change(Change::Settings)?;
            Ok(role)
        })
    }

    /// Changes a role. An admin's rights cannot be changed, a predefined role's name neither.
    ///
    /// # Errors
    /// As [`UserDesk::role_make`]; [`Problem::NotFound`] if there is no such role.
    pub fn role_edit(&self, id: RoleId, edit: RoleEdit, now: Timestamp) -> Result<Role, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let role = store::role::get(tx, id)?.ok_or(Problem::NotFound)?;
            change(tx, &warrant, &access, role, &edit, now)
        })
    }

    /// Changes the rights of several roles at once, or of none. What is not named stays as somebody
    /// else may have changed it meanwhile.
    ///
    /// # Errors
    /// As [`UserDesk::role_edit`].
    pub fn role_rights(&self, edits: Vec<RightsEdit>, now: Timestamp) -> Result<(), Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            for edit in &edits {
                let role = store::role::get(tx, edit.role)?.ok_or(Problem::NotFound)?;
                let edit = RoleEdit {
                    give: edit.give,
                    take: edit.take,
                    ..RoleEdit::default()
                };
                change(tx, &warrant, &access, role, &edit, now)?;
            }
            Ok(())
        })
    }

    /// Removes a role; whoever had it keeps their others. The answer takes it back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such role; [`Problem::Field`] for a predefined one.
    pub fn role_remove(&self, id: RoleId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.need(Right::People)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let role = store::role::get(tx, id)?.ok_or(Problem::NotFound)?;
            if role.is_predefined() {
                return Err(Problem::field("role", Fault::Predefined));
            }
            if !role.rights.within(access.rights) {
                return Err(Problem::field("role", Fault::BeyondYou));
            }
            let (mut users, mut groups) = (Vec::new(), Vec::new());
            for mut user in store::user::all(tx)? {
                if user.roles.contains(&id) {
                    user.roles.retain(|held| *held != id);
                    store::user::put(tx, &user)?;
                    users.push(user.id);
                }
            }
            for mut group in store::group::all(tx)? {
                if group.roles.contains(&id) {
                    group.roles.retain(|held| *held != id);
                    store::group::put(tx, &group)?;
                    groups.push(group.id);
                }
            }
            store::role::remove(tx, &role)?;
            keep_an_admin(tx, "role")?;
            warrant.record(tx, Act::RoleDeleted, &role.name, Vec::new(), now)?;
            tx.change(Change::Settings)?;
            let name = role.name.clone();
            let inverse = Inverse::RoleRestore {
                role,
                users,
                groups,
            };
            Ok(offer(tx, &warrant, &name, inverse, now)?)
        })
    }
}

/// Makes a deleted role again, for those who had it. Where its name was used meanwhile, it gets a
/// number behind it.
pub(super) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    (role, users, groups): (&Role, &[UserId], &[GroupId]),
    now: Timestamp,
) -> Result<Undone, Problem> {
    if !role.rights.within(access.rights) {
        return Err(Problem::field("role", Fault::BeyondYou));
    }
    let mut role = role.clone();
    let name = role.name.clone();
    for number in 2_u32.. {
        if store::role::by_name(tx, &role.name)?.is_none() {
            break;
        }
        role.name = format!("{name} ({number})");
    }
    store::role::put(tx, &role)?;
    for id in users {
        if let Some(mut user) = store::user::get(tx, *id)? {
            user.roles.push(role.id);
            store::user::put(tx, &user)?;
        }
    }
    for id in groups {
        if let Some(mut group) = store::group::get(tx, *id)? {
            group.roles.push(role.id);
            store::group::put(tx, &group)?;
        }
    }
    warrant.record(tx, Act::RoleRestored, &role.name, described(&role), now)?;
    tx.change(Change::Settings)?;
    Ok(Undone {
        subject: role.name,
        ..Undone::default()
    })
}

fn change(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    mut role: Role,
    edit: &RoleEdit,
    now: Timestamp,
) -> Result<Role, Problem> {
    let before = described(&role);
    if let Some(name) = &edit.name
        && *name != role.name
    {
        if role.is_predefined() {
            return Err(Problem::field("name", Fault::Predefined));
        }
        role.name = free_name(tx, name, Some(role.id))?;
    }
    let rights = edit.rights.unwrap_or(role.rights);
    let rights = rights.union(edit.give).without(edit.take);
    if rights != role.rights {
        if role.id == ADMIN {
            return Err(Problem::field("rights", Fault::Predefined));
        }
        if !(rights.within(access.rights) && role.rights.within(access.rights)) {
            return Err(Problem::field("rights", Fault::BeyondYou));
        }
        role.rights = rights;
    }
    store::role::put(tx, &role)?;
    let mut changes = Vec::new();
    for (old, new) in before.iter().zip(described(&role)) {
        note(&mut changes, &new.field, &old.new, &new.new);
    }
    if !changes.is_empty() {
        warrant.record(tx, Act::RoleChanged, &role.name, changes, now)?;
        tx.change(Change::Settings)?;
    }
    Ok(role)
}

fn free_name(view: &impl View, name: &str, own: Option<RoleId>) -> Result<String, Problem> {
    let name = clean(name, "name")?;
    if store::role::by_name(view, &name)?.is_some_and(|other| Some(other.id) != own) {
        return Err(Problem::field("name", Fault::Taken));
    }
    Ok(name)
}

/// What an audit line says of a role.
fn described(role: &Role) -> Vec<Changed> {
    let rights: Vec<&str> = role.rights.iter().map(Right::word).collect();
    let mut fields = Vec::new();
    note_new(&mut fields, "name", &role.name);
    note_new(&mut fields, "rights", &rights.join(", "));
    fields
}
