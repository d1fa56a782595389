//! Counts of connections, with a clock of the test's own.

use std::{
    net::IpAddr,
    time::{Duration, Instant},
};

use super::{KNOWN, LimitOptions, Limits, Pressure, Standing, TooMany};

fn ip(text: &str) -> IpAddr {
    text.parse().expect("the test writes an address")
}

fn limits(total: usize, per_block: usize, new_per_minute: u32) -> std::sync::Arc<Limits> {
    Limits::new(LimitOptions {
        total,
        kept: 0,
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
    let (limits, now) = (limits(6, 10, 50), Instant::now());
    let pressure = limits.pressure();
    let mut held = (0..4)
        .map(|_| limits.admit(ip("192.0.2.1"), now))
        .collect::<Vec<_>>();
    assert_eq!(*pressure.borrow(), Pressure::Calm);
    held.push(limits.admit(ip("192.0.2.2"), now));
    assert!(held.iter().all(Result::is_ok));
    assert_eq!(*pressure.borrow(), Pressure::Tight);
    held.push(limits.admit(ip("192.0.2.2"), now));
    assert_eq!(*pressure.borrow(), Pressure::Full);
    assert_eq!(
        limits.admit(ip("192.0.2.3"), now).err(),
        Some(TooMany::Sessions)
    );
    held.truncate(4);
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
    let standings = held.iter().flatten().map(super::Admission::standing);
    assert!(standings.into_iter().all(|it| it == Standing::Exempt));
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

#[test]
fn places_are_kept_for_whom_we_know() {
    let limits = Limits::new(LimitOptions {
        total: 10,
        kept: 3,
        unlimited_from: Vec::new(),
        ..LimitOptions::default()
    });
    let (pressure, now) = (limits.pressure(), Instant::now());
    let admit = |number: u8| limits.admit(IpAddr::from([192, 0, 2, number]), now);
    let mut held: Vec<_> = (0..7)
        .map(|number| admit(number).expect("a place"))
        .collect();
    assert_eq!(*pressure.borrow(), Pressure::Full);
    assert_eq!(admit(8).err(), Some(TooMany::Sessions));
    limits.know(ip("192.0.2.8"));
    held.push(admit(8).expect("a kept place"));
    assert_eq!(held[7].standing(), Standing::Known);
    assert_eq!(admit(9).err(), Some(TooMany::Sessions));
    limits.know(ip("2001:db8::1"));
    for peer in ["2001:db8::2", "2001:db8::3"] {
        held.push(limits.admit(ip(peer), now).expect("of a known block"));
    }
    let last = limits.admit(ip("2001:db8::4"), now);
    assert_eq!(
        last.err(),
        Some(TooMany::Sessions),
        "the kept ones run out, too"
    );
    // Those that are known hold none of the places of the others.
    held.remove(0);
    assert_eq!(*pressure.borrow(), Pressure::Tight);
    assert!(admit(9).is_ok());
}

#[test]
fn the_oldest_known_is_forgotten() {
    let limits = Limits::new(LimitOptions::default());
    let peer = |number: usize| IpAddr::from(u32::try_from(number).unwrap().to_be_bytes());
    for number in 0..KNOWN {
        limits.know(peer(number));
    }
    // Heard of again, so it is not the oldest.
    limits.know(peer(0));
    limits.know(peer(KNOWN));
    let counts = limits.counts();
    assert_eq!(counts.known.len(), KNOWN);
    let known = [0, 1, KNOWN].map(|number| counts.known.contains_key(&peer(number)));
    assert_eq!(known, [true, false, true]);
}
