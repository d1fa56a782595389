//! A customer alone, the page before they are erased, and the organizations that they belong to.

use super::{Book, errors, sample};
use crate::{
    domain::time::Timestamp,
    web::{
        news::Update,
        view::{
            Problem, Section,
            companies::{CompaniesPage, CompanyRow},
            company::{CompanyMember, CompanyPage},
            customer::CustomerPage,
            customer_erase::CustomerErasePage,
        },
    },
};

fn customer() -> CustomerPage {
    CustomerPage {
        id: 7,
        customer: sample::ticket().customer,
        created: Timestamp(1_760_000_000_000_000),
        tickets: sample::ticket().earlier,
        total: 60,
        list_url: "/tickets?query=customer".to_owned(),
        may_export: true,
        may_erase: true,
        news_url: "/customers/7/news".to_owned(),
    }
}

pub(super) fn add(book: &mut Book<'_>) {
    let page = customer();
    book.add("customer", "customer.html", Section::Tickets, &page);
    let mut bare = page;
    bare.customer.addresses.clear();
    bare.customer.phone.clear();
    bare.customer.tel.clear();
    bare.customer.notes.clear();
    bare.customer.organization.clear();
    bare.customer.merged.clear();
    (bare.tickets, bare.total) = (Vec::new(), 0);
    (bare.may_export, bare.may_erase) = (false, false);
    book.add("customer-bare", "customer.html", Section::Tickets, &bare);
    add_erase(book, bare);
    add_companies(book);
}

/// What a live page of something is answered.
fn update<P>(now: Option<P>) -> Update<P> {
    Update {
        rev: 88_200,
        reset: now.is_none(),
        now,
    }
}

fn add_erase(book: &mut Book<'_>, bare: CustomerPage) {
    let erase = CustomerErasePage {
        id: 7,
        person: bare.customer.person,
        tickets: 12,
        messages: 1_204,
        files: 1,
        bytes: 9_000_000,
        merged: vec!["C. <b>".to_owned()],
        word: "camille@cabinet-roussel.example".to_owned(),
        has_address: true,
        typed: "<b>".to_owned(),
        seen: "0-1".to_owned(),
        changed: false,
        errors: errors(&[("address", Problem::NotTheirs)]),
    };
    let template = "customer_erase.html";
    book.add("customer-erase-error", template, Section::Tickets, &erase);
    let changed = CustomerErasePage {
        has_address: false,
        changed: true,
        errors: Vec::new(),
        ..erase
    };
    book.add("customer-erase", template, Section::Tickets, &changed);
}

fn row() -> CompanyRow {
    CompanyRow {
        id: 4,
        name: "Cabinet Roussel & Fils <b>".to_owned(),
        domains: vec!["roussel.example".to_owned(), "bücher.example".to_owned()],
        customers: 1_204,
        tickets: 60,
        list_url: "/tickets?query=organization".to_owned(),
    }
}

fn bare() -> CompanyRow {
    CompanyRow {
        id: 5,
        domains: Vec::new(),
        customers: 0,
        tickets: 0,
        ..row()
    }
}

fn companies() -> CompaniesPage {
    CompaniesPage {
        query: "<b>".to_owned(),
        rows: vec![row(), bare()],
        next_url: Some("/organizations?after=x".to_owned()),
        first_url: Some("/organizations".to_owned()),
        news_url: "/organizations/news".to_owned(),
    }
}

fn company() -> CompanyPage {
    CompanyPage {
        unnamed: "roussel.example".to_owned(),
        name: "<b>".to_owned(),
        domains: "<b>".to_owned(),
        was_name: "<b>".to_owned(),
        was_domains: "<b>".to_owned(),
        members: vec![CompanyMember {
            id: 7,
            person: sample::ticket().customer.person,
            address: "<b>@roussel.example".to_owned(),
            tickets: 3,
        }],
        next_url: Some("/organizations/4?after=7".to_owned()),
        first_url: Some("/organizations/4".to_owned()),
        news_url: "/organizations/4/news".to_owned(),
        may_edit: true,
        errors: errors(&[("name", Problem::Taken), ("domains", Problem::Domain)]),
        row: row(),
    }
}

fn add_companies(book: &mut Book<'_>) {
    let list = companies();
    book.add("companies", "companies.html", Section::Tickets, &list);
    let none = CompaniesPage {
        rows: Vec::new(),
        query: String::new(),
        next_url: None,
        first_url: None,
        ..list
    };
    book.add("companies-none", "companies.html", Section::Tickets, &none);
    let nothing = CompaniesPage {
        query: "<b>".to_owned(),
        ..none
    };
    let template = "companies.html";
    book.add("companies-none-found", template, Section::Tickets, &nothing);
    let page = company();
    book.add("company-error", "company.html", Section::Tickets, &page);
    let bare = CompanyPage {
        row: bare(),
        unnamed: String::new(),
        members: Vec::new(),
        next_url: None,
        first_url: None,
        errors: Vec::new(),
        ..page.clone()
    };
    book.add("company-bare", "company.html", Section::Tickets, &bare);
    let read = CompanyPage {
        may_edit: false,
        errors: Vec::new(),
        ..page
    };
    book.add("company", "company.html", Section::Tickets, &read);
}

/// What the same pages are answered when something happened.
pub(super) fn add_updates(book: &mut Book<'_>) {
    let now = update(Some(customer()));
    book.add(
        "customer-update",
        "_customer_update.html",
        Section::Tickets,
        &now,
    );
    let now = update(Some(companies()));
    book.add(
        "companies-update",
        "_companies_update.html",
        Section::Tickets,
        &now,
    );
    let template = "_company_update.html";
    book.add(
        "company-update",
        template,
        Section::Tickets,
        &update(Some(company())),
    );
    let nothing = update(None::<CompanyPage>);
    book.add("company-update-reset", template, Section::Tickets, &nothing);
}
