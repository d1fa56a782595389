//! Making a message of a ticket a ticket of its own, and putting it back.
//!
//! The message itself moves, with its bytes, its deliveries and its Message-ID: it is never in two
//! tickets. The log that it leaves keeps its line, which counts for nothing, and one that says where
//! it went.

use crate::{
    domain::{
        access::Access,
        activity::{self, Activity, Actor, Cause, Created, Event, Source},
        address::Correspondent,
        assignee::Assignee,
        customer::Customer,
        delivery::Parcel,
        id::{ActivityId, CustomerId, TicketId, UndoId},
        message::{Direction, Message, Sender},
        placement::bare_subject,
        rebuild::rebuild,
        right::Right,
        rule::When,
        ticket::{Participant, Ticket, cut_description, name_of_mail},
        time::Timestamp,
        undo::{Inverse, Split, Undone},
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    access::UserDesk,
    book::Book,
    mailbox, mint,
    problem::{Fault, Problem},
    reading, receive,
    rules::run::{self, Asked},
    ticket_edit::log,
    undo::offer,
    warrant::Warrant,
};

/// Lines of a log among which the one stands that says where a split ticket came from.
const BEGINNING: usize = 3;

impl UserDesk {
    /// Makes a message a ticket of its own; gives that one, and what takes it back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if that line is no message of this ticket's own; [`Problem::Field`]
    /// `activity` for its first one, `ticket` if it is in the bin or merged into another one.
    pub fn ticket_split(
        &self,
        id: TicketId,
        line: ActivityId,
        now: Timestamp,
    ) -> Result<(Ticket, Option<UndoId>), Problem> {
        self.need(Right::TicketEdit)?;
        let (me, book) = (self.clone(), self.book()?);
        self.desk().store.write(move |tx| {
            let old = me.ticket_itself(tx, id)?;
            let (from, mut message) = message_at(tx, id, line)?;
            let sender = std::mem::replace(&mut message.sender, Sender::Known);
            let actor = Actor::User(me.user().id);
            let mut new = begin(tx, &book, &old, &message, actor, now)?;
            move_to(tx, &mut message, new.id)?;
            let event = as_its_own(from.event, &message);
            let moved = store::activity::append(tx, new.id, from.at, from.actor, event)?;
            activity::apply(&mut new, &moved);
            log(
                tx,
                &mut new,
                actor,
                vec![Event::SplitFrom { from: id }],
                now,
            )?;
            let into = new.id;
            say(tx, id, actor, Event::SplitOff { line, into }, now)?;
            me.placed(tx, &book, &mut new, now)?;
            reading::wrote(tx, me.user().id, ActivityId(0), &new)?;
            let split = Split {
                ticket: id,
                line,
                sender,
                into,
                rev: new.rev,
            };
            let inverse = Inverse::MessageBack { split };
            let undo = offer(tx, me.warrant(), &format!("#{into}"), inverse, now)?;
            Ok((new, undo))
        })
    }

    /// Asks the rules about the new ticket. Nobody makes what they cannot see: it is theirs then.
    fn placed(
        &self,
        tx: &mut WriteTx<'_>,
        book: &Book,
        ticket: &mut Ticket,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let asked = Asked {
            book,
            when: When::TicketMade,
            mail: None,
            cause: ticket.rev,
            updated: ticket.updated,
            spent: Vec::new(),
            now,
        };
        if run::run(tx, ticket, &asked)? > 0 {
            store::ticket::put(tx, ticket)?;
        }
        if ticket.assignee.is_none() && !self.sees(ticket) {
            let event = Event::Assignee {
                old: None,
                new: Some(Assignee::User(self.user().id)),
                cause: Cause::Made,
            };
            log(tx, ticket, Actor::System, vec![event], now)?;
        }
        Ok(())
    }
}

/// A line of a ticket's own log with its message, if it is there and not the first.
fn message_at(
    tx: &WriteTx<'_>,
    id: TicketId,
    line: ActivityId,
) -> Result<(Activity, Message), Problem> {
    let mut first = None;
    for activity in store::activity::log(tx, id, ActivityId(0), usize::MAX)? {
        // What was forwarded began no conversation with the customer of a ticket.
        let forwarded = matches!(activity.event, Event::Forwarded { .. });
        let Some(message) = activity.event.message().filter(|_| !forwarded) else {
            continue;
        };
        let message = store::message::get(tx, message)?;
        let Some(message) = message.filter(|message| message.ticket == id) else {
            continue;
        };
        let first = *first.get_or_insert(activity.id);
        if activity.id != line {
            continue;
        }
        return match first == line {
            true => Err(Problem::field("activity", Fault::FirstMail)),
            false => Ok((activity, message)),
        };
    }
    Err(Problem::NotFound)
}

/// Begins the new ticket as the message would have made it.
fn begin(
    tx: &mut WriteTx<'_>,
    book: &Book,
    old: &Ticket,
    message: &Message,
    actor: Actor,
    now: Timestamp,
) -> Result<Ticket, StoreError> {
    let (customer, people) = match message.direction {
        Direction::In => {
            let sender = sender(tx, message, old.customer, now)?;
            (sender, message.from.iter().collect::<Vec<_>>())
        }
        Direction::Out => (
            old.customer,
            message.to.iter().chain(&message.cc).collect::<Vec<_>>(),
        ),
    };
    let outside = |who: &&Correspondent| !mailbox::is_own(book, &who.address);
    let participants = people.into_iter().filter(outside);
    let created = Created {
        source: Source::Mail,
        name: name_of_mail(
            &bare_subject(&message.subject),
            &message.text,
            book.language(),
        ),
        description: cut_description(&message.text),
        priority: run::defaults(book).priority,
        assignee: None,
        tags: Vec::new(),
        customer,
        mailbox: old.mailbox,
        token: mint::address_token(),
        participants: participants
            .map(|who| Participant {
                who: who.clone(),
                confirmed: true,
            })
            .collect(),
        automatic: message.automatic.is_some(),
    };
    let id = store::ticket::next_id(tx)?;
    let event = Event::Created(Box::new(created.clone()));
    let line = store::activity::append(tx, id, now, actor, event)?;
    Ok(activity::start(id, line.id, now, &created))
}

/// The line of a message where its sender is the customer, who waits for an answer.
fn as_its_own(event: Event, message: &Message) -> Event {
    match event {
        Event::MessageIn { message: id, .. } => Event::MessageIn {
            message: id,
            automatic: message.automatic.is_some(),
        },
        event => event,
    }
}

/// Who wrote a mail from outside; the customer of its ticket where From held no address.
fn sender(
    tx: &mut WriteTx<'_>,
    message: &Message,
    otherwise: CustomerId,
    now: Timestamp,
) -> Result<CustomerId, StoreError> {
    let Some(from) = &message.from else {
        return Ok(otherwise);
    };
    let customer: Customer = receive::find_or_make(tx, Some(from), now)?;
    Ok(customer.id)
}

/// Moves a message with what is on its way.
fn move_to(tx: &mut WriteTx<'_>, message: &mut Message, to: TicketId) -> Result<(), StoreError> {
    message.ticket = to;
    store::message::put(tx, message)?;
    for mut delivery in store::delivery::of_message(tx, message.id)? {
        delivery.parcel = Parcel::Message {
            message: message.id,
            ticket: to,
        };
        store::delivery::put(tx, &delivery)?;
    }
    Ok(())
}

/// Writes a line that makes an earlier one count for nothing, or count again.
fn say(
    tx: &mut WriteTx<'_>,
    id: TicketId,
    actor: Actor,
    event: Event,
    now: Timestamp,
) -> Result<(), StoreError> {
    store::activity::append(tx, id, now, actor, event)?;
    let whole = store::activity::log(tx, id, ActivityId(0), usize::MAX)?;
    let ticket = rebuild(&whole).ok_or(StoreError::Corrupt { table: "activity" })?;
    store::ticket::put(tx, &ticket)
}

/// True if a ticket began with a message of another one.
pub(super) fn came_from(
    view: &impl View,
    ticket: TicketId,
    from: TicketId,
) -> Result<bool, StoreError> {
    let log = store::activity::log(view, ticket, ActivityId(0), BEGINNING)?;
    let says = |line: &Activity| line.event == Event::SplitFrom { from };
    Ok(log.iter().any(says))
}

/// Puts a message back, and takes the ticket out that it had become, if nothing came there since.
pub(super) fn back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    split: &Split,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let mut undone = Undone {
        subject: format!("#{}", split.into),
        left: 1,
        ..Undone::default()
    };
    let old = store::ticket::get(tx, split.ticket)?;
    let new = store::ticket::get(tx, split.into)?;
    let (Some(old), Some(new)) = (old, new) else {
        return Ok(undone);
    };
    let sees = |it: &Ticket| access.sight.sees(it.assignee, it.mailbox);
    let stands = old.deleted.is_none() && old.merged_into.is_none();
    let line = store::activity::get(tx, old.id, split.line)?;
    let message = line.and_then(|line| line.event.message());
    let message = message.map_or(Ok(None), |id| store::message::get(tx, id))?;
    let Some(mut message) = message.filter(|it| it.ticket == new.id) else {
        return Ok(undone);
    };
    if new.rev != split.rev || !stands || !sees(&old) || !sees(&new) {
        return Ok(undone);
    }
    message.sender = split.sender;
    move_to(tx, &mut message, old.id)?;
    store::purge::purge(tx, &new, &[old.id])?;
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    let (line, from) = (split.line, new.id);
    say(tx, old.id, actor, Event::SplitBack { line, from }, now)?;
    undone.restored = 1;
    undone.left = 0;
    Ok(undone)
}
