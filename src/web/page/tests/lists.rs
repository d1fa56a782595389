//! The overview in each of its states.

use super::*;
use crate::web::view::ticket_list::TicketListPage;

pub(super) fn add(book: &mut Book<'_>) {
    let list = |state, count| sample::list(state, count);
    book.add(
        "tickets",
        "ticket_list.html",
        Section::Tickets,
        &list(ListState::Rows, 50),
    );
    book.add(
        "tickets-first",
        "ticket_list.html",
        Section::Tickets,
        &list(ListState::First, 0),
    );
    book.add(
        "tickets-done",
        "ticket_list.html",
        Section::Tickets,
        &list(ListState::Done, 0),
    );
    book.add(
        "tickets-none",
        "ticket_list.html",
        Section::Tickets,
        &list(ListState::None, 0),
    );
    let mut every = list(ListState::Rows, 20);
    every.columns = sample::ticket_list::columns(&sample::ticket_list::ALL);
    every.columns.open = true;
    book.add(
        "tickets-every",
        "ticket_list.html",
        Section::Tickets,
        &every,
    );
    let mut named = list(ListState::Rows, 3);
    named.menu.open = true;
    named.menu.errors = vec![FieldError::new("name", Problem::Taken)];
    book.add("tickets-view", "ticket_list.html", Section::Tickets, &named);
    let chosen = list(ListState::Rows, 20).with_selection(sample::ticket_list::refused());
    book.add(
        "tickets-chosen",
        "ticket_list.html",
        Section::Tickets,
        &chosen,
    );
    let long = TicketListPage {
        total: 12_345,
        ..list(ListState::Rows, 3)
    };
    book.add("tickets-long", "ticket_list.html", Section::Tickets, &long);
    let mut moved = list(ListState::Rows, 3);
    moved.columns.open = true;
    moved.columns.order = sample::ticket_list::by_customer();
    moved.columns.moved = Some(sample::ticket_list::moved());
    book.add(
        "tickets-moved",
        "ticket_list.html",
        Section::Tickets,
        &moved,
    );
    let bin = TicketListPage {
        in_bin: true,
        indexed: None,
        ..list(ListState::Rows, 3)
    };
    book.add("tickets-bin", "ticket_list.html", Section::Tickets, &bin);
    let preview = TicketListPage {
        preview: Some(sample::preview()),
        newest_url: Some("/tickets".to_owned()),
        ..list(ListState::Rows, 20)
    };
    book.add(
        "tickets-preview",
        "ticket_list.html",
        Section::Tickets,
        &preview,
    );
}

#[test]
fn a_list_that_is_too_long_for_one_act_is_not_offered_whole() {
    let templates = Templates::load().expect("templates");
    for page in pages(&templates) {
        let offered = match page.what.as_str() {
            "tickets" => true,
            "tickets-long" => false,
            _ => continue,
        };
        let lang = page.lang;
        assert_eq!(page.html.contains("data-bulk-whole"), offered, "{lang:?}");
        assert!(page.html.contains("data-bulk-offer"), "{lang:?}");
    }
}

#[test]
fn a_search_says_how_far_its_index_is_and_nothing_once_it_is_whole() {
    let templates = Templates::load().expect("templates");
    let said = |lang| match lang {
        Language::En => {
            "The search is being made anew and holds 12% of the tickets. \
             What is not in it yet is not found."
        }
        Language::Fr => {
            "La recherche est en cours de reconstruction et contient 12\u{a0}% des tickets. \
             Ce qui n’y est pas encore n’est pas trouvé."
        }
    };
    let mut seen = Vec::new();
    for page in pages(&templates) {
        let (is_there, lang) = match page.what.as_str() {
            "tickets" | "tickets-none" => (true, page.lang),
            "tickets-bin" => (false, page.lang),
            _ => continue,
        };
        let told = format!("role=\"status\"><span>{}</span></p>", said(lang));
        let count = page.html.matches(&told).count();
        assert_eq!(count, usize::from(is_there), "{} in {lang:?}", page.what);
        // No words of it in another shape either.
        let words = ["made anew", "reconstruction"];
        let any = words.iter().any(|words| page.html.contains(words));
        assert_eq!(any, is_there, "{} in {lang:?}", page.what);
        seen.push(lang);
    }
    assert_eq!(seen.len(), 6);
}
