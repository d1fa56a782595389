//! The organizations of customers: `/organizations`.

use crate::{
    desk::{access::UserDesk, customers::CompanyLine, problem::Problem},
    domain::company::name_of_domain,
};

use super::{
    call::Call,
    form::Form,
    gate::Answer,
    list_query::{ListQuery, address},
    news, respond,
    view::{
        Section,
        companies::{CompaniesPage, CompanyRow},
    },
};

const PATH: &str = "/organizations";
const NEWS: &str = "/organizations/news";
/// Organizations of one page.
const ROWS: usize = 50;
/// Characters of what is looked for.
const QUERY_CHARS: usize = 200;

/// Which of them stand on a page.
struct Asked {
    query: String,
    /// The name that these stand behind; empty for the first page.
    behind: String,
}

impl Asked {
    fn read(query: &Form, behind: &str) -> Self {
        let text = |name: &str| {
            let text = query.text(name).chars().take(QUERY_CHARS);
            text.collect::<String>()
        };
        Self {
            query: text("query"),
            behind: text(behind),
        }
    }

    fn url(&self, path: &str, (name, behind): (&'static str, &str)) -> String {
        let pairs = [("query", self.query.as_str()), (name, behind)];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        address(path, pairs.map(|(name, value)| (name, value.to_owned())))
    }

    fn page(&self, reader: &UserDesk) -> Result<CompaniesPage, Problem> {
        let (lines, more) = reader.company_list(&self.query, &self.behind, ROWS)?;
        let last = lines.last().filter(|_| more);
        let first = self.url(PATH, ("after", ""));
        Ok(CompaniesPage {
            next_url: last.map(|last| self.url(PATH, ("after", &last.company.name))),
            first_url: (!self.behind.is_empty()).then_some(first),
            news_url: self.url(NEWS, ("behind", &self.behind)),
            rows: lines.iter().map(row).collect(),
            query: self.query.clone(),
        })
    }
}

/// Shows some of them, by name.
pub async fn companies(call: Call, user: UserDesk) -> Answer {
    let (asked, reader) = (Asked::read(&call.query, "after"), user.clone());
    let page = call.run(move |_| asked.page(&reader)).await?;
    respond::page(
        &call,
        Some(&user),
        Section::Tickets,
        "companies.html",
        &page,
    )
}

/// Says what changed of those that stand on a page: `/organizations/news?behind=Acme&after=88123`.
pub async fn companies_news(call: Call, user: UserDesk) -> Answer {
    let asked = Asked::read(&call.query, "behind");
    let template = "_companies_update.html";
    news::answer(&call, user, template, move |reader, news| {
        let told = reader.companies_told(&news.tickets, news.after)?;
        // One that is new may have its turn here.
        let concerned = news.settings || told.is_none_or(|told| !told.is_empty());
        Ok(concerned.then(|| asked.page(reader)).transpose()?)
    })
    .await
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
