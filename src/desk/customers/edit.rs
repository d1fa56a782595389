//! Changing what is known of a customer, and giving a ticket to another one. What somebody else
//! changed since a form was opened is never written over unsaid.

use crate::{
    domain::{
        activity::{Actor, CustomerCause, CustomerField, Event},
        address::{Correspondent, EmailAddress},
        audit::{Act, Changed, note},
        company::{self, Company},
        customer::{self, Customer, Seen},
        id::{CompanyId, CustomerId, TicketId},
        right::Right,
        time::Timestamp,
    },
    store::{self, StoreError, View, WriteTx},
};

use crate::desk::{
    access::UserDesk,
    participants::{check_foreign, joining},
    problem::{Fault, Problem},
    receive, rules,
    ticket_back::offer_back,
    ticket_edit::{Edited, log},
};

use super::{CustomerLine, back, line};

/// What to change; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct CustomerEdit {
    pub name: Option<String>,
    /// By its name; empty for none. One that is not known yet is made.
    pub organization: Option<String>,
    /// The first is the one that mail goes to.
    pub addresses: Option<Vec<EmailAddress>>,
    pub phone: Option<String>,
    pub notes: Option<String>,
    /// What was seen when it was written. A field that was left as it was seen stays what it is
    /// now, one that somebody else changed since is refused; None asks for no check.
    pub seen: Option<Seen>,
}

impl UserDesk {
    /// Changes the customer of a ticket; the ticket's log says which fields.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; then nothing was changed.
    pub fn ticket_customer_edit(
        &self,
        id: TicketId,
        edit: CustomerEdit,
        now: Timestamp,
    ) -> Result<Edited, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let customer = store::customer::get(tx, ticket.customer)?;
            let before = line(tx, customer.ok_or(Problem::NotFound)?)?;
            let fields = change(tx, before.customer.clone(), &edit, now)?;
            if fields.is_empty() {
                return Ok(Edited { ticket, undo: None });
            }
            let event = Event::CustomerEdited { fields };
            log(tx, &mut ticket, actor, vec![event], now)?;
            let undo = back::offer_back(tx, me.warrant(), ticket.id, before, now)?;
            Ok(Edited { ticket, undo })
        })
    }

    /// Changes a customer; the audit log says which fields, and not what they hold.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; [`Problem::NotFound`] for who is not theirs to see.
    pub fn customer_edit(
        &self,
        id: CustomerId,
        edit: CustomerEdit,
        now: Timestamp,
    ) -> Result<(), Problem> {
        self.need(Right::TicketEdit)?;
        let me = self.clone();
        self.desk().store.write(move |tx| {
            let customer = me.seen_customer(tx, id)?;
            let fields = change(tx, customer, &edit, now)?;
            if !fields.is_empty() {
                let act = Act::CustomerChanged;
                let changes = named(&fields);
                me.warrant()
                    .record(tx, act, &id.to_string(), changes, now)?;
            }
            Ok(())
        })
    }

    /// Gives a ticket to the customer of an address, who is made if nobody has it. The one before
    /// takes no part any more: what is written from now on is not for them.
    ///
    /// # Errors
    /// [`Problem::Field`] `to` for an address of the desk itself.
    pub fn ticket_customer_change(
        &self,
        id: TicketId,
        to: &EmailAddress,
        now: Timestamp,
    ) -> Result<Edited, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me, to) = (Actor::User(self.user().id), self.clone(), to.clone());
        let book = self.book()?;
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            check_foreign(tx, "to", &to)?;
            let who = Correspondent {
                name: String::new(),
                address: to.clone(),
            };
            let new = receive::find_or_make(tx, Some(&who), now)?;
            if new.id == ticket.customer {
                return Ok(Edited { ticket, undo: None });
            }
            let mut events = vec![Event::Customer {
                old: ticket.customer,
                new: new.id,
                cause: CustomerCause::Asked,
            }];
            let old = store::customer::get(tx, ticket.customer)?;
            let keys = ticket.participants.iter().map(|p| p.who.address.key());
            let leaving = keys.filter(|key| old.as_ref().is_some_and(|old| old.has(key)));
            events.extend(leaving.map(|address| Event::ParticipantRemoved { address }));
            events.extend(joining(tx, &ticket, &to)?);
            let updated = ticket.updated;
            let lines = log(tx, &mut ticket, actor, events, now)?;
            rules::run::changed(tx, &book, &mut ticket, updated, now)?;
            let undo = offer_back(tx, me.warrant(), ticket.id, lines, now)?;
            Ok(Edited { ticket, undo })
        })
    }
}

/// Which fields, for the audit log, which never forgets: not what they hold.
pub(super) fn named(fields: &[CustomerField]) -> Vec<Changed> {
    let words: Vec<&str> = fields.iter().map(|field| field.word()).collect();
    let mut changes = Vec::new();
    note(&mut changes, "fields", "", &words.join(", "));
    changes
}

/// Writes what an edit makes of a customer; gives the fields that changed.
pub(super) fn change(
    tx: &mut WriteTx<'_>,
    old: Customer,
    edit: &CustomerEdit,
    now: Timestamp,
) -> Result<Vec<CustomerField>, Problem> {
    let old = line(tx, old)?;
    let typed = typed(&old, edit)?;
    let marks = (old.seen(), typed.seen());
    let mut new = old.customer.clone();
    let mut changed = Vec::new();
    for field in CustomerField::ALL {
        if marks.0.is(&marks.1, field) {
            continue;
        }
        if let Some(seen) = edit.seen {
            if seen.is(&marks.1, field) {
                continue;
            }
            if !seen.is(&marks.0, field) {
                return Err(Problem::field(field.word(), Fault::Changed));
            }
        }
        match field {
            CustomerField::Name => new.name.clone_from(&typed.customer.name),
            CustomerField::Addresses => {
                check_addresses(tx, &old.customer, &typed.customer.addresses)?;
                new.addresses.clone_from(&typed.customer.addresses);
            }
            CustomerField::Phone => new.phone.clone_from(&typed.customer.phone),
            CustomerField::Notes => new.notes.clone_from(&typed.customer.notes),
            CustomerField::Organization => {
                new.organization = organization(tx, &old, &typed.name, now)?;
            }
        }
        changed.push(field);
    }
    if new.label().is_empty() && !old.customer.label().is_empty() {
        return Err(Problem::field("name", Fault::Empty));
    }
    if !changed.is_empty() {
        store::customer::put(tx, &new)?;
    }
    Ok(changed)
}

/// The organization of a name. One that is still called by its domain takes the first name that
/// somebody writes, for all who belong to it.
fn organization(
    tx: &mut WriteTx<'_>,
    old: &CustomerLine,
    name: &str,
    now: Timestamp,
) -> Result<Option<CompanyId>, StoreError> {
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(company) = &old.organization
        && company.unnamed().is_some()
        && store::company::by_name(tx, name)?.is_none_or(|known| known.id == company.id)
    {
        let named = Company {
            name: name.to_owned(),
            ..company.clone()
        };
        store::company::put(tx, &named)?;
        return Ok(Some(company.id));
    }
    store::company::named(tx, name, now).map(Some)
}

/// The customer as typed, and the name of the organization.
struct Typed {
    customer: Customer,
    name: String,
}

impl Typed {
    fn seen(&self) -> Seen {
        Seen::of(&self.customer, &self.name)
    }
}

fn typed(old: &CustomerLine, edit: &CustomerEdit) -> Result<Typed, Problem> {
    let mut new = old.customer.clone();
    let long = |field, most| Err(Problem::field(field, Fault::TooLong(most)));
    if let Some(name) = &edit.name {
        if name.trim().chars().count() > customer::NAME_CHARS {
            return long("name", customer::NAME_CHARS);
        }
        new.name = customer::clean_name(name);
    }
    if let Some(addresses) = &edit.addresses {
        new.addresses = each_once(addresses);
        if new.addresses.len() > customer::ADDRESSES {
            let fault = Fault::TooMany(customer::ADDRESSES);
            return Err(Problem::field("addresses", fault));
        }
    }
    if let Some(phone) = &edit.phone {
        let phone = phone.trim();
        if phone.chars().count() > customer::PHONE_CHARS || phone.chars().any(char::is_control) {
            return long("phone", customer::PHONE_CHARS);
        }
        phone.clone_into(&mut new.phone);
    }
    if let Some(notes) = &edit.notes {
        if notes.chars().count() > customer::NOTES_CHARS {
            return long("notes", customer::NOTES_CHARS);
        }
        new.notes = notes.replace('\0', "").trim_end().to_owned();
    }
    let name = match &edit.organization {
        None => old.organization_name().to_owned(),
        Some(name) if name.trim().chars().count() > company::NAME_CHARS => {
            return long("organization", company::NAME_CHARS);
        }
        Some(name) => customer::clean_name(name),
    };
    Ok(Typed {
        customer: new,
        name,
    })
}

fn each_once(addresses: &[EmailAddress]) -> Vec<EmailAddress> {
    let mut once: Vec<EmailAddress> = Vec::new();
    for address in addresses {
        if !once.iter().any(|held| held.key() == address.key()) {
            once.push(address.clone());
        }
    }
    once
}

fn check_addresses(
    view: &impl View,
    customer: &Customer,
    addresses: &[EmailAddress],
) -> Result<(), Problem> {
    for address in addresses {
        if !customer.has(&address.key()) {
            check_foreign(view, "addresses", address)?;
        }
        if let Some(other) = store::customer::by_address(view, address)?
            && other.id != customer.id
        {
            let fault = Fault::OtherCustomer(other.id);
            return Err(Problem::field("addresses", fault));
        }
    }
    Ok(())
}
