//! One group: making, changing, deleting.

use poem::http::StatusCode;

use crate::{
    desk::{access::UserDesk, book::Book, groups::GroupEdit, problem::Problem},
    domain::{
        assignee::Assignee,
        group::Group,
        id::{GroupId, MailboxId, RoleId, UserId},
        user::User,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond,
    settings_people::{PATH, choice, chosen, role_choices},
    settings_user::{self, gives},
    undo,
    view::{
        FieldError, Section,
        settings_group::{GroupPage, KnownGroup},
        settings_people::Choice,
    },
    was,
};

/// What the boxes of a form say.
#[derive(Clone, Debug, Default)]
struct Fields {
    name: String,
    members: Vec<UserId>,
    mailboxes: Vec<MailboxId>,
    roles: Vec<RoleId>,
}

impl Fields {
    fn of(group: &Group) -> Self {
        Self {
            name: group.name.clone(),
            members: group.members.clone(),
            mailboxes: group.mailboxes.clone(),
            roles: group.roles.clone(),
        }
    }

    /// What the form was first drawn with.
    fn first(form: &Form, kept: &Self) -> Result<Self, WebError> {
        let (members, mailboxes, roles) = (
            was::shown(form, "members", UserId)?,
            was::shown(form, "mailboxes", MailboxId)?,
            was::shown(form, "roles", RoleId)?,
        );
        Ok(Self {
            name: was::text(form, "name", &kept.name),
            members: members.unwrap_or_else(|| kept.members.clone()),
            mailboxes: mailboxes.unwrap_or_else(|| kept.mailboxes.clone()),
            roles: roles.unwrap_or_else(|| kept.roles.clone()),
        })
    }

    /// What the boxes say that a reader may press. They show active people only; whoever is not
    /// stays a member for when they return.
    fn shown(reader: &UserDesk, book: &Book, group: &Group) -> Self {
        let pressed = |id: &UserId| {
            let person = book.user(*id).filter(|person| person.active);
            person.is_some_and(|person| !is_locked(reader, book, group, person))
        };
        let gives = |id: &RoleId| {
            let role = book.role(*id);
            role.is_some_and(|role| role.rights.within(reader.access().rights))
        };
        let mut shown = Self::of(group);
        shown.members.retain(pressed);
        shown.roles.retain(gives);
        shown
            .mailboxes
            .retain(|id| book.mailbox(*id).is_some_and(|it| it.active));
        shown
    }

    fn read(form: &Form) -> Result<Self, WebError> {
        Ok(Self {
            name: form.text("name").to_owned(),
            members: chosen(form, "members", UserId)?,
            mailboxes: chosen(form, "mailboxes", MailboxId)?,
            roles: chosen(form, "roles", RoleId)?,
        })
    }
}

/// Shows the form for a new group.
pub async fn settings_group_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, None, Vec::new()).await
}

/// Makes a group.
pub async fn settings_group_create(call: Call, user: UserDesk) -> Answer {
    let fields = Fields::read(&call.form)?;
    let made = GroupEdit {
        name: Some(fields.name.clone()),
        members: Some(fields.members.clone().into()),
        mailboxes: Some(fields.mailboxes.clone().into()),
        roles: Some(fields.roles.clone().into()),
    };
    let (maker, now) = (user.clone(), call.now);
    match call.run(move |_| maker.group_make(made, now)).await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => refused(&call, &user, None, Some(fields), error).await,
    }
}

/// Shows a group that is there.
pub async fn settings_group(call: Call, user: UserDesk) -> Answer {
    let id = GroupId(call.number("id")?);
    show(&call, &user, Some(id), None, Vec::new()).await
}

/// Changes it. Boxes that the reader cannot press are not sent, so what they say stays.
pub async fn settings_group_post(call: Call, user: UserDesk) -> Answer {
    let id = GroupId(call.number("id")?);
    let fields = Fields::read(&call.form)?;
    let (form, editor, now) = (call.form.clone(), user.clone(), call.now);
    let edited = call.run(move |_| {
        let book = editor.book()?;
        let group = book.group(id).ok_or(Problem::NotFound)?;
        was::check(&form, "name", &group.name)?;
        let now_is = Fields::shown(&editor, &book, group);
        let edit = GroupEdit {
            name: was::is_changed(&form, "name").then(|| form.text("name").to_owned()),
            members: was::set(&form, "members", UserId, &now_is.members)?,
            mailboxes: was::set(&form, "mailboxes", MailboxId, &now_is.mailboxes)?,
            roles: was::set(&form, "roles", RoleId, &now_is.roles)?,
        };
        editor.group_edit(id, edit, now).map_err(WebError::from)
    });
    match edited.await {
        Ok(_) => Ok(undo::saved(PATH)),
        Err(error) => refused(&call, &user, Some(id), Some(fields), error).await,
    }
}

/// Deletes it; the next page offers to take it back.
pub async fn settings_group_delete(call: Call, user: UserDesk) -> Answer {
    let id = GroupId(call.number("id")?);
    let (editor, now) = (user.clone(), call.now);
    match call.run(move |_| editor.group_remove(id, now)).await {
        Ok(offer) => Ok(undo::offer(PATH, offer)),
        Err(error) => refused(&call, &user, Some(id), None, error).await,
    }
}

async fn refused(
    call: &Call,
    user: &UserDesk,
    id: Option<GroupId>,
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

fn is_beyond(reader: &UserDesk, book: &Book, group: &Group) -> bool {
    !gives(book, group).within(reader.access().rights)
}

fn is_locked(reader: &UserDesk, book: &Book, group: &Group, person: &User) -> bool {
    is_beyond(reader, book, group) || settings_user::is_beyond(reader, book, person)
}

/// Shows the page with what was typed, or with what is kept.
async fn show(
    call: &Call,
    user: &UserDesk,
    id: Option<GroupId>,
    typed: Option<Fields>,
    errors: Vec<FieldError>,
) -> Answer {
    let reader = user.clone();
    let (book, tickets) = call
        .run(move |_| {
            let tickets = id.map(|id| reader.open_tickets(Assignee::Group(id)));
            Ok::<_, Problem>((reader.people()?.book, tickets.transpose()?))
        })
        .await?;
    let there = id.map(|id| book.group(id).ok_or(WebError::NotFound));
    let there = there.transpose()?;
    let kept = there.map(Fields::of).unwrap_or_default();
    let was = Fields::first(&call.form, &kept)?;
    let fields = typed.unwrap_or(kept);
    let known = there.map(|group| KnownGroup {
        name: group.name.clone(),
        is_beyond: is_beyond(user, &book, group),
        tickets: tickets.flatten(),
    });
    let member = |person: &User| Choice {
        is_locked: there.is_some_and(|group| is_locked(user, &book, group, person)),
        is_chosen: fields.members.contains(&person.id),
        was: was.members.contains(&person.id),
        ..choice(person.id.0, &person.name, person.email.as_str())
    };
    let active = book.users.iter().filter(|person| person.active);
    let mailboxes = book.mailboxes.iter().filter(|mailbox| mailbox.active);
    let page = GroupPage {
        action: id.map_or_else(
            || "/settings/groups/new".to_owned(),
            |id| format!("/settings/groups/{id}"),
        ),
        members: active.map(member).collect(),
        mailboxes: mailboxes
            .map(|it| Choice {
                is_chosen: fields.mailboxes.contains(&it.id),
                was: was.mailboxes.contains(&it.id),
                ..choice(it.id.0, it.address.as_str(), "")
            })
            .collect(),
        roles: role_choices(user, &book, &fields.roles, &was.roles),
        name: fields.name,
        was_name: was.name,
        known,
        errors,
    };
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_group.html",
        &page,
    )
}
