//! A ticket of somebody else that holds something of who is erased: what they wrote goes, and their
//! address wherever it stands. The log keeps as many lines as it had, and one that says so.

use std::collections::HashSet;

use crate::{
    domain::{
        activity::{Activity, Actor, Created, Event},
        erasure::{Part, Repeats, Whom, abridged, emptied},
        id::{ActivityId, DeliveryId, TicketId},
        message::Message,
        rebuild::rebuild,
    },
    store::{self, StoreError, WriteTx, blobs},
};

use super::Waits;

/// Takes out of a ticket what is theirs.
pub(super) fn leave(
    tx: &mut WriteTx<'_>,
    id: TicketId,
    whom: &Whom,
    deliveries: &HashSet<DeliveryId>,
) -> Result<Waits, StoreError> {
    let log = store::activity::log(tx, id, ActivityId(0), usize::MAX)?;
    let Some(first) = log.first() else {
        return Ok(Waits::No);
    };
    let messages = messages(tx, id, &log)?;
    let mut changed = cancel(tx, &messages, whom)?;
    let repeats = repeats(&messages, whom);
    // The bytes of a mail are those that go out: it is not cut before it has arrived.
    for message in &messages {
        let holds = whom.holds(message, &repeats);
        if holds && is_on_its_way(tx, message)? {
            return Ok(Waits::Yes);
        }
    }
    let began = began(first, whom);
    for message in &messages {
        changed |= empty(tx, message, whom, &repeats)?;
    }
    for line in &log {
        if let Some(event) = whom.line(line, began.as_ref(), deliveries) {
            let line = Activity {
                event,
                ..line.clone()
            };
            store::erasure::replace(tx, &line)?;
            changed = true;
        }
    }
    if !changed {
        return Ok(Waits::No);
    }
    if began.is_some() || log.iter().any(|line| was_theirs(line, whom)) {
        store::erasure::forget_decided(tx, id)?;
    }
    // Whoever has the page open, and the search, read the log again.
    store::activity::append(tx, id, whom.at(), Actor::System, Event::Erased)?;
    let log = store::activity::log(tx, id, ActivityId(0), usize::MAX)?;
    let ticket = rebuild(&log).ok_or(StoreError::Corrupt { table: "activity" })?;
    store::ticket::put(tx, &ticket)?;
    Ok(Waits::No)
}

fn began(line: &Activity, whom: &Whom) -> Option<Created> {
    match &line.event {
        Event::Created(created) if whom.is_customer(created.customer) => {
            Some(Created::clone(created))
        }
        _ => None,
    }
}

fn was_theirs(line: &Activity, whom: &Whom) -> bool {
    match line.event {
        Event::Customer { old, new, .. } => whom.is_customer(old) || whom.is_customer(new),
        _ => false,
    }
}

/// The messages of a ticket's own log, oldest first.
fn messages(tx: &WriteTx<'_>, id: TicketId, log: &[Activity]) -> Result<Vec<Message>, StoreError> {
    let mut found = Vec::new();
    for message in log.iter().filter_map(|line| line.event.message()) {
        let message = store::message::get(tx, message)?;
        found.extend(message.filter(|message| message.ticket == id));
    }
    Ok(found)
}

/// What is still to be sent to them is not sent; true if there was any.
fn cancel(tx: &mut WriteTx<'_>, messages: &[Message], whom: &Whom) -> Result<bool, StoreError> {
    let mut any = false;
    for message in messages {
        for delivery in store::delivery::of_message(tx, message.id)? {
            if whom.is_address(&delivery.recipient) && whom.is_before(delivery.queued) {
                store::delivery::remove(tx, &delivery)?;
                any = true;
            }
        }
    }
    Ok(any)
}

fn repeats(messages: &[Message], whom: &Whom) -> Repeats {
    let mut repeats = Repeats::default();
    let theirs = messages
        .iter()
        .filter(|message| whom.part(message) == Part::Wrote);
    theirs.for_each(|message| repeats.note(message));
    repeats
}

fn is_on_its_way(tx: &WriteTx<'_>, message: &Message) -> Result<bool, StoreError> {
    let deliveries = store::delivery::of_message(tx, message.id)?;
    Ok(deliveries.iter().any(|delivery| delivery.due().is_some()))
}

/// Puts in the place of a message what is left of it; false if it stays as it is.
fn empty(
    tx: &mut WriteTx<'_>,
    message: &Message,
    whom: &Whom,
    repeats: &Repeats,
) -> Result<bool, StoreError> {
    let (left, bytes) = if whom.part(message) == Part::Wrote {
        let nothing = blobs::prepare(&[])?;
        (emptied(message, nothing.id), nothing)
    } else if whom.holds(message, repeats) {
        let raw = blobs::get(tx, message.raw)?.unwrap_or_default();
        let (mut left, bytes) = abridged(message, whom, repeats, &raw);
        let bytes = blobs::prepare(&bytes)?;
        left.raw = bytes.id;
        (left, bytes)
    } else {
        return Ok(false);
    };
    store::erasure::put_left(tx, message, &left, &bytes)?;
    Ok(true)
}
