//! People and rights: everybody, the groups, and the matrix of what each role may do.

use poem::http::StatusCode;

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        people::{People, groups_of},
        roles::RightsEdit,
    },
    domain::{
        fold::fold,
        group::Group,
        id::RoleId,
        right::{Right, Rights},
        role::{ADMIN, Role},
        user::User,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond, undo,
    view::{
        FieldError, Section,
        settings_people::{
            Cell, Choice, GroupRow, PeoplePage, RightRow, RoleColumn, RoleName, UserRow,
        },
    },
};

/// Where the page is.
pub const PATH: &str = "/settings/people";

/// Shows the page.
pub async fn settings_people(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, Vec::new()).await
}

async fn show(call: &Call, user: &UserDesk, errors: Vec<FieldError>) -> Answer {
    let reader = user.clone();
    let people = call.run(move |_| reader.people()).await?;
    let book = &people.book;
    let mut users: Vec<&User> = book.users.iter().collect();
    users.sort_by_cached_key(|user| (!user.active, fold(&user.name)));
    let page = PeoplePage {
        users: users.iter().map(|user| row(&people, user)).collect(),
        groups: book
            .groups
            .iter()
            .map(|group| group_row(book, group))
            .collect(),
        roles: book
            .roles
            .iter()
            .map(|role| RoleColumn {
                id: role.id.0,
                label: label(role),
                was: (!is_fixed(user, role)).then(|| words(role.rights)),
            })
            .collect(),
        rights: Right::ALL
            .into_iter()
            .map(|right| RightRow {
                word: right.word(),
                key: key(right),
                cells: book
                    .roles
                    .iter()
                    .map(|role| cell(user, role, right))
                    .collect(),
            })
            .collect(),
        errors,
    };
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_people.html",
        &page,
    )
}

/// Changes the rights of roles: only of those boxes that were pressed, so that a page that stood
/// open takes back nothing that somebody else changed.
pub async fn settings_people_rights(call: Call, user: UserDesk) -> Answer {
    let (edits, editor, now) = (read(&call.form)?, user.clone(), call.now);
    let error = match call.run(move |_| editor.role_rights(edits, now)).await {
        Ok(()) => return Ok(undo::saved(PATH)),
        Err(error) => error,
    };
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(&call, &user, vec![field]).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

fn read(form: &Form) -> Result<Vec<RightsEdit>, WebError> {
    let mut edits = Vec::new();
    for role in form.all("role") {
        let id: u64 = role.parse().map_err(|_| WebError::BadRequest)?;
        let set = |words: &mut dyn Iterator<Item = &str>| -> Result<Rights, WebError> {
            words
                .map(|word| Right::from_word(word).ok_or(WebError::BadRequest))
                .collect()
        };
        let was = form.text(&format!("was-{id}"));
        let was = set(&mut was.split(',').filter(|word| !word.is_empty()))?;
        let is = set(&mut form.all(&format!("rights-{id}")))?;
        edits.push(RightsEdit {
            role: RoleId(id),
            give: is.without(was),
            take: was.without(is),
        });
    }
    Ok(edits)
}

fn row(people: &People, user: &User) -> UserRow {
    let book = &people.book;
    let groups = groups_of(&book.groups, user.id);
    UserRow {
        id: user.id.0,
        person: draw::user(user),
        email: user.email.to_string(),
        roles: labels(book, &user.roles),
        groups: groups
            .iter()
            .filter_map(|id| book.group_name(*id))
            .map(str::to_owned)
            .collect(),
        has_password: user.password.is_some(),
        second_step: user.second_step.is_some(),
        invite_failed: people.invite_failed(user.id),
        last_seen: people.last_seen(user.id),
        is_active: user.active,
    }
}

fn group_row(book: &Book, group: &Group) -> GroupRow {
    let members = group.members.iter().filter_map(|id| book.user(*id));
    let mailboxes = group.mailboxes.iter().filter_map(|id| book.mailbox(*id));
    GroupRow {
        id: group.id.0,
        name: group.name.clone(),
        members: members.filter(|user| user.active).map(draw::user).collect(),
        mailboxes: mailboxes.map(|it| it.address.to_string()).collect(),
        roles: labels(book, &group.roles),
    }
}

fn cell(reader: &UserDesk, role: &Role, right: Right) -> Cell {
    Cell {
        is_on: role.rights.has(right),
        is_locked: is_fixed(reader, role) || !reader.may(right),
    }
}

/// True if the rights of a role are not the reader's to change.
#[must_use]
pub fn is_fixed(reader: &UserDesk, role: &Role) -> bool {
    role.id == ADMIN || !role.rights.within(reader.access().rights)
}

/// Draws the name of a role.
#[must_use]
pub fn label(role: &Role) -> RoleName {
    RoleName {
        name: role.name.clone(),
        is_predefined: role.is_predefined(),
    }
}

fn labels(book: &Book, roles: &[RoleId]) -> Vec<RoleName> {
    let known = roles.iter().filter_map(|id| book.role(*id));
    known.map(label).collect()
}

/// Draws an empty box with a name that nobody translates.
#[must_use]
pub fn choice(value: u64, name: &str, detail: &str) -> Choice {
    Choice {
        value: value.to_string(),
        label: RoleName {
            name: name.to_owned(),
            is_predefined: false,
        },
        detail: detail.to_owned(),
        is_chosen: false,
        was: false,
        is_locked: false,
    }
}

/// Draws a box for every role.
#[must_use]
pub fn role_choices(
    reader: &UserDesk,
    book: &Book,
    chosen: &[RoleId],
    was: &[RoleId],
) -> Vec<Choice> {
    let draw = |role: &Role| Choice {
        label: label(role),
        is_locked: !role.rights.within(reader.access().rights),
        is_chosen: chosen.contains(&role.id),
        was: was.contains(&role.id),
        ..choice(role.id.0, "", "")
    };
    book.roles.iter().map(draw).collect()
}

/// Reads the numbers of boxes.
///
/// # Errors
/// [`WebError::Field`] for what is no number.
pub fn chosen<T>(form: &Form, field: &str, id: fn(u64) -> T) -> Result<Vec<T>, WebError> {
    let parse = |text: &str| {
        text.parse().map(id).map_err(|_| WebError::Field {
            field: field.to_owned(),
            fault: crate::desk::problem::Fault::Unknown,
        })
    };
    form.all(field).map(parse).collect()
}

/// The word of a right in the ids of the catalogues.
#[must_use]
pub fn key(right: Right) -> String {
    right.word().replace(':', "-")
}

fn words(rights: Rights) -> String {
    let words: Vec<&str> = rights.iter().map(Right::word).collect();
    words.join(",")
}
