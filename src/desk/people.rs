//! Users: making, changing, deactivating. Nobody gives or takes rights that they do not have.

use crate::{
    domain::{
        access::{Access, Visibility},
        address::EmailAddress,
        audit::{Act, Changed, note},
        change::Change,
        group::Group,
        id::{GroupId, RoleId, UserId},
        right::Right,
        set_edit::SetEdit,
        time::Timestamp,
        undo::GivenBack,
        user::User,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    Desk,
    access::UserDesk,
    account_mail::Draft,
    devices, password_link,
    problem::{Fault, Problem},
    warrant::{Warrant, keep_an_admin, label},
};

pub(super) mod comeback;
mod leave;
mod reach;
mod seen;

pub(super) use reach::{grantable, group_in_sight, within_reach};
pub use seen::People;

/// Most characters of a person's or a group's name.
pub const NAME_CHARS: usize = 100;

/// Somebody to be made a user.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: EmailAddress,
    pub name: String,
    pub roles: Vec<RoleId>,
    pub visibility: Visibility,
    pub groups: Vec<GroupId>,
    /// None until they set one.
    pub password: Option<String>,
}

/// What to change of a user; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct UserEdit {
    pub email: Option<EmailAddress>,
    pub name: Option<String>,
    pub roles: Option<SetEdit<RoleId>>,
    pub visibility: Option<Visibility>,
    pub groups: Option<SetEdit<GroupId>>,
    /// False deactivates: signs them out, gives their open tickets back, ends their links.
    pub active: Option<bool>,
}

impl UserDesk {
    /// Makes a user; without a password they get an invite by mail, queued with them.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong, [`Problem::Forbidden`] without the right.
    pub fn user_make(&self, new: NewUser, now: Timestamp) -> Result<User, Problem> {
        self.need(Right::People)?;
        let invite = match new.password {
            Some(_) => None,
            None => self.invite_draft(&new, now)?,
        };
        self.desk().user_made(self.warrant(), new, invite, now)
    }

    /// Changes a user.
    ///
    /// # Errors
    /// As [`UserDesk::user_make`]; [`Problem::NotFound`] if there is no such user.
    pub fn user_edit(&self, id: UserId, edit: UserEdit, now: Timestamp) -> Result<User, Problem> {
        self.need(Right::People)?;
        self.desk().user_edit(self.warrant(), id, edit, now)
    }
}

impl Desk {
    /// Makes a user.
    ///
    /// # Errors
    /// [`Problem::Field`] if the address is taken or belongs to a mailbox, or the password is short.
    pub fn user_add(
        &self,
        warrant: &Warrant,
        new: NewUser,
        now: Timestamp,
    ) -> Result<User, Problem> {
        self.user_made(warrant, new, None, now)
    }

    fn user_made(
        &self,
        warrant: &Warrant,
        new: NewUser,
        invite: Option<Draft>,
        now: Timestamp,
    ) -> Result<User, Problem> {
        let password = new
            .password
            .as_deref()
            .map(|text| self.new_password(text, &[new.email.as_str(), &new.name]))
            .transpose()?;
        let warrant = warrant.clone();
        let user = self.store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            reach::showable(tx, &warrant, &access, new.visibility)?;
            let user = add(tx, &access, &new, password.clone(), now)?;
            let changes = described(tx, &user)?;
            warrant.record(tx, Act::UserMade, &label(&user), changes, now)?;
            if let Some(invite) = &invite {
                invite.queue(tx, user.id, now)?;
                warrant.record(tx, Act::UserInvited, &label(&user), Vec::new(), now)?;
            }
            Ok::<_, Problem>(user)
        })?;
        self.mail_queued.notify_one();
        Ok(user)
    }

    /// Changes a user, and what hangs on it.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong, [`Problem::NotFound`] if there is no such user.
    pub fn user_edit(
        &self,
        warrant: &Warrant,
        id: UserId,
        edit: UserEdit,
        now: Timestamp,
    ) -> Result<User, Problem> {
        let warrant = warrant.clone();
        self.store
            .write(move |tx| change(tx, &warrant, id, &edit, now).map(|(user, _)| user))
    }

    /// Sets a user's password and ends their sign-ins.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] if it is too short.
    pub fn user_password(
        &self,
        warrant: &Warrant,
        email: &EmailAddress,
        password: &str,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let hash = self.new_password(password, &[email.as_str()])?;
        let (warrant, email) = (warrant.clone(), email.clone());
        self.store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let mut user = store::user::by_email(tx, &email)?.ok_or(Problem::NotFound)?;
            within_reach(tx, &access, &user, "password")?;
            user.password = Some(hash.clone());
            store::user::put(tx, &user)?;
            store::login::retain(tx, |login| login.user != user.id)?;
            devices::end_trust(tx, user.id, None)?;
            password_link::end_links(tx, user.id, now)?;
            warrant.record(tx, Act::PasswordSet, &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok(())
        })
    }

    /// Finds a user by address.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn user_by_email(&self, email: &EmailAddress) -> Result<Option<User>, StoreError> {
        store::user::by_email(&self.store.read()?, email)
    }
}

pub(super) fn add(
    tx: &mut WriteTx<'_>,
    access: &Access,
    new: &NewUser,
    password: Option<String>,
    now: Timestamp,
) -> Result<User, Problem> {
    let name = clean(&new.name, "name")?;
    free_address(tx, &new.email, None)?;
    grantable(tx, access, &new.roles, "roles")?;
    let user = User {
        roles: new.roles.clone(),
        visibility: new.visibility,
        password,
        ..User::new(store::user::next_id(tx)?, name, new.email.clone(), now)
    };
    store::user::put(tx, &user)?;
    join_groups(tx, access, user.id, &new.groups)?;
    tx.change(Change::Settings)?;
    Ok(user)
}

/// Returns the tickets that were given back, if that deactivated them.
fn change(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: UserId,
    edit: &UserEdit,
    now: Timestamp,
) -> Result<(User, Option<Vec<GivenBack>>), Problem> {
    let access = warrant.admit(tx, Right::People)?;
    let mut user = store::user::get(tx, id)?.ok_or(Problem::NotFound)?;
    within_reach(tx, &access, &user, "user")?;
    let before = (user.clone(), described(tx, &user)?);
    if let Some(email) = &edit.email {
        free_address(tx, email, Some(id))?;
        if email.key() != user.email.key() {
            // A link that went to the old address opens nothing of the new one's.
            password_link::end_links(tx, id, now)?;
        }
        user.email = email.clone();
    }
    if let Some(name) = &edit.name {
        user.name = clean(name, "name")?;
    }
    if let Some(roles) = &edit.roles {
        let roles = roles.applied(&user.roles);
        grantable(tx, &access, &roles, "roles")?;
        user.roles = roles;
    }
    if let Some(visibility) = edit.visibility
        && visibility != user.visibility
    {
        reach::showable(tx, warrant, &access, visibility)?;
        user.visibility = visibility;
    }
    if let Some(active) = edit.active {
        user.active = active;
    }
    store::user::put(tx, &user)?;
    if let Some(groups) = &edit.groups {
        let groups = groups.applied(&groups_of(&store::group::all(tx)?, id));
        join_groups(tx, &access, id, &groups)?;
    }
    let left = match (before.0.active, user.active) {
        (true, false) => Some(leave::leave(tx, &user, now)?),
        _ => None,
    };
    keep_an_admin(
        tx,
        match edit {
            edit if edit.active == Some(false) => "active",
            edit if edit.roles.is_none() && edit.groups.is_some() => "groups",
            _ => "roles",
        },
    )?;
    let mut changes = Vec::new();
    for (old, new) in before.1.iter().zip(described(tx, &user)?) {
        note(&mut changes, &new.field, &old.new, &new.new);
    }
    let act = match (before.0.active, user.active) {
        (true, false) => Act::UserDeactivated,
        (false, true) => Act::UserActivated,
        _ if changes.is_empty() => return Ok((user, None)),
        _ => Act::UserChanged,
    };
    warrant.record(tx, act, &label(&user), changes, now)?;
    tx.change(Change::Settings)?;
    Ok((user, left))
}

/// What an audit line says of a user: each field with its value, in the API's words.
fn described(view: &impl View, user: &User) -> Result<Vec<Changed>, StoreError> {
    let groups = store::group::all(view)?;
    let own = groups
        .iter()
        .filter(|group| group.members.contains(&user.id));
    let mut fields = Vec::new();
    let roles = role_names(view, &user.roles)?;
    note_new(&mut fields, "name", &user.name);
    note_new(&mut fields, "email", user.email.as_str());
    note_new(&mut fields, "roles", &roles);
    note_new(&mut fields, "visibility", user.visibility.word());
    let own: Vec<&str> = own.map(|group| group.name.as_str()).collect();
    note_new(&mut fields, "groups", &own.join(", "));
    Ok(fields)
}

pub(super) fn note_new(fields: &mut Vec<Changed>, field: &str, value: &str) {
    fields.push(Changed {
        field: field.to_owned(),
        old: String::new(),
        new: value.to_owned(),
    });
}

/// The names of roles, with commas between.
pub(super) fn role_names(view: &impl View, ids: &[RoleId]) -> Result<String, StoreError> {
    let mut names = Vec::new();
    for id in ids {
        names.extend(store::role::get(view, *id)?.map(|role| role.name));
    }
    Ok(names.join(", "))
}

/// Makes a user a member of exactly these groups.
fn join_groups(
    tx: &mut WriteTx<'_>,
    access: &Access,
    user: UserId,
    groups: &[GroupId],
) -> Result<(), Problem> {
    let all = store::group::all(tx)?;
    if groups
        .iter()
        .any(|id| !all.iter().any(|group| group.id == *id))
    {
        return Err(Problem::field("groups", Fault::Unknown));
    }
    for mut group in all {
        let (is, shall) = (group.members.contains(&user), groups.contains(&group.id));
        if is == shall {
            continue;
        }
        grantable(tx, access, &group.roles, "groups")?;
        if shall {
            group_in_sight(access, group.id, "groups")?;
            group.members.push(user);
        } else {
            group.members.retain(|member| *member != user);
        }
        store::group::put(tx, &group)?;
    }
    Ok(())
}

/// Refuses an address that a user has, or that reaches a mailbox: what the desk sends there would
/// come back to it.
fn free_address(
    view: &impl View,
    email: &EmailAddress,
    own: Option<UserId>,
) -> Result<(), Problem> {
    if store::user::by_email(view, email)?.is_some_and(|user| Some(user.id) != own) {
        return Err(Problem::field("email", Fault::Taken));
    }
    let (local, domain) = (email.local(), email.domain());
    let reaches = |mailbox: &crate::domain::mailbox::Mailbox| {
        mailbox.active && mailbox.matches(local, domain).is_some()
    };
    if store::mailbox::all(view)?.iter().any(reaches) {
        return Err(Problem::field("email", Fault::OwnMailbox));
    }
    Ok(())
}

/// Trims a name and refuses what is empty or too long.
pub(super) fn clean(name: &str, field: &'static str) -> Result<String, Problem> {
    let name = shown(name, field)?;
    if name.chars().count() > NAME_CHARS {
        return Err(Problem::field(field, Fault::TooLong(NAME_CHARS)));
    }
    Ok(name)
}

/// Trims a name of any length and refuses one that shows nothing.
pub(super) fn shown(name: &str, field: &'static str) -> Result<String, Problem> {
    let hides = |c: char| !c.is_whitespace() && (c.is_control() || turns_text(c));
    let name = name.replace(hides, "");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // Joiners are part of words; alone they show nothing.
    let joins = |c| matches!(c, '\u{200c}' | '\u{200d}' | ' ');
    if name.chars().all(joins) {
        return Err(Problem::field(field, Fault::Empty));
    }
    Ok(name)
}

/// Marks that nobody sees and that turn the text around them, so that a name reads as another.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The groups of a user, by id.
#[must_use]
pub fn groups_of(groups: &[Group], user: UserId) -> Vec<GroupId> {
    groups
        .iter()
        .filter(|group| group.members.contains(&user))
        .map(|group| group.id)
        .collect()
}
