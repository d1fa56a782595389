//! `kill -9` in the middle of an erasure: what was begun is done at the next start, before anybody
//! sees what was left of it.

use std::{path::Path, sync::Arc, thread, time::Duration};

use guichet::{
    desk::{
        Desk,
        access::UserDesk,
        customers::CustomerEdit,
        ticket_create::{NewCustomer, NewTicket},
    },
    domain::{
        activity::Source, address::EmailAddress, id::TicketId, ticket::Priority, time::Timestamp,
    },
    store,
};

use super::open;
use crate::{
    program::{self, http, serve, verb},
    support::{disk::Dice, rounds},
    world::written::tables_with,
};

const NOW: Timestamp = Timestamp(1_760_000_000_000_000);
const TICKETS: u64 = 150;
const OTHERS: u64 = 60;
const INES: &str = "ines@zanzibar.example";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn make(user: &UserDesk, email: &str, name: &str) -> TicketId {
    let new = NewTicket {
        source: Source::Hand,
        name: name.to_owned(),
        description: format!("{name} in the {email} house"),
        customer: NewCustomer {
            email: Some(address(email)),
            ..NewCustomer::default()
        },
        priority: Some(Priority::default()),
        assignee: None,
        tags: Vec::new(),
        notify_customer: false,
        form: None,
    };
    user.ticket_create(new, NOW).unwrap().id
}

/// A desk with many tickets of Inès, and many of Tom in which she takes part.
fn furnish(desk: &Arc<Desk>) {
    let admin = desk.user_by_email(&address("ada@lumen.example")).unwrap();
    let user = desk.act_as(&admin.unwrap()).unwrap();
    for number in 0..TICKETS {
        let ticket = make(&user, INES, &format!("Zanzibar {number}"));
        user.note(ticket, "about the zanzibar lamp", NOW).unwrap();
    }
    for number in 0..OTHERS {
        let ticket = make(&user, "tom@other.example", &format!("door {number}"));
        user.participant_add(ticket, &address(INES), NOW).unwrap();
    }
    let edit = CustomerEdit {
        notes: Some("knows zanzibar".to_owned()),
        ..CustomerEdit::default()
    };
    let first = store::customer::all(&desk.store().read().unwrap()).unwrap();
    user.customer_edit(first[0].id, edit, NOW).unwrap();
}

/// Asks the program to erase Inès, and kills it that much later.
fn erase_and_kill(data: &Path, token: &str, after: Duration) {
    let desk = serve(data);
    let bearer = format!("Authorization: Bearer {token}");
    let headers = [bearer.as_str(), "Content-Type: application/json"];
    let body = format!("{{\"address\":\"{INES}\"}}");
    let done = http::request(desk.web, "DELETE", "/api/v1/customers/1", &headers, &body);
    assert_eq!(done.status, 200, "{}", done.body);
    // The moment itself is by lot.
    thread::sleep(after);
    desk.kill();
}

fn left(desk: &Desk) -> u64 {
    let tickets = store::ticket::all(&desk.store().read().unwrap()).unwrap();
    tickets.len() as u64 - OTHERS
}

#[test]
fn an_erasure_that_was_killed_is_done_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    program::setup(folder.path(), &data, &[]).check(0, &[]);
    let token = verb(&data, &["token", "create", "ada@lumen.example"]);
    let token = token.last_line().trim().to_owned();
    let desk = open(&data);
    furnish(&desk);
    drop(desk);
    let before = folder.path().join("before");
    std::fs::copy(data.join("guichet.redb"), &before).unwrap();
    let (total, mut cut) = (rounds(4, 60), 0);
    for round in 0..total {
        std::fs::copy(&before, data.join("guichet.redb")).unwrap();
        // What an earlier round remembers would erase at once.
        std::fs::remove_file(data.join("erased")).unwrap_or_default();
        let mut dice = Dice::new(round + 1);
        let after = Duration::from_micros(dice.below(60_000));
        erase_and_kill(&data, &token, after);
        let desk = open(&data);
        let under_way = store::erasure::under_way(&desk.store().read().unwrap()).unwrap();
        cut += u64::from(!under_way.is_empty());
        desk.erase_at_start(NOW).unwrap();
        assert_eq!(left(&desk), 0, "round {round}");
        for word in ["zanzibar", "ines@"] {
            assert_eq!(tables_with(&desk, word), [""; 0], "{word} in round {round}");
        }
        let faults = store::check::run(desk.store()).unwrap();
        assert_eq!(faults, Vec::<String>::new(), "round {round}");
    }
    println!("{cut} of {total} erasures were cut short");
    assert!(cut > 0, "no kill came in time");
}
