//! One mailbox, new or there: `/settings/mail/new`, `/settings/mail/{id}`.

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        mailboxes::{MailboxEdit, MailboxView},
        problem::{Fault, Problem},
        seen,
    },
    domain::{
        address::EmailAddress,
        id::{GroupId, MailboxId},
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond, route_form, undo,
    view::{
        FieldError, Section,
        route::RouteForm,
        settings_mailbox::{GroupOption, SettingsMailboxPage},
    },
    was,
};

/// Shows the form of a new mailbox.
pub async fn settings_mailbox_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, None).await
}

/// Shows a mailbox.
pub async fn settings_mailbox(call: Call, user: UserDesk) -> Answer {
    let id = MailboxId(call.number("id")?);
    show(&call, &user, Some(id), None).await
}

async fn show(
    call: &Call,
    user: &UserDesk,
    id: Option<MailboxId>,
    error: Option<FieldError>,
) -> Answer {
    let reader = user.clone();
    let (book, found) = call
        .run(move |_| {
            let found = id.map(|id| reader.mailbox(id)).transpose()?;
            Ok::<_, Problem>((reader.book()?, found))
        })
        .await?;
    // A deleted one is brought back first.
    if found.as_ref().is_some_and(|found| !found.mailbox.active) {
        return Err(WebError::NotFound);
    }
    let mut page = draw(&book, found.as_ref());
    if let Some(error) = error {
        let text = |name: &str| call.form.get(name).unwrap_or_default().to_owned();
        page.address = text("address");
        page.aliases = text("aliases");
        page.delivery_domain = text("delivery_domain");
        page.plus_addresses = call.form.has("plus_addresses");
        page.display_name = text("display_name");
        page.default_group = text("default_group");
        page.signature = text("signature");
        page.route = RouteForm {
            has_password: page.route.has_password,
            ..route_form::typed(&call.form, "route", "own")
        };
        page.errors.push(error);
    }
    let kept = found.as_ref().map(|found| seen::mark(&found.mailbox));
    page.seen = was::mark(&call.form, kept, &page.errors);
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_mailbox.html",
        &page,
    )
}

fn draw(book: &Book, found: Option<&MailboxView>) -> SettingsMailboxPage {
    let groups = book.groups.iter().map(|group| GroupOption {
        value: group.id.to_string(),
        name: group.name.clone(),
    });
    let mailbox = found.map(|found| &found.mailbox);
    let text =
        |of: fn(&crate::domain::mailbox::Mailbox) -> String| mailbox.map_or_else(String::new, of);
    SettingsMailboxPage {
        id: mailbox.map(|it| it.id.0),
        name: text(|it| it.address.to_string()),
        address: text(|it| it.address.to_string()),
        aliases: text(|it| {
            let aliases: Vec<&str> = it.aliases.iter().map(EmailAddress::as_str).collect();
            aliases.join("\n")
        }),
        delivery_domain: text(|it| it.delivery_domain.clone()),
        plus_addresses: mailbox.is_none_or(|it| it.plus_addresses),
        display_name: text(|it| it.display_name.clone()),
        default_group: text(|it| {
            it.default_group
                .map_or_else(String::new, |id| id.to_string())
        }),
        groups: groups.collect(),
        signature: text(|it| it.signature.clone()),
        route: RouteForm {
            has_password: found.is_some_and(|found| found.has_password),
            ..route_form::kept(mailbox.and_then(|it| it.route.as_ref()), "route")
        },
        may_delete: book.mailboxes.len() > 1,
        seen: String::new(),
        errors: Vec::new(),
    }
}

/// Makes a mailbox.
pub async fn settings_mailbox_new_post(call: Call, user: UserDesk) -> Answer {
    save(&call, &user, None).await
}

/// Changes a mailbox.
pub async fn settings_mailbox_post(call: Call, user: UserDesk) -> Answer {
    let id = MailboxId(call.number("id")?);
    save(&call, &user, Some(id)).await
}

async fn save(call: &Call, user: &UserDesk, id: Option<MailboxId>) -> Answer {
    let (now, editor) = (call.now, user.clone());
    let saved = match read(&call.form) {
        Ok(edit) => {
            call.run(move |_| match id {
                Some(id) => editor.mailbox_edit(id, edit, now),
                None => editor.mailbox_make(edit, now),
            })
            .await
        }
        Err(error) => Err(error),
    };
    let Err(error) = saved else {
        return Ok(undo::saved("/settings/mail"));
    };
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(call, user, id, Some(field)).await?;
    response.set_status(error.status());
    Ok(response)
}

fn read(form: &Form) -> Result<MailboxEdit, WebError> {
    let wrong = |field: &str, fault| WebError::Field {
        field: field.to_owned(),
        fault,
    };
    let address = match form.text("address") {
        "" => return Err(wrong("address", Fault::Empty)),
        text => EmailAddress::parse(text).map_err(|_| wrong("address", Fault::Address))?,
    };
    let aliases = form
        .text("aliases")
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|alias| !alias.is_empty())
        .map(EmailAddress::parse);
    let aliases = aliases.collect::<Result<Vec<_>, _>>();
    let group = match form.text("default_group") {
        "" => None,
        text => {
            let id = text.parse().map(GroupId);
            Some(id.map_err(|_| wrong("default_group", Fault::Unknown))?)
        }
    };
    let route = match form.text("route") {
        "desk" => None,
        "own" => Some(route_form::read(form, "route")?),
        _ => return Err(wrong("route", Fault::Unknown)),
    };
    Ok(MailboxEdit {
        address: Some(address),
        aliases: Some(aliases.map_err(|_| wrong("aliases", Fault::Address))?),
        delivery_domain: Some(form.text("delivery_domain").to_owned()),
        plus_addresses: Some(form.has("plus_addresses")),
        display_name: Some(form.text("display_name").to_owned()),
        default_group: Some(group),
        signature: Some(form.get("signature").unwrap_or_default().to_owned()),
        route: Some(route),
        seen: was::seen(form),
    })
}
