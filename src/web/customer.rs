//! One customer: `/customers/{id}`.

pub mod export;

use crate::{
    desk::{access::UserDesk, problem::Problem},
    domain::{address::EmailAddress, id::CustomerId},
};

use super::{
    call::Call,
    draw,
    gate::Answer,
    list_query::ListQuery,
    news, respond,
    ticket::people,
    view::{Section, customer::CustomerPage},
};

/// Tickets that are shown.
const TICKETS: usize = 50;

/// Shows a customer.
pub async fn customer(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    let reader = user.clone();
    let page = call.run(move |_| read(&reader, id)).await?;
    respond::page(&call, Some(&user), Section::Tickets, "customer.html", &page)
}

/// Says what changed of a customer and their tickets: `/customers/{id}/news?after=88123`.
pub async fn customer_news(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    let template = "_customer_update.html";
    news::answer(&call, user, template, move |reader, news| {
        let told = reader.customers_told(&news.tickets, news.after)?;
        let concerned = news.settings || told.contains(&id);
        let page = concerned.then(|| read(reader, id)).transpose()?;
        Ok(page)
    })
    .await
}

fn read(reader: &UserDesk, id: CustomerId) -> Result<CustomerPage, Problem> {
    let line = reader.customer(id)?;
    let tickets = reader.newest_of(id, TICKETS)?;
    let (customer, company) = (&line.customer, line.organization.as_ref());
    let first = customer.addresses.first().map(EmailAddress::as_str);
    let word = first.unwrap_or_else(|| customer.label());
    let list = ListQuery {
        words: format!("customer:\"{word}\""),
        ..ListQuery::default()
    };
    Ok(CustomerPage {
        id: id.0,
        created: customer.created,
        customer: people::of(Some(customer), company, &line.merged, reader),
        tickets: tickets.iter().map(draw::other).collect(),
        total: reader.tickets_of(id),
        list_url: list.url("/tickets", &[]),
        may_export: reader.may_export(),
        may_erase: reader.may_erase(),
        news_url: format!("/customers/{id}/news"),
    })
}
