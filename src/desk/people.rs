//! Users and groups: making them and setting passwords.

use std::sync::Arc;

use crate::{
    domain::{
        address::EmailAddress,
        change::Change,
        fold::fold,
        group::Group,
        id::UserId,
        time::Timestamp,
        user::{Right, Role, User},
    },
    store::{self, StoreError, WriteTx},
};

use super::{
    Desk,
    access::UserDesk,
    problem::{Fault, Problem},
};

/// Most characters of a person's or a group's name.
pub const NAME_CHARS: usize = 100;

/// Somebody to be made a user.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: EmailAddress,
    pub name: String,
    pub role: Role,
    /// None until they set one.
    pub password: Option<String>,
}

impl Desk {
    /// Makes a user.
    ///
    /// # Errors
    /// [`Problem::Field`] if the address is taken or belongs to a mailbox, or the password is short.
    pub fn user_add(&self, new: NewUser, now: Timestamp) -> Result<User, Problem> {
        let password = new
            .password
            .as_deref()
            .map(|text| self.hasher.hash(text))
            .transpose()?;
        self.store
            .write(move |tx| add(tx, &new, password.clone(), now))
    }

    /// Sets a user's password and ends their sign-ins.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] if it is too short.
    pub fn user_password(&self, email: &EmailAddress, password: &str) -> Result<(), Problem> {
        let hash = self.hasher.hash(password)?;
        let email = email.clone();
        self.store.write(move |tx| {
            let mut user = store::user::by_email(tx, &email)?.ok_or(Problem::NotFound)?;
            user.password = Some(hash.clone());
            store::user::put(tx, &user)?;
            store::login::retain(tx, |login| login.user != user.id)?;
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

    /// Chooses a user's language; None follows the browser.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user.
    pub fn user_language(
        self: &Arc<Self>,
        id: UserId,
        language: Option<crate::domain::user::Language>,
    ) -> Result<(), Problem> {
        self.store.write(move |tx| {
            let mut user = store::user::get(tx, id)?.ok_or(Problem::NotFound)?;
            user.language = language;
            store::user::put(tx, &user)?;
            tx.change(Change::Settings)?;
            Ok(())
        })
    }
}

pub(super) fn add(
    tx: &mut WriteTx<'_>,
    new: &NewUser,
    password: Option<String>,
    now: Timestamp,
) -> Result<User, Problem> {
    let name = clean(&new.name, "name")?;
    if store::user::by_email(tx, &new.email)?.is_some() {
        return Err(Problem::field("email", Fault::Taken));
    }
    // product.md: a user's address may not be one of the desk's mailboxes.
    let (local, domain) = (new.email.local(), new.email.domain());
    if store::mailbox::all(tx)?
        .iter()
        .any(|mailbox| mailbox.matches(local, domain).is_some())
    {
        return Err(Problem::field("email", Fault::OwnMailbox));
    }
    let user = User {
        id: store::user::next_id(tx)?,
        name,
        email: new.email.clone(),
        role: new.role,
        password,
        language: None,
        active: true,
        created: now,
    };
    store::user::put(tx, &user)?;
    tx.change(Change::Settings)?;
    Ok(user)
}

/// Trims a name and refuses what is empty, too long or holds controls.
pub(super) fn clean(name: &str, field: &'static str) -> Result<String, Problem> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Problem::field(field, Fault::Empty));
    }
    if name.chars().count() > NAME_CHARS {
        return Err(Problem::field(field, Fault::TooLong(NAME_CHARS)));
    }
    Ok(name.chars().filter(|c| !c.is_control()).collect())
}

impl UserDesk {
    /// Makes a group without members.
    ///
    /// # Errors
    /// [`Problem::Field`] if the name is taken, [`Problem::Forbidden`] without the right.
    pub fn group_add(&self, name: &str) -> Result<Group, Problem> {
        self.need(Right::Settings)?;
        let name = clean(name, "name")?;
        self.desk().store.write(move |tx| {
            if store::group::by_name(tx, &fold(&name))?.is_some() {
                return Err(Problem::field("name", Fault::Taken));
            }
            let id = store::group::next_id(tx)?;
            let group = Group {
                id,
                name: name.clone(),
                members: Vec::new(),
            };
            store::group::put(tx, &group)?;
            tx.change(Change::Settings)?;
            Ok(group)
        })
    }
}
