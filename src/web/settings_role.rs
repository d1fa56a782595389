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
    was,
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
        Ok(Self {
            name: form.text("name").to_owned(),
            rights: rights(form, "rights")?,
        })
    }

    /// What the form was first drawn with.
    fn first(form: &Form, kept: &Self) -> Result<Self, WebError> {
        let rights = match form.has("was") {
            true => rights(form, "was-rights")?,
            false => kept.rights,
        };
        let name = was::text(form, "name", &kept.name);
        Ok(Self { name, rights })
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
        ..RoleEdit::default()
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

fn rights(form: &Form, field: &str) -> Result<Rights, WebError> {
    let right = |word: &str| Right::from_word(word).ok_or(WebError::BadRequest);
    form.all(field).map(right).collect()
}

/// Changes it. A predefined role has no box for its name, one that is fixed none for its rights;
/// those change by what was pressed, so that a page that stood open takes nothing back.
pub async fn settings_role_post(call: Call, user: UserDesk) -> Answer {
    let id = RoleId(call.number("id")?);
    let fields = Fields::read(&call.form)?;
    let (is, was) = (fields.rights, rights(&call.form, "was-rights")?);
    let pressed = |some: Rights, others: Rights| match call.form.has("was") {
        true => some.without(others),
        false => Rights::NONE,
    };
    let renamed = call.form.has("name") && was::is_changed(&call.form, "name");
    let edit = RoleEdit {
        name: renamed.then(|| fields.name.clone()),
        give: pressed(is, was),
        take: pressed(was, is),
        ..RoleEdit::default()
    };
    let (editor, now) = (user.clone(), call.now);
    let form = call.form.clone();
    let edited = call.run(move |_| {
        let book = editor.book()?;
        if renamed && let Some(role) = book.role(id) {
            was::check(&form, "name", &role.name)?;
        }
        editor.role_edit(id, edit, now).map_err(WebError::from)
    });
    match edited.await {
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
    let kept = there.map(Fields::of).unwrap_or_default();
    let was = Fields::first(&call.form, &kept)?;
    let fields = typed.unwrap_or(kept);
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
        was: was.rights.has(right),
        is_locked: is_fixed || !user.may(right),
    });
    let page = RolePage {
        action: id.map_or_else(
            || "/settings/roles/new".to_owned(),
            |id| format!("/settings/roles/{id}"),
        ),
        rights: rights.collect(),
        name: fields.name,
        was_name: was.name,
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
