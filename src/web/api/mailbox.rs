//! Mailboxes for programs: `/api/v1/mailboxes`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{access::UserDesk, book::Book, mailboxes::MailboxEdit, problem::Fault},
    domain::{
        address::EmailAddress,
        fold::fold,
        id::{GroupId, MailboxId},
        mailbox::Mailbox,
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, nothing, read},
    paging::Paging,
    route::{self, RouteIn, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MailboxIn {
    address: Option<String>,
    aliases: Option<Vec<String>>,
    delivery_domain: Option<String>,
    plus_addresses: Option<bool>,
    display_name: Option<String>,
    /// Absent leaves it; null leaves new tickets to nobody.
    #[serde(default, deserialize_with = "present")]
    default_group: Option<Option<String>>,
    signature: Option<String>,
    /// Absent leaves it; null goes the way of the whole desk.
    #[serde(default, deserialize_with = "present")]
    route: Option<Option<RouteIn>>,
    /// False deletes, true brings back.
    active: Option<bool>,
}

fn wrong(field: &str, fault: Fault) -> WebError {
    WebError::Field {
        field: field.to_owned(),
        fault,
    }
}

fn document(book: &Book, mailbox: &Mailbox) -> Value {
    let group = mailbox.default_group.and_then(|id| book.group(id));
    json!({
        "id": mailbox.id.0,
        "address": mailbox.address,
        "aliases": mailbox.aliases,
        "delivery_domain": mailbox.delivery_domain,
        "plus_addresses": mailbox.plus_addresses,
        "display_name": mailbox.display_name,
        "default_group": group.map(|group| &group.name),
        "signature": mailbox.signature,
        "route": route::write(mailbox.route.as_ref()),
        "active": mailbox.active,
    })
}

fn group(book: &Book, name: &str) -> Result<GroupId, WebError> {
    let key = fold(name);
    let found = book.groups.iter().find(|group| fold(&group.name) == key);
    found
        .map(|group| group.id)
        .ok_or_else(|| wrong("default_group", Fault::Unknown))
}

fn edit_of(book: &Book, new: MailboxIn) -> Result<MailboxEdit, WebError> {
    let parse =
        |text: &str, field| EmailAddress::parse(text).map_err(|_| wrong(field, Fault::Address));
    let address = new.address.as_deref().map(|text| parse(text, "address"));
    let aliases = new.aliases.as_ref().map(|aliases| {
        let aliases = aliases.iter().map(|text| parse(text, "aliases"));
        aliases.collect::<Result<Vec<_>, _>>()
    });
    let default_group = match &new.default_group {
        None => None,
        Some(None) => Some(None),
        Some(Some(name)) => Some(Some(group(book, name)?)),
    };
    let route = match new.route {
        None => None,
        Some(None) => Some(None),
        Some(Some(new)) => Some(Some(route::read(new, "route")?)),
    };
    Ok(MailboxEdit {
        seen: None,
        address: address.transpose()?,
        aliases: aliases.transpose()?,
        delivery_domain: new.delivery_domain,
        plus_addresses: new.plus_addresses,
        display_name: new.display_name,
        default_group,
        signature: new.signature,
        route,
    })
}

/// Lists the mailboxes, deleted ones too.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let paging = Paging::read(&call)?;
    let book = call.run(move |_| user.book()).await?;
    let mut mailboxes: Vec<(u64, &Mailbox)> =
        book.every_mailbox().map(|it| (it.id.0, it)).collect();
    mailboxes.sort_unstable_by_key(|(id, _)| *id);
    let document = paging.answer("mailboxes", mailboxes, |it| document(&book, it));
    answer(StatusCode::OK, &document)
}

async fn whole(call: &Call, user: UserDesk, id: MailboxId) -> Result<Value, WebError> {
    call.run(move |_| {
        let found = user.mailbox(id)?;
        Ok::<_, WebError>(document(&*user.book()?, &found.mailbox))
    })
    .await
}

/// Reads one mailbox, a deleted one too.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = MailboxId(call.number("id")?);
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Makes a mailbox.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let new: MailboxIn = read(&call)?;
    if new.active == Some(false) {
        return Err(wrong("active", Fault::Unknown));
    }
    let (now, maker) = (call.now, user.clone());
    let made = call
        .run(move |_| {
            let edit = edit_of(&*maker.book()?, new)?;
            maker.mailbox_make(edit, now).map_err(WebError::from)
        })
        .await?;
    let document = whole(&call, user, made.id).await?;
    created(&format!("/api/v1/mailboxes/{}", made.id), &document)
}

/// Changes a mailbox; `"active": true` brings a deleted one back first.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = MailboxId(call.number("id")?);
    let new: MailboxIn = read(&call)?;
    let (now, editor) = (call.now, user.clone());
    call.run(move |_| {
        let active = new.active;
        let edit = edit_of(&*editor.book()?, new)?;
        let is_active = editor.mailbox(id)?.mailbox.active;
        if active == Some(true) && !is_active {
            editor.mailbox_restore(id, now)?;
        }
        // What is deleted is not changed: bring it back first.
        editor.mailbox_edit(id, edit, now)?;
        if active == Some(false) {
            editor.mailbox_delete(id, now)?;
        }
        Ok::<_, WebError>(())
    })
    .await?;
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Deletes a mailbox.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = MailboxId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.mailbox_delete(id, now)).await?;
    Ok(nothing())
}
