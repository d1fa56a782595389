//! What only real sockets can show.

use std::time::Duration;

use guichet::{
    net::conversation::ReceiverStep,
    smtp::{receiver::NotKept, server::ServerOptions},
};

use super::world::{NOW, World, to_data};
use crate::support::{smtp_client::RawClient, soon};

/// Short enough for a test, long enough for a loaded machine to answer in.
const SHORT: Duration = Duration::from_millis(300);

fn as_it_is(_: &mut ServerOptions) {}

#[tokio::test]
async fn a_pipelined_session_is_answered_in_order() {
    let world = World::start(as_it_is).await;
    let mut events = world.watch();
    let mut client = RawClient::connect(world.address).await;
    client.expect("220 mx.ours.example").await;
    client
        .send(
            "EHLO t\r\nMAIL FROM:<a@b>\r\nRCPT TO:<x@elsewhere>\r\nRCPT TO:<support@ours.example>\r\n\
             DATA\r\none\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<postmaster>\r\nDATA\r\ntwo\r\n.\r\nQUIT\r\n",
        )
        .await;
    for start in [
        "250-",
        "250 2.1.0",
        "550 5.7.1",
        "250 2.1.5",
        "354",
        "250 2.0.0 kept receipt-1",
        "250 2.1.0",
        "250 2.1.5",
        "354",
        "250 2.0.0 kept receipt-2",
        "221 2.0.0",
    ] {
        client.expect(start).await;
    }
    client.expect_close().await;
    let mails = std::mem::take(&mut world.desk().mails);
    let read = mails
        .iter()
        .map(|(envelope, raw)| {
            (
                envelope.mail_from.as_str(),
                raw.as_slice(),
                envelope.received_at,
            )
        })
        .collect::<Vec<_>>();
    assert_eq!(
        read,
        [("a@b", &b"one\r\n"[..], NOW), ("", &b"two\r\n"[..], NOW)]
    );
    assert!(world.desk().refusals.is_empty());
    let mut steps = Vec::new();
    while steps.last() != Some(&ReceiverStep::Closed) {
        steps.push(soon("an event", events.recv()).await.unwrap().what);
    }
    let accepted = |number: u8| ReceiverStep::Accepted {
        receipt: format!("receipt-{number}"),
        size_bytes: 5,
    };
    assert_eq!(
        steps,
        [
            ReceiverStep::Connected,
            accepted(1),
            accepted(2),
            ReceiverStep::Closed
        ]
    );
    world.end().await;
}

#[tokio::test]
async fn must_09_starttls_over_the_wire() {
    let world = World::start(as_it_is).await;
    let mut client = world.open().await;
    client.ask("MAIL FROM:<i@x>", "250").await;
    client.ask("STARTTLS", "220 2.0.0").await;
    let mut client = world.shake_hands(client).await;
    client.ask("MAIL FROM:<i@x>", "503 5.5.1").await;
    let hello = client.ask("EHLO t", "250").await;
    assert!(!hello.contains("STARTTLS"), "{hello}");
    client.ask("STARTTLS", "503 5.5.1").await;
    client.ask("MAIL FROM:<a@b>", "250 2.1.0").await;
    client
        .ask("RCPT TO:<support@ours.example>", "250 2.1.5")
        .await;
    client.ask("DATA", "354").await;
    client.ask("secret\r\n.", "250 2.0.0").await;
    client.ask("QUIT", "221").await;
    client.expect_close().await;
    {
        let desk = world.desk();
        assert_eq!(desk.mails.len(), 1);
        let tls = desk.mails[0].0.tls.clone().unwrap_or_default();
        assert!(tls.starts_with("TLSv1.3 TLS13_"), "{tls}");
    }
    world.end().await;
}

#[tokio::test]
async fn must_09_nothing_in_clear_survives_starttls() {
    let world = World::start(as_it_is).await;
    let mut client = world.open().await;
    client.send("STARTTLS\r\nMAIL FROM:<i@x>\r\n").await;
    client.expect("554 5.5.1").await;
    client.expect_close().await;
    // In a segment of its own it is a broken handshake, and the end.
    let mut client = world.open().await;
    client.ask("STARTTLS", "220").await;
    client
        .send("MAIL FROM:<i@x>\r\nRCPT TO:<support@ours.example>\r\n")
        .await;
    while let Some(reply) = client.reply().await {
        assert!(
            !reply.contains("2.1.0") && !reply.contains("2.1.5"),
            "{reply}"
        );
    }
    {
        let desk = world.desk();
        assert!(desk.mails.is_empty());
        let senders = desk
            .refusals
            .iter()
            .map(|refusal| refusal.mail_from.as_deref());
        assert_eq!(senders.collect::<Vec<_>>(), [None, None]);
    }
    world.end().await;
}

#[tokio::test]
async fn must_17_endless_lines_over_the_wire() {
    let world = World::start(as_it_is).await;
    for in_data in [false, true] {
        let mut client = world.open().await;
        if in_data {
            to_data(&mut client).await;
        }
        client.send(vec![b'x'; 10 << 20]).await;
        client.expect("500 5.5.2").await;
        client.expect_close().await;
    }
    let size = world
        .desk()
        .refusals
        .last()
        .map(|refusal| refusal.size_bytes);
    assert_eq!(size, Some(65_537));
    world.end().await;
}

#[tokio::test]
async fn an_idle_client_is_sent_away() {
    let world = World::start(|options| options.timeouts.next_command = SHORT).await;
    let mut client = world.open().await;
    client.expect("421 4.4.2").await;
    client.expect_close().await;
    // Bytes without an end of line are no progress.
    let mut client = world.open().await;
    client.send("NOO").await;
    client.expect("421 4.4.2").await;
    world.end().await;
}

#[tokio::test]
async fn a_slow_mail_is_given_up() {
    let world = World::start(|options| options.timeouts.slow_after = SHORT).await;
    let mut client = world.open_data().await;
    client.send("Subject: slow\r\n").await;
    client.expect("421 4.4.2").await;
    client.expect_close().await;
    {
        let desk = world.desk();
        let refusal = &desk.refusals[0];
        assert_eq!((refusal.size_bytes, &refusal.reply[..9]), (15, "421 4.4.2"));
        assert_eq!(refusal.rcpt_to, ["support@ours.example"]);
    }
    world.end().await;
}

#[tokio::test]
async fn a_client_that_leaves_is_recorded() {
    let world = World::start(as_it_is).await;
    let mut events = world.watch();
    let mut client = world.open_data().await;
    client.send("Subject: half\r\n").await;
    drop(client);
    while soon("the end", events.recv()).await.unwrap().what != ReceiverStep::Closed {}
    {
        let desk = world.desk();
        let refusal = &desk.refusals[0];
        assert_eq!(
            (refusal.reply.as_str(), refusal.helo.as_str()),
            ("(the client left during DATA)", "t")
        );
        assert!(desk.mails.is_empty());
    }
    world.end().await;
}

#[tokio::test]
async fn must_30_too_many_connections_of_one_block() {
    let world = World::start(|options| {
        options.limits.unlimited_from = Vec::new();
        options.limits.per_block = 2;
    })
    .await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut client = world.connect_from("127.0.0.2").await;
        client.expect("220").await;
        held.push(client);
    }
    let mut third = world.connect_from("127.0.0.2").await;
    third.expect("421 4.7.0").await;
    third.expect_close().await;
    world.connect_from("127.0.0.3").await.expect("220").await;
    world.end().await;
}

#[tokio::test]
async fn must_30_thirty_one_connections_in_a_minute() {
    let world = World::start(|options| options.limits.unlimited_from = Vec::new()).await;
    for _ in 0..30 {
        let mut client = world.connect_from("127.0.0.2").await;
        client.expect("220").await;
        client.ask("QUIT", "221").await;
        client.expect_close().await;
    }
    world
        .connect_from("127.0.0.2")
        .await
        .expect("421 4.7.0")
        .await;
    world.connect_from("127.0.0.3").await.expect("220").await;
    world.end().await;
}

#[tokio::test]
async fn who_is_idle_makes_room_when_slots_run_out() {
    let world = World::start(|options| {
        options.limits.unlimited_from = Vec::new();
        (options.limits.total, options.limits.kept) = (5, 0);
        options.timeouts.next_command_full = SHORT;
    })
    .await;
    let mut held = Vec::new();
    for peer in 2..7 {
        let mut client = world.connect_from(&format!("127.0.0.{peer}")).await;
        client.expect("220").await;
        held.push(client);
    }
    let mut sixth = world.connect_from("127.0.0.9").await;
    sixth.expect("421 4.3.2").await;
    // Those that connected while there was room are hurried too.
    held[0].expect("421 4.4.2").await;
    world.end().await;
}

/// Also one that sends on and on: a slot is worth a minute while they run out.
#[tokio::test]
async fn no_session_lasts_while_slots_run_out() {
    let world = World::start(|options| {
        options.limits.unlimited_from = Vec::new();
        (options.limits.total, options.limits.kept) = (5, 0);
        options.timeouts.whole_session_tight = SHORT;
    })
    .await;
    let mut sending = world.connect_from("127.0.0.2").await;
    sending.expect("220").await;
    sending.ask("EHLO t", "250").await;
    to_data(&mut sending).await;
    sending.send("Subject: slow\r\n").await;
    let mut held = Vec::new();
    for peer in 3..7 {
        let mut client = world.connect_from(&format!("127.0.0.{peer}")).await;
        client.expect("220").await;
        held.push(client);
    }
    sending.expect("421 4.4.2").await;
    sending.expect_close().await;
    held[0].expect("421 4.4.2").await;
    world.end().await;
}

#[tokio::test]
async fn an_unlimited_peer_is_taken_beyond_every_cap() {
    let world = World::start(|options| {
        options.limits.unlimited_from = vec!["127.0.0.9".parse().unwrap()];
        (options.limits.total, options.limits.kept) = (1, 0);
    })
    .await;
    let mut counted = world.connect_from("127.0.0.2").await;
    counted.expect("220").await;
    let mut held = Vec::new();
    // More than the total and all that may stand at the door beside it.
    for _ in 0..140 {
        let mut client = world.connect_from("127.0.0.9").await;
        client.expect("220").await;
        held.push(client);
    }
    let mut client = world.connect_from("127.0.0.9").await;
    client.expect("220").await;
    client.ask("EHLO t", "250").await;
    world.end().await;
}

#[tokio::test]
async fn an_early_talker_hears_no_greeting() {
    let world = World::start(|options| options.greeting_delay = Duration::from_secs(30)).await;
    let mut client = RawClient::connect(world.address).await;
    client.send("EHLO t\r\nMAIL FROM:<a@b>\r\n").await;
    client.expect("554 ").await;
    client.expect_close().await;
    assert_eq!(world.desk().refusals.len(), 1);
    world.end().await;
}

#[tokio::test]
async fn what_the_desk_says_is_what_the_client_hears() {
    let world = World::start(as_it_is).await;
    for (error, start) in [
        (NotKept::Busy, "451 4.3.0"),
        (NotKept::Full, "452 4.3.1"),
        (NotKept::Loop, "550 5.4.6"),
    ] {
        world.desk().error = Some(error);
        let mut client = world.open_data().await;
        client.ask("text\r\n.", start).await;
        let refused = world.desk().refusals.pop().map(|refusal| refusal.reply);
        assert!(
            refused.is_some_and(|reply| reply.starts_with(start)),
            "{error:?}"
        );
    }
    world.desk().full = true;
    let mut client = world.open().await;
    client.ask("MAIL FROM:<a@b>", "452 4.3.1").await;
    world.end().await;
}

#[tokio::test]
async fn mail_in_flight_has_a_bound() {
    let world = World::start(|options| options.in_flight_bytes = 100_000).await;
    let mut client = world.open_data().await;
    client.send("a line of text\r\n".repeat(50_000)).await;
    client.ask(".", "452 4.3.1").await;
    to_data(&mut client).await;
    client.ask("small\r\n.", "250 2.0.0").await;
    world.end().await;
}

#[tokio::test]
async fn must_19_a_stop_lets_a_running_mail_come_in() {
    let world = World::start(as_it_is).await;
    let (mut idle, mut sending) = (world.open().await, world.open_data().await);
    sending.send("first half\r\n").await;
    world.stop.cancel();
    idle.expect("421 4.3.2").await;
    idle.expect_close().await;
    sending.ask("second half\r\n.", "250 2.0.0").await;
    sending.expect("421 4.3.2").await;
    sending.expect_close().await;
    assert_eq!(world.desk().mails.len(), 1);
    world.end().await;
}

#[tokio::test]
async fn must_19_a_stop_does_not_wait_for_ever() {
    let world = World::start(|options| options.timeouts.data_at_stop = SHORT).await;
    let mut sending = world.open_data().await;
    sending.send("first half\r\n").await;
    world.stop.cancel();
    sending.expect("421 4.3.2").await;
    sending.expect_close().await;
    assert!(world.desk().mails.is_empty());
    world.end().await;
}
