//! One role: making, changing, deleting.

use poem::http::StatusCode;

use crate::{
    desk::{access::UserDesk, roles::RoleEdit},
    domain::{
        id::RoleId,
        right::{Right, Rights},
        role::Role,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond,
    settings_people::{PATH, is_fixed, key, label},
    undo,
    view::{
        FieldError, Section,
        settings_role::{KnownRole, RightChoice, RolePage},
    },
};

/// What the boxes of a form say.
#[derive(Clone, Debug, Default)]
struct Fields {
    name: String,
    rights: Rights,
}

impl Fields {
    fn of(role: &Role) -> Self {
        Self {
            name: role.name.clone(),
            rights: role.rights,
        }
    }

    fn read(form: &Form) -> Result<Self, WebError> {
        let right = |word: &str| Right::from_word(word).ok_or(WebError::BadRequest);
        let rights: Result<Rights, WebError> = form.all("rights").map(right).collect();
        Ok(Self {
            name: form.text("name").to_owned(),
            rights: rights?,
        })
    }
}

/// Shows the form for a new role.
pub async fn settings_role_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, None, Vec::new()).await
}

/// Makes a role.
pub async fn settings_role_create(call: Call, user: UserDesk) -> Answer {
    let fields = Fields::read(&call.form)?;
    let made = RoleEdit {
        name: Some(fields.name.clone()),
        rights: Some(fields.rights),
    };
    let (maker, now) = (user.clone(), call.now);
    match call.run(move |_| maker.role_make(made, now)).await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => refused(&call, &user, None, Some(fields), error).await,
    }
}

/// Shows a role that is there.
pub async fn settings_role(call: Call, user: UserDesk) -> Answer {
    let id = RoleId(call.number("id")?);
    show(&call, &user, Some(id), None, Vec::new()).await
}

/// Changes it. A predefined role has no box for its name, one that is fixed none for its rights.
pub async fn settings_role_post(call: Call, user: UserDesk) -> Answer {
    let id = RoleId(call.number("id")?);
    let fields = Fields::read(&call.form)?;
    let edit = RoleEdit {
        name: call.form.has("name").then(|| fields.name.clone()),
        rights: call.form.has("was").then_some(fields.rights),
    };
    let (editor, now) = (user.clone(), call.now);
    match call.run(move |_| editor.role_edit(id, edit, now)).await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => refused(&call, &user, Some(id), Some(fields), error).await,
    }
}

/// Deletes it; whoever had it keeps their others. The next page offers to take it back.
pub async fn settings_role_delete(call: Call, user: UserDesk) -> Answer {
    let id = RoleId(call.number("id")?);
    let (editor, now) = (user.clone(), call.now);
    match call.run(move |_| editor.role_remove(id, now)).await {
        Ok(offer) => Ok(undo::offer(PATH, offer)),
        Err(error) => refused(&call, &user, Some(id), None, error).await,
    }
}

async fn refused(
    call: &Call,
    user: &UserDesk,
    id: Option<RoleId>,
    fields: Option<Fields>,
    error: WebError,
) -> Answer {
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(call, user, id, fields, vec![field]).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

/// Shows the page with what was typed, or with what is kept.
async fn show(
    call: &Call,
    user: &UserDesk,
    id: Option<RoleId>,
    typed: Option<Fields>,
    errors: Vec<FieldError>,
) -> Answer {
    let reader = user.clone();
    let book = call.run(move |_| reader.people()).await?.book;
    let there = id.map(|id| book.role(id).ok_or(WebError::NotFound));
    let there = there.transpose()?;
    let fields = typed.unwrap_or_else(|| there.map(Fields::of).unwrap_or_default());
    let known = there.map(|role| {
        let users = book.users.iter().filter(|it| it.roles.contains(&role.id));
        let groups = book.groups.iter().filter(|it| it.roles.contains(&role.id));
        KnownRole {
            label: label(role),
            is_fixed: is_fixed(user, role),
            users: users.count() as u64,
            groups: groups.count() as u64,
        }
    });
    let is_fixed = known.as_ref().is_some_and(|known| known.is_fixed);
    let rights = Right::ALL.into_iter().map(|right| RightChoice {
        word: right.word(),
        key: key(right),
        is_on: fields.rights.has(right),
        is_locked: is_fixed || !user.may(right),
    });
    let page = RolePage {
        action: id.map_or_else(
            || "/settings/roles/new".to_owned(),
            |id| format!("/settings/roles/{id}"),
        ),
        rights: rights.collect(),
        name: fields.name,
        known,
        errors,
    };
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_role.html",
        &page,
    )
}
