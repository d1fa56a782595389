//! Who is in the conversation of a ticket: strangers are taken in, people added and taken out.
//!
//! Nobody in here is written to unless an expert says so.

use crate::{
    domain::{
        activity::{Actor, Event},
        address::{Correspondent, EmailAddress},
        id::TicketId,
        right::Right,
        ticket::{Participant, Ticket},
        time::Timestamp,
    },
    store::{self, View, WriteTx},
};

use super::{
    access::UserDesk,
    mailbox::receiving,
    problem::{Fault, Problem},
    ticket_edit::log,
};

/// Most people of one conversation.
const MOST: usize = 100;

impl UserDesk {
    /// Takes a stranger who joined into the conversation.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if the ticket has no such unconfirmed participant.
    pub fn participant_confirm(
        &self,
        id: TicketId,
        address: &EmailAddress,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        let key = address.key();
        self.of_conversation(id, now, move |_, ticket| {
            let unconfirmed = |p: &Participant| !p.confirmed && p.who.address.key() == key;
            if !ticket.participants.iter().any(unconfirmed) {
                return Err(Problem::NotFound);
            }
            Ok(vec![Event::ParticipantConfirmed {
                address: key.clone(),
            }])
        })
    }

    /// Takes somebody into the conversation: in copy from now on. Twice changes nothing.
    ///
    /// # Errors
    /// [`Problem::Field`] `add` for an address of the desk itself and for too many.
    pub fn participant_add(
        &self,
        id: TicketId,
        address: &EmailAddress,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        let address = address.clone();
        self.of_conversation(id, now, move |tx, ticket| {
            check_foreign(tx, "add", &address)?;
            if ticket.participants.len() >= MOST {
                return Err(Problem::field("add", Fault::TooMany(MOST)));
            }
            joining(tx, ticket, &address)
        })
    }

    /// Takes somebody out of the conversation: out of copy from now on, a stranger when they write.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for who is not in it, and for the customer, without whom there is none.
    pub fn participant_remove(
        &self,
        id: TicketId,
        address: &EmailAddress,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        let key = address.key();
        self.of_conversation(id, now, move |tx, ticket| {
            let is_it = |p: &Participant| p.who.address.key() == key;
            let customer = store::customer::get(tx, ticket.customer)?;
            let is_customer = customer.is_some_and(|customer| customer.has(&key));
            if is_customer || !ticket.participants.iter().any(is_it) {
                return Err(Problem::NotFound);
            }
            Ok(vec![Event::ParticipantRemoved {
                address: key.clone(),
            }])
        })
    }

    fn of_conversation(
        &self,
        id: TicketId,
        now: Timestamp,
        events: impl Fn(&mut WriteTx<'_>, &Ticket) -> Result<Vec<Event>, Problem> + Send + 'static,
    ) -> Result<Ticket, Problem> {
        self.need(Right::TicketReply)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let events = events(tx, &ticket)?;
            if !events.is_empty() {
                log(tx, &mut ticket, actor, events, now)?;
            }
            Ok(ticket)
        })
    }
}

/// What takes an address into a conversation; nothing for who is in it.
pub(super) fn joining(
    view: &impl View,
    ticket: &Ticket,
    address: &EmailAddress,
) -> Result<Vec<Event>, Problem> {
    let key = address.key();
    let known = ticket
        .participants
        .iter()
        .find(|p| p.who.address.key() == key);
    Ok(match known {
        Some(known) if known.confirmed => Vec::new(),
        Some(_) => vec![Event::ParticipantConfirmed { address: key }],
        None => {
            let name = store::customer::by_address(view, address)?.map(|known| known.name);
            let who = Correspondent {
                name: name.unwrap_or_default(),
                address: address.clone(),
            };
            let participant = Participant {
                who,
                confirmed: true,
            };
            vec![Event::ParticipantAdded { participant }]
        }
    })
}

/// Refuses an address of the desk itself: a mail to it would come back.
pub(super) fn check_foreign(
    view: &impl View,
    field: &'static str,
    address: &EmailAddress,
) -> Result<(), Problem> {
    let own = receiving(view)?
        .iter()
        .any(|m| m.matches(address.local(), address.domain()).is_some());
    if own {
        return Err(Problem::field(field, Fault::OwnMailbox));
    }
    Ok(())
}
