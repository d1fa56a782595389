//! Pieces of pages, as their scripts ask for them.

use super::{Book, Rendered, Templates, customers};
use crate::web::view::{
    Section,
    inbox::InboxUpdate,
    mentions::{Callable, Mentioned, Mentions},
    sample,
    ticket::{TicketPresence, TicketUpdate},
    ticket_list::{ListState, TicketListUpdate},
};

pub(super) fn fragments(templates: &Templates) -> Vec<Rendered> {
    let mut book = Book {
        templates,
        pages: Vec::new(),
    };
    let update = TicketUpdate {
        ticket: sample::ticket(),
        reset: false,
        log: sample::log(),
    };
    book.add(
        "ticket-update",
        "_ticket_update.html",
        Section::Inbox,
        &update,
    );
    add_lists(&mut book);
    let items = InboxUpdate {
        rev: 88_200,
        items: sample::inbox().items,
        gone: vec![1_030],
        reset: true,
        total: 14,
        views: sample::inbox().views,
        beside: true,
    };
    book.add("inbox-update", "_inbox_update.html", Section::Inbox, &items);
    customers::add_updates(&mut book);
    let presence = TicketPresence {
        number: 1_042,
        others: sample::others(),
    };
    book.add(
        "presence",
        "_ticket_presence.html",
        Section::Inbox,
        &presence,
    );
    let mentions = Mentions {
        unread: 3,
        newest: Some(Mentioned {
            number: 1_039,
            name: "Invoice <b>twice</b>".to_owned(),
        }),
    };
    book.add("mentions", "_mentions.html", Section::Inbox, &mentions);
    let people = vec![sample::tom(), sample::ines()];
    book.add(
        "mentions-people",
        "_mentions_people.html",
        Section::Inbox,
        &Callable { people },
    );
    let complete = sample::ticket_list::complete();
    book.add("complete", "_complete.html", Section::Tickets, &complete);
    book.add(
        "preview",
        "_ticket_preview_alone.html",
        Section::Tickets,
        &sample::preview(),
    );
    book.pages
}

/// The overview with rows that changed, and one that has none left.
fn add_lists(book: &mut Book<'_>) {
    let page = sample::list(ListState::Rows, 0);
    let rows = TicketListUpdate {
        rev: 88_200,
        columns: sample::ticket_list::columns(&sample::ticket_list::ALL),
        rows: sample::rows(3),
        gone: vec![1_030, 1_031],
        reset: false,
        total: 1_043,
        most_at_once: page.most_at_once,
        views: page.views,
        groups: page.groups,
        saved: page.saved,
        filters: page.filters,
        clear_url: None,
        state: ListState::Rows,
        query: String::new(),
        wider: None,
        first_mail_url: None,
        address: None,
    };
    book.add(
        "list-update",
        "_ticket_list_update.html",
        Section::Tickets,
        &rows,
    );
    let none = sample::list(ListState::None, 1);
    let emptied = TicketListUpdate {
        rows: Vec::new(),
        total: 0,
        state: ListState::None,
        query: none.query,
        wider: none.wider,
        clear_url: none.clear_url,
        ..rows
    };
    book.add(
        "list-update-none",
        "_ticket_list_update.html",
        Section::Tickets,
        &emptied,
    );
}
