//! The customer and the participants at the right of a ticket: what is drawn, and their forms.

use poem::http::StatusCode;

use crate::{
    desk::{
        access::UserDesk, customers::CustomerEdit, problem::Fault, ticket_edit::Edited,
        ticket_view::TicketView,
    },
    domain::{
        self,
        address::EmailAddress,
        company::Company,
        customer::{self, Seen},
        id::{CustomerId, TicketId},
        ticket::Ticket,
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::Answer,
        undo,
        view::{
            FieldError, Person, Problem,
            customer::{Address, Customer, CustomerTyped, Merged, Participant},
        },
    },
};

use super::{Typed, edit, show};

/// Most characters of a wrong address that are repeated.
const SHOWN: usize = 60;

/// What a refused form about people leaves on the page; None where it had no such field.
#[derive(Clone, Debug, Default)]
pub struct PeopleTyped {
    name: Option<String>,
    organization: Option<String>,
    addresses: Option<String>,
    phone: Option<String>,
    notes: Option<String>,
    to: Option<String>,
    same: Option<String>,
    pub add: Option<String>,
}

impl PeopleTyped {
    fn read(form: &Form) -> Self {
        let text = |name| form.get(name).map(|text| text.replace("\r\n", "\n"));
        Self {
            name: text("customer.name"),
            organization: text("customer.organization"),
            addresses: text("customer.addresses"),
            phone: text("customer.phone"),
            notes: text("customer.notes"),
            to: text("customer.to"),
            same: text("customer.same"),
            add: text("add"),
        }
    }

    /// Puts what was typed in the place of what is.
    pub fn over(&self, typed: &mut CustomerTyped) {
        for (new, field) in [
            (&self.name, &mut typed.name),
            (&self.organization, &mut typed.organization),
            (&self.addresses, &mut typed.addresses),
            (&self.phone, &mut typed.phone),
            (&self.notes, &mut typed.notes),
            (&self.to, &mut typed.to),
            (&self.same, &mut typed.same),
        ] {
            if let Some(new) = new {
                field.clone_from(new);
            }
        }
    }
}

/// Draws the customer.
#[must_use]
pub fn customer(view: &TicketView, reader: &UserDesk) -> Customer {
    of(
        view.customer.as_ref(),
        view.organization.as_ref(),
        &view.merged,
        reader,
    )
}

/// Draws a customer with what belongs to them.
#[must_use]
pub fn of(
    customer: Option<&domain::customer::Customer>,
    company: Option<&Company>,
    gone: &[domain::customer::Customer],
    reader: &UserDesk,
) -> Customer {
    let addresses: Vec<String> = customer
        .map(|c| c.addresses.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    let organization = company.map_or("", |company| &company.name);
    let phone = customer.map_or("", |c| &c.phone);
    let notes = customer.map_or("", |c| &c.notes);
    Customer {
        id: customer.map_or(0, |c| c.id.0),
        person: draw::customer(customer),
        typed: CustomerTyped {
            name: customer.map_or_else(String::new, |c| c.name.clone()),
            organization: organization.to_owned(),
            addresses: addresses.join("\n"),
            phone: phone.to_owned(),
            notes: notes.to_owned(),
            to: String::new(),
            same: String::new(),
        },
        may_merge: reader.may_merge(),
        merged: gone.iter().map(merged).collect(),
        organization: organization.to_owned(),
        organization_id: company.map_or(0, |company| company.id.0),
        unnamed: unnamed(company),
        addresses: addresses.into_iter().map(Address::new).collect(),
        tel: tel(phone),
        phone: phone.to_owned(),
        notes: notes.to_owned(),
    }
}

fn merged(gone: &domain::customer::Customer) -> Merged {
    Merged {
        id: gone.id.0,
        name: draw::customer(Some(gone)).name,
    }
}

fn organization(view: &TicketView) -> &str {
    let company = view.organization.as_ref();
    company.map_or("", |company| &company.name)
}

fn unnamed(company: Option<&Company>) -> String {
    let domain = company.and_then(|company| company.unnamed().map(|_| company.name.clone()));
    domain.unwrap_or_default()
}

/// What can be dialled of a number (RFC 3966, 5.1.4): digits, and a `+` in front.
fn tel(phone: &str) -> String {
    let plus = phone.trim_start().starts_with('+');
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match (digits.is_empty(), plus) {
        (true, _) => String::new(),
        (false, true) => format!("+{digits}"),
        (false, false) => digits,
    }
}

/// What a form is compared with when it comes back: the newest line, and the customer as shown.
#[must_use]
pub fn since(view: &TicketView) -> String {
    let rev = view.ticket.rev;
    match &view.customer {
        Some(customer) => format!("{rev}-{}", Seen::of(customer, organization(view))),
        None => rev.to_string(),
    }
}

/// Draws who else is in the conversation, those first who were first.
#[must_use]
pub fn participants(view: &TicketView) -> Vec<Participant> {
    let is_customer = |key: &str| view.customer.as_ref().is_some_and(|it| it.has(key));
    let others = view.ticket.participants.iter();
    others
        .filter(|p| !is_customer(&p.who.address.key()))
        .map(|p| Participant {
            person: Person::new(p.who.label(), view.ticket.customer.0),
            address: p.who.address.to_string(),
            confirmed: p.confirmed,
        })
        .collect()
}

/// Changes the customer, gives the ticket to another one, merges somebody into them or makes two of
/// them again.
pub async fn ticket_customer(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let (now, editor, form) = (call.now, user.clone(), &call.form);
    let done = if let Some(to) = form.get("customer.to") {
        match address(to, "to") {
            Ok(to) => {
                let change = move |_: &_| editor.ticket_customer_change(id, &to, now);
                call.run(change).await
            }
            Err(error) => Err(error),
        }
    } else if let Some(same) = form.get("customer.same") {
        return merge(&call, user, id, same).await;
    } else if let Some(gone) = form.get("customer.unmerge") {
        let gone = gone.parse().map(CustomerId);
        let gone = gone.map_err(|_| WebError::NotFound)?;
        call.run(move |_| editor.ticket_customer_unmerge(id, gone, now))
            .await
            .map(still)
    } else {
        match read(form) {
            Ok(edit) => {
                call.run(move |_| editor.ticket_customer_edit(id, edit, now))
                    .await
            }
            Err(error) => {
                return refused(&call, user, error, StatusCode::UNPROCESSABLE_ENTITY).await;
            }
        }
    };
    finish(&call, user, id, done, "customer.").await
}

/// Merges the customer of an address into that of the ticket, and offers to take it back.
async fn merge(call: &Call, user: UserDesk, id: TicketId, same: &str) -> Answer {
    let (now, editor) = (call.now, user.clone());
    let done = match address(same, "same") {
        Ok(same) => {
            let merge = move |_: &_| editor.ticket_customer_merge(id, &same, now);
            call.run(merge).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok((_, offered)) => Ok(undo::offer(&edit::back(call, id), offered)),
        Err(error) => finish(call, user, id, Err(error), "customer.").await,
    }
}

fn address(text: &str, field: &str) -> Result<EmailAddress, WebError> {
    EmailAddress::parse(text).map_err(|_| WebError::Field {
        field: field.to_owned(),
        fault: Fault::Address,
    })
}

/// Takes a stranger into the conversation, adds somebody, or takes somebody out.
pub async fn ticket_participant(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let (now, editor, form) = (call.now, user.clone(), &call.form);
    let known = |text: &str| EmailAddress::parse(text).map_err(|_| WebError::NotFound);
    let done = if let Some(added) = form.get("add") {
        match address(added, "add") {
            Ok(added) => {
                call.run(move |_| editor.participant_add(id, &added, now))
                    .await
            }
            Err(error) => Err(error),
        }
    } else if let Some(removed) = form.get("remove") {
        let removed = known(removed)?;
        call.run(move |_| editor.participant_remove(id, &removed, now))
            .await
    } else {
        let confirmed = known(form.text("confirm"))?;
        call.run(move |_| editor.participant_confirm(id, &confirmed, now))
            .await
    };
    finish(&call, user, id, done, "").await
}

/// A ticket after an act that offers no way back.
fn still(ticket: Ticket) -> Edited {
    Edited { ticket, undo: None }
}

async fn finish(
    call: &Call,
    user: UserDesk,
    id: TicketId,
    done: Result<Edited, WebError>,
    prefix: &str,
) -> Answer {
    match done {
        Ok(done) => Ok(edit::edited(call, &user, id, &done)),
        Err(error) => {
            let Some(mut field) = draw::field_error(&error) else {
                return Err(error);
            };
            let offered = name_other(&user, &call.form, &error, &mut field);
            // The use case names who it is into, the page has one field for it.
            if field.field == "into" {
                "same".clone_into(&mut field.field);
            }
            if field.field == "same" && field.problem == Problem::Choice {
                field.problem = Problem::NoCustomer;
            }
            field.field.insert_str(0, prefix);
            let people = PeopleTyped {
                same: offered.or_else(|| call.form.get("customer.same").map(str::to_owned)),
                ..PeopleTyped::read(&call.form)
            };
            show_refused(call, user, (field, people), error.status()).await
        }
    }
}

/// Says whose an address is, to those who may know; gives it, for those who may merge the two.
fn name_other(
    user: &UserDesk,
    form: &Form,
    error: &WebError,
    field: &mut FieldError,
) -> Option<String> {
    let WebError::Field {
        fault: Fault::OtherCustomer(other),
        ..
    } = error
    else {
        return None;
    };
    let Ok(other) = user.customer(*other) else {
        field.problem = Problem::Taken;
        return None;
    };
    other.customer.label().clone_into(&mut field.about);
    let typed = addresses(form.text("customer.addresses")).ok()?;
    let theirs = typed.iter().find(|it| other.customer.has(&it.key()))?;
    user.may_merge().then(|| theirs.to_string())
}

async fn refused(call: &Call, user: UserDesk, error: FieldError, status: StatusCode) -> Answer {
    let people = PeopleTyped::read(&call.form);
    show_refused(call, user, (error, people), status).await
}

async fn show_refused(
    call: &Call,
    user: UserDesk,
    (error, people): (FieldError, PeopleTyped),
    status: StatusCode,
) -> Answer {
    let typed = Typed {
        errors: vec![error],
        people,
        ..Typed::default()
    };
    let mut response = show(call, user, typed).await?;
    response.set_status(status);
    Ok(response)
}

/// What the form changes.
fn read(form: &Form) -> Result<CustomerEdit, FieldError> {
    let text = |name: &str| form.get(name).map(|text| text.replace("\r\n", "\n"));
    let addresses = form.get("customer.addresses").map(addresses).transpose()?;
    Ok(CustomerEdit {
        name: text("customer.name"),
        organization: text("customer.organization"),
        addresses,
        phone: text("customer.phone"),
        notes: text("customer.notes"),
        seen: form
            .text("since")
            .split_once('-')
            .and_then(|(_, seen)| Seen::read(seen)),
    })
}

fn addresses(text: &str) -> Result<Vec<EmailAddress>, FieldError> {
    let lines = text
        .split(['\n', ',', ';'])
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let bad = |line: &str| {
        let about = line.chars().take(SHOWN).collect();
        FieldError::about("customer.addresses", Problem::AddressLine, about)
    };
    // One more than there may be is enough to say that there are too many.
    lines
        .take(customer::ADDRESSES + 1)
        .map(|line| EmailAddress::parse(line).map_err(|_| bad(line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_without_what_stands_between_its_digits() {
        for (typed, dialled) in [
            ("01 99 00 14 27", "0199001427"),
            ("+33 (1) 99-00", "+33199 00"),
            ("ask at the desk", ""),
            ("", ""),
        ] {
            assert_eq!(tel(typed), dialled.replace(' ', ""), "{typed}");
        }
    }
}
