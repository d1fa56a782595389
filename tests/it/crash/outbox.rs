//! The outbox over kills: all arrives, a repeat bears the same Message-ID, nobody gets an answer
//! before the one that was written earlier, and nothing waits for the lease of a dead process.

use std::{collections::HashMap, path::Path, sync::Arc, time::Duration};

use guichet::{
    desk::{
        Desk,
        access::UserDesk,
        reply::Reply,
        setup::FirstRun,
        ticket_create::{NewCustomer, NewTicket},
    },
    domain::{
        activity::Source,
        address::EmailAddress,
        delivery::{Delivery, DeliveryState},
        settings::{Smarthost, SmarthostSecurity},
        ticket::Priority,
        time::Timestamp,
        user::Language,
    },
    store,
};

use super::open;
use crate::{
    program::serve,
    support::{
        disk::Dice,
        rounds,
        sink::{Deed, Received, Sink, SinkOptions},
    },
};

pub(super) const NOW: Timestamp = Timestamp(1_760_000_000_000_000);
const CUSTOMERS: u64 = 10;
const EACH: u64 = 3;

pub(super) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(super) fn first_run(desk: &Arc<Desk>, port: u16) -> UserDesk {
    let answers = FirstRun {
        organization: "Lumen".into(),
        language: Language::En,
        time_zone: "Europe/Paris".into(),
        mailbox: address("help@desk.example"),
        admin_name: "Ada".into(),
        admin_email: address("ada@desk.example"),
        password: "a long enough password".into(),
        smarthost: Some(Smarthost {
            security: SmarthostSecurity::Plain,
            host: "127.0.0.1".into(),
            port,
            user: String::new(),
        }),
        smarthost_password: None,
        demo: false,
    };
    let admin = desk.first_run(answers, NOW).unwrap();
    desk.act_as(&admin).unwrap()
}

/// Queues answers, `each` to every customer, in turn.
fn answer(user: &UserDesk, customers: u64, each: u64) {
    let tickets: Vec<_> = (0..customers)
        .map(|customer| {
            let new = NewTicket {
                source: Source::Hand,
                name: "The lamp is dark".into(),
                description: String::new(),
                customer: NewCustomer {
                    email: Some(address(&format!("c{customer}@cust.example"))),
                    ..NewCustomer::default()
                },
                priority: Some(Priority::default()),
                assignee: None,
                tags: Vec::new(),
                notify_customer: false,
                form: None,
            };
            user.ticket_create(new, NOW).unwrap().id
        })
        .collect();
    for number in 0..each {
        for ticket in &tickets {
            let reply = Reply {
                text: format!("answer {number}"),
                cc: Vec::new(),
                attachments: Vec::new(),
                then: None,
                seen: None,
                quote_intro: None,
            };
            user.reply(*ticket, reply, NOW).unwrap();
        }
    }
}

pub(super) fn deliveries(desk: &Desk) -> Vec<Delivery> {
    store::delivery::all(&desk.store().read().unwrap()).unwrap()
}

pub(super) fn header<'a>(raw: &'a str, name: &str) -> &'a str {
    let line = raw.lines().find(|line| line.starts_with(name));
    line.expect(name)[name.len()..].trim()
}

/// Recipient, number of the answer, Message-ID.
fn read(received: &Received) -> (String, u64, String) {
    let raw = String::from_utf8_lossy(&received.raw);
    let number = raw.split("\r\nanswer ").nth(1).expect("our text");
    (
        header(&raw, "To:").to_owned(),
        number[..1].parse().unwrap(),
        header(&raw, "Message-ID:").to_owned(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_answers_arrive_over_kills_and_a_repeat_is_recognised() {
    // Late, so that many a kill falls between the server's 250 and our record of it.
    let sink = Sink::start(SinkOptions {
        script: Arc::new(|_, _| Deed::Late(Duration::from_millis(60))),
        ..SinkOptions::default()
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    answer(&first_run(&desk, sink.address.port()), CUSTOMERS, EACH);
    drop(desk);

    let mut dice = Dice::new(5);
    let kills = rounds(6, 12);
    for kill in 0..kills {
        let program = serve(folder.path());
        let before = sink.seen().received.len();
        let more = 1 + dice.below(3) as usize;
        sink.until("mails arrive after a start", |seen| {
            seen.received.len() >= before + more || kill > 8
        })
        .await;
        std::thread::sleep(Duration::from_micros(dice.below(60_000)));
        program.kill();
    }
    let program = serve(folder.path());
    let all = |received: &[Received]| {
        let distinct: std::collections::HashSet<_> = received.iter().map(read).collect();
        distinct.len() as u64 == CUSTOMERS * EACH
    };
    sink.until("all answers", |seen| all(&seen.received)).await;
    program.stop();

    check_received(&sink.seen().received, kills);
    let desk = open(folder.path());
    for delivery in deliveries(&desk) {
        let delivered = matches!(delivery.state, DeliveryState::Delivered { .. });
        assert!(delivered, "{delivery:?}");
    }
    assert_eq!(
        store::check::run(desk.store()).unwrap(),
        Vec::<String>::new()
    );
}

fn check_received(received: &[Received], kills: u64) {
    let mut ids: HashMap<(String, u64), String> = HashMap::new();
    let mut newest: HashMap<String, u64> = HashMap::new();
    for mail in received {
        let (recipient, number, id) = read(mail);
        let known = ids.entry((recipient.clone(), number)).or_insert(id.clone());
        assert_eq!(*known, id, "answer {number} to {recipient}");
        let newest = newest.entry(recipient.clone()).or_default();
        assert!(
            number >= *newest,
            "answer {number} to {recipient} after {newest}"
        );
        *newest = number;
    }
    assert_eq!(ids.len() as u64, CUSTOMERS * EACH, "all arrived");
    println!(
        "{kills} kills, {} answers, {} arrived twice",
        ids.len(),
        received.len() - ids.len()
    );
}

fn lease_and_die(data: &Path) {
    let desk = open(data);
    let leased = desk.lease_deliveries(NOW, 2).unwrap();
    assert_eq!(leased.len(), 2);
    assert_eq!(leased[0].attempt, 1);
    let next = desk.lease_deliveries(NOW, 9).unwrap();
    assert_eq!(next.len(), 1, "what is leased is not leased again");
}

#[test]
fn leases_of_a_dead_process_are_released_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    answer(&first_run(&desk, 1), 3, 1);
    drop(desk);
    lease_and_die(folder.path());
    let desk = open(folder.path());
    let again = desk.lease_deliveries(NOW, 9).unwrap();
    let order: Vec<_> = again.iter().map(|job| (job.id.0, job.attempt)).collect();
    assert_eq!(order, [(1, 2), (2, 2), (3, 2)], "at once, in order");
}

#[test]
fn a_delivery_without_its_message_fails_with_a_reason_and_holds_up_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    answer(&first_run(&desk, 1), 3, 1);
    let lost = deliveries(&desk)[1].clone();
    desk.store()
        .write(move |tx| {
            let message = store::message::get(tx, lost.message().unwrap())?.unwrap();
            store::blobs::unlink(tx, message.raw)
        })
        .unwrap();
    let leased = desk.lease_deliveries(NOW, 9).unwrap();
    let leased: Vec<_> = leased.iter().map(|job| job.id.0).collect();
    assert_eq!(leased, [1, 3]);
    let states = deliveries(&desk);
    let DeliveryState::Failed { reason } = &states[1].state else {
        panic!("{:?}", states[1]);
    };
    assert!(reason.contains("no longer"), "{reason}");
    let due = desk.next_delivery_due().unwrap();
    assert!(due > Some(NOW), "only the leases are left: {due:?}");
}
