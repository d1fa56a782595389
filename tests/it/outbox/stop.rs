//! The worker outlives faults, stops in time, and repeats what it could not report.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use guichet::desk::deliver::{DeliveryJob, SendRoute};
use guichet::outbox::{
    backoff::Fault,
    send::{Delivered, Sender},
    worker::Carrier,
};

use super::bench::{Bench, LEASE, Setup, delivered, later, letter, lumen};
use crate::support::{
    sink::{Deed, Sink, SinkOptions},
    soon,
};

async fn sink(script: impl Fn(&str, u32) -> Deed + Send + Sync + 'static) -> Sink {
    Sink::start(SinkOptions {
        script: Arc::new(script),
        ..SinkOptions::default()
    })
    .await
}

/// Stands before a real sender and fails in its own way at the first attempt.
#[derive(Clone)]
struct Faulty {
    sender: Sender,
    attempts: Arc<AtomicU32>,
    way: Way,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Panics,
    /// The mail is delivered, then the process is gone: no report is ever made.
    DiesAfterDelivery,
}

impl Carrier for Faulty {
    async fn carry(&self, job: DeliveryJob, route: SendRoute) -> Result<Delivered, Fault> {
        let first = self.attempts.fetch_add(1, Ordering::SeqCst) == 0;
        assert!(!first || self.way != Way::Panics, "as the test demands");
        let done = self.sender.send(&job, &route).await;
        if first && self.way == Way::DiesAfterDelivery {
            std::future::pending::<()>().await;
        }
        done
    }
}

async fn faulty(setup: Setup, way: Way) -> (Bench, Faulty) {
    let mut made = None;
    let bench = Bench::start_with(setup, |sender| {
        let carrier = Faulty {
            sender,
            attempts: Arc::default(),
            way,
        };
        made = Some(carrier.clone());
        carrier
    })
    .await;
    (bench, made.unwrap())
}

#[tokio::test]
async fn a_panic_in_one_send_delays_that_mail_only() {
    let sink = sink(|_, _| Deed::Take).await;
    let (bench, _) = faulty(Setup::mx(&sink, lumen()), Way::Panics).await;
    let first = bench.queue(1, "ines@lumen.example", letter("first"));
    let (reason, wait) = later(bench.outcome(first, 1).await, bench.now());
    assert!(reason.contains("inside the desk"), "{reason}");
    assert_eq!(wait, 450);
    let second = bench.queue(2, "omar@lumen.example", letter("second"));
    delivered(bench.outcome(second, 1).await);
    bench.set_clock(bench.now().plus(Duration::from_secs(450)));
    delivered(bench.outcome(first, 2).await);
}

#[tokio::test]
async fn delivered_but_not_reported_is_sent_again_as_it_was() {
    let sink = sink(|_, _| Deed::Take).await;
    let setup = Setup::mx(&sink, lumen());
    let (mut bench, carrier) = faulty(setup, Way::DiesAfterDelivery).await;
    let id = bench.queue(1, "ines@lumen.example", letter("once more"));
    sink.until("the first copy", |seen| seen.received.len() == 1)
        .await;
    // The process dies between the server's 250 and the report.
    bench.worker.take().unwrap().abort();
    bench.run(carrier, Duration::from_secs(5));
    // Before the lease ends nothing is sent: the ring is answered by another mail.
    bench.set_clock(bench.now().plus(LEASE - Duration::from_secs(1)));
    let other = bench.queue(2, "omar@lumen.example", letter("other"));
    delivered(bench.outcome(other, 1).await);
    assert_eq!(sink.seen().received.len(), 2);
    bench.set_clock(bench.now().plus(Duration::from_secs(1)));
    delivered(bench.outcome(id, 1).await);
    let received = sink.seen().received;
    assert_eq!(received.len(), 3);
    assert_eq!(
        received[0].raw, received[2].raw,
        "the same bytes, the same Message-ID"
    );
    assert_eq!(received[0].mail, received[2].mail);
}

#[tokio::test]
async fn a_send_that_outlives_its_lease_is_not_doubled() {
    let sink = sink(|_, _| Deed::Late(Duration::from_millis(300))).await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let id = bench.queue(1, "ines@lumen.example", letter("slow"));
    sink.until("the message is there", |seen| seen.received.len() == 1)
        .await;
    let leases = bench.leases();
    bench.set_clock(bench.now().plus(LEASE));
    delivered(bench.outcome(id, 1).await);
    assert_eq!(bench.leases(), leases + 1, "it was leased anew meanwhile");
    assert_eq!(sink.seen().received.len(), 1);
}

#[tokio::test]
async fn one_recipient_reads_in_the_order_of_writing() {
    let sink = sink(|_, _| Deed::Late(Duration::from_millis(20))).await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let ids: Vec<_> = (1..=12)
        .map(|id| bench.queue(id, "ines@lumen.example", letter(&format!("number {id}"))))
        .collect();
    for id in ids {
        delivered(bench.outcome(id, 1).await);
    }
    let received = sink.seen().received;
    for (number, it) in received.iter().enumerate() {
        assert_eq!(
            it.raw,
            letter(&format!("number {}", number + 1)).into_bytes()
        );
    }
    assert_eq!(received.len(), 12);
}

#[tokio::test]
async fn a_stop_lets_a_send_end_within_the_grace() {
    let sink = sink(|_, _| Deed::Late(Duration::from_millis(300))).await;
    let mut bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let id = bench.queue(1, "ines@lumen.example", letter("in time"));
    sink.until("the message is there", |seen| seen.received.len() == 1)
        .await;
    bench.token.cancel();
    let late = bench.queue(2, "ines@lumen.example", letter("too late"));
    soon("the worker ends", bench.worker.take().unwrap())
        .await
        .unwrap();
    delivered(bench.outcome(id, 1).await);
    assert_eq!(bench.leases(), 1, "{late:?} was not leased any more");
}

#[tokio::test]
async fn a_stop_does_not_wait_beyond_the_grace() {
    let sink = sink(|_, _| Deed::Late(Duration::from_secs(600))).await;
    let mut setup = Setup::mx(&sink, lumen());
    setup.grace = Duration::from_millis(200);
    let mut bench = Bench::start(setup).await;
    bench.queue(1, "ines@lumen.example", letter("stuck"));
    sink.until("the message is there", |seen| seen.received.len() == 1)
        .await;
    let asked = Instant::now();
    bench.token.cancel();
    soon("the worker ends", bench.worker.take().unwrap())
        .await
        .unwrap();
    assert!(
        asked.elapsed() < Duration::from_secs(10),
        "{:?}",
        asked.elapsed()
    );
}

#[tokio::test]
async fn nothing_leaves_where_nothing_may() {
    let sink = sink(|_, _| Deed::Take).await;
    let mut setup = Setup::mx(&sink, lumen());
    setup.route = SendRoute::Nowhere;
    let mut bench = Bench::start(setup).await;
    bench.queue(1, "ines@lumen.example", letter("demo"));
    bench.look().await;
    bench.look().await;
    bench.token.cancel();
    soon("the worker ends", bench.worker.take().unwrap())
        .await
        .unwrap();
    assert_eq!(
        (bench.leases(), sink.seen().connections),
        (0, 0),
        "it stays queued"
    );
}
