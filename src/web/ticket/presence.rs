//! Who else is at a ticket: an open page says what its reader does and is told who is there.

use crate::{
    desk::access::UserDesk,
    domain::{id::TicketId, presence::Doing, user::User},
    web::{
        call::Call,
        draw,
        error::WebError,
        gate::Answer,
        respond,
        view::ticket::{Other, OtherDoing, TicketPresence},
    },
};

/// Takes what somebody does on a page (`page` its number, `doing` one of look, edit, note, mail, gone)
/// and answers who else is there.
pub async fn ticket_presence(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let page = call.form.text("page").parse().ok();
    let doing = call.form.text("doing").to_owned();
    let reader = user.clone();
    let presence = call
        .run(move |_| {
            let others = others(&reader, id)?;
            match (page, doing.as_str()) {
                (None, _) => return Err(WebError::BadRequest),
                (Some(page), "gone") => reader.leaves(page),
                (Some(page), doing) => reader.is_at(id, page, Doing::from_word(doing))?,
            }
            Ok(TicketPresence {
                number: id.0,
                others,
            })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_ticket_presence.html", &presence)
}

/// Reads who else is there.
///
/// # Errors
/// [`WebError::NotFound`] if there is no such ticket for this person.
pub fn others(reader: &UserDesk, id: TicketId) -> Result<Vec<Other>, WebError> {
    Ok(drawn(&reader.others_at(id)?))
}

/// Draws people by what they do at a ticket.
pub fn drawn(others: &[(User, Doing)]) -> Vec<Other> {
    let drawn = others.iter().map(|(user, doing)| Other {
        person: draw::user(user),
        doing: match doing {
            Doing::Looking => OtherDoing::Look,
            Doing::Editing => OtherDoing::Edit,
            Doing::WritingNote => OtherDoing::Note,
            Doing::WritingMail => OtherDoing::Mail,
        },
    });
    drawn.collect()
}
