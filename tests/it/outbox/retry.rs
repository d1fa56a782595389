//! When a mail is tried again and when it is given up.

use std::{sync::Arc, time::Duration};

use guichet::desk::deliver::DeliveryOutcome;

use tokio::{io::AsyncWriteExt, net::TcpListener};

use super::bench::{Bench, Setup, delivered, failed, later, letter, lumen};
use crate::support::sink::{Deed, Sink, SinkOptions};

async fn sink(script: impl Fn(&str, u32) -> Deed + Send + Sync + 'static) -> Sink {
    let script = Arc::new(script);
    Sink::start(SinkOptions {
        script,
        ..SinkOptions::default()
    })
    .await
}

#[tokio::test]
async fn three_451_then_delivered() {
    let sink = sink(|_, nth| match nth {
        1..=3 => Deed::AtRcpt("451 4.7.1 greylisted, come back"),
        _ => Deed::Take,
    })
    .await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let id = bench.queue(1, "ines@lumen.example", letter("again"));
    for (attempt, wait) in [(1, 300), (2, 900), (3, 1_800)] {
        let outcome = bench.outcome(id, attempt).await;
        let (reason, seconds) = later(outcome, bench.now());
        assert_eq!(reason, "451 4.7.1 greylisted, come back");
        assert_eq!(seconds, wait, "after attempt {attempt}");
        // One second early nothing happens: the next connection is the one after the ring.
        bench.set_clock(bench.now().plus(Duration::from_secs(wait - 1)));
        bench.set_clock(bench.now().plus(Duration::from_secs(1)));
    }
    let (server, reply, tls) = delivered(bench.outcome(id, 4).await);
    assert_eq!(server, "mx.lumen.example [127.0.0.1]");
    assert_eq!(reply, "250 2.0.0 taken as 4711");
    assert!(!tls);
    assert_eq!(sink.seen().received.len(), 1);
}

#[tokio::test]
async fn a_550_fails_at_once_in_the_servers_words() {
    let sink = sink(|recipient, _| match recipient {
        "gone@lumen.example" => Deed::AtRcpt("550-5.1.1 No such user\r\n550-5.1.1 here, see\r\n550 5.1.1 https://lumen.example/\u{1b}[31m"),
        _ => Deed::AtEnd("554 5.7.1 looks like spam"),
    })
    .await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let gone = bench.queue(1, "gone@lumen.example", letter("gone"));
    let spam = bench.queue(2, "spam@lumen.example", letter("spam"));
    assert_eq!(
        failed(bench.outcome(gone, 1).await),
        "550 5.1.1 No such user here, see https://lumen.example/ [31m"
    );
    assert_eq!(
        failed(bench.outcome(spam, 1).await),
        "554 5.7.1 looks like spam"
    );
}

#[tokio::test]
async fn an_unreachable_domain_is_given_up_after_five_days() {
    let sink = sink(|_, _| Deed::Take).await;
    let mut setup = Setup::mx(&sink, lumen());
    setup.mx_port = closed_port().await;
    let bench = Bench::start(setup).await;
    let id = bench.queue(1, "ines@lumen.example", letter("nobody home"));
    let queued = bench.now();
    let mut attempts = 0;
    let reason = loop {
        attempts += 1;
        match bench.outcome(id, attempts).await {
            DeliveryOutcome::Later { next, reason } => {
                assert!(reason.contains("mx.lumen.example"), "{reason}");
                bench.set_clock(next);
            }
            other => break failed(other),
        }
    };
    let age = bench.now().since(queued);
    assert!(
        age > Duration::from_secs(4 * 86_400),
        "{age:?} is too early"
    );
    assert!(
        age <= Duration::from_secs(5 * 86_400),
        "{age:?} is too late"
    );
    assert!(reason.starts_with("given up after"), "{reason}");
    assert!((30..60).contains(&attempts), "{attempts} attempts");
    assert_eq!(sink.seen().connections, 0);
}

#[tokio::test]
async fn a_421_backs_off_the_whole_domain() {
    let sink = sink(|_, nth| match nth {
        1 => Deed::AtRcpt("421 4.3.2 too busy"),
        _ => Deed::Take,
    })
    .await;
    let zone = lumen()
        .mx("other.example", 1, "mx.lumen.example")
        .a("a.lumen.example", "127.0.0.1");
    let bench = Bench::start(Setup::mx(&sink, zone)).await;
    let first = bench.queue(1, "ines@lumen.example", letter("first"));
    let (reason, wait) = later(bench.outcome(first, 1).await, bench.now());
    assert_eq!((reason.as_str(), wait), ("421 4.3.2 too busy", 450));
    let second = bench.queue(2, "omar@lumen.example", letter("second"));
    let (reason, wait) = later(bench.outcome(second, 1).await, bench.now());
    assert_eq!((reason.as_str(), wait), ("421 4.3.2 too busy", 450));
    assert_eq!(sink.seen().connections, 1, "the second was not tried");
    // Another domain is not held up, not even at the same server.
    let other = bench.queue(3, "ines@other.example", letter("other"));
    assert_eq!(later(bench.outcome(other, 1).await, bench.now()).1, 450);
    assert_eq!(
        sink.seen().named,
        ["ines@lumen.example", "ines@other.example"]
    );
    bench.set_clock(bench.now().plus(Duration::from_secs(450)));
    delivered(bench.outcome(first, 2).await);
}

#[tokio::test]
async fn three_connection_faults_pause_the_domain() {
    let sink = sink(|_, _| Deed::Take).await;
    let mut setup = Setup::mx(&sink, lumen());
    setup.mx_port = closed_port().await;
    let bench = Bench::start(setup).await;
    let mut reasons = Vec::new();
    for id in 1..=4 {
        let recipient = format!("user{id}@lumen.example");
        let id = bench.queue(id, &recipient, letter("x"));
        reasons.push(later(bench.outcome(id, 1).await, bench.now()));
    }
    assert_eq!(
        reasons[2], reasons[3],
        "the fourth waits for the pause of the third"
    );
    // The clock stands still: had the fourth been tried, its wait would be the same, so the pause
    // is proved by a mail that comes later and still waits for the same moment.
    bench.set_clock(bench.now().plus(Duration::from_secs(100)));
    let late = bench.queue(5, "late@lumen.example", letter("x"));
    assert_eq!(later(bench.outcome(late, 1).await, bench.now()).1, 350);
}

#[tokio::test]
async fn a_connection_that_ends_in_the_message_is_tried_later() {
    let sink = sink(|recipient, nth| match (recipient, nth) {
        ("middle@lumen.example", 1) => Deed::HangUpInData,
        ("end@lumen.example", 1) => Deed::HangUpAtEnd,
        _ => Deed::Take,
    })
    .await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let big = letter(&"x".repeat(900)) + &"line\r\n".repeat(200_000);
    let middle = bench.queue(1, "middle@lumen.example", big.clone());
    let end = bench.queue(2, "end@lumen.example", big);
    for id in [middle, end] {
        let (reason, wait) = later(bench.outcome(id, 1).await, bench.now());
        assert!(reason.contains("while the message was sent"), "{reason}");
        assert_eq!(wait, 450);
    }
    bench.set_clock(bench.now().plus(Duration::from_secs(450)));
    delivered(bench.outcome(middle, 2).await);
    delivered(bench.outcome(end, 2).await);
    // Taken but not answered for: the copy is the same to the byte, Message-ID included.
    let received = sink.seen().received;
    assert_eq!(received.len(), 3);
    assert!(received.iter().all(|it| it.raw == received[0].raw));
}

#[tokio::test]
async fn silent_and_dripping_servers_are_left_in_time() {
    for drip in ["", "2"] {
        let sink = sink(|_, _| Deed::Take).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut setup = Setup::mx(&sink, lumen());
        setup.mx_port = listener.local_addr().unwrap().port();
        setup.timeouts.greeting = Duration::from_secs(1);
        let server = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut tick = tokio::time::interval(Duration::from_millis(50));
            // Each byte comes well within the time-out; the reply as a whole never does.
            while socket.write_all(drip.as_bytes()).await.is_ok() {
                tick.tick().await;
            }
        });
        let bench = Bench::start(setup).await;
        let id = bench.queue(1, "ines@lumen.example", letter("x"));
        let (reason, wait) = later(bench.outcome(id, 1).await, bench.now());
        assert!(reason.contains("no answer within 1 s"), "{reason}");
        assert_eq!(wait, 450);
        server.abort();
    }
}

/// A port on which nobody listens.
async fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}
