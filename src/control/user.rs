//! What an admin does to users from the command line: also for who locked themselves out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    desk::{
        Desk,
        book::Book,
        people::{NewUser, UserEdit, groups_of},
        problem::{Fault, Problem},
        warrant::Warrant,
    },
    domain::{
        access::Visibility,
        address::EmailAddress,
        delivery::DeliveryState,
        fold::fold,
        id::{GroupId, RoleId},
        time::Timestamp,
        user::User,
    },
};

use super::command::Refusal;

type Lines = Result<Vec<String>, Refusal>;

/// Somebody to be made a user.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UserAdd {
    pub email: EmailAddress,
    pub name: String,
    /// Names of roles.
    pub roles: Vec<String>,
    pub visibility: Visibility,
    /// Names of groups.
    pub groups: Vec<String>,
    pub key: Key,
}

/// How somebody gets a password.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Key {
    Password(String),
    /// They choose it behind a link under this origin.
    Link(String),
}

const HEAD: [&str; 7] = [
    "EMAIL",
    "NAME",
    "ROLES",
    "VISIBILITY",
    "GROUPS",
    "SECOND STEP",
    "STATE",
];

/// Everybody, one line each, below a line of titles.
pub(super) fn list(desk: &Arc<Desk>) -> Lines {
    let book = book(desk)?;
    let mut rows = vec![HEAD.map(str::to_owned)];
    for user in &book.users {
        rows.push(row(desk, &book, user)?);
    }
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    let line = |row: &[String; 7]| {
        let cells = row.iter().zip(&widths);
        let padded = cells.map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    Ok(rows.iter().map(line).collect())
}

fn row(desk: &Arc<Desk>, book: &Book, user: &User) -> Result<[String; 7], Refusal> {
    let roles = user.roles.iter().filter_map(|id| book.role(*id));
    let roles: Vec<&str> = roles.map(|role| role.name.as_str()).collect();
    let groups = groups_of(&book.groups, user.id);
    let groups = groups.iter().filter_map(|id| book.group(*id));
    let groups: Vec<&str> = groups.map(|group| group.name.as_str()).collect();
    let or_none = |words: Vec<&str>| match words.as_slice() {
        [] => "-".to_owned(),
        words => words.join(", "),
    };
    Ok([
        user.email.to_string(),
        user.name.clone(),
        or_none(roles),
        user.visibility.word().to_owned(),
        or_none(groups),
        if user.second_step.is_some() {
            "on"
        } else {
            "off"
        }
        .to_owned(),
        state(desk, user)?,
    ])
}

fn state(desk: &Arc<Desk>, user: &User) -> Result<String, Refusal> {
    if !user.active {
        return Ok("disabled".to_owned());
    }
    if user.password.is_some() {
        return Ok("active".to_owned());
    }
    let mail = desk.account_mail_of(user.id).map_err(Problem::from)?;
    Ok(match mail.map(|sent| sent.delivery.state) {
        Some(DeliveryState::Failed { reason }) => {
            format!("invited, but the mail was not delivered: {reason}")
        }
        _ => "invited".to_owned(),
    })
}

/// Makes a user; without a password the last line is their link.
pub(super) fn add(desk: &Arc<Desk>, add: UserAdd, now: Timestamp) -> Lines {
    let book = book(desk)?;
    let roles = add.roles.iter().map(|name| role(&book, name));
    let groups = add.groups.iter().map(|name| group(&book, name));
    let (password, origin) = match add.key {
        Key::Password(password) => (Some(password), None),
        Key::Link(origin) => (None, Some(origin)),
    };
    let new = NewUser {
        email: add.email,
        name: add.name,
        roles: roles.collect::<Result<_, _>>()?,
        visibility: add.visibility,
        groups: groups.collect::<Result<_, _>>()?,
        password,
    };
    let user = desk.user_add(&Warrant::command_line(), new, now)?;
    let mut lines = vec![format!(
        "made the user {} ({})",
        user.email,
        add.roles.join(", ")
    )];
    if let Some(origin) = origin {
        lines.extend(link(desk, &user.email, &origin, now)?);
    }
    Ok(lines)
}

fn link(desk: &Arc<Desk>, email: &EmailAddress, origin: &str, now: Timestamp) -> Lines {
    let path = desk.invite_link(&Warrant::command_line(), email, now)?;
    let life = if path.starts_with("/invite/") {
        "7 days"
    } else {
        "one hour"
    };
    Ok(vec![
        format!("with this link they choose a password; it works once, for {life}:"),
        format!("{origin}{path}"),
    ])
}

fn role(book: &Book, name: &str) -> Result<RoleId, Refusal> {
    let names = book.roles.iter().map(|role| (role.id, role.name.as_str()));
    named(names, name, "role")
}

fn group(book: &Book, name: &str) -> Result<GroupId, Refusal> {
    let names = book.groups.iter().map(|it| (it.id, it.name.as_str()));
    named(names, name, "group")
}

/// Finds one by its name, or says which there are.
fn named<'a, I>(
    known: impl Iterator<Item = (I, &'a str)> + Clone,
    name: &str,
    kind: &str,
) -> Result<I, Refusal> {
    let found = known
        .clone()
        .find(|(_, own)| fold(own) == fold(name.trim()));
    found.map(|(id, _)| id).ok_or_else(|| {
        let names: Vec<&str> = known.map(|(_, own)| own).collect();
        Refusal::Words(if names.is_empty() {
            format!("there is no {kind} `{name}`, and no other")
        } else {
            format!(
                "there is no {kind} `{name}`; there are: {}",
                names.join(", ")
            )
        })
    })
}

/// Gives somebody another password, or a link to choose one.
pub(super) fn password(desk: &Arc<Desk>, email: &EmailAddress, key: &Key, now: Timestamp) -> Lines {
    match key {
        Key::Link(origin) => link(desk, email, origin, now),
        Key::Password(password) => {
            desk.user_password(&Warrant::command_line(), email, password, now)?;
            Ok(vec![format!(
                "set the password of {email}; open browsers are signed out"
            )])
        }
    }
}

/// Switches somebody's second step off.
pub(super) fn totp_reset(desk: &Arc<Desk>, email: &EmailAddress, now: Timestamp) -> Lines {
    let user = find(desk, email)?;
    desk.second_step_reset(&Warrant::command_line(), user.id, now)?;
    Ok(vec![match user.second_step {
        Some(_) => format!("{email} signs in with the password alone now"),
        None => format!("{email} has no second step; nothing was changed"),
    }])
}

/// Shuts somebody out.
pub(super) fn disable(desk: &Arc<Desk>, email: &EmailAddress, now: Timestamp) -> Lines {
    match activate(desk, email, false, now) {
        Err(Refusal::Problem(Problem::Field {
            fault: Fault::LastAdmin,
            ..
        })) => Err(Refusal::Words(format!(
            "{email} is the last one who can sign in as admin; make another first: guichet user add"
        ))),
        Ok(_) => Ok(vec![format!(
            "{email} is shut out; open tickets went back to their group"
        )]),
        Err(refusal) => Err(refusal),
    }
}

/// Lets somebody in again.
pub(super) fn enable(desk: &Arc<Desk>, email: &EmailAddress, now: Timestamp) -> Lines {
    let user = activate(desk, email, true, now)?;
    Ok(vec![match user.password {
        Some(_) => format!("{email} can sign in again"),
        None => format!("{email} is active again; guichet user password gives them a password"),
    }])
}

fn activate(
    desk: &Arc<Desk>,
    email: &EmailAddress,
    active: bool,
    now: Timestamp,
) -> Result<User, Refusal> {
    let edit = UserEdit {
        active: Some(active),
        ..UserEdit::default()
    };
    let id = find(desk, email)?.id;
    Ok(desk.user_edit(&Warrant::command_line(), id, edit, now)?)
}

pub(super) fn find(desk: &Arc<Desk>, email: &EmailAddress) -> Result<User, Refusal> {
    let found = desk.user_by_email(email).map_err(Problem::from)?;
    found.ok_or(Refusal::Problem(Problem::NotFound))
}

fn book(desk: &Arc<Desk>) -> Result<Arc<Book>, Refusal> {
    Ok(desk.book().map_err(Problem::from)?)
}
