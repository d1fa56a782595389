//! The bin: tickets that were deleted stand in it for thirty days, out of every list and count, and
//! can be taken out again. Then they are gone with all that only they held.

use crate::{
    domain::{
        id::{TicketId, UndoId},
        right::Right,
        ticket::Ticket,
        time::Timestamp,
    },
    store::{self, StoreError},
};

use super::{
    Desk,
    access::UserDesk,
    problem::{Fault, Problem},
    ticket_bulk::Deed,
};

/// Tickets that one transaction takes out for good.
const STEP: usize = 10;
/// Tickets of the customer that are looked at for another mail with the same Message-ID: such a pair
/// came at nearly the same time.
const NEAR: usize = 50;

impl UserDesk {
    /// Puts a ticket into the bin.
    ///
    /// # Errors
    /// [`Problem::Field`] if it is in it already.
    pub fn ticket_delete(&self, id: TicketId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.need(Right::TicketDelete)?;
        self.ticket_itself(&self.desk().store.read()?, id)?;
        Ok(self.ticket_bulk(&[id], &Deed::Delete, now)?.undo)
    }

    /// Takes a ticket out of the bin. One that is in no bin stays as it is.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see, or no more.
    pub fn ticket_restore(&self, id: TicketId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.need(Right::TicketDelete)?;
        self.ticket_as_it_is(&self.desk().store.read()?, id)?;
        Ok(self.ticket_bulk(&[id], &Deed::Restore, now)?.undo)
    }
}

/// Refuses what is in the bin.
pub(super) fn kept(ticket: &Ticket) -> Result<(), Problem> {
    match ticket.deleted {
        Some(_) => Err(Problem::field("ticket", Fault::InBin)),
        None => Ok(()),
    }
}

impl Desk {
    /// Takes out for good what has been in the bin for thirty days.
    pub(super) fn empty_bin(&self, now: Timestamp) -> Result<(), StoreError> {
        let over = move |ticket: &Ticket| ticket.in_bin_until().is_some_and(|until| until <= now);
        let view = self.store.read()?;
        let mut due = Vec::new();
        for id in self.store.columns(|columns| columns.bin().ids()) {
            due.extend(store::ticket::get(&view, id)?.filter(over));
        }
        drop(view);
        for some in due.chunks(STEP) {
            let some: Vec<_> = some
                .iter()
                .map(|ticket| (ticket.id, self.near(ticket)))
                .collect();
            self.store.write(move |tx| {
                for (id, others) in &some {
                    // Restored since.
                    let Some(ticket) = store::ticket::get(tx, *id)?.filter(over) else {
                        continue;
                    };
                    store::purge::purge(tx, &ticket, others)?;
                }
                Ok::<_, StoreError>(())
            })?;
        }
        Ok(())
    }

    fn near(&self, ticket: &Ticket) -> Vec<TicketId> {
        let mut others = self.store.columns(|columns| {
            let mut of_customer = columns.of_customer(ticket.customer);
            of_customer.extend(columns.bin().of_customer(ticket.customer));
            of_customer
        });
        others.sort_unstable_by_key(|other| other.0.abs_diff(ticket.id.0));
        others.truncate(NEAR);
        others
    }
}
