//! Files of a message for a person: `/t/{n}/a/{activity}-{place}/{name}` and the original.

use crate::{
    desk::access::UserDesk,
    domain::id::{ActivityId, TicketId},
};

use super::{call::Call, download, error::WebError, gate::Answer};

/// Downloads the original message.
pub async fn raw(call: Call, user: UserDesk) -> Answer {
    let (ticket, line) = (TicketId(call.number("n")?), ActivityId(call.number("m")?));
    let (_, raw) = call.run(move |_| user.message_raw(ticket, line)).await?;
    Ok(download::raw(ticket, line, raw))
}

/// Serves a file. Its name in the address is for people; the numbers find it.
pub async fn attachment(call: Call, user: UserDesk) -> Answer {
    let ticket = TicketId(call.number("n")?);
    let (line, place) = call
        .param("a")
        .and_then(|text| text.split_once('-'))
        .and_then(|(line, place)| Some((ActivityId(line.parse().ok()?), place.parse().ok()?)))
        .ok_or(WebError::NotFound)?;
    let (file, bytes) = call
        .run(move |_| user.attachment(ticket, line, place))
        .await?;
    Ok(download::attachment(&file, bytes))
}
