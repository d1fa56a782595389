//! Groups for programs: `/api/v1/groups`.

use std::sync::Arc;

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{access::UserDesk, book::Book, groups::GroupEdit},
    domain::{group::Group, id::GroupId, right::Right, set_edit::SetEdit},
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, nothing, read},
    names,
    paging::Paging,
};

/// Lists the groups: for everybody who may have tickets assigned their names, for whoever manages
/// people the whole.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let paging = Paging::read(&call)?;
    let book = book(&call, &user).await?;
    let groups = book.groups.iter().map(|group| (group.id.0, group));
    let document = paging.answer("groups", groups, |group| write(&user, &book, group));
    answer(StatusCode::OK, &document)
}

/// Reads one.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = GroupId(call.number("id")?);
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

/// Two rights open these two doors, so they ask themselves: names are needed to assign tickets, and
/// a token for administration reads no tickets.
async fn book(call: &Call, user: &UserDesk) -> Result<Arc<Book>, WebError> {
    if !(user.may(Right::TicketRead) || user.may(Right::People)) {
        return Err(WebError::NotFound);
    }
    let reader = user.clone();
    call.run(move |_| reader.book()).await
}

async fn document(call: &Call, user: UserDesk, id: GroupId) -> Result<Value, WebError> {
    let book = book(call, &user).await?;
    let group = book.group(id).ok_or(WebError::NotFound)?;
    Ok(write(&user, &book, group))
}

fn write(reader: &UserDesk, book: &Book, group: &Group) -> Value {
    if !reader.may(Right::People) {
        return json!({ "id": group.id.0, "name": group.name });
    }
    let members = group.members.iter().filter_map(|id| book.user(*id));
    let mailboxes = group.mailboxes.iter().filter_map(|id| book.mailbox(*id));
    json!({
        "id": group.id.0,
        "name": group.name,
        "members": members.map(|user| user.email.as_str()).collect::<Vec<_>>(),
        "mailboxes": mailboxes.map(|it| it.address.as_str()).collect::<Vec<_>>(),
        "roles": names::of_roles(book, &group.roles),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupIn {
    name: String,
    members: Option<Vec<String>>,
    mailboxes: Option<Vec<String>>,
    roles: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditIn {
    name: Option<String>,
    members: Option<Vec<String>>,
    mailboxes: Option<Vec<String>>,
    roles: Option<Vec<String>>,
}

impl EditIn {
    fn edit(self, book: &Book) -> Result<GroupEdit, WebError> {
        let members = self.members.map(|names| names::members(book, &names));
        let mailboxes = self.mailboxes.map(|names| names::mailboxes(book, &names));
        let roles = self.roles.map(|names| names::roles(book, &names));
        Ok(GroupEdit {
            name: self.name,
            members: members.transpose()?.map(SetEdit::To),
            mailboxes: mailboxes.transpose()?.map(SetEdit::To),
            roles: roles.transpose()?.map(SetEdit::To),
        })
    }
}

/// Makes a group.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let new: GroupIn = read(&call)?;
    let new = EditIn {
        name: Some(new.name),
        members: new.members,
        mailboxes: new.mailboxes,
        roles: new.roles,
    };
    let (maker, now) = (user.clone(), call.now);
    let made = call.run(move |_| {
        let edit = new.edit(&*maker.book()?)?;
        maker.group_make(edit, now).map_err(WebError::from)
    });
    let id = made.await?.id;
    let document = document(&call, user, id).await?;
    created(&format!("/api/v1/groups/{id}"), &document)
}

/// Changes a group.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = GroupId(call.number("id")?);
    let edit: EditIn = read(&call)?;
    let (editor, now) = (user.clone(), call.now);
    call.run(move |_| {
        let edit = edit.edit(&*editor.book()?)?;
        editor.group_edit(id, edit, now).map_err(WebError::from)
    })
    .await?;
    answer(StatusCode::OK, &document(&call, user, id).await?)
}

/// Deletes a group; its tickets are nobody's then.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = GroupId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.group_remove(id, now)).await?;
    Ok(nothing())
}
