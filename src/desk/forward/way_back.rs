//! Where answers to what was forwarded go, and how the same form that is sent twice is known.

use sha2::{Digest, Sha256};

use crate::{
    desk::{
        mint,
        problem::{Fault, Problem},
    },
    domain::{
        activity::Event,
        address::EmailAddress,
        id::{ActivityId, TicketId, UserId},
        message::MsgId,
        ticket::Ticket,
        token::{AddressToken, base32},
    },
    store::{self, StoreError, View},
};

use super::Forward;

/// Makes the reply token of a forward. None for one that goes to the customer alone: they write as
/// the customer, by the ticket's own.
pub(super) fn token(
    view: &impl View,
    ticket: &Ticket,
    recipients: &[EmailAddress],
) -> Result<Option<AddressToken>, StoreError> {
    let customer = store::customer::get(view, ticket.customer)?;
    let known = |who: &EmailAddress| customer.as_ref().is_some_and(|it| it.has(&who.key()));
    Ok((!recipients.iter().all(known)).then(mint::address_token))
}

/// The Message-ID of a forward. The same form with the same in it always gives the same one, so that
/// a second click finds what the first one sent.
///
/// # Errors
/// [`Problem::Field`] `text` if mail has no domain to come from.
pub(super) fn msg_id(
    view: &impl View,
    author: UserId,
    ticket: &Ticket,
    forward: &Forward,
    domain: &str,
) -> Result<MsgId, Problem> {
    let id = match &forward.form {
        None => mint::msg_id(domain),
        Some(form) => {
            let mut files = Vec::new();
            for id in &forward.attachments {
                // Each click brings its files anew: what counts is what is in them.
                let file = store::upload::get(view, *id)?;
                files.push(file.map(|file| (file.name, file.blob)));
            }
            // Quoted as Debug does it, no part runs into the next one.
            let what = format!(
                "{:?}",
                (
                    (form, author, ticket.id, forward.line),
                    (&forward.to, &forward.cc, &forward.subject, &forward.text),
                    (&forward.files, files),
                )
            );
            let hash = Sha256::digest(what.as_bytes());
            MsgId::parse(&format!("{}@{domain}", base32(&hash[..16])))
        }
    };
    id.ok_or(Problem::field("text", Fault::NoMailbox))
}

/// The line of a forward that has gone already.
pub(super) fn line(
    view: &impl View,
    ticket: TicketId,
    msg_id: &MsgId,
) -> Result<Option<ActivityId>, StoreError> {
    let Some(sent) = store::message::by_msg_id(view, msg_id)? else {
        return Ok(None);
    };
    let log = store::activity::log(view, ticket, ActivityId(0), usize::MAX)?;
    let says =
        |event: &Event| matches!(event, Event::Forwarded { message, .. } if *message == sent.id);
    let mut lines = log.iter().rev();
    let found = lines.find(|line| says(&line.event));
    Ok(found.map(|line| line.id))
}
