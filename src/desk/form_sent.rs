//! The form of a new ticket that comes twice: a double click, a repeat after an answer that was lost.

use std::time::Duration;

use crate::{
    domain::{id::UserId, ticket::Ticket, time::Timestamp},
    store::{self, StoreError, View, WriteTx},
};

use super::{Desk, mint, ticket_create::NewTicket};

/// For so long a form is known: a page that was left open over night is sent again.
const KNOWN: Duration = Duration::from_secs(24 * 60 * 60);

/// By what a form is known: the same person's, with the same in it. What was changed in it since, after
/// a step back, is another ticket. None for what came by no form.
pub(super) fn hash(author: UserId, new: &NewTicket) -> Option<[u8; 32]> {
    new.form.as_ref()?;
    // Quoted as Debug does it, no part runs into the next one.
    Some(mint::hash(&format!("{:?}", (author, new))))
}

/// The ticket that a form made, as it is now. None if it made none, or that is gone for good.
pub(super) fn made(
    view: &impl View,
    hash: Option<&[u8; 32]>,
) -> Result<Option<Ticket>, StoreError> {
    let sent = hash.map(|hash| store::form_sent::get(view, hash));
    match sent.transpose()?.flatten() {
        Some(id) => store::ticket::get(view, id),
        None => Ok(None),
    }
}

/// Notes what a form made.
pub(super) fn note(
    tx: &mut WriteTx<'_>,
    hash: Option<&[u8; 32]>,
    ticket: &Ticket,
    now: Timestamp,
) -> Result<(), StoreError> {
    match hash {
        Some(hash) => store::form_sent::put(tx, hash, ticket.id, now),
        None => Ok(()),
    }
}

impl Desk {
    /// Forgets forms that nobody sends again.
    pub(super) fn sweep_forms(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store
            .write(move |tx| store::form_sent::sweep(tx, now.minus(KNOWN)))
    }
}
