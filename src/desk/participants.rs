//! Who is in the conversation of a ticket: strangers are taken in, people added and taken out.
//!
//! Nobody in here is written to unless an expert says so.

use crate::{
    domain::{
        access::Access,
        activity::{Actor, Event},
        address::{Correspondent, EmailAddress},
        id::TicketId,
        right::Right,
        ticket::{Participant, Ticket},
        time::Timestamp,
        undo::{Inverse, TakesPart, Undone},
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    access::UserDesk,
    mailbox::receiving,
    problem::{Fault, Problem},
    ticket_edit::{Edited, log},
    undo::offer,
    warrant::Warrant,
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
    ) -> Result<Edited, Problem> {
        let key = address.key();
        self.of_conversation(id, address, now, move |_, ticket| {
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
    ) -> Result<Edited, Problem> {
        let added = address.clone();
        self.of_conversation(id, address, now, move |tx, ticket| {
            check_foreign(tx, "add", &added)?;
            if ticket.participants.len() >= MOST {
                return Err(Problem::field("add", Fault::TooMany(MOST)));
            }
            joining(tx, ticket, &added)
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
    ) -> Result<Edited, Problem> {
        let key = address.key();
        self.of_conversation(id, address, now, move |tx, ticket| {
            if is_customer(tx, ticket, &key)? || taking_part(ticket, &key).is_none() {
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
        address: &EmailAddress,
        now: Timestamp,
        events: impl Fn(&mut WriteTx<'_>, &Ticket) -> Result<Vec<Event>, Problem> + Send + 'static,
    ) -> Result<Edited, Problem> {
        self.need(Right::TicketReply)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        let (key, shown) = (address.key(), address.to_string());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let events = events(tx, &ticket)?;
            if events.is_empty() {
                return Ok(Edited { ticket, undo: None });
            }
            let before = taking_part(&ticket, &key).cloned();
            log(tx, &mut ticket, actor, events, now)?;
            let change = TakesPart {
                ticket: ticket.id,
                address: key.clone(),
                before,
                after: taking_part(&ticket, &key).cloned(),
            };
            let change = Box::new(change);
            let undo = offer(tx, me.warrant(), &shown, Inverse::TakesPart { change }, now)?;
            Ok(Edited { ticket, undo })
        })
    }
}

fn taking_part<'a>(ticket: &'a Ticket, key: &str) -> Option<&'a Participant> {
    let mut participants = ticket.participants.iter();
    participants.find(|one| one.who.address.key() == key)
}

fn is_customer(view: &impl View, ticket: &Ticket, key: &str) -> Result<bool, StoreError> {
    let customer = store::customer::get(view, ticket.customer)?;
    Ok(customer.is_some_and(|customer| customer.has(key)))
}

/// Somebody takes part as before, as a new line of the log. What came of it names nobody where
/// somebody changed that since.
pub(super) fn back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    change: &TakesPart,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let ticket = store::ticket::get(tx, change.ticket)?;
    let ticket = ticket.filter(|it| access.sight.sees(it.assignee, it.mailbox));
    let mut ticket = ticket.ok_or(Problem::NotFound)?;
    let works = ticket.deleted.is_none() && ticket.merged_into.is_none();
    let is_as_left = taking_part(&ticket, &change.address) == change.after.as_ref();
    // Whose ticket it is by now takes part in any case.
    let left = !works || !is_as_left || is_customer(tx, &ticket, &change.address)?;
    let event = as_before(change).filter(|_| !left);
    let (Some(event), Some(who)) = (event, change.before.as_ref().or(change.after.as_ref())) else {
        return Ok(Undone {
            left: 1,
            ..Undone::default()
        });
    };
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    log(tx, &mut ticket, actor, vec![event], now)?;
    Ok(Undone {
        subject: who.who.address.to_string(),
        ..Undone::default()
    })
}

/// What makes somebody take part as before.
fn as_before(change: &TakesPart) -> Option<Event> {
    let address = change.address.clone();
    match (&change.before, &change.after) {
        (None, Some(_)) => Some(Event::ParticipantRemoved { address }),
        (Some(before), None) => Some(Event::ParticipantAdded {
            participant: before.clone(),
        }),
        (Some(before), Some(_)) if !before.confirmed => {
            Some(Event::ParticipantUnconfirmed { address })
        }
        _ => None,
    }
}

/// What takes an address into a conversation; nothing for who is in it.
pub(super) fn joining(
    view: &impl View,
    ticket: &Ticket,
    address: &EmailAddress,
) -> Result<Vec<Event>, Problem> {
    let key = address.key();
    Ok(match taking_part(ticket, &key) {
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
