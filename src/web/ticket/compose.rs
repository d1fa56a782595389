//! The two forms under the log: an answer to the customer, a note for the team.

use std::sync::Arc;

use poem::http::StatusCode;

use crate::{
    desk::{access::UserDesk, reply::Reply, upload},
    domain::{
        address::EmailAddress,
        credential::Upload,
        id::{ActivityId, TicketId, UploadId},
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::{Form, FormFile},
        gate::{Answer, see_other},
        preferences::KEPT_SECONDS,
        quote_intro,
        sign_in::set_cookie,
        view::{
            FieldError, Problem,
            ticket::{ComposerMode, KeptFile, Then, TypedNote},
        },
    },
};

use super::{THEN_COOKIE, Typed, edit::back, show, then_status};

/// Characters of a wrong address that are said back.
const SHOWN: usize = 80;

/// Sends an answer.
pub async fn ticket_message(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let then = Then::from_word(call.form.text("then")).unwrap_or(Then::Keep);
    let uploads = keep_files(&call, &user).await?;
    let mut errors: Vec<FieldError> = call.form.files.iter().filter_map(too_large).collect();
    let cc = addresses("cc", call.form.text("cc")).unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    });
    if !errors.is_empty() {
        let refusal = Refusal::of_fields(errors);
        return refused_message(&call, user, refusal, then, uploads).await;
    }
    let seen = call.form.text("seen").parse().ok().map(ActivityId);
    match send(&call, &user, id, cc, then, seen, &uploads).await {
        Ok(line) => {
            // A rule may have given it to somebody else, so that it is not theirs to see any more.
            let next = if user.sees_number(id) {
                format!("{}#a{line}", back(&call, id))
            } else {
                "/tickets".to_owned()
            };
            let mut response = see_other(&next);
            let cookie = (call.web.site).cookie(THEN_COOKIE, then.word(), KEPT_SECONDS);
            set_cookie(&mut response, Some(cookie))?;
            Ok(response)
        }
        Err(error) => {
            let refusal = Refusal::of_error(error)?;
            refused_message(&call, user, refusal, then, uploads).await
        }
    }
}

/// Why an answer was not sent, as the page says it.
struct Refusal {
    status: StatusCode,
    errors: Vec<FieldError>,
    held: Option<ActivityId>,
}

impl Refusal {
    fn of_fields(errors: Vec<FieldError>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors,
            held: None,
        }
    }

    /// Gives an error back that the composer has no words for.
    fn of_error(error: WebError) -> Result<Self, WebError> {
        let held = match &error {
            WebError::Stale { newest } => Some(*newest),
            WebError::Field { .. } => None,
            _ => return Err(error),
        };
        Ok(Self {
            status: error.status(),
            errors: draw::field_error(&error).into_iter().collect(),
            held,
        })
    }
}

/// What is said of a file that was too large to be kept.
pub(super) fn too_large(file: &FormFile) -> Option<FieldError> {
    let problem = if file.size_bytes > upload::LARGEST {
        Problem::FileTooLarge
    } else {
        Problem::FileLeftOut
    };
    (!file.is_kept()).then(|| FieldError::about("attachments", problem, file.name.clone()))
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
pub(super) async fn keep_files(call: &Call, user: &UserDesk) -> Result<Vec<Upload>, WebError> {
    let files: Vec<_> = call
        .form
        .files
        .iter()
        .filter(|file| file.field == "attachments" && file.is_kept())
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
    refusal: Refusal,
    then: Then,
    uploads: Vec<Upload>,
) -> Answer {
    let typed = Typed {
        mode: Some(ComposerMode::Mail),
        text: call.form.get("text").map(str::to_owned),
        cc: call.form.get("cc").map(str::to_owned),
        then: Some(then),
        kept: kept(uploads),
        composer_errors: refusal.errors,
        held: refusal.held,
        ..Typed::default()
    };
    let mut response = show(call, user, typed).await?;
    response.set_status(refusal.status);
    Ok(response)
}

/// Files that wait for the next try.
pub(super) fn kept(uploads: Vec<Upload>) -> Vec<KeptFile> {
    let kept = uploads.into_iter().map(|upload| KeptFile {
        id: upload.id.to_string(),
        name: upload.name,
        size_bytes: upload.size_bytes,
    });
    kept.collect()
}

/// Reads the addresses of a field: commas, semicolons or line ends between.
pub(super) fn addresses(field: &str, text: &str) -> Result<Vec<EmailAddress>, FieldError> {
    let pieces = text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    let bad = |piece: &str| {
        let about = piece.chars().take(SHOWN).collect();
        FieldError::about(field, Problem::Addresses, about)
    };
    pieces
        .map(|piece| EmailAddress::parse(bare(piece)).map_err(|_| bad(piece)))
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

/// Changes a note of one's own, or deletes it.
pub async fn ticket_note_edit(call: Call, user: UserDesk) -> Answer {
    let (id, note) = (TicketId(call.number("n")?), ActivityId(call.number("a")?));
    let text = note_text(&call.form);
    let deletes = call.form.has("delete");
    let (now, writer, new) = (call.now, user.clone(), text.clone());
    let edited = call.run(move |_| match deletes {
        true => writer.note_delete(id, note, now),
        false => writer.note_edit(id, note, &new, now),
    });
    match edited.await {
        Ok(_) => Ok(see_other(&format!("{}#a{note}", back(&call, id)))),
        Err(error) => {
            let Some(field) = draw::field_error(&error) else {
                return Err(error);
            };
            let typed = Typed {
                edited_note: Some(TypedNote {
                    note: note.0,
                    text,
                    errors: vec![field],
                }),
                ..Typed::default()
            };
            let mut response = show(&call, user, typed).await?;
            response.set_status(error.status());
            Ok(response)
        }
    }
}
