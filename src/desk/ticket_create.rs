//! A ticket made by hand or by the API.

use crate::{
    domain::{
        activity::{self, Actor, Cause, Created, Event, Source},
        address::{Correspondent, EmailAddress},
        answer::answer_to,
        assignee::Assignee,
        customer::{self, Customer},
        id::{ActivityId, CustomerId},
        placement::first_subject,
        right::Right,
        rule::{DefaultRule, When},
        ticket::{
            DESCRIPTION_CHARS, NAME_CHARS, Participant, Priority, Ticket, clean_name, name_too_long,
        },
        time::Timestamp,
    },
    store::{self, WriteTx},
};

use super::{
    access::UserDesk,
    book::Book,
    form_sent,
    mailbox::{is_own, receiving},
    mint,
    problem::{Fault, Problem},
    reading, receive,
    reply::{letter::Letter, parties::mailbox},
    rules::run::{self, Asked},
    signature,
    ticket_edit::{self, check_assignee, tag_ids},
};

/// Who the ticket is for: found by address, else made.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// Somebody who was chosen among those that are known.
    pub known: Option<CustomerId>,
    pub email: Option<EmailAddress>,
    pub name: String,
    pub phone: String,
}

/// A ticket to be made.
#[derive(Clone, Debug)]
pub struct NewTicket {
    pub source: Source,
    pub name: String,
    pub description: String,
    pub customer: NewCustomer,
    /// None takes the one of the default rule.
    pub priority: Option<Priority>,
    pub assignee: Option<Assignee>,
    pub tags: Vec<String>,
    /// The description goes to the customer as an e-mail.
    pub notify_customer: bool,
    /// A name that no other form bears: the same that comes twice by it makes one ticket. None is no
    /// form.
    pub form: Option<String>,
}

impl UserDesk {
    /// Makes a ticket; its customer is told if that was asked for, or there is no ticket. A form that
    /// comes again with the same in it gives the ticket of the first time.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is missing or wrong: `notify_customer` if nobody can be told.
    pub fn ticket_create(&self, new: NewTicket, now: Timestamp) -> Result<Ticket, Problem> {
        self.need(Right::TicketEdit)?;
        if new.notify_customer {
            self.need(Right::TicketReply)?;
            if new.description.trim().is_empty() {
                return Err(Problem::field("description", Fault::Empty));
            }
        }
        let unseen = |id: &CustomerId| !self.sees_customer(*id);
        if new.customer.known.as_ref().is_some_and(unseen) {
            return Err(Problem::field("customer", Fault::Unknown));
        }
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        let book = self.book()?;
        let (notifies, sent) = (new.notify_customer, form_sent::hash(self.user().id, &new));
        let made = self.desk().store.write(move |tx| {
            if let Some(ticket) = form_sent::made(tx, sent.as_ref())? {
                return Ok(ticket);
            }
            let mut ticket = create(tx, &new, run::defaults(&book), actor, now)?;
            reading::wrote(tx, me.user().id, ActivityId(0), &ticket)?;
            let asked = Asked {
                book: &book,
                when: When::TicketMade,
                mail: None,
                cause: ticket.rev,
                updated: ticket.updated,
                spent: Vec::new(),
                now,
            };
            if run::run(tx, &mut ticket, &asked)? > 0 {
                store::ticket::put(tx, &ticket)?;
            }
            // Nobody makes what they cannot see: it is theirs then.
            if ticket.assignee.is_none() && !me.sees(&ticket) {
                let event = Event::Assignee {
                    old: None,
                    new: Some(Assignee::User(me.user().id)),
                    cause: Cause::Made,
                };
                ticket_edit::log(tx, &mut ticket, Actor::System, vec![event], now)?;
            }
            if new.notify_customer {
                notify(tx, &me, &book, &mut ticket, &new.customer, now).map_err(at_notify)?;
            }
            form_sent::note(tx, sent.as_ref(), &ticket, now)?;
            Ok::<_, Problem>(ticket)
        })?;
        if notifies {
            self.desk().mail_queued.notify_one();
        }
        Ok(made)
    }
}

/// Sends what the ticket is about to its customer: the first message of the conversation, which
/// their answer joins.
fn notify(
    tx: &mut WriteTx<'_>,
    me: &UserDesk,
    book: &Book,
    ticket: &mut Ticket,
    typed: &NewCustomer,
    now: Timestamp,
) -> Result<(), Problem> {
    let nobody = || Problem::field("notify_customer", Fault::NobodyToTell);
    let customer = store::customer::get(tx, ticket.customer)?.ok_or_else(nobody)?;
    let own = |address: &_| is_own(book, address);
    let first = answer_to(std::iter::empty(), ticket, &customer, own).ok_or_else(nobody)?;
    // Of several addresses the one that was typed.
    let typed = typed.email.clone();
    let typed = typed.filter(|address| customer.has(&address.key()) && !own(address));
    let to = Correspondent {
        address: typed.unwrap_or(first.who.address),
        ..first.who
    };
    let mailbox = mailbox(book, ticket)?;
    let text = ticket.description.clone();
    let letter = Letter {
        ticket,
        book,
        author: me.user().id,
        to,
        cc: Vec::new(),
        subject: first_subject(&ticket.name, ticket.id),
        references: Vec::new(),
        text: &text,
        whole: signature::below(&text, signature::signature(me.user(), Some(&mailbox))),
        mailbox,
        files: Vec::new(),
        uploads: Vec::new(),
        now,
    };
    let message = letter.build()?.put(tx)?;
    let event = Event::MessageOut { message };
    let (actor, said) = (Actor::User(me.user().id), ticket.said);
    ticket_edit::log(tx, ticket, actor, vec![event], now)?;
    Ok(reading::wrote(tx, me.user().id, said, ticket)?)
}

/// What keeps a customer from being told stands at the box that asked for it.
fn at_notify(problem: Problem) -> Problem {
    match problem {
        Problem::Field { fault, .. } => Problem::field("notify_customer", fault),
        other => other,
    }
}

/// The name that somebody typed; it is refused where one from a subject would be cut.
pub(super) fn typed_name(text: &str) -> Result<String, Problem> {
    if name_too_long(text) {
        return Err(Problem::field("name", Fault::TooLong(NAME_CHARS)));
    }
    clean_name(text).ok_or(Problem::field("name", Fault::Empty))
}

fn create(
    tx: &mut WriteTx<'_>,
    new: &NewTicket,
    default: &DefaultRule,
    actor: Actor,
    now: Timestamp,
) -> Result<Ticket, Problem> {
    let name = typed_name(&new.name)?;
    if new.description.chars().count() > DESCRIPTION_CHARS {
        return Err(Problem::field(
            "description",
            Fault::TooLong(DESCRIPTION_CHARS),
        ));
    }
    check_assignee(tx, new.assignee)?;
    let customer = match known(tx, &new.customer)? {
        Some(customer) => customer,
        None => customer(tx, &new.customer, now)?,
    };
    let who = customer.addresses.first().map(|address| Correspondent {
        name: customer.name.clone(),
        address: address.clone(),
    });
    let created = Created {
        source: new.source,
        name,
        description: new.description.replace('\0', ""),
        priority: new.priority.unwrap_or(default.priority),
        assignee: new.assignee,
        tags: tag_ids(tx, &new.tags)?,
        customer: customer.id,
        mailbox: receiving(tx)?
            .iter()
            .map(|mailbox| mailbox.id)
            .reduce(|first, id| {
                if default.mailbox == Some(id) {
                    id
                } else {
                    first
                }
            }),
        token: mint::address_token(),
        participants: who
            .map(|who| Participant {
                who,
                confirmed: true,
            })
            .into_iter()
            .collect(),
        automatic: false,
    };
    let id = store::ticket::next_id(tx)?;
    let event = Event::Created(Box::new(created.clone()));
    let line = store::activity::append(tx, id, now, actor, event)?;
    let ticket = activity::start(id, line.id, now, &created);
    store::ticket::put(tx, &ticket)?;
    Ok(ticket)
}

/// Somebody who was chosen. None where another name or address was typed over theirs: that is
/// somebody else.
fn known(tx: &WriteTx<'_>, new: &NewCustomer) -> Result<Option<Customer>, Problem> {
    let Some(id) = new.known else {
        return Ok(None);
    };
    let going = store::erasure::get(tx, id)?.is_some();
    let chosen = store::customer::get(tx, id)?.filter(|_| !going);
    // Gone for good since.
    let chosen = chosen.ok_or(Problem::field("customer", Fault::Unknown))?;
    let name = customer::clean_name(&new.name);
    let email = new.email.as_ref();
    let same = (name.is_empty() || name == chosen.name)
        && email.is_none_or(|email| chosen.has(&email.key()));
    Ok(Some(chosen).filter(|_| same))
}

fn customer(tx: &mut WriteTx<'_>, new: &NewCustomer, now: Timestamp) -> Result<Customer, Problem> {
    if new.name.chars().count() > customer::NAME_CHARS {
        let fault = Fault::TooLong(customer::NAME_CHARS);
        return Err(Problem::field("customer.name", fault));
    }
    let name = customer::clean_name(&new.name);
    let phone = new.phone.trim();
    if new.email.is_none() && name.is_empty() && phone.is_empty() {
        return Err(Problem::field("customer", Fault::Empty));
    }
    if phone.chars().count() > customer::PHONE_CHARS || phone.chars().any(char::is_control) {
        return Err(Problem::field(
            "customer.phone",
            Fault::TooLong(customer::PHONE_CHARS),
        ));
    }
    if let Some(email) = &new.email {
        let own = receiving(tx)?
            .iter()
            .any(|m| m.matches(email.local(), email.domain()).is_some());
        if own {
            return Err(Problem::field("customer", Fault::OwnMailbox));
        }
    }
    let from = new.email.clone().map(|address| Correspondent {
        name: name.clone(),
        address,
    });
    let mut customer = receive::find_or_make(tx, from.as_ref(), now)?;
    let known = customer.clone();
    if customer.name.is_empty() {
        customer.name = name;
    }
    if customer.phone.is_empty() {
        customer.phone = phone.to_owned();
    }
    if customer != known {
        store::customer::put(tx, &customer)?;
    }
    Ok(customer)
}
