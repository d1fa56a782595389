//! The third form under the log: a message of it for somebody outside.

use std::sync::Arc;

use poem::http::StatusCode;

use crate::{
    desk::{
        access::UserDesk,
        forward::{Forward, Original},
        mint,
        problem::Problem,
        ticket_view::TicketView,
    },
    domain::{
        activity::Event,
        credential::Upload,
        id::{ActivityId, TicketId},
        message::{Direction, Sender},
        placement::{forwarded_subject, tagged_subject},
    },
    web::{
        Web,
        call::Call,
        draw,
        error::WebError,
        forward_head,
        gate::{Answer, see_other},
        view::{
            FieldError,
            ticket::{ForwardForm, KeptFile, PassedFile},
        },
    },
};

use super::{
    Typed,
    compose::{addresses, keep_files, kept, too_large},
    edit::{self, back},
    show,
};

/// A message that somebody wants to pass on.
#[derive(Clone, Debug)]
pub struct Passing {
    /// Its line; None for the newest of the customer's conversation.
    line: Option<ActivityId>,
    /// What was refused.
    typed: Option<Refused>,
}

/// A form that was refused, as it was typed.
#[derive(Clone, Debug)]
struct Refused {
    form: String,
    to: String,
    cc: String,
    subject: String,
    text: String,
    files: Vec<usize>,
    kept: Vec<KeptFile>,
    errors: Vec<FieldError>,
}

/// Reads which message a page is asked to pass on: `forward=` with its line, or `newest`.
#[must_use]
pub fn asked(call: &Call) -> Option<Passing> {
    let line = match call.query.text("forward") {
        "newest" => None,
        text => Some(ActivityId(text.parse().ok()?)),
    };
    Some(Passing { line, typed: None })
}

/// Draws the form; None if there is no such message, or this person passes nothing on.
///
/// # Errors
/// [`WebError`] if the message cannot be read.
pub fn form(
    web: &Web,
    view: &TicketView,
    reader: &UserDesk,
    passing: Option<&Passing>,
) -> Result<Option<ForwardForm>, WebError> {
    let Some(passing) = passing else {
        return Ok(None);
    };
    let Some(line) = passing.line.or_else(|| newest(view)) else {
        return Ok(None);
    };
    let original = match reader.forwardable(view.ticket.id, line) {
        Ok(original) => original,
        Err(Problem::NotFound | Problem::Forbidden | Problem::Field { .. }) => return Ok(None),
        Err(problem) => return Err(problem.into()),
    };
    let below = format!(
        "{}\n\n{}",
        forward_head::lines(web, &original)?.join("\n"),
        original.text()
    );
    Ok(Some(filled(line, &original, below, passing.typed.as_ref())))
}

fn filled(
    line: ActivityId,
    original: &Original,
    below: String,
    typed: Option<&Refused>,
) -> ForwardForm {
    let message = &original.message;
    let from = message.from.as_ref();
    let outside = message.sender == Sender::Outside && message.direction == Direction::In;
    let goes = |place| typed.is_none_or(|typed| typed.files.contains(&place));
    let files = original.files().map(|(place, file)| PassedFile {
        place,
        name: file.name.clone(),
        size_bytes: file.size_bytes,
        goes: goes(place),
    });
    let form = ForwardForm {
        form: mint::form_name(),
        line: line.0,
        from: from.map_or_else(String::new, |from| from.label().to_owned()),
        // What somebody outside wrote goes back to them first of all.
        to: from
            .filter(|_| outside)
            .map_or_else(String::new, |from| from.address.to_string()),
        cc: String::new(),
        subject: match outside {
            true => tagged_subject(&message.subject, original.ticket.id),
            false => forwarded_subject(&message.subject, original.ticket.id),
        },
        text: String::new(),
        below,
        files: files.collect(),
        kept: Vec::new(),
        errors: Vec::new(),
    };
    match typed.cloned() {
        None => form,
        Some(typed) => ForwardForm {
            form: typed.form,
            to: typed.to,
            cc: typed.cc,
            subject: typed.subject,
            text: typed.text,
            kept: typed.kept,
            errors: typed.errors,
            ..form
        },
    }
}

/// The newest e-mail that is no forward itself.
fn newest(view: &TicketView) -> Option<ActivityId> {
    let is_mail =
        |event: &Event| matches!(event, Event::MessageIn { .. } | Event::MessageOut { .. });
    let mut lines = view.log.iter().rev();
    let line = lines.find(|line| is_mail(&line.activity.event) && line.message.is_some())?;
    Some(line.activity.id)
}

/// Passes a message on.
pub async fn ticket_forward(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let line = call.form.text("line").parse().map(ActivityId);
    let line = line.map_err(|_| WebError::NotFound)?;
    // Nobody keeps files for a ticket that they do not see.
    let (reader, root) = (user.clone(), user.leads_to(id));
    if let Err(error) = call.run(move |_| reader.forwardable(root, line)).await {
        return edit::refused(&call, user, &error).await;
    }
    let uploads = keep_files(&call, &user).await?;
    let mut errors: Vec<FieldError> = call.form.files.iter().filter_map(too_large).collect();
    let mut read = |field| {
        addresses(field, call.form.text(field)).unwrap_or_else(|error| {
            errors.push(error);
            Vec::new()
        })
    };
    let (to, cc) = (read("to"), read("cc"));
    let forward = Forward {
        line,
        to,
        cc,
        subject: Some(call.form.text("subject").to_owned()).filter(|it| !it.trim().is_empty()),
        text: text(&call),
        files: Some(places(&call)),
        attachments: uploads.iter().map(|upload| upload.id).collect(),
        form: Some(call.form.text("form").to_owned()).filter(|it| !it.is_empty()),
        head: Vec::new(),
    };
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return refused(&call, user, line, uploads, errors, status).await;
    }
    match send(&call, &user, root, forward).await {
        Ok(line) => Ok(see_other(&format!("{}#a{line}", back(&call, root)))),
        Err(error) => {
            let Some(wrong) = draw::field_error(&error) else {
                return Err(error);
            };
            refused(&call, user, line, uploads, vec![wrong], error.status()).await
        }
    }
}

async fn send(
    call: &Call,
    user: &UserDesk,
    id: TicketId,
    forward: Forward,
) -> Result<ActivityId, WebError> {
    let (web, sender, now) = (Arc::clone(&call.web), user.clone(), call.now);
    call.run(move |_| {
        let original = sender.forwardable(id, forward.line)?;
        let head = forward_head::lines(&web, &original)?;
        let forward = Forward { head, ..forward };
        sender.forward(id, &forward, now).map_err(WebError::from)
    })
    .await
}

fn text(call: &Call) -> String {
    let text = call.form.get("text").unwrap_or_default();
    text.replace("\r\n", "\n")
}

fn places(call: &Call) -> Vec<usize> {
    let places = call.form.all("files");
    places.filter_map(|place| place.parse().ok()).collect()
}

async fn refused(
    call: &Call,
    user: UserDesk,
    line: ActivityId,
    uploads: Vec<Upload>,
    errors: Vec<FieldError>,
    status: StatusCode,
) -> Answer {
    let typed = Typed {
        forward: Some(Passing {
            line: Some(line),
            typed: Some(Refused {
                form: call.form.text("form").to_owned(),
                to: call.form.text("to").to_owned(),
                cc: call.form.text("cc").to_owned(),
                subject: call.form.text("subject").to_owned(),
                text: text(call),
                files: places(call),
                kept: kept(uploads),
                errors,
            }),
        }),
        ..Typed::default()
    };
    let mut response = show(call, user, typed).await?;
    response.set_status(status);
    Ok(response)
}
