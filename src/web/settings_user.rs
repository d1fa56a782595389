//! One person: inviting, changing, signing out everywhere, deactivating.

use poem::http::StatusCode;

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        people::{NewUser, UserEdit, groups_of},
        problem::{Fault, Problem},
    },
    domain::{
        access::{Visibility, access},
        address::EmailAddress,
        assignee::Assignee,
        group::Group,
        id::{GroupId, RoleId, UserId},
        right::Rights,
        role::EXPERT,
        user::User,
    },
};

mod access;

pub use access::{
    settings_user_activate, settings_user_deactivate, settings_user_invite,
    settings_user_second_step, settings_user_sign_out,
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond,
    settings_people::{PATH, choice, chosen, role_choices},
    undo,
    view::{
        FieldError, Section,
        settings_people::{Choice, RoleName},
        settings_user::{KnownUser, UserPage, Was},
    },
    was,
};

/// What the boxes of a form say.
#[derive(Clone, Debug)]
struct Fields {
    name: String,
    email: String,
    roles: Vec<RoleId>,
    groups: Vec<GroupId>,
    visibility: Visibility,
}

impl Fields {
    /// Whoever is invited works on tickets, if nothing else is said.
    fn blank() -> Self {
        Self {
            name: String::new(),
            email: String::new(),
            roles: vec![EXPERT],
            groups: Vec::new(),
            visibility: Visibility::All,
        }
    }

    fn of(book: &Book, user: &User) -> Self {
        Self {
            name: user.name.clone(),
            email: user.email.to_string(),
            roles: user.roles.clone(),
            groups: groups_of(&book.groups, user.id),
            visibility: user.visibility,
        }
    }

    fn read(form: &Form) -> Result<Self, WebError> {
        let visibility = Visibility::from_word(form.text("visibility"));
        Ok(Self {
            name: form.text("name").to_owned(),
            email: form.text("email").to_owned(),
            roles: chosen(form, "roles", RoleId)?,
            groups: chosen(form, "groups", GroupId)?,
            visibility: visibility.ok_or(wrong("visibility", Fault::Unknown))?,
        })
    }

    /// Everything that can be told without the desk.
    fn faults(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.name.is_empty() {
            errors.push(wrong("name", Fault::Empty));
        }
        if self.email.is_empty() {
            errors.push(wrong("email", Fault::Empty));
        } else if EmailAddress::parse(&self.email).is_err() {
            errors.push(wrong("email", Fault::Address));
        }
        errors.iter().filter_map(draw::field_error).collect()
    }

    fn address(&self) -> Result<EmailAddress, WebError> {
        EmailAddress::parse(&self.email).map_err(|_| wrong("email", Fault::Address))
    }
}

fn wrong(field: &str, fault: Fault) -> WebError {
    WebError::Field {
        field: field.to_owned(),
        fault,
    }
}

/// Shows the form for somebody new.
pub async fn settings_user_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, None, Vec::new()).await
}

/// Makes a user and invites them.
pub async fn settings_user_create(call: Call, user: UserDesk) -> Answer {
    let fields = Fields::read(&call.form)?;
    let errors = fields.faults();
    if !errors.is_empty() {
        return refused(&call, &user, None, fields, errors).await;
    }
    let new = NewUser {
        email: fields.address()?,
        name: fields.name.clone(),
        roles: fields.roles.clone(),
        visibility: fields.visibility,
        groups: fields.groups.clone(),
        password: None,
    };
    let (maker, now) = (user.clone(), call.now);
    match call.run(move |_| maker.user_make(new, now)).await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => failed(&call, &user, None, fields, error).await,
    }
}

/// Shows somebody who is there.
pub async fn settings_user(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    show(&call, &user, Some(id), None, Vec::new()).await
}

/// Changes them.
pub async fn settings_user_post(call: Call, user: UserDesk) -> Answer {
    let id = UserId(call.number("id")?);
    let fields = Fields::read(&call.form)?;
    let errors = fields.faults();
    if !errors.is_empty() {
        return refused(&call, &user, Some(id), fields, errors).await;
    }
    let (editor, now, form, typed) = (user.clone(), call.now, call.form.clone(), fields.clone());
    let edited = call.run(move |_| {
        let book = editor.book()?;
        let now_is = Fields::of(&book, book.user(id).ok_or(Problem::NotFound)?);
        let kept = [
            ("name", now_is.name.as_str()),
            ("email", now_is.email.as_str()),
            ("visibility", now_is.visibility.word()),
        ];
        for (field, kept) in kept {
            was::check(&form, field, kept)?;
        }
        let changed = |field| was::is_changed(&form, field);
        let email = changed("email").then(|| typed.address()).transpose()?;
        let edit = UserEdit {
            email,
            name: changed("name").then_some(typed.name),
            roles: was::set(&form, "roles", RoleId, &now_is.roles)?,
            visibility: changed("visibility").then_some(typed.visibility),
            groups: was::set(&form, "groups", GroupId, &now_is.groups)?,
            active: None,
        };
        editor.user_edit(id, edit, now).map_err(WebError::from)
    });
    match edited.await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => failed(&call, &user, Some(id), fields, error).await,
    }
}

async fn as_it_was(call: &Call, user: &UserDesk, id: UserId, error: WebError) -> Answer {
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(call, user, Some(id), None, vec![field]).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

async fn failed(
    call: &Call,
    user: &UserDesk,
    id: Option<UserId>,
    fields: Fields,
    error: WebError,
) -> Answer {
    match draw::field_error(&error) {
        Some(field) => refused(call, user, id, fields, vec![field]).await,
        None => Err(error),
    }
}

async fn refused(
    call: &Call,
    user: &UserDesk,
    id: Option<UserId>,
    fields: Fields,
    errors: Vec<FieldError>,
) -> Answer {
    let mut response = show(call, user, id, Some(fields), errors).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

/// Shows the page with what was typed, or with what is kept.
async fn show(
    call: &Call,
    user: &UserDesk,
    id: Option<UserId>,
    typed: Option<Fields>,
    errors: Vec<FieldError>,
) -> Answer {
    let reader = user.clone();
    let (people, tickets, mail) = call
        .run(move |_| {
            let tickets = id.map(|id| reader.open_tickets(Assignee::User(id)));
            let mail = id.map(|id| reader.account_mail(id));
            let people = reader.people()?;
            Ok::<_, Problem>((people, tickets.transpose()?, mail.transpose()?.flatten()))
        })
        .await?;
    let book = &people.book;
    let there = id.map(|id| book.user(id).ok_or(WebError::NotFound));
    let there = there.transpose()?;
    let kept = there.map_or_else(Fields::blank, |user| Fields::of(book, user));
    let was_roles = was::shown(&call.form, "roles", RoleId)?;
    let was_roles = was_roles.unwrap_or_else(|| kept.roles.clone());
    let was_groups = was::shown(&call.form, "groups", GroupId)?;
    let was_groups = was_groups.unwrap_or_else(|| kept.groups.clone());
    let was = Was {
        name: was::text(&call.form, "name", &kept.name),
        email: was::text(&call.form, "email", &kept.email),
        visibility: was::text(&call.form, "visibility", kept.visibility.word()),
    };
    let fields = typed.unwrap_or(kept);
    let known = there.map(|them| KnownUser {
        name: them.name.clone(),
        has_password: them.password.is_some(),
        last_seen: people.last_seen(them.id),
        is_active: them.active,
        is_beyond: is_beyond(user, book, them),
        tickets: tickets.flatten(),
        second_step: them.second_step.is_some(),
        is_reader: them.id == user.user().id,
        mail: mail.map(|sent| access::mail(&sent)),
    });
    let page = UserPage {
        action: id.map_or_else(|| format!("{PATH}/new"), |id| format!("{PATH}/{id}")),
        name: fields.name,
        email: fields.email,
        roles: role_choices(user, book, &fields.roles, &was_roles),
        groups: group_choices(user, book, &fields.groups, &was_groups),
        was,
        visibility: visibilities(user, fields.visibility),
        known,
        errors,
    };
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_user.html",
        &page,
    )
}

/// True for somebody who may or sees more than the reader.
#[must_use]
pub fn is_beyond(reader: &UserDesk, book: &Book, them: &User) -> bool {
    let theirs = access(them, &book.groups, &book.roles);
    !reader.access().covers(&theirs)
}

/// The rights that a group gives its members.
#[must_use]
pub fn gives(book: &Book, group: &Group) -> Rights {
    let roles = group.roles.iter().filter_map(|id| book.role(*id));
    roles.fold(Rights::NONE, |sum, role| sum.union(role.rights))
}

fn group_choices(
    reader: &UserDesk,
    book: &Book,
    chosen: &[GroupId],
    was: &[GroupId],
) -> Vec<Choice> {
    let sight = &reader.access().sight;
    let draw = |group: &Group| Choice {
        is_locked: !gives(book, group).within(reader.access().rights)
            || !sight.sees(Some(Assignee::Group(group.id)), None),
        is_chosen: chosen.contains(&group.id),
        was: was.contains(&group.id),
        ..choice(group.id.0, &group.name, "")
    };
    book.groups.iter().map(draw).collect()
}

fn visibilities(reader: &UserDesk, chosen: Visibility) -> Vec<Choice> {
    let sees_all = reader.access().sight == crate::domain::access::Sight::All;
    let draw = |sight: Visibility| Choice {
        value: sight.word().to_owned(),
        label: RoleName {
            name: sight.word().to_owned(),
            is_predefined: true,
        },
        detail: String::new(),
        is_chosen: sight == chosen,
        was: false,
        is_locked: !sees_all && sight > reader.user().visibility && sight != chosen,
    };
    Visibility::ALL.into_iter().map(draw).collect()
}
