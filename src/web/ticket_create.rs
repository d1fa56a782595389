//! A ticket by hand: `/tickets/new`, in a dialog of the lists or as a page of its own.

use crate::{
    desk::{
        access::UserDesk,
        mint,
        problem::Fault,
        ticket_create::{NewCustomer, NewTicket},
    },
    domain::{activity::Source, address::EmailAddress, id::CustomerId, ticket::Priority},
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::{Answer, see_other},
    list_query::read_assignee,
    respond,
    view::{
        FieldError, Section,
        ticket_create::{TicketCreate, TicketCreatePage},
    },
};

/// Shows the empty form.
pub async fn ticket_create(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, Vec::new()).await
}

async fn show(call: &Call, user: &UserDesk, errors: Vec<FieldError>) -> Answer {
    let reader = user.clone();
    let book = call.run(move |_| reader.book()).await?;
    let form = &call.form;
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let name = match form.text("form") {
        "" => mint::form_name(),
        name => name.to_owned(),
    };
    let create = TicketCreate {
        known: text("customer.id"),
        email: text("customer.email"),
        customer_name: text("customer.name"),
        phone: text("customer.phone"),
        name: text("name"),
        description: text("description"),
        priority: Priority::from_word(form.text("priority")).unwrap_or_default(),
        assignee: text("assignee"),
        tags: text("tags"),
        notify: form.has("notify_customer"),
        errors,
        ..TicketCreate::new(name, draw::assignees(&book))
    };
    respond::page(
        call,
        Some(user),
        Section::Tickets,
        "ticket_create.html",
        &TicketCreatePage { create },
    )
}

/// Makes the ticket and opens it.
pub async fn ticket_create_post(call: Call, user: UserDesk) -> Answer {
    let (now, maker) = (call.now, user.clone());
    let made = match read(&call.form) {
        Ok(new) => call.run(move |_| maker.ticket_create(new, now)).await,
        Err(error) => Err(error),
    };
    let error = match made {
        Ok(ticket) if user.sees(&ticket) => {
            return Ok(see_other(&format!("/t/{}", ticket.id)));
        }
        // Made for somebody else, and not theirs to see.
        Ok(_) => return Ok(see_other("/tickets")),
        Err(error) => error,
    };
    let Some(mut field) = draw::field_error(&error) else {
        return Err(error);
    };
    // The use case knows a customer; the form has three boxes for one.
    if field.field == "customer" {
        let first = match call.form.text("customer.id") {
            "" => "customer.email",
            _ => "customer.name",
        };
        first.clone_into(&mut field.field);
    }
    let mut response = show(&call, &user, vec![field]).await?;
    response.set_status(error.status());
    Ok(response)
}

fn read(form: &Form) -> Result<NewTicket, WebError> {
    let wrong = |field: &str, fault| WebError::Field {
        field: field.to_owned(),
        fault,
    };
    let email = match form.text("customer.email") {
        "" => None,
        text => {
            Some(EmailAddress::parse(text).map_err(|_| wrong("customer.email", Fault::Address))?)
        }
    };
    let priority = match form.get("priority") {
        None => None,
        Some(word) => Some(Priority::from_word(word).ok_or(wrong("priority", Fault::Unknown))?),
    };
    let assignee = match form.text("assignee") {
        "" => None,
        text => Some(read_assignee(text).ok_or(wrong("assignee", Fault::Unknown))?),
    };
    let tags = form
        .text("tags")
        .split(',')
        .map(str::trim)
        .filter(|tag| !tag.is_empty());
    Ok(NewTicket {
        source: Source::Hand,
        name: form.text("name").to_owned(),
        description: form
            .get("description")
            .unwrap_or_default()
            .replace("\r\n", "\n"),
        customer: NewCustomer {
            known: form.text("customer.id").parse().ok().map(CustomerId),
            email,
            name: form.text("customer.name").to_owned(),
            phone: form.text("customer.phone").to_owned(),
        },
        priority,
        assignee,
        tags: tags.map(str::to_owned).collect(),
        notify_customer: form.has("notify_customer"),
        form: Some(form.text("form").to_owned()).filter(|name| !name.is_empty()),
    })
}
