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
    settings_user::gives,
    undo,
    view::{
        FieldError, Section,
        settings_group::{GroupPage, KnownGroup},
        settings_people::Choice,
    },
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
        members: Some(fields.members.clone()),
        mailboxes: Some(fields.mailboxes.clone()),
        roles: Some(fields.roles.clone()),
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
    let (typed, editor, now) = (fields.clone(), user.clone(), call.now);
    let edited = call.run(move |_| {
        let book = editor.book()?;
        let group = book.group(id).ok_or(Problem::NotFound)?;
        let is_beyond = is_beyond(&editor, &book, group);
        let (members, mailboxes) = (same(&typed.members, &group.members), typed.mailboxes);
        let roles = same(&typed.roles, &group.roles);
        let edit = GroupEdit {
            name: Some(typed.name),
            members: (!is_beyond && !members).then(|| keep_inactive(&book, group, typed.members)),
            mailboxes: Some(mailboxes),
            roles: (!is_beyond && !roles).then_some(typed.roles),
        };
        editor.group_edit(id, edit, now)
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

fn same<T: Ord + Copy>(a: &[T], b: &[T]) -> bool {
    let sorted = |ids: &[T]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    sorted(a) == sorted(b)
}

/// The boxes show active people only; whoever is not stays a member for when they return.
fn keep_inactive(book: &Book, group: &Group, mut members: Vec<UserId>) -> Vec<UserId> {
    let away = |id: &&UserId| book.user(**id).is_some_and(|user| !user.active);
    members.extend(group.members.iter().filter(away));
    members
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
    let fields = typed.unwrap_or_else(|| there.map(Fields::of).unwrap_or_default());
    let known = there.map(|group| KnownGroup {
        name: group.name.clone(),
        is_beyond: is_beyond(user, &book, group),
        tickets: tickets.flatten(),
    });
    let is_locked = known.as_ref().is_some_and(|known| known.is_beyond);
    let member = |person: &User| Choice {
        is_locked,
        is_chosen: fields.members.contains(&person.id),
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
                ..choice(it.id.0, it.address.as_str(), "")
            })
            .collect(),
        roles: role_choices(user, &book, &fields.roles),
        name: fields.name,
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
