//! Taking back what somebody changed of a customer from a ticket, field by field, as a new line of the
//! ticket's log.

use crate::{
    desk::{problem::Problem, ticket_edit::log, undo::offer, warrant::Warrant},
    domain::{
        access::Access,
        activity::{Actor, CustomerField, Event},
        company::Company,
        customer::{Customer, Seen},
        id::{CompanyId, TicketId, UndoId},
        time::Timestamp,
        undo::{CustomerChange, Inverse, Undone},
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{CustomerLine, line};

/// Keeps how the customer of a ticket was before they were changed in this transaction.
pub(super) fn offer_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    ticket: TicketId,
    before: CustomerLine,
    now: Timestamp,
) -> Result<Option<UndoId>, StoreError> {
    let Some(after) = store::customer::get(tx, before.customer.id)? else {
        return Ok(None);
    };
    let after = line(tx, after)?;
    let subject = after.customer.label().to_owned();
    let organization = (
        before.organization_name().to_owned(),
        after.organization_name().to_owned(),
    );
    let change = CustomerChange {
        ticket,
        before: before.customer,
        after: after.customer,
        organization,
    };
    let inverse = Inverse::CustomerChange {
        change: Box::new(change),
    };
    offer(tx, warrant, &subject, inverse, now)
}

/// A customer was changed: each field that nobody changed since is as before, but for an address that
/// somebody else has now. What came of it names nobody where every field stays.
pub(in crate::desk) fn change_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    change: &CustomerChange,
    now: Timestamp,
) -> Result<Undone, Problem> {
    let (before, after) = (&change.before, &change.after);
    let is = store::customer::get(tx, before.id)?.ok_or(Problem::NotFound)?;
    if store::erasure::get(tx, is.id)?.is_some() {
        return Err(Problem::NotFound);
    }
    let is = line(tx, is)?;
    let ticket = store::ticket::get(tx, change.ticket)?;
    let ticket = ticket.filter(|it| access.sight.sees(it.assignee, it.mailbox));
    let mut ticket = ticket.ok_or(Problem::NotFound)?;
    let (old, new) = (&change.organization.0, &change.organization.1);
    let marks = (Seen::of(before, old), Seen::of(after, new), is.seen());
    let (mut back, mut fields, mut undone) = (is.customer.clone(), Vec::new(), Undone::default());
    for field in CustomerField::ALL {
        if marks.0.is(&marks.1, field) {
            continue;
        }
        if marks.1.is(&marks.2, field) && put_back(tx, change, &is, (&mut back, field))? {
            fields.push(field);
        } else {
            undone.left = 1;
        }
    }
    if fields.is_empty() {
        return Ok(undone);
    }
    if back != is.customer {
        store::customer::put(tx, &back)?;
    }
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    let event = Event::CustomerEdited { fields };
    log(tx, &mut ticket, actor, vec![event], now)?;
    back.label().clone_into(&mut undone.subject);
    Ok(undone)
}

/// Makes one field what it was; false if it cannot be any more.
fn put_back(
    tx: &mut WriteTx<'_>,
    change: &CustomerChange,
    is: &CustomerLine,
    (back, field): (&mut Customer, CustomerField),
) -> Result<bool, StoreError> {
    let before = &change.before;
    match field {
        CustomerField::Name => back.name.clone_from(&before.name),
        CustomerField::Phone => back.phone.clone_from(&before.phone),
        CustomerField::Notes => back.notes.clone_from(&before.notes),
        CustomerField::Addresses => {
            for address in &before.addresses {
                let holder = store::customer::by_address(tx, address)?;
                if holder.is_some_and(|holder| holder.id != before.id) {
                    return Ok(false);
                }
            }
            back.addresses.clone_from(&before.addresses);
        }
        CustomerField::Organization => return organization_back(tx, change, is, back),
    }
    Ok(true)
}

/// The organization of before; where it is the same one that only took a name, its name of before.
fn organization_back(
    tx: &mut WriteTx<'_>,
    change: &CustomerChange,
    is: &CustomerLine,
    back: &mut Customer,
) -> Result<bool, StoreError> {
    let (before, after) = (change.before.organization, change.after.organization);
    if before != after {
        if !is_there(tx, before)? {
            return Ok(false);
        }
        back.organization = before;
        return Ok(true);
    }
    let Some(company) = &is.organization else {
        return Ok(false);
    };
    let name = &change.organization.0;
    let holder = store::company::by_name(tx, name)?;
    if holder.is_some_and(|holder| holder.id != company.id) {
        return Ok(false);
    }
    let unnamed = Company {
        name: name.clone(),
        ..company.clone()
    };
    store::company::put(tx, &unnamed)?;
    Ok(true)
}

fn is_there(view: &impl View, company: Option<CompanyId>) -> Result<bool, StoreError> {
    match company {
        Some(id) => Ok(store::company::get(view, id)?.is_some()),
        None => Ok(true),
    }
}
