//! One organization of customers: `/organizations/{id}`.

use crate::{
    desk::{
        access::UserDesk,
        customers::{CompanyEdit, CompanyLine, CompanySeen, Member},
        problem::Problem,
    },
    domain::{
        address::EmailAddress,
        id::{CompanyId, CustomerId, UndoId},
    },
};

use super::{
    call::Call,
    companies::row,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    list_query::address,
    news, respond, undo,
    view::{
        self, FieldError, Section,
        company::{CompanyMember, CompanyPage},
    },
    was,
};

/// Customers of one page.
const MEMBERS: usize = 50;

/// Shows an organization.
pub async fn company(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None).await
}

/// Gives it another name or other domains.
pub async fn company_post(call: Call, user: UserDesk) -> Answer {
    let id = CompanyId(call.number("id")?);
    let (now, editor, edit) = (call.now, user.clone(), read(&call.form));
    let changed = call.run(move |_| editor.company_edit(id, edit, now)).await;
    done(&call, &user, &path(id), changed).await
}

/// Deletes it; its customers stay.
pub async fn company_delete(call: Call, user: UserDesk) -> Answer {
    let id = CompanyId(call.number("id")?);
    let (now, editor) = (call.now, user.clone());
    let deleted = call.run(move |_| editor.company_delete(id, now)).await;
    done(&call, &user, "/organizations", deleted).await
}

async fn done(
    call: &Call,
    user: &UserDesk,
    next: &str,
    done: Result<Option<UndoId>, WebError>,
) -> Answer {
    let error = match done {
        Ok(Some(offered)) => return Ok(undo::offer(next, Some(offered))),
        Ok(None) => return Ok(undo::saved(next)),
        Err(error) => error,
    };
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(call, user, Some(field)).await?;
    response.set_status(error.status());
    Ok(response)
}

fn path(id: CompanyId) -> String {
    format!("/organizations/{id}")
}

fn read(form: &Form) -> CompanyEdit {
    let seen = form.get("was-name").map(|name| CompanySeen {
        name: name.to_owned(),
        domains: domains(form.text("was-domains")),
    });
    CompanyEdit {
        name: form.get("name").map(str::to_owned),
        domains: form.get("domains").map(domains),
        seen,
    }
}

/// Domains as they are written: one per line, or with a comma or a space between them.
fn domains(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

async fn show(call: &Call, user: &UserDesk, error: Option<FieldError>) -> Answer {
    let id = CompanyId(call.number("id")?);
    let after = CustomerId(call.query.text("after").parse().unwrap_or(0));
    let (reader, form) = (user.clone(), call.form.clone());
    let page = call
        .run(move |_| read_page(&reader, (id, after), &form, error))
        .await?;
    respond::page(call, Some(user), Section::Tickets, "company.html", &page)
}

/// Says what changed of an organization and its customers:
/// `/organizations/{id}/news?behind=12&after=88123`.
pub async fn company_news(call: Call, user: UserDesk) -> Answer {
    let id = CompanyId(call.number("id")?);
    let behind = CustomerId(call.query.text("behind").parse().unwrap_or(0));
    let template = "_company_update.html";
    news::answer(&call, user, template, move |reader, news| {
        let told = reader.companies_told(&news.tickets, news.after)?;
        if !news.settings && told.is_some_and(|told| !told.contains(&id)) {
            return Ok(None);
        }
        let page = read_page(reader, (id, behind), &Form::default(), None)?;
        Ok(Some(page))
    })
    .await
}

fn read_page(
    reader: &UserDesk,
    (id, after): (CompanyId, CustomerId),
    form: &Form,
    error: Option<FieldError>,
) -> Result<CompanyPage, Problem> {
    let line = reader.company_line(id)?;
    let (members, more) = reader.company_members(id, after, MEMBERS)?;
    let last = members.last().filter(|_| more);
    let behind = |member: &Member| {
        let after = ("after", member.customer.id.to_string());
        address(&path(id), std::iter::once(after))
    };
    let is_first = after.0 == 0;
    let place = (!is_first).then(|| ("behind", after.to_string()));
    Ok(CompanyPage {
        next_url: last.map(behind),
        first_url: (!is_first).then(|| path(id)),
        members: members.iter().map(member).collect(),
        may_edit: reader.may_edit_companies(),
        news_url: address(&format!("{}/news", path(id)), place.into_iter()),
        ..draw(&line, form, error)
    })
}

/// Draws the form: what is, or what was refused, as typed.
fn draw(line: &CompanyLine, form: &Form, error: Option<FieldError>) -> CompanyPage {
    let (row, company) = (row(line), &line.company);
    // Who is told that somebody changed a field has seen it now.
    let was = |field: &str, kept: &str| match &error {
        Some(error) if error.field == field && error.problem == view::Problem::Changed => {
            kept.to_owned()
        }
        _ => was::text(form, field, kept),
    };
    let typed = |field: &str, kept: String| form.get(field).map_or(kept, str::to_owned);
    CompanyPage {
        unnamed: company
            .unnamed()
            .map_or_else(String::new, |_| company.name.clone()),
        name: typed("name", company.name.clone()),
        domains: typed("domains", row.domains.join("\n")).replace("\r\n", "\n"),
        was_name: was("name", &company.name),
        was_domains: was("domains", &company.domains.join(" ")),
        row,
        members: Vec::new(),
        next_url: None,
        first_url: None,
        news_url: String::new(),
        may_edit: false,
        errors: error.into_iter().collect(),
    }
}

fn member(member: &Member) -> CompanyMember {
    let customer = &member.customer;
    let person = draw::customer(Some(customer));
    let address = customer.addresses.first().map(EmailAddress::as_str);
    let address = address.filter(|address| *address != person.name);
    CompanyMember {
        id: customer.id.0,
        address: address.unwrap_or_default().to_owned(),
        tickets: member.tickets,
        person,
    }
}
