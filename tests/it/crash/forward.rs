//! Forwards over kills: whoever was told that it is on its way never sends it again, and it arrives.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use guichet::{
    desk::{
        access::UserDesk,
        forward::Forward,
        reply::Reply,
        ticket_create::{NewCustomer, NewTicket},
    },
    domain::{activity::Source, delivery::DeliveryState, id::ActivityId, id::TicketId},
    store,
};

use super::{
    open,
    outbox::{NOW, address, deliveries, first_run, header},
};
use crate::{
    program::serve,
    support::{
        disk::Dice,
        rounds,
        sink::{Deed, Received, Sink, SinkOptions},
    },
};

const FORWARDS: u64 = 8;

/// A ticket with an answer; its number and the line of the answer.
fn answered(user: &UserDesk) -> (TicketId, ActivityId) {
    let new = NewTicket {
        source: Source::Hand,
        name: "The lamp is dark".into(),
        description: String::new(),
        customer: NewCustomer {
            email: Some(address("ines@cust.example")),
            ..NewCustomer::default()
        },
        priority: None,
        assignee: None,
        tags: Vec::new(),
        notify_customer: false,
        form: None,
    };
    let ticket = user.ticket_create(new, NOW).unwrap().id;
    let reply = Reply {
        text: "which lamp?".into(),
        cc: Vec::new(),
        attachments: Vec::new(),
        then: None,
        seen: None,
        quote_intro: None,
    };
    (ticket, user.reply(ticket, reply, NOW).unwrap())
}

fn forward(number: u64, line: ActivityId) -> Forward {
    Forward {
        line,
        to: vec![address(&format!("t{number}@toner.example"))],
        cc: Vec::new(),
        subject: None,
        text: "Can you help?".into(),
        files: None,
        attachments: Vec::new(),
        form: Some(format!("form {number}")),
        head: vec!["--- Forwarded ---".into()],
    }
}

/// Recipient → Message-IDs that came, of what was forwarded.
fn arrived(received: &[Received]) -> BTreeMap<String, BTreeSet<String>> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in received {
        let raw = String::from_utf8_lossy(&mail.raw);
        let to = header(&raw, "To:");
        if to.contains("@toner.example") {
            let of = ids.entry(to.to_owned()).or_default();
            of.insert(header(&raw, "Message-ID:").to_owned());
        }
    }
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_forwarded_arrives_over_kills_and_is_sent_once() {
    // Late, so that many a kill falls between the server's 250 and our record of it.
    let sink = Sink::start(SinkOptions {
        script: Arc::new(|_, _| Deed::Late(Duration::from_millis(60))),
        ..SinkOptions::default()
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let user = first_run(&desk, sink.address.port());
    let (ticket, line) = answered(&user);
    let send = |user: &UserDesk| -> Vec<ActivityId> {
        let forwards = (0..FORWARDS).map(|number| forward(number, line));
        forwards
            .map(|it| user.forward(ticket, &it, NOW).unwrap())
            .collect()
    };
    let told = send(&user);
    drop((user, desk));

    let mut dice = Dice::new(7);
    for kill in 0..rounds(4, 10) {
        let program = serve(folder.path());
        let before = sink.seen().received.len();
        sink.until("mails arrive after a start", |seen| {
            seen.received.len() > before || kill > 3
        })
        .await;
        std::thread::sleep(Duration::from_micros(dice.below(60_000)));
        program.kill();
        // Whoever saw no answer sends the form again: it has gone already.
        let desk = open(folder.path());
        let admin = store::user::all(&desk.store().read().unwrap()).unwrap();
        assert_eq!(send(&desk.act_as(&admin[0]).unwrap()), told);
    }
    let program = serve(folder.path());
    let all = |received: &[Received]| arrived(received).len() as u64 == FORWARDS;
    sink.until("all of them", |seen| all(&seen.received)).await;
    program.stop();

    for (to, ids) in arrived(&sink.seen().received) {
        assert_eq!(ids.len(), 1, "{to} can tell a repeat");
    }
    let desk = open(folder.path());
    for delivery in deliveries(&desk) {
        let delivered = matches!(delivery.state, DeliveryState::Delivered { .. });
        assert!(delivered, "{delivery:?}");
    }
    assert_eq!(deliveries(&desk).len() as u64, FORWARDS + 1);
    let faults = store::check::run(desk.store()).unwrap();
    assert_eq!(faults, Vec::<String>::new());
}
