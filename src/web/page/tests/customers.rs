//! A customer alone, and the page before they are erased.

use super::{Book, errors, sample};
use crate::{
    domain::time::Timestamp,
    web::view::{Problem, Section, customer::CustomerPage, customer_erase::CustomerErasePage},
};

pub(super) fn add(book: &mut Book<'_>) {
    let page = CustomerPage {
        id: 7,
        customer: sample::ticket().customer,
        created: Timestamp(1_760_000_000_000_000),
        tickets: sample::ticket().earlier,
        total: 60,
        list_url: "/tickets?query=customer".to_owned(),
        may_erase: true,
    };
    book.add("customer", "customer.html", Section::Tickets, &page);
    let mut bare = page;
    bare.customer.addresses.clear();
    bare.customer.phone.clear();
    bare.customer.tel.clear();
    bare.customer.notes.clear();
    bare.customer.organization.clear();
    bare.customer.merged.clear();
    (bare.tickets, bare.total, bare.may_erase) = (Vec::new(), 0, false);
    book.add("customer-bare", "customer.html", Section::Tickets, &bare);
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
