//! The receiver with the desk behind it: what a client hears when the desk decides.

use std::sync::Arc;

use guichet::{
    base::{clock::Clock, tasks::Tasks},
    desk::{Desk, DeskOptions, receive::Envelope, refusal::RefusedTransaction, setup::FirstRun},
    domain::{address::EmailAddress, receipt::ReceiptVerdict, user::Language},
    net::conversation::Conversation,
    smtp::server::{Server, ServerOptions},
    store,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::world::{HOSTNAME, NOW};
use crate::support::{smtp_client::RawClient, soon};

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn desk(data: &std::path::Path) -> Arc<Desk> {
    let desk = Desk::open(DeskOptions::for_testing(data)).unwrap();
    let answers = FirstRun {
        organization: "Ours".to_owned(),
        language: Language::En,
        time_zone: "Europe/Paris".to_owned(),
        mailbox: address("support@ours.example"),
        admin_name: "Ada".to_owned(),
        admin_email: address("ada@ours.example"),
        password: "a long enough password".to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    };
    desk.first_run(answers, NOW).unwrap();
    desk
}

async fn send(client: &mut RawClient, text: &str, reply: &str) -> String {
    client.ask("MAIL FROM:<ines@lumen.example>", "250").await;
    client
        .ask("RCPT TO:<Support+tag@OURS.example>", "250 2.1.5")
        .await;
    client.ask("DATA", "354").await;
    client.ask(&format!("{text}\r\n."), reply).await
}

#[tokio::test]
async fn a_mail_is_kept_by_the_desk() {
    let data = tempfile::tempdir().unwrap();
    let desk = desk(data.path());
    let (tasks, stop) = (Tasks::new(), CancellationToken::new());
    let server = Server::new(
        ServerOptions::new(HOSTNAME),
        Arc::clone(&desk),
        Clock::fixed(NOW),
        tasks.clone(),
        Conversation::default(),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = {
        let at = listener.local_addr().unwrap();
        tasks.spawn("smtp listener", server.serve(listener, stop.clone()));
        RawClient::connect(at).await
    };
    client.expect("220").await;
    client.ask("EHLO t", "250").await;

    let first = send(
        &mut client,
        "Subject: lamp\r\n\r\nIt is dark.",
        "250 2.0.0 kept ",
    )
    .await;
    let again = send(
        &mut client,
        "Subject: lamp\r\n\r\nIt is dark.",
        "250 2.0.0 kept ",
    )
    .await;
    assert_ne!(first, again, "each transaction has a receipt of its own");
    let loops = "Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\n".repeat(101);
    send(
        &mut client,
        &format!("{loops}Subject: round\r\n\r\nand round"),
        "550 5.4.6",
    )
    .await;
    // RFC 5321 4.1.1.4: even a mail without a byte is a mail.
    client.ask("MAIL FROM:<>", "250").await;
    client.ask("RCPT TO:<PostMaster>", "250").await;
    client.ask("DATA", "354").await;
    client.ask(".", "250 2.0.0").await;
    for (recipient, reply) in [
        ("x@elsewhere.example", "550 5.7.1"),
        ("nobody@ours.example", "550 5.1.1"),
        ("support%elsewhere.example@ours.example", "550 5.1.1"),
        ("\"support+x@elsewhere.example\"@ours.example", "550 5.1.1"),
    ] {
        client.ask("RSET", "250").await;
        client.ask("MAIL FROM:<ines@lumen.example>", "250").await;
        client.ask(&format!("RCPT TO:<{recipient}>"), reply).await;
    }
    client.ask("QUIT", "221").await;
    stop.cancel();
    soon("the receiver's end", tasks.ended()).await;
    desk.write_refusals().unwrap();
    let receipts = store::receipt::all(&desk.store().read().unwrap()).unwrap();
    let verdicts = receipts.iter().map(|receipt| match receipt.verdict {
        ReceiptVerdict::Accepted { .. } => "accepted",
        ReceiptVerdict::Duplicate { .. } => "duplicate",
        ReceiptVerdict::Report { .. } => "report",
        ReceiptVerdict::Account { .. } => "account",
        ReceiptVerdict::Refused => receipt.reply.get(..9).unwrap_or_default(),
    });
    let mut verdicts = verdicts.collect::<Vec<_>>();
    verdicts.sort_unstable();
    assert_eq!(
        verdicts,
        [
            "550 5.1.1",
            "550 5.1.1",
            "550 5.1.1",
            "550 5.4.6",
            "550 5.7.1",
            "accepted",
            "accepted",
            "duplicate"
        ]
    );
}

/// A known peer is known after a restart: the receipts remember it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_mail_was_accepted_is_in_the_receipts() {
    let data = tempfile::tempdir().unwrap();
    let desk = desk(data.path());
    assert!(desk.accepted_peers().unwrap().is_empty());
    let receive = |peer: [u8; 4], text: &str| {
        let envelope = Envelope {
            peer: peer.into(),
            helo: "t".to_owned(),
            tls: None,
            mail_from: "ines@lumen.example".to_owned(),
            rcpt_to: vec![desk.recipient("support", Some("ours.example")).unwrap()],
            received_at: NOW,
        };
        desk.receive(&envelope, text.as_bytes(), NOW).unwrap();
    };
    receive([192, 0, 2, 1], "Subject: a\r\n\r\na\r\n");
    receive([192, 0, 2, 2], "Subject: b\r\n\r\nb\r\n");
    receive([192, 0, 2, 1], "Subject: c\r\n\r\nc\r\n");
    desk.note_refusal(RefusedTransaction {
        peer: [192, 0, 2, 9].into(),
        helo: "t".to_owned(),
        tls: None,
        mail_from: None,
        rcpt_to: Vec::new(),
        size_bytes: 0,
        reply: "421 4.7.0".to_owned(),
        at: NOW,
    });
    desk.write_refusals().unwrap();
    drop(desk);
    let again = Desk::open(DeskOptions::for_testing(data.path())).unwrap();
    let expected: [std::net::IpAddr; 2] = [[192, 0, 2, 1].into(), [192, 0, 2, 2].into()];
    assert_eq!(again.accepted_peers().unwrap(), expected, "newest first");
}
