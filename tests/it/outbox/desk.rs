//! The worker on a real desk: what an expert wrote leaves, once, in order, with the right envelope.

use std::{sync::Arc, time::Duration};

use guichet::{
    base::clock::Clock,
    desk::{
        Desk, DeskOptions,
        access::UserDesk,
        reply::Reply,
        setup::FirstRun,
        ticket_create::{NewCustomer, NewTicket},
    },
    domain::{
        activity::Source,
        address::EmailAddress,
        id::TicketId,
        settings::{Smarthost, SmarthostSecurity},
        ticket::Priority,
        time::Timestamp,
        user::Language,
    },
    outbox::{Options, send::Sender, worker},
};
use tokio_util::sync::CancellationToken;

use crate::support::{
    sink::{Sink, SinkOptions},
    soon,
};

const NOW: Timestamp = Timestamp(1_760_000_000_000_000);

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn first_run(sink: &Sink) -> FirstRun {
    FirstRun {
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
            port: sink.address.port(),
            user: String::new(),
        }),
        smarthost_password: None,
        demo: false,
    }
}

fn ticket(user: &UserDesk) -> TicketId {
    let new = NewTicket {
        source: Source::Hand,
        name: "The lamp is dark".into(),
        description: String::new(),
        customer: NewCustomer {
            email: Some(address("ines@lumen.example")),
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

fn reply(user: &UserDesk, ticket: TicketId, text: &str) {
    let reply = Reply {
        text: text.into(),
        cc: Vec::new(),
        attachments: Vec::new(),
        then: None,
        seen: None,
        quote_intro: None,
    };
    user.reply(ticket, reply, NOW).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_answers_leave_in_order() {
    let sink = Sink::start(SinkOptions::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    let options = Options {
        dns_servers: vec!["127.0.0.1:9".parse().unwrap()],
        ..Options::new("desk.example".into())
    };
    let sender = Sender::new(options, Arc::new(|_| 0)).unwrap();
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run(
        desk.clone(),
        sender,
        Clock::fixed(NOW),
        Duration::from_secs(5),
        stop.clone(),
    ));

    // The desk is set up and written in while the worker runs: the ring must wake it.
    let answers = first_run(&sink);
    desk.run(|desk| {
        let admin = desk.first_run(answers, NOW).unwrap();
        let user = desk.act_as(&admin).unwrap();
        let ticket = ticket(&user);
        for text in ["one", "two", ".three"] {
            reply(&user, ticket, text);
        }
    })
    .await
    .unwrap();
    let seen = sink
        .until("three answers", |seen| seen.received.len() == 3)
        .await;
    stop.cancel();
    soon("the worker ends", worker).await.unwrap();

    assert_eq!(
        desk.next_delivery_due().unwrap(),
        None,
        "all are reported as delivered"
    );
    for (received, text) in seen.received.iter().zip(["one", "two", ".three"]) {
        let raw = String::from_utf8(received.raw.clone()).unwrap();
        assert!(raw.contains(&format!("\r\n{text}\r\n")), "{raw}");
        assert_eq!(
            received.rcpts,
            ["RCPT TO:<ines@lumen.example> NOTIFY=FAILURE"]
        );
        assert!(
            received.mail.starts_with("MAIL FROM:<help+b"),
            "{}",
            received.mail
        );
    }
}
