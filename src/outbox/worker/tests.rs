//! The order in which leased jobs start, and the pauses of a domain.

use std::{sync::Arc, time::Duration};

use super::{
    lanes::{Lane, Lanes, PARALLEL},
    trouble::Trouble,
};
use crate::{
    desk::deliver::{DeliveryJob, SendRoute},
    domain::{address::EmailAddress, id::DeliveryId, time::Timestamp},
    outbox::{
        backoff::{Fault, after},
        queue::QueueError,
        send::wire_domain,
    },
};

const NOW: Timestamp = Timestamp(1_700_000_000_000_000);

fn job(id: u64, recipient: &str) -> DeliveryJob {
    DeliveryJob {
        id: DeliveryId(id),
        attempt: 1,
        recipient: EmailAddress::parse(recipient).expect(recipient),
        return_path: EmailAddress::parse("help@desk.example").expect("constant"),
        raw: Arc::from(b"x".as_slice()),
        queued: NOW,
        route: None,
    }
}

fn add(lanes: &mut Lanes, id: u64, recipient: &str) {
    let job = job(id, recipient);
    lanes.add(Lane::Domain(wire_domain(&job)), job);
}

/// Starts all that can start and compares their numbers.
fn check(lanes: &mut Lanes, expected: &[u64]) {
    let mut got = Vec::new();
    while let Some((_, job)) = lanes.start() {
        got.push(job.id.0);
    }
    assert_eq!(got, expected);
}

#[test]
fn two_per_domain_four_in_all() {
    let mut lanes = Lanes::default();
    for (id, recipient) in [
        (1, "a@x"),
        (2, "b@x"),
        (3, "c@X"),
        (4, "d@y"),
        (5, "e@z"),
        (6, "f@w"),
    ] {
        add(&mut lanes, id, recipient);
    }
    check(&mut lanes, &[1, 2, 4, 5]);
    assert_eq!(lanes.room(), 0, "nothing is leased that could not start");
    lanes.done(DeliveryId(4));
    check(&mut lanes, &[6]);
    lanes.done(DeliveryId(1));
    check(&mut lanes, &[3]);
}

#[test]
fn a_smarthost_takes_all_sessions() {
    let mut lanes = Lanes::default();
    for (id, recipient) in [(1, "a@x"), (2, "b@x"), (3, "c@x"), (4, "d@x"), (5, "e@x")] {
        lanes.add(Lane::server(&SendRoute::Nowhere), job(id, recipient));
    }
    check(&mut lanes, &[1, 2, 3, 4]);
    assert_eq!(PARALLEL, 4);
}

#[test]
fn one_recipient_gets_mails_in_order() {
    let mut lanes = Lanes::default();
    for (id, recipient) in [(9, "a@x"), (2, "A@x"), (5, "b@x"), (3, "a@X")] {
        add(&mut lanes, id, recipient);
    }
    check(&mut lanes, &[2, 5]);
    lanes.done(DeliveryId(5));
    check(&mut lanes, &[]);
    lanes.done(DeliveryId(2));
    check(&mut lanes, &[3]);
    lanes.done(DeliveryId(3));
    check(&mut lanes, &[9]);
}

#[test]
fn a_job_whose_lease_ran_out_does_not_start_twice() {
    let mut lanes = Lanes::default();
    add(&mut lanes, 1, "a@x");
    check(&mut lanes, &[1]);
    let again = DeliveryJob {
        attempt: 2,
        ..job(1, "a@x")
    };
    lanes.add(Lane::Domain("x".into()), again);
    check(&mut lanes, &[]);
    assert_eq!(
        lanes.attempt(DeliveryId(1)),
        Some(2),
        "reported under the new lease"
    );
    lanes.done(DeliveryId(1));
    assert_eq!(lanes.attempt(DeliveryId(1)), None);
}

#[test]
fn a_domain_is_left_alone_after_faults() {
    let lane = Lane::Domain("x".into());
    let other = Lane::Domain("y".into());
    let mut lanes = Lanes::default();
    let unreachable = Fault::Unreachable {
        words: "refused".into(),
    };
    let closing = Fault::Refused {
        code: 421,
        words: "421 busy".into(),
    };
    let learn = |lanes: &mut Lanes, fault: Option<&Fault>| {
        let outcome = after(1, NOW, NOW, fault.unwrap_or(&unreachable));
        lanes.learn(&lane, NOW, fault, &outcome);
    };
    let late = |seconds| NOW.plus(Duration::from_secs(seconds));
    learn(&mut lanes, Some(&unreachable));
    learn(&mut lanes, Some(&unreachable));
    assert_eq!(lanes.paused(&lane, NOW), None);
    learn(&mut lanes, Some(&unreachable));
    assert!(lanes.paused(&lane, late(449)).is_some());
    assert_eq!(lanes.paused(&lane, late(450)), None);
    assert_eq!(lanes.paused(&other, NOW), None);
    learn(&mut lanes, None);
    assert_eq!(lanes.paused(&lane, NOW), None, "a delivery ends the pause");
    learn(&mut lanes, Some(&unreachable));
    assert_eq!(lanes.paused(&lane, NOW), None, "the count begins anew");
    learn(&mut lanes, Some(&closing));
    assert_eq!(
        lanes.paused(&lane, NOW),
        Some(Fault::Paused {
            until: late(450),
            words: "421 busy".into()
        })
    );
}

#[test]
fn a_queue_that_cannot_be_read_is_tried_ever_more_rarely() {
    let mut trouble = Trouble::default();
    let error = |text: &str| QueueError(text.to_owned());
    let mut waits = |text: &str, count: usize| -> Vec<u64> {
        let wait = |_| trouble.wait(error(text)).as_secs();
        (0..count).map(wait).collect()
    };
    assert_eq!(waits("sealed", 8), [1, 2, 4, 8, 16, 32, 60, 60]);
    assert_eq!(
        waits("busy", 2),
        [1, 2],
        "something else is said and tried anew"
    );
    trouble.over();
    assert_eq!(trouble.wait(error("busy")).as_secs(), 1);
}
