//! Must-have 16: idle and slow clients take nobody's place for long.

use std::time::{Duration, Instant};

use guichet::net::conversation::ReceiverStep;
use rustix::process::{Resource, getrlimit, setrlimit};

use super::world::{World, to_data};
use crate::support::{smtp_client::RawClient, soon};

/// A client of ours and the receiver's end of it are two descriptors each.
fn enough_descriptors() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).expect("a process may raise its own limit");
}

/// Connects and reads the greeting, or what is said instead of it.
async fn knock(world: &World, from: &str) -> (RawClient, String) {
    let mut client = world.connect_from(from).await;
    let said = client.reply().await.expect("a greeting or a refusal");
    (client, said)
}

#[tokio::test]
async fn must_16_idle_and_slow_clients() {
    enough_descriptors();
    let world = World::start(|options| {
        options.limits.unlimited_from = Vec::new();
        options.known_peers = ["127.0.2.1", "127.0.3.1"]
            .map(|peer| peer.parse().unwrap())
            .to_vec();
        // A tenth of the 30 s that a slow mail has; what is tested is who ends it.
        options.timeouts.slow_after = Duration::from_secs(3);
    })
    .await;
    // One byte and no more: a kept place is held no longer than is allowed either.
    let mut slow = world.connect_from("127.0.3.1").await;
    slow.expect("220").await;
    slow.ask("EHLO t", "250").await;
    to_data(&mut slow).await;
    slow.send("S").await;

    let (mut idle, mut refused) = (Vec::new(), 0);
    for peer in 1..=100 {
        for _ in 0..10 {
            let (client, said) = knock(&world, &format!("127.0.1.{peer}")).await;
            if said.starts_with("220") {
                idle.push(client);
            } else {
                assert!(said.starts_with("421 4.3.2"), "{said}");
                refused += 1;
            }
        }
    }
    assert_eq!((idle.len(), refused), (900, 100), "100 places are kept");

    let began = Instant::now();
    let (_known, said) = knock(&world, "127.0.2.1").await;
    assert!(said.starts_with("220"), "{said}");
    let known = began.elapsed();
    assert!(
        known < Duration::from_secs(1),
        "a known peer waited {known:?}"
    );

    let idle_peer: std::net::IpAddr = "127.0.1.1".parse().unwrap();
    let (began, mut events) = (Instant::now(), world.watch());
    let (_, said) = knock(&world, "127.0.4.1").await;
    assert!(said.starts_with("421 4.3.2"), "{said}");
    // The oldest of the idle ones goes, and its place is free.
    idle[0].expect("421 4.4.2").await;
    idle[0].expect_close().await;
    let free = async {
        loop {
            let event = events.recv().await.expect("few lines at a time");
            if event.what == ReceiverStep::Closed && event.peer == idle_peer {
                return;
            }
        }
    };
    soon("a free place", free).await;
    let (_new, said) = knock(&world, "127.0.4.1").await;
    assert!(said.starts_with("220"), "{said}");
    let new = began.elapsed();
    assert!(new < Duration::from_secs(10), "a new peer waited {new:?}");

    slow.expect("421 4.4.2").await;
    slow.expect_close().await;
    println!("must-have 16: known {known:?}, new {new:?}");
    drop(idle);
    world.end().await;
}

#[tokio::test]
async fn whose_mail_was_accepted_is_known() {
    let world = World::start(|options| {
        options.limits.unlimited_from = Vec::new();
        (options.limits.total, options.limits.kept) = (3, 1);
    })
    .await;
    let mut first = world.connect_from("127.0.2.1").await;
    first.expect("220").await;
    first.ask("EHLO t", "250").await;
    to_data(&mut first).await;
    first.ask("Subject: x\r\n\r\nx\r\n.", "250 2.0.0").await;
    first.ask("QUIT", "221").await;
    first.expect_close().await;
    let mut held = Vec::new();
    for peer in ["127.0.1.1", "127.0.1.2"] {
        let (client, said) = knock(&world, peer).await;
        assert!(said.starts_with("220"), "{said}");
        held.push(client);
    }
    let (_, said) = knock(&world, "127.0.1.3").await;
    assert!(said.starts_with("421 4.3.2"), "{said}");
    let (_again, said) = knock(&world, "127.0.2.1").await;
    assert!(said.starts_with("220"), "{said}");
    drop(held);
    world.end().await;
}
