//! Customers for programs: `/api/v1/customers`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        customers::{CustomerEdit, CustomerLine},
        problem::{Fault, Problem},
    },
    domain::{address::EmailAddress, id::CustomerId},
    web::{
        call::Call,
        customer,
        error::WebError,
        gate::{Answer, Kind},
    },
};

use super::{
    json::{answer, created, given, read},
    paging,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CustomerIn {
    #[serde(default, deserialize_with = "given")]
    name: Option<String>,
    /// By its name; null for none.
    #[serde(default, deserialize_with = "given")]
    organization: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    addresses: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    phone: Option<String>,
    #[serde(default, deserialize_with = "given")]
    notes: Option<String>,
}

impl CustomerIn {
    fn edit(self) -> Result<CustomerEdit, WebError> {
        let wrong = |_| Problem::field("addresses", Fault::Address);
        let addresses = self.addresses.map(|texts| {
            let parsed = texts.iter().map(|text| EmailAddress::parse(text));
            parsed.collect::<Result<Vec<_>, _>>().map_err(wrong)
        });
        Ok(CustomerEdit {
            name: self.name,
            organization: self.organization.map(Option::unwrap_or_default),
            addresses: addresses.transpose()?,
            phone: self.phone,
            notes: self.notes,
            seen: None,
        })
    }
}

/// One customer; `tickets` counts those that the caller sees.
fn document(line: &CustomerLine, tickets: u64) -> Value {
    let customer = &line.customer;
    let addresses: Vec<&str> = customer
        .addresses
        .iter()
        .map(EmailAddress::as_str)
        .collect();
    json!({
        "id": customer.id.0,
        "name": customer.name,
        "organization": line.organization.as_ref().map(|company| &company.name),
        "addresses": addresses,
        "phone": customer.phone,
        "notes": customer.notes,
        "created": customer.created.rfc3339(),
        "tickets": tickets,
        "merged": line.merged.iter().map(|gone| gone.id.0).collect::<Vec<_>>(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MergeIn {
    into: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EraseIn {
    /// Their first address once more; the name or the number of who has none.
    address: String,
}

/// An object without fields: what an act takes that needs to be told nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn whole(call: &Call, user: UserDesk, id: CustomerId) -> Result<Value, WebError> {
    call.run(move |_| {
        let line = user.customer(id)?;
        Ok::<_, Problem>(document(&line, user.tickets_of(id)))
    })
    .await
}

/// Finds customers that the caller sees.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let limit = paging::limit(&call)?;
    let after = paging::after(&call, |text| text.parse().ok())?.unwrap_or(0);
    let query = call.query.text("query").to_owned();
    let document = call
        .run(move |_| {
            let (lines, more) = user.customers(&query, CustomerId(after), limit)?;
            let last = lines.last().filter(|_| more);
            let next = last.map(|line| line.customer.id.to_string());
            let list: Vec<Value> = lines
                .iter()
                .map(|line| document(line, user.tickets_of(line.customer.id)))
                .collect();
            Ok::<_, Problem>(json!({ "customers": list, "next": next }))
        })
        .await?;
    answer(StatusCode::OK, &document)
}

/// Reads one customer.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Makes a customer.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let new = read::<CustomerIn>(&call)?.edit()?;
    let now = call.now;
    let made = call.run(move |_| user.customer_make(new, now)).await?;
    let location = format!("/api/v1/customers/{}", made.customer.id);
    created(&location, &document(&made, 0))
}

/// Changes a customer.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    let edit = read::<CustomerIn>(&call)?.edit()?;
    let (now, editor) = (call.now, user.clone());
    call.run(move |_| editor.customer_edit(id, edit, now))
        .await?;
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Merges a customer into another; answers with the other.
pub async fn merge(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    let into = CustomerId(read::<MergeIn>(&call)?.into);
    let (now, editor) = (call.now, user.clone());
    call.run(move |_| editor.customer_merge(id, into, now))
        .await?;
    answer(StatusCode::OK, &whole(&call, user, into).await?)
}

/// Makes two of a customer who was merged and the other one; answers with who was merged.
pub async fn unmerge(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    let Nothing {} = read(&call)?;
    let (now, editor) = (call.now, user.clone());
    call.run(move |_| editor.customer_unmerge(id, now)).await?;
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Hands out all that there is of a customer, as one file.
pub async fn export(call: Call, user: UserDesk) -> Answer {
    customer::export::answer(&call, user, Kind::Api).await
}

/// Erases a customer with everything that is theirs, for good; answers with how much that is.
pub async fn erase(call: Call, user: UserDesk) -> Answer {
    let id = CustomerId(call.number("id")?);
    let EraseIn { address } = read(&call)?;
    let now = call.now;
    let held = call
        .run(move |_| user.customer_erase(id, &address, None, now))
        .await?;
    answer(
        StatusCode::OK,
        &json!({
            "tickets": held.tickets,
            "messages": held.messages,
            "files": held.files,
            "bytes": held.bytes,
        }),
    )
}
