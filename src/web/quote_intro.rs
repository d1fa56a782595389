//! The line above the quoted message in an answer, in the language of the customers.

use crate::{
    desk::{access::UserDesk, problem::Problem, ticket_view::LogPart},
    domain::{activity::Event, address::Correspondent, answer, id::TicketId, message::Direction},
};

use super::{
    Web,
    locale::{Arg, date::Reader},
};

/// Writes it for the newest message that an answer would quote; None when there is none.
///
/// # Errors
/// [`Problem`] if the ticket cannot be read.
pub fn for_ticket(web: &Web, user: &UserDesk, ticket: TicketId) -> Result<Option<String>, Problem> {
    let view = user.ticket_view_part(ticket, LogPart::default())?;
    let quoted = view.log.iter().rev().find_map(|line| {
        let message = line.message.as_ref()?;
        let counts = matches!(line.activity.event, Event::MessageIn { .. })
            && message.direction == Direction::In
            && answer::follows(message, &view.ticket);
        counts.then_some(message)
    });
    let Some(message) = quoted else {
        return Ok(None);
    };
    let (language, settings) = (view.book.language(), view.book.settings.as_ref());
    let zone = settings.map_or("UTC", |settings| settings.time_zone.as_str());
    let reader = Reader {
        locales: &web.locales,
        language,
        zone,
        now: message.at,
    };
    let who = message.from.as_ref().map_or("", Correspondent::label);
    // Without its line the quote would be taken for new text: then nothing is quoted.
    let said = reader.datetime(message.at).and_then(|at| {
        let args = [("at", Arg::Text(at.into())), ("who", Arg::Text(who.into()))];
        web.locales.text(language, "mail-quote-intro", &args)
    });
    Ok(said
        .inspect_err(|error| tracing::error!(error = %error, "no line above the quote"))
        .ok())
}
