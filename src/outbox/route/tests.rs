//! The order of MX hosts, null MX, literals, and the addresses that are never reached.

use std::net::IpAddr;

use super::{
    Answer, Mx, hosts, literal,
    reach::{Reach, is_public},
    targets,
};
use crate::{
    domain::{address::EmailAddress, ip_net::IpNet},
    outbox::backoff::Fault,
};

fn mx(records: &[(u16, &str)]) -> Answer<Mx> {
    Answer::Found(
        records
            .iter()
            .map(|(preference, host)| Mx {
                preference: *preference,
                host: (*host).to_owned(),
            })
            .collect(),
    )
}

/// `expected`: hosts in order, or `!` and a word of the reason it can never be sent.
fn check(answer: Answer<Mx>, pick: fn(usize) -> usize, expected: &[&str]) {
    let text = format!("{answer:?}");
    match hosts("lumen.example", answer, "desk.example", &pick) {
        Ok(got) => assert_eq!(got, expected, "{text}"),
        Err(Fault::Never { words }) => {
            let word = expected[0]
                .strip_prefix('!')
                .expect("a refusal was not expected");
            assert!(words.contains(word), "{words:?} for {text}");
        }
        Err(Fault::Unreachable { words }) => {
            let word = expected[0]
                .strip_prefix('~')
                .expect("a delay was not expected");
            assert!(words.contains(word), "{words:?} for {text}");
        }
        Err(fault) => panic!("{fault:?}"),
    }
}

#[test]
fn hosts_by_preference_equals_shuffled() {
    let first = |_| 0;
    let last = |n| n - 1;
    check(
        mx(&[(20, "b"), (10, "a"), (30, "c")]),
        last,
        &["a", "b", "c"],
    );
    check(
        mx(&[(10, "a"), (10, "b"), (5, "z")]),
        last,
        &["z", "a", "b"],
    );
    check(
        mx(&[(10, "a"), (10, "b"), (5, "z")]),
        first,
        &["z", "b", "a"],
    );
    check(mx(&[(10, "a"), (10, "b")]), |_| 99, &["a", "b"]); // a bad pick is no panic
    check(Answer::NoRecord, first, &["lumen.example"]);
}

#[test]
fn domains_that_take_no_mail() {
    let pick = |_| 0;
    check(mx(&[(0, "")]), pick, &["!null MX"]);
    check(mx(&[(0, ""), (10, "a")]), pick, &["a"]); // not alone, so not a null MX
    check(Answer::NoName, pick, &["!does not exist"]);
    check(Answer::Failed("timed out".into()), pick, &["~timed out"]);
}

#[test]
fn ourselves_and_worse_are_left_out() {
    let pick = |_| 0;
    check(
        mx(&[(10, "a"), (20, "Desk.example"), (30, "b")]),
        pick,
        &["a"],
    );
    check(
        mx(&[(10, "a"), (10, "desk.example")]),
        pick,
        &["!this desk"],
    );
}

#[test]
fn every_equal_host_comes_first_sometimes() {
    for chosen in 0..3 {
        let pick = move |n: usize| chosen % n;
        let order = hosts("x", mx(&[(1, "a"), (1, "b"), (1, "c")]), "d", &pick).unwrap();
        let mut sorted = order.clone();
        sorted.sort();
        assert_eq!(sorted, ["a", "b", "c"], "nothing is lost");
    }
}

#[test]
fn literals() {
    let check = |text: &str, expected: Option<Result<&str, ()>>| {
        let address = EmailAddress::parse(text).expect(text);
        let got = literal(&address).map(|it| it.map_err(|_| ()));
        let expected = expected.map(|it| it.map(|ip| ip.parse::<IpAddr>().unwrap()));
        assert_eq!(got, expected, "{text}");
    };
    check("ines@lumen.example", None);
    check("ines@[192.0.2.1]", Some(Ok("192.0.2.1")));
    check("ines@[IPv6:2001:db8::1]", Some(Ok("2001:db8::1")));
    check("ines@[2001:db8::1]", Some(Err(()))); // untagged IPv6
    check("ines@[1.2]", Some(Err(())));
}

#[test]
fn public_addresses() {
    let check = |text: &str, public: bool| {
        assert_eq!(is_public(text.parse().unwrap()), public, "{text}");
    };
    for text in [
        "1.1.1.1",
        "9.255.255.255",
        "100.63.0.1",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "223.255.255.1",
        "2a00:1450::1",
        "2001:4860::1",
        "2002:101:101::1",
        "64:ff9b::101:101",
        "::ffff:1.1.1.1",
    ] {
        check(text, true);
    }
    for text in [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "::7f00:1",
    ] {
        check(text, false);
    }
}

#[test]
fn reach_is_public_or_allowed_and_never_own() {
    let nets = [
        IpNet::parse("10.0.0.0/8").unwrap(),
        IpNet::parse("::1").unwrap(),
    ];
    let own: IpAddr = "9.9.9.9".parse().unwrap();
    let is_own = move |address| address == own;
    let reach = Reach {
        allow_private: &nets,
        is_own: &is_own,
    };
    let check = |text: &str, expected: bool| {
        assert_eq!(reach.allows(text.parse().unwrap()), expected, "{text}");
    };
    check("1.1.1.1", true);
    check("9.9.9.9", false);
    check("10.200.0.1", true);
    check("::ffff:10.200.0.1", true); // the same address in other clothes
    check("::1", true);
    check("127.0.0.1", false);
    check("192.168.0.1", false);

    let found = ["2a00:1450::1", "127.0.0.1", "1.1.1.1", "9.9.9.9"].map(|ip| ip.parse().unwrap());
    let got: Vec<String> = targets("mx.example", &found, 25, &reach)
        .iter()
        .map(|target| target.address.to_string())
        .collect();
    assert_eq!(got, ["1.1.1.1:25", "[2a00:1450::1]:25"]);
}
