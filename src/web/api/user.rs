//! Users for programs: `/api/v1/users`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        people::{NewUser, People, UserEdit},
        problem::Fault,
    },
    domain::{
        access::Visibility, address::EmailAddress, id::UserId, role::EXPERT, set_edit::SetEdit,
        time::Timestamp, user::User,
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, nothing, read},
    names,
    paging::Paging,
};

/// Lists the users, in the order they were made.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let paging = Paging::read(&call)?;
    let people = call.run(move |_| user.people()).await?;
    let users = people.book.users.iter().map(|user| (user.id.0, user));
    answer(
        StatusCode::OK,
        &paging.answer("users", users, |user| write(&people, user)),
    )
}

/// Reads one.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

async fn document(call: &Call, user: UserDesk, id: UserId) -> Result<Value, WebError> {
    let people = call.run(move |_| user.people()).await?;
    let user = people.book.user(id).ok_or(WebError::NotFound)?;
    Ok(write(&people, user))
}

fn write(people: &People, user: &User) -> Value {
    json!({
        "id": user.id.0,
        "name": user.name,
        "email": user.email.as_str(),
        "roles": names::of_roles(&people.book, &user.roles),
        "visibility": user.visibility.word(),
        "groups": names::of_groups(&people.book, user.id),
        "active": user.active,
        "second_step": user.second_step.is_some(),
        "created_at": user.created.rfc3339(),
        "last_seen_at": people.last_seen(user.id).map(Timestamp::rfc3339),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserIn {
    email: String,
    name: String,
    roles: Option<Vec<String>>,
    #[serde(default)]
    visibility: Visibility,
    #[serde(default)]
    groups: Vec<String>,
}

fn address(text: &str) -> Result<EmailAddress, WebError> {
    EmailAddress::parse(text).map_err(|_| WebError::Field {
        field: "email".to_owned(),
        fault: Fault::Address,
    })
}

/// Makes a user, who is active at once and has no password until an invite is used.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let new: UserIn = read(&call)?;
    let (maker, now) = (user.clone(), call.now);
    let made = call.run(move |_| {
        let book = maker.book()?;
        let new = NewUser {
            email: address(&new.email)?,
            name: new.name,
            roles: match &new.roles {
                Some(roles) => names::roles(&book, roles)?,
                None => vec![EXPERT],
            },
            visibility: new.visibility,
            groups: names::groups(&book, &new.groups)?,
            password: None,
        };
        maker.user_make(new, now).map_err(WebError::from)
    });
    let id = made.await?.id;
    let document = document(&call, user, id).await?;
    created(&format!("/api/v1/users/{id}"), &document)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditIn {
    email: Option<String>,
    name: Option<String>,
    roles: Option<Vec<String>>,
    visibility: Option<Visibility>,
    groups: Option<Vec<String>>,
    active: Option<bool>,
}

/// Changes a user.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    let edit: EditIn = read(&call)?;
    let (editor, now) = (user.clone(), call.now);
    call.run(move |_| {
        let book = editor.book()?;
        let roles = edit.roles.map(|roles| names::roles(&book, &roles));
        let groups = edit.groups.map(|groups| names::groups(&book, &groups));
        let edit = UserEdit {
            email: edit.email.as_deref().map(address).transpose()?,
            name: edit.name,
            roles: roles.transpose()?.map(SetEdit::To),
            visibility: edit.visibility,
            groups: groups.transpose()?.map(SetEdit::To),
            active: edit.active,
        };
        editor.user_edit(id, edit, now).map_err(WebError::from)
    })
    .await?;
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

/// Deactivates a user: what they did stays, so nobody is ever removed.
pub async fn deactivate(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.user_deactivate(id, now)).await?;
    Ok(nothing())
}
