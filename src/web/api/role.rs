//! Roles for programs: `/api/v1/roles`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{access::UserDesk, roles::RoleEdit},
    domain::{
        id::RoleId,
        right::{Right, Rights},
        role::Role,
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, nothing, read},
    paging::Paging,
};

/// Lists the roles, the predefined ones first.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let paging = Paging::read(&call)?;
    let book = call.run(move |_| user.people()).await?.book;
    let roles = book.roles.iter().map(|role| (role.id.0, role));
    answer(StatusCode::OK, &paging.answer("roles", roles, write))
}

/// Reads one.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = RoleId(call.number("id")?);
    let book = call.run(move |_| user.people()).await?.book;
    let role = book.role(id).ok_or(WebError::NotFound)?;
    answer(StatusCode::OK, &write(role))
}

fn write(role: &Role) -> Value {
    json!({
        "id": role.id.0,
        "name": role.name,
        "rights": role.rights.iter().map(Right::word).collect::<Vec<_>>(),
        "predefined": role.is_predefined(),
    })
}

fn rights(words: &[String]) -> Result<Rights, WebError> {
    let find = |word: &String| {
        Right::from_word(word).ok_or_else(|| {
            let there: Vec<&str> = Right::ALL.into_iter().map(Right::word).collect();
            let there = there.join(", ");
            WebError::Schema {
                field: Some("rights".to_owned()),
                detail: format!("rights: there is no right `{word}`; there are: {there}"),
            }
        })
    };
    words.iter().map(find).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleIn {
    name: String,
    #[serde(default)]
    rights: Vec<String>,
}

/// Makes a role.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let new: RoleIn = read(&call)?;
    let edit = RoleEdit {
        name: Some(new.name),
        rights: Some(rights(&new.rights)?),
        ..RoleEdit::default()
    };
    let now = call.now;
    let role = call.run(move |_| user.role_make(edit, now)).await?;
    created(&format!("/api/v1/roles/{}", role.id), &write(&role))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditIn {
    name: Option<String>,
    rights: Option<Vec<String>>,
}

/// Changes a role.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = RoleId(call.number("id")?);
    let edit: EditIn = read(&call)?;
    let edit = RoleEdit {
        name: edit.name,
        rights: edit.rights.as_deref().map(rights).transpose()?,
        ..RoleEdit::default()
    };
    let now = call.now;
    let role = call.run(move |_| user.role_edit(id, edit, now)).await?;
    answer(StatusCode::OK, &write(&role))
}

/// Deletes a role; whoever had it keeps their others.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = RoleId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.role_remove(id, now)).await?;
    Ok(nothing())
}
