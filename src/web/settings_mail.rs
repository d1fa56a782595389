//! The list of mailboxes: `/settings/mail`.

use crate::{
    desk::{access::UserDesk, book::Book, problem::Problem},
    domain::{id::MailboxId, mailbox::Mailbox},
};

use super::{
    call::Call,
    draw,
    gate::Answer,
    respond, undo,
    view::{
        FieldError, Section,
        settings_mail::{MailboxRow, SettingsMailPage},
    },
};

/// Characters of a signature in the list.
const SIGNATURE: usize = 40;

/// Shows the list.
pub async fn settings_mail(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None).await
}

async fn show(call: &Call, user: &UserDesk, error: Option<FieldError>) -> Answer {
    let reader = user.clone();
    let book = call.run(move |_| reader.book()).await?;
    let rows = |mailboxes: &[Mailbox]| mailboxes.iter().map(|it| row(&book, it)).collect();
    let page = SettingsMailPage {
        mailboxes: rows(&book.mailboxes),
        deleted: rows(book.deleted_mailboxes()),
        errors: error.into_iter().collect(),
    };
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_mail.html",
        &page,
    )
}

fn row(book: &Book, mailbox: &Mailbox) -> MailboxRow {
    let group = mailbox.default_group.and_then(|id| book.group(id));
    let first = mailbox.signature.lines().next().unwrap_or_default();
    let display_name = if mailbox.display_name.is_empty() {
        book.organization()
    } else {
        &mailbox.display_name
    };
    MailboxRow {
        id: mailbox.id.0,
        address: mailbox.address.to_string(),
        aliases: mailbox.aliases.iter().map(ToString::to_string).collect(),
        display_name: display_name.to_owned(),
        group: group.map(|group| group.name.clone()),
        signature: draw::beginning(first, SIGNATURE),
        own_route: mailbox.route.is_some(),
    }
}

/// Deletes a mailbox.
pub async fn settings_mail_delete(call: Call, user: UserDesk) -> Answer {
    let id = MailboxId(call.number("id")?);
    let (now, editor) = (call.now, user.clone());
    match call.run(move |_| editor.mailbox_delete(id, now)).await {
        Ok(id) => Ok(undo::offer("/settings/mail", id)),
        Err(error) => {
            let field = draw::field_error(&error).ok_or_else(|| error.clone())?;
            let mut response = show(&call, &user, Some(field)).await?;
            response.set_status(error.status());
            Ok(response)
        }
    }
}

/// Brings a deleted mailbox back, however long ago it was deleted.
pub async fn settings_mail_restore(call: Call, user: UserDesk) -> Answer {
    let id = MailboxId(call.number("id")?);
    let (now, editor) = (call.now, user.clone());
    let restored = move |_: &_| editor.mailbox_restore(id, now).map_err(named);
    match call.run(restored).await {
        Ok(_) => Ok(undo::saved("/settings/mail")),
        Err(error) => {
            let field = draw::field_error(&error).ok_or_else(|| error.clone())?;
            let mut response = show(&call, &user, Some(field)).await?;
            response.set_status(error.status());
            Ok(response)
        }
    }
}

/// The list has no fields: what is wrong is wrong with the mailbox.
fn named(problem: Problem) -> Problem {
    match problem {
        Problem::Field { fault, .. } => Problem::field("mailbox", fault),
        other => other,
    }
}
