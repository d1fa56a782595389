//! Takes a ticket out for good, with all that only it holds. Its number is never given again.
//!
//! Receipts stay: they prove that a mail arrived, and name a number behind which nothing is any more.

use crate::domain::{
    id::{ActivityId, MessageId, TicketId},
    message::Message,
    rule::timer::Timer,
    ticket::Ticket,
};

use super::{
    StoreError, View, WriteTx, activity, alphabet::Titles, blobs, delivery, forward,
    heads::HeadMove, mention, message, record, timer, user,
};

/// Counter: how many tickets were taken out.
const PURGED: &str = "ticket.purged";

/// How many tickets were taken out since the desk began.
///
/// # Errors
/// [`StoreError`] if the counter cannot be read.
pub fn purged(view: &impl View) -> Result<u64, StoreError> {
    Ok(record::number(view.counter()?, PURGED)?.unwrap_or(0))
}

/// Takes a ticket out: log, messages and their bytes, deliveries, decisions, timer, token, row. The
/// search follows the change that is written.
///
/// A Message-ID that another message bears too leads there from now on, if that message is in one of
/// `others`: the tickets of the same customer.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn purge(tx: &mut WriteTx<'_>, ticket: &Ticket, others: &[TicketId]) -> Result<(), StoreError> {
    // What was merged into it was a part of it.
    for merged in &ticket.merged {
        if let Some(merged) = super::ticket::get(tx, *merged)? {
            purge(tx, &merged, others)?;
        }
    }
    let log = activity::log(tx, ticket.id, ActivityId(0), usize::MAX)?;
    for line in &log {
        if let Some(id) = line.event.message()
            && let Some(message) = message::get(tx, id)?.filter(|it| it.ticket == ticket.id)
        {
            purge_message(tx, &message, others)?;
        }
        tx.activity_mut()?.remove((ticket.id.0, line.id.0))?;
    }
    let range = (ticket.id.0, 0)..=(ticket.id.0, u64::MAX);
    tx.decision_mut()?.retain_in(range.clone(), |_, _| false)?;
    tx.note_mut()?.retain_in(range, |_, _| false)?;
    for user in user::all(tx)? {
        tx.reading_mut()?.remove((user.id.0, ticket.id.0))?;
        mention::clear(tx, user.id, ticket.id)?;
    }
    timer::put(tx, &Timer::new(ticket.id))?;
    tx.ticket_by_token_mut()?.remove(ticket.token.as_str())?;
    tx.ticket_mut()?.remove(ticket.id.0)?;
    let mut pages = std::mem::take(&mut tx.effects.pages);
    let removed = pages.remove(tx, ticket.id);
    tx.effects.pages = pages;
    removed?;
    let bare = Ticket {
        tags: Vec::new(),
        ..ticket.clone()
    };
    tx.effects.heads.extend(HeadMove::of(Some(ticket), &bare));
    tx.effects.gone.push(ticket.id);
    tx.effects.titles.push(Titles::gone(ticket.id));
    tx.next(PURGED)?;
    tx.change(crate::domain::change::Change::Ticket(ticket.id))?;
    Ok(())
}

fn purge_message(
    tx: &mut WriteTx<'_>,
    message: &Message,
    others: &[TicketId],
) -> Result<(), StoreError> {
    for delivery in delivery::of_message(tx, message.id)? {
        delivery::remove(tx, &delivery)?;
    }
    forward::remove(tx, message)?;
    tx.message_mut()?.remove(message.id.0)?;
    blobs::unlink(tx, message.raw)?;
    let Some(msg_id) = &message.msg_id else {
        return Ok(());
    };
    let first = record::number(tx.message_by_msg_id()?, msg_id.as_str())?;
    if first != Some(message.id.0) {
        return Ok(());
    }
    match next_bearer(tx, message, others)? {
        Some(next) => tx
            .message_by_msg_id_mut()?
            .insert(msg_id.as_str(), next.0)
            .map(drop)?,
        None => tx
            .message_by_msg_id_mut()?
            .remove(msg_id.as_str())
            .map(drop)?,
    }
    Ok(())
}

/// The first other message with the same Message-ID.
fn next_bearer(
    tx: &WriteTx<'_>,
    message: &Message,
    others: &[TicketId],
) -> Result<Option<MessageId>, StoreError> {
    let mut found = None;
    for other in others.iter().filter(|other| **other != message.ticket) {
        for line in activity::log(tx, *other, ActivityId(0), usize::MAX)? {
            let Some(id) = line.event.message().filter(|id| id.0 > message.id.0) else {
                continue;
            };
            let same = message::get(tx, id)?.is_some_and(|it| it.msg_id == message.msg_id);
            if same && found.is_none_or(|found: MessageId| id.0 < found.0) {
                found = Some(id);
            }
        }
    }
    Ok(found)
}
