//! Counts of connections, with a clock of the test's own.

use std::{
    net::IpAddr,
    time::{Duration, Instant},
};

use super::{LimitOptions, Limits, Pressure, TooMany};

fn ip(text: &str) -> IpAddr {
    text.parse().expect("the test writes an address")
}

fn limits(total: usize, per_block: usize, new_per_minute: u32) -> std::sync::Arc<Limits> {
    Limits::new(LimitOptions {
        total,
        per_block,
        new_per_minute,
        unlimited_from: Vec::new(),
    })
}

#[test]
fn a_block_has_its_share() {
    let (limits, now) = (limits(100, 2, 50), Instant::now());
    let held = [
        limits.admit(ip("192.0.2.1"), now),
        limits.admit(ip("::ffff:192.0.2.1"), now),
    ];
    assert!(held.iter().all(Result::is_ok));
    assert_eq!(
        limits.admit(ip("192.0.2.1"), now).err(),
        Some(TooMany::FromBlock)
    );
    assert!(limits.admit(ip("192.0.2.2"), now).is_ok());
    drop(held);
    assert!(limits.admit(ip("192.0.2.1"), now).is_ok());
    assert_eq!(limits.open(), 0);

    let held = ["2001:db8::1", "2001:db8::ffff"].map(|peer| limits.admit(ip(peer), now));
    assert!(held.iter().all(Result::is_ok));
    assert_eq!(
        limits.admit(ip("2001:db8:0:0:9::1"), now).err(),
        Some(TooMany::FromBlock)
    );
    assert!(limits.admit(ip("2001:db8:0:1::1"), now).is_ok());
}

#[test]
fn must_30_the_thirty_first_connection_of_a_minute_is_refused() {
    let limits = limits(1_000, 10, 30);
    let began = Instant::now();
    for second in 0..30 {
        assert!(
            limits
                .admit(ip("192.0.2.1"), began + Duration::from_secs(second))
                .is_ok()
        );
    }
    let late = began + Duration::from_secs(59);
    assert_eq!(
        limits.admit(ip("192.0.2.1"), late).err(),
        Some(TooMany::InAMinute)
    );
    assert!(limits.admit(ip("192.0.2.2"), late).is_ok());
    assert!(
        limits
            .admit(ip("192.0.2.1"), began + Duration::from_secs(60))
            .is_ok()
    );
}

#[test]
fn all_together_have_an_end_and_hurry_before_it() {
    let (limits, now) = (limits(5, 10, 50), Instant::now());
    let pressure = limits.pressure();
    let mut held = (0..4)
        .map(|_| limits.admit(ip("192.0.2.1"), now))
        .collect::<Vec<_>>();
    assert_eq!(*pressure.borrow(), Pressure::Calm);
    held.push(limits.admit(ip("192.0.2.2"), now));
    assert!(held.iter().all(Result::is_ok));
    assert_eq!(*pressure.borrow(), Pressure::Tight);
    assert_eq!(
        limits.admit(ip("192.0.2.3"), now).err(),
        Some(TooMany::Sessions)
    );
    held.pop();
    assert_eq!(*pressure.borrow(), Pressure::Calm);
}

#[test]
fn unlimited_nets_are_not_counted() {
    let limits = Limits::new(LimitOptions {
        total: 1,
        ..LimitOptions::default()
    });
    let held = ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]
        .map(|peer| limits.admit(ip(peer), Instant::now()));
    assert!(held.iter().flatten().all(super::Admission::is_exempt));
    assert_eq!((held.iter().flatten().count(), limits.open()), (4, 0));
}

#[test]
fn blocks_of_the_past_are_forgotten() {
    let (limits, began) = (limits(10, 10, 30), Instant::now());
    for number in 0..200_000_u32 {
        let peer = IpAddr::from(number.to_be_bytes());
        let at = began + Duration::from_millis(u64::from(number) * 10);
        assert!(limits.admit(peer, at).is_ok());
    }
    assert!(limits.counts().blocks.len() < 20_000);
}
