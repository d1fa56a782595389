//! Whom a request is counted for.

use poem::http::{HeaderMap, HeaderValue};

use super::client;
use crate::domain::ip_net::IpNet;

fn check(socket: &str, lines: &[&str], expected: &str, why: &str) {
    let mut headers = HeaderMap::new();
    for line in lines {
        let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
        headers.append("x-forwarded-for", value);
    }
    let proxies = ["10.0.0.0/8", "fd00::/8"].map(|net| IpNet::parse(net).unwrap());
    let found = client(socket.parse().unwrap(), &headers, &proxies);
    assert_eq!(found.to_string(), expected, "{why}: {lines:?}");
}

#[test]
fn the_right_most_address_that_is_no_proxy() {
    let proxy = "10.0.0.1";
    check(proxy, &["192.0.2.1"], "192.0.2.1", "named by the proxy");
    check(
        proxy,
        &["1.1.1.1, 192.0.2.1"],
        "192.0.2.1",
        "the left one is the client's own word",
    );
    check(
        proxy,
        &["192.0.2.1,10.9.9.9"],
        "192.0.2.1",
        "through two proxies",
    );
    check(
        proxy,
        &["1.1.1.1", "192.0.2.1"],
        "192.0.2.1",
        "two lines are one list",
    );
    check(proxy, &["192.0.2.1:4711"], "192.0.2.1", "with a port");
    check(proxy, &["[2001:db8::1]:4711"], "2001:db8::1", "with a port");
    check(proxy, &["2001:db8::1"], "2001:db8::1", "IPv6");
    check(proxy, &["::ffff:192.0.2.1"], "192.0.2.1", "mapped");
    check("fd00::1", &["192.0.2.1"], "192.0.2.1", "a proxy on IPv6");
    check(
        "::ffff:10.0.0.1",
        &["192.0.2.1"],
        "192.0.2.1",
        "a proxy on a dual socket",
    );
}

#[test]
fn who_is_not_named_is_the_last_one_known() {
    check("10.0.0.1", &[], "10.0.0.1", "the proxy asks for itself");
    check("10.0.0.1", &["unknown"], "10.0.0.1", "nobody");
    check(
        "10.0.0.1",
        &["1.1.1.1, unknown, 10.2.2.2"],
        "10.2.2.2",
        "nothing is believed beyond",
    );
    check(
        "10.0.0.1",
        &["10.3.3.3, 10.2.2.2"],
        "10.3.3.3",
        "all of them are ours",
    );
    check("10.0.0.1", &["é, 192.0.2.1"], "10.0.0.1", "no ASCII");
}

#[test]
fn a_peer_that_is_not_listed_is_itself() {
    check(
        "192.0.2.9",
        &["192.0.2.1"],
        "192.0.2.9",
        "a stranger's word",
    );
    check(
        "11.0.0.1",
        &["10.0.0.1"],
        "11.0.0.1",
        "it may name a proxy, too",
    );
}
