//! The customer and the participants at the right of a ticket: what is drawn, and their forms.

use crate::{
    desk::{access::UserDesk, customers::CustomerEdit, problem::Fault, ticket_view::TicketView},
    domain::{
        address::EmailAddress,
        customer::{self, Seen},
        id::TicketId,
        ticket::Ticket,
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::{Answer, see_other},
        view::{
            FieldError, Person, Problem,
            customer::{Customer, CustomerTyped, Participant},
        },
    },
};

use super::{Typed, edit::back, show};

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
        ] {
            if let Some(new) = new {
                field.clone_from(new);
            }
        }
    }
}

/// Draws the customer.
#[must_use]
pub fn customer(view: &TicketView) -> Customer {
    let customer = view.customer.as_ref();
    let addresses: Vec<String> = customer
        .map(|c| c.addresses.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    let organization = organization(view);
    let phone = customer.map_or("", |c| &c.phone);
    let notes = customer.map_or("", |c| &c.notes);
    Customer {
        person: draw::customer(customer),
        typed: CustomerTyped {
            name: customer.map_or_else(String::new, |c| c.name.clone()),
            organization: organization.to_owned(),
            addresses: addresses.join("\n"),
            phone: phone.to_owned(),
            notes: notes.to_owned(),
            to: String::new(),
        },
        organization: organization.to_owned(),
        addresses,
        tel: tel(phone),
        phone: phone.to_owned(),
        notes: notes.to_owned(),
    }
}

fn organization(view: &TicketView) -> &str {
    let company = view.organization.as_ref();
    company.map_or("", |company| &company.name)
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

/// Changes the customer, or gives the ticket to another one.
pub async fn ticket_customer(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let (now, editor) = (call.now, user.clone());
    let done = match call.form.get("customer.to") {
        Some(to) => match EmailAddress::parse(to) {
            Ok(to) => {
                call.run(move |_| editor.ticket_customer_change(id, &to, now))
                    .await
            }
            Err(_) => Err(WebError::Field {
                field: "to".to_owned(),
                fault: Fault::Address,
            }),
        },
        None => match read(&call.form) {
            Ok(edit) => {
                call.run(move |_| editor.ticket_customer_edit(id, edit, now))
                    .await
            }
            Err(error) => return refused(&call, user, error, 422).await,
        },
    };
    finish(&call, user, id, done, "customer.").await
}

/// Takes a stranger into the conversation, adds somebody, or takes somebody out.
pub async fn ticket_participant(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let (now, editor, form) = (call.now, user.clone(), &call.form);
    let address = |text: &str| EmailAddress::parse(text).map_err(|_| WebError::NotFound);
    let done = if let Some(added) = form.get("add") {
        match EmailAddress::parse(added) {
            Ok(added) => {
                call.run(move |_| editor.participant_add(id, &added, now))
                    .await
            }
            Err(_) => Err(WebError::Field {
                field: "add".to_owned(),
                fault: Fault::Address,
            }),
        }
    } else if let Some(removed) = form.get("remove") {
        let removed = address(removed)?;
        call.run(move |_| editor.participant_remove(id, &removed, now))
            .await
    } else {
        let confirmed = address(form.text("confirm"))?;
        call.run(move |_| editor.participant_confirm(id, &confirmed, now))
            .await
    };
    finish(&call, user, id, done, "").await
}

async fn finish(
    call: &Call,
    user: UserDesk,
    id: TicketId,
    done: Result<Ticket, WebError>,
    prefix: &str,
) -> Answer {
    match done {
        Ok(ticket) if user.sees(&ticket) => Ok(see_other(&back(call, id))),
        // A rule gave it to somebody else, and it is not theirs to see any more.
        Ok(_) => Ok(see_other("/tickets")),
        Err(error) => {
            let Some(mut field) = draw::field_error(&error) else {
                return Err(error);
            };
            name_other(&user, &error, &mut field);
            field.field.insert_str(0, prefix);
            refused(call, user, field, error.status().as_u16()).await
        }
    }
}

/// Says whose an address is, to those who may know.
fn name_other(user: &UserDesk, error: &WebError, field: &mut FieldError) {
    let WebError::Field {
        fault: Fault::OtherCustomer(other),
        ..
    } = error
    else {
        return;
    };
    match user.customer(*other) {
        Ok(other) => other.customer.label().clone_into(&mut field.about),
        Err(_) => field.problem = Problem::Taken,
    }
}

async fn refused(call: &Call, user: UserDesk, error: FieldError, status: u16) -> Answer {
    let typed = Typed {
        errors: vec![error],
        people: PeopleTyped::read(&call.form),
        ..Typed::default()
    };
    let mut response = show(call, user, typed).await?;
    let status = poem::http::StatusCode::from_u16(status).map_err(WebError::internal)?;
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
