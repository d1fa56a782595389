//! Tries are counted before they are judged, on the right account, in bounded memory.

use std::{net::IpAddr, time::Duration};

use super::*;

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

fn peer(number: usize) -> Account {
    let number = u32::try_from(number).unwrap();
    Account::of_peer(IpAddr::V4((0x0a00_0000 + number).into()))
}

fn wrong(limiter: &Limiter, account: Account, now: Timestamp) {
    limiter.reserve(account, now).ok().unwrap().was_wrong();
}

#[test]
fn tries_at_the_same_moment_are_all_counted() {
    let limiter = Limiter::default();
    let running: Vec<Reserved> = (0..TRIES)
        .map(|_| limiter.reserve(peer(1), NOW).ok().unwrap())
        .collect();
    let left: Vec<usize> = running.iter().map(|one| one.left).collect();
    assert_eq!(left, (0..TRIES).rev().collect::<Vec<_>>());
    let refused = limiter.reserve(peer(1), NOW).err();
    assert_eq!(refused, Some(NOW.plus(PAUSE)));
    assert!(limiter.reserve(peer(2), NOW).is_ok(), "somebody else");
    // None of them was wrong: they count no longer, and nobody is remembered.
    drop(running);
    assert!(limiter.lock().peers.is_empty());
}

#[test]
fn a_pause_ends_with_the_oldest_try() {
    let limiter = Limiter::default();
    let minutes = |minutes: u64| NOW.plus(Duration::from_secs(60 * minutes));
    for minute in 0..TRIES as u64 {
        wrong(&limiter, peer(1), minutes(minute));
    }
    assert_eq!(
        limiter.reserve(peer(1), minutes(14)).err(),
        Some(minutes(15))
    );
    wrong(&limiter, peer(1), minutes(15));
    assert_eq!(
        limiter.reserve(peer(1), minutes(15)).err(),
        Some(minutes(16))
    );
}

#[test]
fn each_account_has_tries_of_its_own() {
    let limiter = Limiter::default();
    let accounts = [
        peer(1),
        Account::Device([1; 32]),
        Account::DeviceCode([1; 32]),
        Account::Device([2; 32]),
        Account::Code(UserId(1)),
        Account::Own(UserId(1)),
    ];
    for account in accounts {
        for _ in 0..TRIES {
            wrong(&limiter, account, NOW);
        }
        assert!(limiter.reserve(account, NOW).is_err(), "{account:?}");
    }
}

#[test]
fn a_network_of_version_six_is_one_peer() {
    for (one, other, same) in [
        ("2001:db8::1", "2001:db8::ffff:1", true),
        ("2001:db8::1", "2001:db8:0:1::1", false),
        ("::ffff:192.0.2.1", "192.0.2.1", true),
        ("192.0.2.1", "192.0.2.2", false),
    ] {
        let block = |text: &str| Account::of_peer(text.parse().unwrap());
        assert_eq!(block(one) == block(other), same, "{one} {other}");
    }
}

#[test]
fn the_oldest_is_forgotten_when_there_is_no_room() {
    let limiter = Limiter::default();
    let after = |number: usize| NOW.plus(Duration::from_millis(number as u64));
    wrong(&limiter, Account::Code(UserId(1)), NOW);
    for number in 0..REMEMBERED + 5 {
        wrong(&limiter, peer(number), after(number));
    }
    let maps = limiter.lock();
    assert_eq!(maps.peers.len(), REMEMBERED);
    for number in 0..5 {
        assert!(!maps.peers.contains_key(&peer(number)), "{number}");
    }
    assert!(maps.peers.contains_key(&peer(5)));
    assert!(maps.peers.contains_key(&peer(REMEMBERED + 4)));
    assert_eq!(maps.people.len(), 1, "strangers push nobody else out");
}
