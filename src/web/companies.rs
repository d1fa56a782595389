//! The organizations of customers: `/organizations`.

use crate::{
    desk::{access::UserDesk, customers::CompanyLine},
    domain::company::name_of_domain,
};

use super::{
    call::Call,
    gate::Answer,
    list_query::{ListQuery, address},
    respond,
    view::{
        Section,
        companies::{CompaniesPage, CompanyRow},
    },
};

const PATH: &str = "/organizations";
/// Organizations of one page.
const ROWS: usize = 50;
/// Characters of what is looked for.
const QUERY_CHARS: usize = 200;

/// Shows some of them, by name.
pub async fn companies(call: Call, user: UserDesk) -> Answer {
    let text = |name: &str| {
        let text = call.query.text(name).chars().take(QUERY_CHARS);
        text.collect::<String>()
    };
    let (query, after) = (text("query"), text("after"));
    let (reader, typed, behind) = (user.clone(), query.clone(), after.clone());
    let (lines, more) = call
        .run(move |_| reader.company_list(&typed, &behind, ROWS))
        .await?;
    let url = |after: Option<&str>| {
        let pairs = [("query", Some(query.as_str())), ("after", after)];
        let pairs = pairs.into_iter().filter_map(|(name, value)| {
            let value = value.filter(|value| !value.is_empty())?;
            Some((name, value.to_owned()))
        });
        address(PATH, pairs)
    };
    let last = lines.last().filter(|_| more);
    let page = CompaniesPage {
        next_url: last.map(|last| url(Some(&last.company.name))),
        first_url: (!after.is_empty()).then(|| url(None)),
        rows: lines.iter().map(row).collect(),
        query,
    };
    respond::page(
        &call,
        Some(&user),
        Section::Tickets,
        "companies.html",
        &page,
    )
}

/// Draws one line.
#[must_use]
pub fn row(line: &CompanyLine) -> CompanyRow {
    let company = &line.company;
    // A query has no way to write a quotation mark, and reads names without theirs.
    let list = ListQuery {
        words: format!("organization:\"{}\"", company.name.replace('"', "")),
        ..ListQuery::default()
    };
    let domains = company.domains.iter();
    CompanyRow {
        id: company.id.0,
        name: company.name.clone(),
        domains: domains.map(|domain| name_of_domain(domain)).collect(),
        customers: line.customers,
        tickets: line.tickets,
        list_url: list.url("/tickets", &[]),
    }
}
