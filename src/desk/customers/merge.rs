//! Two customers who are one person: merged with all that is theirs, and made two again.
//!
//! Only for who sees all tickets: it moves every ticket of the first.

use crate::{
    domain::{
        access::{Access, Sight},
        activity::{Actor, CustomerCause, Event},
        address::EmailAddress,
        audit::{Act, note},
        customer::{self, Customer},
        customer_merge::Merge,
        id::{CustomerId, TicketId, UndoId},
        right::Right,
        ticket::Ticket,
        time::Timestamp,
        undo::{Inverse, Undone},
    },
    store::{self, StoreError, WriteTx},
};

use crate::desk::{
    access::UserDesk,
    problem::{Fault, Problem},
    ticket_edit::log,
    undo::offer,
    warrant::Warrant,
};

impl UserDesk {
    /// True if this person may merge customers and make two of them again.
    #[must_use]
    pub fn may_merge(&self) -> bool {
        may_merge(self.access())
    }

    /// Merges a customer into another.
    ///
    /// # Errors
    /// [`Problem::Field`] `into` for the same one and for nobody; [`Problem::NotFound`] for who is
    /// not there, and always for who sees some tickets only.
    pub fn customer_merge(
        &self,
        id: CustomerId,
        into: CustomerId,
        now: Timestamp,
    ) -> Result<Option<UndoId>, Problem> {
        let me = self.clone();
        self.merges(move |tx| {
            let gone = me.seen_customer(tx, id)?;
            let unknown = Problem::field("into", Fault::Unknown);
            let into = store::customer::get(tx, into)?.filter(|into| into.id != id);
            merge(tx, me.warrant(), (gone, into.ok_or(unknown)?), now)
        })
    }

    /// Merges the customer of an address into the one of a ticket.
    ///
    /// # Errors
    /// [`Problem::Field`] `same` if nobody else has that address.
    pub fn ticket_customer_merge(
        &self,
        ticket: TicketId,
        same: &EmailAddress,
        now: Timestamp,
    ) -> Result<(Ticket, Option<UndoId>), Problem> {
        let (me, same) = (self.clone(), same.clone());
        self.merges(move |tx| {
            let ticket = me.ticket(tx, ticket)?;
            let into = store::customer::get(tx, ticket.customer)?.ok_or(Problem::NotFound)?;
            let unknown = Problem::field("same", Fault::Unknown);
            let gone = store::customer::by_address(tx, &same)?.filter(|gone| gone.id != into.id);
            let undo = merge(tx, me.warrant(), (gone.ok_or(unknown)?, into), now)?;
            Ok((ticket, undo))
        })
    }

    /// Makes two of a customer who was merged and the other one. What came since stays with the
    /// other.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for who was not merged, and while the other is merged itself.
    pub fn customer_unmerge(&self, id: CustomerId, now: Timestamp) -> Result<(), Problem> {
        let me = self.clone();
        self.merges(move |tx| unmerge(tx, me.warrant(), id, now).map(drop))
    }

    /// The same from a ticket of the other one.
    ///
    /// # Errors
    /// As [`UserDesk::customer_unmerge`].
    pub fn ticket_customer_unmerge(
        &self,
        ticket: TicketId,
        id: CustomerId,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        let me = self.clone();
        self.merges(move |tx| {
            let ticket = me.ticket(tx, ticket)?;
            let merge = store::customer_merge::get(tx, id)?;
            if merge.is_none_or(|merge| merge.into_id() != ticket.customer) {
                return Err(Problem::NotFound);
            }
            unmerge(tx, me.warrant(), id, now)?;
            me.ticket(tx, ticket.id)
        })
    }

    fn merges<T: Send + 'static>(
        &self,
        act: impl Fn(&mut WriteTx<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.need(Right::TicketEdit)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            if !may_merge(&warrant.admit(tx, Right::TicketEdit)?) {
                return Err(Problem::NotFound);
            }
            act(tx)
        })
    }
}

fn may_merge(access: &Access) -> bool {
    access.may(Right::TicketEdit) && access.sight == Sight::All
}

fn merge(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (gone, into): (Customer, Customer),
    now: Timestamp,
) -> Result<Option<UndoId>, Problem> {
    let tickets = store::customer::tickets(tx, gone.id)?;
    let (old, new) = (gone.id, into.id);
    let label = gone.label().to_owned();
    let merge = Merge::of(gone, into, tickets, now);
    if merge.after.addresses.len() > customer::ADDRESSES {
        let fault = Fault::TooMany(customer::ADDRESSES);
        return Err(Problem::field("into", fault));
    }
    store::customer_merge::put(tx, &merge)?;
    move_tickets(
        tx,
        warrant,
        &merge.tickets,
        (old, new, CustomerCause::Merged),
        now,
    )?;
    let mut changes = Vec::new();
    note(&mut changes, "into", "", &new.to_string());
    warrant.record(tx, Act::CustomerMerged, &old.to_string(), changes, now)?;
    let inverse = Inverse::CustomerUnmerge { customer: old };
    Ok(offer(tx, warrant, &label, inverse, now)?)
}

/// Takes a merge back within its time, after asking for the right once more.
pub(in crate::desk) fn undo(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    id: CustomerId,
    now: Timestamp,
) -> Result<Undone, Problem> {
    if !may_merge(access) {
        return Err(Problem::Forbidden);
    }
    unmerge(tx, warrant, id, now)
}

fn unmerge(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: CustomerId,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let merge = store::customer_merge::get(tx, id)?.ok_or(Problem::NotFound)?;
    let into = store::customer::get(tx, merge.into_id())?.ok_or(Problem::NotFound)?;
    let (mut gone, mut into) = merge.undone(&into);
    for back in [&mut gone, &mut into] {
        if let Some(company) = back.organization
            && store::company::get(tx, company)?.is_none()
        {
            back.organization = None;
        }
    }
    store::customer_merge::undo(tx, &merge, (&gone, &into))?;
    let places = (into.id, gone.id, CustomerCause::Unmerged);
    let moved = move_tickets(tx, warrant, &merge.tickets, places, now)?;
    let mut changes = Vec::new();
    note(&mut changes, "into", &into.id.to_string(), "");
    let act = Act::CustomerUnmerged;
    warrant.record(tx, act, &gone.id.to_string(), changes, now)?;
    Ok(Undone {
        subject: gone.label().to_owned(),
        restored: moved,
        left: (merge.tickets.len() as u64).saturating_sub(moved),
    })
}

/// Gives those of some tickets that are still the first customer's to the second; how many.
fn move_tickets(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    tickets: &[TicketId],
    (old, new, cause): (CustomerId, CustomerId, CustomerCause),
    now: Timestamp,
) -> Result<u64, StoreError> {
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    let mut moved = 0;
    for id in tickets {
        let ticket = store::ticket::get(tx, *id)?;
        let Some(mut ticket) = ticket.filter(|ticket| ticket.customer == old) else {
            continue;
        };
        let event = Event::Customer { old, new, cause };
        log(tx, &mut ticket, actor, vec![event], now)?;
        moved += 1;
    }
    Ok(moved)
}
