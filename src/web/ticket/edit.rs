//! The forms at the right of a ticket: one field each.

use poem::Response;

use crate::{
    desk::{
        access::UserDesk,
        problem::Fault,
        ticket_edit::{Edited, TicketEdit},
    },
    domain::{
        civil::read_local,
        id::{ActivityId, TicketId},
        ticket::{Priority, Status},
        time::Timestamp,
    },
    web::{
        call::Call, draw, error::WebError, form::Form, gate::Answer, list_query::read_assignee,
        undo,
    },
};

use super::{Typed, show};

/// Changes what the form names.
pub async fn ticket_edit(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let (now, editor) = (call.now, user.clone());
    let done = match read(&call.form) {
        Ok((edit, due)) => {
            call.run(move |_| {
                let due = due.map(|text| read_due(&text, &editor)).transpose()?;
                let edit = TicketEdit { due, ..edit };
                editor.ticket_edit(id, edit, now).map_err(WebError::from)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => Ok(edited(&call, &user, id, &done)),
        Err(error) => refused(&call, user, &error).await,
    }
}

/// Leads back to a ticket that was changed, and offers to take the change back.
pub(super) fn edited(call: &Call, user: &UserDesk, id: TicketId, done: &Edited) -> Response {
    if user.sees(&done.ticket) {
        return undo::offer(&back(call, id), done.undo);
    }
    // Given to somebody else, and not theirs to see any more.
    undo::offer("/tickets", done.undo)
}

pub(super) async fn refused(call: &Call, user: UserDesk, error: &WebError) -> Answer {
    let Some(mut field) = draw::field_error(error) else {
        return Err(error.clone());
    };
    // The page adds tags one by one, the use case knows the set.
    if field.field == "tags" {
        "add_tag".clone_into(&mut field.field);
    }
    let other = call.form.get("other").map(str::to_owned);
    // Two forms name another ticket.
    let (link, merge) = match field.field.as_str() {
        "merge" => (None, other),
        _ => (other, None),
    };
    let typed = Typed {
        errors: vec![field],
        name: call.form.get("name").map(str::to_owned),
        description: call.form.get("description").map(str::to_owned),
        tag: call.form.get("add_tag").map(str::to_owned),
        due: call.form.get("due").map(str::to_owned),
        link,
        merge,
        until: call.form.get("until").map(str::to_owned),
        ..Typed::default()
    };
    let mut response = show(call, user, typed).await?;
    response.set_status(error.status());
    Ok(response)
}

/// The ticket's page, with the inbox as it was.
pub(super) fn back(call: &Call, id: TicketId) -> String {
    match call.uri.query() {
        Some(query) => format!("/t/{id}?{query}"),
        None => format!("/t/{id}"),
    }
}

/// Reads a due time as its field writes it, in the zone of whoever typed it; nothing is none.
fn read_due(text: &str, user: &UserDesk) -> Result<Option<Timestamp>, WebError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let zone = user.zone(&*user.book()?);
    let read = read_local(text, &zone).ok_or(WebError::Field {
        field: "due".to_owned(),
        fault: Fault::Moment,
    })?;
    Ok(Some(read))
}

/// The newest line that the form showed; what the form showed of the customer stands behind it.
fn seen_line(form: &Form) -> Option<ActivityId> {
    let since = form.text("since");
    let line = since.split_once('-').map_or(since, |(line, _)| line);
    line.parse().ok().map(ActivityId)
}

/// What the form changes, and the due time as it was typed.
fn read(form: &Form) -> Result<(TicketEdit, Option<String>), WebError> {
    let unknown = |field: &str| WebError::Field {
        field: field.to_owned(),
        fault: Fault::Unknown,
    };
    let assignee = match form.get("assignee") {
        None => None,
        Some("") => Some(None),
        Some(text) => Some(Some(read_assignee(text).ok_or(unknown("assignee"))?)),
    };
    let status = form
        .get("status")
        .map(|word| Status::from_word(word).ok_or(unknown("status")));
    let priority = form
        .get("priority")
        .map(|word| Priority::from_word(word).ok_or(unknown("priority")));
    let tags = |name: &'static str| form.all(name).map(str::to_owned).collect::<Vec<_>>();
    let edit = TicketEdit {
        name: form.get("name").map(str::to_owned),
        seen: seen_line(form),
        description: form
            .get("description")
            .map(|text| text.replace("\r\n", "\n")),
        status: status.transpose()?,
        priority: priority.transpose()?,
        assignee,
        tags: None,
        add_tags: tags("add_tag")
            .into_iter()
            .filter(|tag| !tag.trim().is_empty())
            .collect(),
        remove_tags: tags("remove_tag"),
        due: None,
    };
    Ok((edit, form.get("due").map(str::to_owned)))
}
