//! Writes a placed mail: message, customer, ticket and their activities.

use crate::{
    domain::{
        activity::{self, Actor, Cause, Created, Event, Source, Wake},
        address::{Correspondent, EmailAddress},
        customer::{self, Customer},
        id::{ActivityId, CustomerId, MailboxId, MessageId, TicketId},
        message::{Direction, Message, Sender, Verdicts},
        placement::{Placement, after_join, is_word},
        rule::When,
        settings::Moves,
        ticket::{Participant, Priority, Ticket, cut_description, name_of_mail},
    },
    mail::inbound::InboundMail,
    store::{self, StoreError, WriteTx, blobs},
};

use super::{Arrival, Became, Envelope};
use crate::desk::{
    book::Book,
    mint,
    rules::run::{Asked, run},
};

impl Arrival {
    pub(super) fn keep(
        &self,
        tx: &mut WriteTx<'_>,
        place: Placement,
    ) -> Result<(TicketId, MessageId, Became), StoreError> {
        blobs::link(tx, &self.raw)?;
        let customer = self.customer(tx)?;
        let (mut ticket, sender, became) = match place {
            Placement::Join { ticket, sender } => match store::ticket::get(tx, ticket)? {
                Some(ticket) => (ticket, sender, Became::Line),
                None => {
                    let ticket = self.new_ticket(tx, &customer)?;
                    (ticket, Sender::Known, Became::Ticket)
                }
            },
            Placement::New { linked } => {
                let mut ticket = self.new_ticket(tx, &customer)?;
                if let Some((other, reason)) = linked {
                    self.log(
                        tx,
                        &mut ticket,
                        Actor::System,
                        Event::Linked { other, reason },
                    )?;
                }
                (ticket, Sender::Known, Became::Ticket)
            }
        };
        let actor = Actor::Customer(customer.id);
        if sender == Sender::NewParticipant {
            self.add_stranger(tx, &mut ticket, actor)?;
        }
        let message = self.message(tx, ticket.id, sender)?;
        let updated = ticket.updated;
        let outside = sender == Sender::Outside;
        let automatic = self.mail.automatic.is_some() || outside;
        let event = Event::MessageIn { message, automatic };
        let cause = self.log(tx, &mut ticket, actor, event)?;
        let settings = self.book.settings.as_ref();
        let moves = settings.map_or_else(Moves::default, |settings| settings.moves);
        if let Some(new) = after_join(ticket.status, sender, self.mail.automatic, moves) {
            let event = Event::Status {
                old: ticket.status,
                new,
                cause: match outside {
                    true => Cause::OutsideWrote,
                    false => Cause::CustomerWrote,
                },
            };
            self.log(tx, &mut ticket, Actor::System, event)?;
        }
        if ticket.snoozed.is_some() && is_word(sender, self.mail.automatic) {
            let why = match outside {
                true => Wake::OutsideWrote,
                false => Wake::CustomerWrote,
            };
            self.log(tx, &mut ticket, Actor::System, Event::Woke { why })?;
        }
        let asked = Asked {
            book: &self.book,
            when: match became {
                Became::Ticket => When::MailMakesTicket,
                _ => When::MailJoinsTicket,
            },
            mail: Some((&self.facts, message)),
            cause,
            updated,
            spent: Vec::new(),
            now: self.now,
        };
        run(tx, &mut ticket, &asked)?;
        store::ticket::put(tx, &ticket)?;
        Ok((ticket.id, message, became))
    }

    fn log(
        &self,
        tx: &mut WriteTx<'_>,
        ticket: &mut Ticket,
        actor: Actor,
        event: Event,
    ) -> Result<ActivityId, StoreError> {
        let line = store::activity::append(tx, ticket.id, self.now, actor, event)?;
        activity::apply(ticket, &line);
        Ok(line.id)
    }

    fn new_ticket(&self, tx: &mut WriteTx<'_>, customer: &Customer) -> Result<Ticket, StoreError> {
        let participants = self.mail.from.iter().map(|from| Participant {
            who: from.clone(),
            confirmed: true,
        });
        let created = Created {
            source: Source::Mail,
            name: name_of_mail(&self.mail.subject, &self.mail.text, self.book.language()),
            description: cut_description(&self.mail.text),
            priority: Priority::default(),
            // The default rule gives it to somebody, behind all others.
            assignee: None,
            tags: Vec::new(),
            customer: customer.id,
            mailbox: self.facts.mailboxes.first().copied(),
            token: mint::address_token(),
            participants: participants.collect(),
            automatic: self.mail.automatic.is_some(),
        };
        let id = store::ticket::next_id(tx)?;
        let actor = Actor::Customer(customer.id);
        let event = Event::Created(Box::new(created.clone()));
        let line = store::activity::append(tx, id, self.now, actor, event)?;
        Ok(activity::start(id, line.id, self.now, &created))
    }

    fn add_stranger(
        &self,
        tx: &mut WriteTx<'_>,
        ticket: &mut Ticket,
        actor: Actor,
    ) -> Result<(), StoreError> {
        let Some(from) = &self.mail.from else {
            return Ok(());
        };
        let key = from.address.key();
        if ticket
            .participants
            .iter()
            .any(|known| known.who.address.key() == key)
        {
            return Ok(());
        }
        let participant = Participant {
            who: from.clone(),
            confirmed: false,
        };
        self.log(tx, ticket, actor, Event::ParticipantAdded { participant })?;
        Ok(())
    }

    /// The customer of From; of the envelope when From holds no address; else somebody unknown.
    fn customer(&self, tx: &mut WriteTx<'_>) -> Result<Customer, StoreError> {
        let from = self.mail.from.clone().or_else(|| {
            let address = EmailAddress::parse(&self.envelope.mail_from).ok()?;
            Some(Correspondent {
                name: String::new(),
                address,
            })
        });
        find_or_make(tx, from.as_ref(), self.now)
    }

    fn message(
        &self,
        tx: &mut WriteTx<'_>,
        ticket: TicketId,
        sender: Sender,
    ) -> Result<MessageId, StoreError> {
        let mail = &self.mail;
        let id = store::message::next_id(tx)?;
        let references = mail
            .in_reply_to
            .iter()
            .chain(mail.references.iter().rev())
            .take(50);
        let message = Message {
            id,
            ticket,
            direction: Direction::In,
            at: self.now,
            msg_id: mail.msg_id.clone(),
            references: references.cloned().collect(),
            from: mail.from.clone(),
            to: mail.to.clone(),
            cc: mail.cc.clone(),
            reply_to: mail.reply_to.clone(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            quoted: mail.quoted.clone(),
            has_html: mail.has_html,
            attachments: mail.attachments.clone(),
            raw: self.raw.id,
            raw_bytes: self.raw_bytes,
            not_parsed: mail.not_parsed,
            automatic: mail.automatic,
            verdicts: Verdicts::default(),
            sender,
            also_to: self.facts.mailboxes.iter().skip(1).copied().collect(),
            author: None,
        };
        store::message::put(tx, &message)?;
        Ok(id)
    }
}

/// The mailboxes that a mail was sent to: the first of ours in To, then Cc, else the first
/// recipient; then the others.
pub(super) fn mailboxes(book: &Book, mail: &InboundMail, envelope: &Envelope) -> Vec<MailboxId> {
    let shown = mail.to.iter().chain(&mail.cc).filter_map(|who| {
        let address = &who.address;
        book.mailboxes
            .iter()
            .find(|m| m.matches(address.local(), address.domain()).is_some())
    });
    let mut found: Vec<MailboxId> = Vec::new();
    for id in shown
        .map(|mailbox| mailbox.id)
        .chain(envelope.rcpt_to.iter().map(|rcpt| rcpt.mailbox))
    {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// Finds the customer of an address or makes one; a name is learnt when none is known.
pub(in crate::desk) fn find_or_make(
    tx: &mut WriteTx<'_>,
    from: Option<&Correspondent>,
    now: crate::domain::time::Timestamp,
) -> Result<Customer, StoreError> {
    let name = from.map_or_else(String::new, |from| customer::clean_name(&from.name));
    if let Some(from) = from
        && let Some(mut known) = store::customer::by_address(tx, &from.address)?
    {
        if known.name.is_empty() && !name.is_empty() {
            known.name = name;
            store::customer::put(tx, &known)?;
        }
        return Ok(known);
    }
    let id: CustomerId = store::customer::next_id(tx)?;
    let addresses: Vec<_> = from.map(|from| from.address.clone()).into_iter().collect();
    let customer = Customer {
        id,
        name,
        organization: store::company::of_addresses(tx, &addresses, now)?,
        addresses,
        phone: String::new(),
        notes: String::new(),
        created: now,
    };
    store::customer::put(tx, &customer)?;
    Ok(customer)
}
