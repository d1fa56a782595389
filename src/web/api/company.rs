//! The organizations of customers for programs: `/api/v1/organizations`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{access::UserDesk, customers::CompanyEdit},
    domain::{company::Company, id::CompanyId},
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, given, nothing, read},
    paging::Paging,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompanyIn {
    #[serde(default, deserialize_with = "given")]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    domains: Option<Vec<String>>,
}

fn document(company: &Company) -> Value {
    json!({
        "id": company.id.0,
        "name": company.name,
        "domains": company.domains,
        "created": company.created.rfc3339(),
    })
}

async fn whole(call: &Call, user: UserDesk, id: CompanyId) -> Result<Value, WebError> {
    let company = call.run(move |_| user.company(id)).await?;
    Ok(document(&company))
}

/// Lists the organizations of customers that the caller sees.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let paging = Paging::read(&call)?;
    let companies = call.run(move |_| user.companies()).await?;
    let companies = companies.iter().map(|company| (company.id.0, company));
    let document = paging.answer("organizations", companies, document);
    answer(StatusCode::OK, &document)
}

/// Reads one organization.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = CompanyId(call.number("id")?);
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Changes an organization.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = CompanyId(call.number("id")?);
    let CompanyIn { name, domains } = read(&call)?;
    let edit = CompanyEdit {
        name,
        domains,
        seen: None,
    };
    let (now, editor) = (call.now, user.clone());
    call.run(move |_| editor.company_edit(id, edit, now))
        .await?;
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Deletes an organization; its customers stay.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = CompanyId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.company_delete(id, now)).await?;
    Ok(nothing())
}
