//! Erasing a customer, in two steps: `/customers/{id}/erase` shows what goes, the form does it.

use poem::http::StatusCode;

use crate::{
    desk::{access::UserDesk, customers::ErasePreview},
    domain::id::CustomerId,
};

use super::{
    call::Call,
    draw,
    gate::Answer,
    respond, undo,
    view::{FieldError, Section, customer_erase::CustomerErasePage},
};

/// Shows what would go.
pub async fn customer_erase(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, Vec::new()).await
}

/// Erases, if what is typed is theirs and nothing changed since it was shown.
pub async fn customer_erase_post(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    let typed = call.form.text("address").to_owned();
    let seen = call.form.text("seen").to_owned();
    let (now, eraser) = (call.now, user.clone());
    let erased = call
        .run(move |_| eraser.customer_erase(id, &typed, Some(&seen), now))
        .await;
    let Err(error) = erased else {
        return Ok(undo::erased("/tickets"));
    };
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(&call, &user, vec![field]).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

async fn show(call: &Call, user: &UserDesk, errors: Vec<FieldError>) -> Answer {
    let id = CustomerId(call.number("id")?);
    let reader = user.clone();
    let shown = call.run(move |_| reader.customer_erase_preview(id)).await?;
    let page = page(&shown, call.form.text("address"), errors);
    respond::page(
        call,
        Some(user),
        Section::Tickets,
        "customer_erase.html",
        &page,
    )
}

fn page(shown: &ErasePreview, typed: &str, errors: Vec<FieldError>) -> CustomerErasePage {
    let customer = &shown.line.customer;
    let (changed, errors) = errors
        .into_iter()
        .partition::<Vec<_>, _>(|error| error.field == "seen");
    let merged = shown.line.merged.iter();
    CustomerErasePage {
        id: customer.id.0,
        person: draw::customer(Some(customer)),
        tickets: shown.held.tickets,
        messages: shown.held.messages,
        files: shown.held.files,
        bytes: shown.held.bytes,
        merged: merged.map(|gone| draw::label(Some(gone))).collect(),
        word: shown.word().to_owned(),
        has_address: !customer.addresses.is_empty(),
        // What was typed for another state confirms nothing of this one.
        typed: match changed.is_empty() {
            true => typed.to_owned(),
            false => String::new(),
        },
        seen: shown.seen.clone(),
        changed: !changed.is_empty(),
        errors,
    }
}
