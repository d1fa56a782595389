//! Pages of those who may not everything, and of the audit log.

use super::*;
use crate::web::view::{
    home::{HomePage, May},
    settings_audit,
};

/// Adds them to all pages.
pub(super) fn add(book: &mut Book<'_>) {
    let observer = Rights::of(&[Right::TicketRead, Right::TicketNote]);
    let reader = Rights::of(&[Right::TicketRead]);
    let ticket = sample::ticket_page();
    book.add_for(
        "ticket-observer",
        "ticket.html",
        Section::Inbox,
        observer,
        &ticket,
    );
    book.add_for(
        "ticket-reader",
        "ticket.html",
        Section::Inbox,
        reader,
        &ticket,
    );
    let list = sample::list(ListState::Rows, 20);
    book.add_for(
        "tickets-observer",
        "ticket_list.html",
        Section::Tickets,
        observer,
        &list,
    );
    book.add_for(
        "inbox-observer",
        "inbox.html",
        Section::Inbox,
        observer,
        &sample::inbox_page(),
    );
    let may = HomePage {
        may: vec![May {
            word: "audit".to_owned(),
            url: "/settings/audit".to_owned(),
        }],
    };
    let nothing = HomePage { may: Vec::new() };
    let audit = Rights::of(&[Right::Audit]);
    book.add_for("home", "home.html", Section::None, audit, &may);
    book.add_for(
        "home-nothing",
        "home.html",
        Section::None,
        Rights::NONE,
        &nothing,
    );
    let template = "settings_audit.html";
    for (what, page) in [
        ("audit", sample::audit()),
        (
            "audit-broken",
            settings_audit::AuditPage {
                chain: settings_audit::AuditChain {
                    broken_at: Some(41),
                    ..sample::audit().chain
                },
                ..sample::audit()
            },
        ),
        (
            "audit-stopped",
            settings_audit::AuditPage {
                query: "bakery".to_owned(),
                rows: Vec::new(),
                stopped: true,
                chain: settings_audit::AuditChain {
                    whole: false,
                    ..sample::audit().chain
                },
                ..sample::audit()
            },
        ),
        (
            "audit-none",
            settings_audit::AuditPage {
                rows: Vec::new(),
                older_url: None,
                newest_url: None,
                ..sample::audit()
            },
        ),
    ] {
        book.add_for(what, template, Section::Settings, Rights::EVERY, &page);
    }
}
