//! Changing the tickets that are selected in the overview: `POST /tickets/bulk`.

use crate::{
    desk::{
        access::UserDesk,
        ticket_bulk::{BulkDone, Deed, MOST},
        ticket_edit::TicketEdit,
    },
    domain::{
        assignee::Assignee,
        id::TicketId,
        query::Query,
        ticket::{Priority, Status},
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::Answer,
        list_query::{ListQuery, read_assignee},
        respond, site, undo,
        view::{FieldError, Section, ticket_list::Selection},
    },
};

use super::{PATH, read};
use crate::web::ticket::verbs::named;

/// Changes every ticket that the form names, or the whole list that it stands in. Leads back to the
/// list, which offers to take it back.
pub async fn bulk(call: Call, user: UserDesk) -> Answer {
    let back = site::own_path(call.form.text("back"))
        .filter(|path| path.starts_with(PATH))
        .unwrap_or(PATH)
        .to_owned();
    let query = back.split_once('?').map_or("", |(_, query)| query);
    let list = ListQuery::read(&Form::urlencoded(query.as_bytes()));
    let (editor, form, now) = (user.clone(), call.form.clone(), call.now);
    let whole = list.clone();
    let done = call
        .run(move |_| {
            let deed = change(&form, &editor)?;
            let ids = if form.has("all") {
                let (question, _) = super::question(&editor, &whole, now)?;
                // In the order of numbers: which page is shown has no meaning for it.
                editor.ticket_ids(&Query {
                    sort: crate::domain::query::sort::Sort::default(),
                    ..question
                })?
            } else {
                numbers(&form)
            };
            editor.ticket_bulk(&ids, &deed, now).map_err(WebError::from)
        })
        .await;
    match done {
        Ok(BulkDone { undo: id, .. }) => Ok(undo::offer(&back, id)),
        Err(error) => refused(call, user, list, &error).await,
    }
}

fn numbers(form: &Form) -> Vec<TicketId> {
    let numbers = form.all("number").filter_map(|text| text.parse().ok());
    // One more than may be: it is refused whole, not done in part.
    numbers.take(MOST + 1).map(TicketId).collect()
}

/// The list again, with what was selected and typed, and what is wrong.
async fn refused(call: Call, user: UserDesk, list: ListQuery, error: &WebError) -> Answer {
    let Some(field) = draw::field_error(error) else {
        return Err(error.clone());
    };
    let selection = Selection {
        chosen: numbers(&call.form).into_iter().map(|id| id.0).collect(),
        tag: call.form.text("tag").to_owned(),
        errors: vec![FieldError {
            field: "bulk".to_owned(),
            ..field
        }],
    };
    let (reader, now) = (user.clone(), call.now);
    let page = call
        .run(move |_| {
            let page = read(&reader, &list, "", now)?;
            Ok::<_, WebError>(page.with_selection(selection))
        })
        .await?;
    let template = "ticket_list.html";
    let mut response = respond::page(&call, Some(&user), Section::Tickets, template, &page)?;
    response.set_status(error.status());
    Ok(response)
}

/// What the button that was pressed changes.
fn change(form: &Form, editor: &UserDesk) -> Result<Deed, WebError> {
    let unknown = |field: &str| WebError::Field {
        field: field.to_owned(),
        fault: crate::desk::problem::Fault::Unknown,
    };
    let mut edit = TicketEdit::default();
    if form.has("delete") {
        return Ok(Deed::Delete);
    }
    if form.has("restore") {
        return Ok(Deed::Restore);
    }
    // Enter in the field of the number presses the first button of the form, which adds a tag.
    let is_number = form.text("tag").trim().is_empty() && !form.text("other").trim().is_empty();
    if form.has("merge") || (form.has("add") && is_number) {
        return Ok(Deed::Merge(named(form.text("other"))));
    }
    if let Some(word) = form.get("status") {
        edit.status = Some(Status::from_word(word).ok_or_else(|| unknown("status"))?);
    } else if let Some(word) = form.get("priority") {
        edit.priority = Some(Priority::from_word(word).ok_or_else(|| unknown("priority"))?);
    } else if form.has("assign") {
        edit.assignee = Some(match (form.text("assign"), form.text("who")) {
            ("me", _) => Some(Assignee::User(editor.user().id)),
            (_, "") => None,
            (_, who) => Some(read_assignee(who).ok_or_else(|| unknown("assignee"))?),
        });
    } else {
        let tag = form.text("tag").trim().to_owned();
        let tags = if form.has("remove") {
            &mut edit.remove_tags
        } else {
            &mut edit.add_tags
        };
        tags.push(tag);
    }
    Ok(Deed::Edit(Box::new(edit)))
}
