//! The two forms under the log: an answer to the customer, a note for the team.

use std::sync::Arc;

use crate::{
    desk::{access::UserDesk, problem::Fault, reply::Reply},
    domain::{
        address::EmailAddress,
        credential::Upload,
        id::{ActivityId, TicketId, UploadId},
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::{Answer, see_other},
        quote_intro,
        view::ticket::{ComposerMode, KeptFile, Then},
    },
};

use super::{Typed, edit::back, show, then_status};

/// Sends an answer.
pub async fn ticket_message(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let then = match call.form.text("then") {
        "waiting" => Then::Waiting,
        "closed" => Then::Closed,
        _ => Then::Keep,
    };
    let uploads = keep_files(&call, &user).await?;
    let sent = match addresses(call.form.text("cc")) {
        Ok(cc) => {
            let seen = call.form.text("seen").parse().ok().map(ActivityId);
            send(&call, &user, id, cc, then, seen, &uploads).await
        }
        Err(error) => Err(error),
    };
    match sent {
        Ok(line) => Ok(see_other(&format!("{}#a{line}", back(&call, id)))),
        Err(error) => refused_message(&call, user, &error, then, uploads).await,
    }
}

async fn send(
    call: &Call,
    user: &UserDesk,
    id: TicketId,
    cc: Vec<EmailAddress>,
    then: Then,
    seen: Option<ActivityId>,
    uploads: &[Upload],
) -> Result<ActivityId, WebError> {
    let text = call
        .form
        .get("text")
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let attachments = uploads.iter().map(|upload| upload.id).collect();
    let (web, now, sender) = (Arc::clone(&call.web), call.now, user.clone());
    call.run(move |_| {
        let quote_intro = quote_intro::for_ticket(&web, &sender, id)?;
        let reply = Reply {
            text,
            cc,
            attachments,
            then: then_status(then),
            seen,
            quote_intro,
        };
        sender.reply(id, reply, now)
    })
    .await
}

/// Keeps the files of the form before anything else can fail, and those kept by an earlier try.
async fn keep_files(call: &Call, user: &UserDesk) -> Result<Vec<Upload>, WebError> {
    let files: Vec<_> = call
        .form
        .files
        .iter()
        .filter(|file| file.field == "attachments")
        .cloned()
        .collect();
    let kept: Vec<UploadId> = call
        .form
        .all("kept")
        .filter_map(crate::desk::upload::parse_id)
        .collect();
    let (owner, now) = (user.clone(), call.now);
    call.run(move |_| {
        let mut uploads = owner.uploads(&kept)?;
        for file in files {
            uploads.push(owner.upload(&file.name, &file.content_type, &file.bytes, now)?);
        }
        Ok::<_, WebError>(uploads)
    })
    .await
}

async fn refused_message(
    call: &Call,
    user: UserDesk,
    error: &WebError,
    then: Then,
    uploads: Vec<Upload>,
) -> Answer {
    let held = match error {
        WebError::Stale { newest } => Some(*newest),
        WebError::Field { .. } => None,
        other => return Err(other.clone()),
    };
    let kept = uploads.into_iter().map(|upload| KeptFile {
        id: upload.id.to_string(),
        name: upload.name,
        size_bytes: upload.size_bytes,
    });
    let typed = Typed {
        mode: Some(ComposerMode::Mail),
        text: call.form.get("text").map(str::to_owned),
        cc: call.form.get("cc").map(str::to_owned),
        then: Some(then),
        kept: kept.collect(),
        composer_errors: draw::field_error(error).into_iter().collect(),
        held,
        ..Typed::default()
    };
    let mut response = show(call, user, typed).await?;
    response.set_status(error.status());
    Ok(response)
}

/// Reads the Cc field: addresses with commas, semicolons or line ends between.
fn addresses(text: &str) -> Result<Vec<EmailAddress>, WebError> {
    let pieces = text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    let bad = |_| WebError::Field {
        field: "cc".to_owned(),
        fault: Fault::Address,
    };
    pieces
        .map(|piece| EmailAddress::parse(bare(piece)).map_err(bad))
        .collect()
}

// `Camille Roussel <camille@…>`, as it is pasted from elsewhere.
fn bare(piece: &str) -> &str {
    piece
        .rsplit_once('<')
        .and_then(|(_, rest)| rest.strip_suffix('>'))
        .unwrap_or(piece)
}

/// Writes a note.
pub async fn ticket_note(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let text = note_text(&call.form);
    let (now, writer) = (call.now, user.clone());
    match call.run(move |_| writer.note(id, &text, now)).await {
        Ok(ticket) => Ok(see_other(&format!("{}#a{}", back(&call, id), ticket.rev))),
        Err(error) => {
            let Some(mut field) = draw::field_error(&error) else {
                return Err(error);
            };
            // The page has two texts: the other one is the answer's.
            "note".clone_into(&mut field.field);
            let typed = Typed {
                mode: Some(ComposerMode::Note),
                note: Some(note_text(&call.form)),
                composer_errors: vec![field],
                ..Typed::default()
            };
            let mut response = show(&call, user, typed).await?;
            response.set_status(error.status());
            Ok(response)
        }
    }
}

fn note_text(form: &Form) -> String {
    form.get("text").unwrap_or_default().replace("\r\n", "\n")
}
