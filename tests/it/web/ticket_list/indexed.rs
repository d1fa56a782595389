//! The list while the search is made anew: whoever looks for words is told how far it has come. The
//! desk has nobody who brings the search up to date here, so it stays where it is until the test does.

use std::{net::SocketAddr, path::Path, sync::Arc};

use guichet::{
    base::{clock::Clock, tasks::Tasks},
    desk::{Desk, DeskOptions, search::Behind, setup::FirstRun},
    domain::{
        activity::{self, Actor, Created, Event, Source},
        customer::Customer,
        id::CustomerId,
        ticket::Priority,
        time::Timestamp,
        token::AddressToken,
        user::Language,
    },
    net::conversation::Conversation,
    store::{self, StoreError, WriteTx},
    web::{self, Web, server::ServeOptions, site::Site},
};
use tokio::net::TcpListener;

use super::numbers;
use crate::{
    web::check_page,
    world::{ADMIN, MAILBOX, NOW, PASSWORD, address, http::Browser, runtime},
};

/// So many that no search waits for all of them to be taken in.
const TICKETS: u64 = 1_200;

fn first_run() -> FirstRun {
    FirstRun {
        organization: "Lumen".to_owned(),
        language: Language::En,
        time_zone: "Europe/Paris".to_owned(),
        mailbox: address(MAILBOX),
        admin_name: "Ada Byron".to_owned(),
        admin_email: address(ADMIN),
        password: PASSWORD.to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    }
}

fn one(tx: &mut WriteTx<'_>, customer: CustomerId, number: u64) -> Result<(), StoreError> {
    let id = store::ticket::next_id(tx)?;
    let mut token = [0; 10];
    token[2..].copy_from_slice(&number.to_be_bytes());
    let created = Created {
        source: Source::Hand,
        name: format!("lamp serial{number}x"),
        description: String::new(),
        priority: Priority::Medium,
        assignee: None,
        tags: Vec::new(),
        customer,
        mailbox: None,
        token: AddressToken::from_random(token),
        participants: Vec::new(),
        automatic: false,
    };
    let event = Event::Created(Box::new(created.clone()));
    let line = store::activity::append(tx, id, NOW, Actor::System, event)?;
    store::ticket::put(tx, &activity::start(id, line.id, NOW, &created))
}

fn fill(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    let id = store::customer::next_id(tx)?;
    let customer = Customer {
        id,
        name: "Ines".to_owned(),
        addresses: vec![address("ines@cust.example")],
        phone: String::new(),
        notes: String::new(),
        created: Timestamp(1),
        organization: None,
    };
    store::customer::put(tx, &customer)?;
    (1..=TICKETS).try_for_each(|number| one(tx, id, number))
}

/// A desk of many tickets with its pages, and nothing that works behind them.
async fn open(folder: &Path, tasks: &Tasks) -> (Arc<Desk>, SocketAddr) {
    let desk = Desk::open(DeskOptions::for_testing(folder)).unwrap();
    let made = desk.run(|desk| {
        desk.first_run(first_run(), NOW).unwrap();
        desk.store().write(fill).unwrap();
    });
    made.await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let pages = Web::new(
        Arc::clone(&desk),
        Clock::fixed(NOW),
        Site::local(address),
        Vec::new(),
        Conversation::default(),
        address,
        tasks.stop_token(),
    );
    let pages = Arc::new(pages.unwrap());
    let served = web::server::serve(listener, pages, ServeOptions::default(), tasks.clone());
    tasks.spawn("web", served);
    (desk, address)
}

/// What a search says of its index, and the numbers that it finds.
async fn said(admin: &Browser, query: &str) -> (Option<String>, Vec<u64>) {
    let list = admin.get(&format!("/tickets?query={query}")).await;
    let page = check_page(&list, 200);
    let told = page.all("p", &[("role", "status")]);
    let mut told = told.iter().map(|p| p.text.trim().to_owned());
    let told = told.find(|text| text.contains("made anew"));
    (told, numbers(&page))
}

#[test]
fn a_search_whose_index_is_not_whole_says_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let tasks = Tasks::new();
        let (desk, address) = open(folder.path(), &tasks).await;
        let admin = Browser::new(address);
        admin.enter(ADMIN, PASSWORD).await;
        let behind = "The search is being made anew and holds 0% of the tickets. \
                      What is not in it yet is not found.";
        for _ in 0..2 {
            let found = said(&admin, "serial7x").await;
            assert_eq!(found, (Some(behind.to_owned()), Vec::new()));
        }
        // What needs no words is whole.
        let (told, found) = said(&admin, "status:open").await;
        assert_eq!((told, found.len()), (None, 50));
        let steps = desk.run(|desk| while desk.search_step().unwrap() == Behind::Some {});
        steps.await.unwrap();
        assert_eq!(said(&admin, "serial7x").await, (None, vec![7]));
        tasks.stop();
        tasks.ended().await;
    });
}
