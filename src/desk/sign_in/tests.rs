//! Tries are counted before they are judged, and the memory of them is bounded.

use std::{net::IpAddr, time::Duration};

use super::{Limiter, PAUSE, REMEMBERED, SignInError, SignInTry, TRIES};
use crate::domain::time::Timestamp;

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

fn peer(number: usize) -> IpAddr {
    let number = u32::try_from(number).unwrap();
    IpAddr::V4((0x0a00_0000 + number).into())
}

fn wrong(limiter: &Limiter, peer: IpAddr, now: Timestamp) {
    let mut attempt = limiter.begin(peer, now).ok().unwrap();
    attempt.wrong = true;
}

#[test]
fn tries_at_the_same_moment_are_all_counted() {
    let limiter = Limiter::default();
    let running: Vec<SignInTry> = (0..TRIES)
        .map(|_| limiter.begin(peer(1), NOW).ok().unwrap())
        .collect();
    let left: Vec<usize> = running.iter().map(|attempt| attempt.left).collect();
    assert_eq!(left, (0..TRIES).rev().collect::<Vec<_>>());
    let refused = limiter.begin(peer(1), NOW).err();
    assert!(matches!(refused, Some(SignInError::Pause { until }) if until == NOW.plus(PAUSE)));
    assert!(limiter.begin(peer(2), NOW).is_ok(), "somebody else");
    // None of them was wrong: they count no longer, and nobody is remembered.
    drop(running);
    assert!(limiter.lock().is_empty());
}

#[test]
fn the_oldest_is_forgotten_when_there_is_no_room() {
    let limiter = Limiter::default();
    let after = |seconds: usize| NOW.plus(Duration::from_millis(seconds as u64));
    for number in 0..REMEMBERED + 5 {
        wrong(&limiter, peer(number), after(number));
    }
    let all = limiter.lock();
    assert_eq!(all.len(), REMEMBERED);
    for number in 0..5 {
        assert!(!all.contains_key(&peer(number)), "{number}");
    }
    assert!(all.contains_key(&peer(5)) && all.contains_key(&peer(REMEMBERED + 4)));
}
