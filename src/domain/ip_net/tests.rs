//! What is a network, and what lies in it.

use super::*;

fn check(text: &str, expected: Result<&str, &str>) {
    let found = IpNet::parse(text).map(|net| net.to_string());
    let found = found.map_err(|error| error.to_string());
    let expected = expected.map(str::to_owned).map_err(str::to_owned);
    assert_eq!(found, expected, "{text:?}");
}

fn check_contains(net: &str, address: &str, expected: bool) {
    let net = IpNet::parse(net).expect("the table holds networks");
    let address = address.parse().expect("the table holds addresses");
    assert_eq!(net.contains(address), expected, "{net} {address}");
}

#[test]
fn reads_networks() {
    check("10.0.0.0/8", Ok("10.0.0.0/8"));
    check(" 192.0.2.7 ", Ok("192.0.2.7/32"));
    check("::1", Ok("::1/128"));
    check("2001:db8::/32", Ok("2001:db8::/32"));
    check("0.0.0.0/0", Ok("0.0.0.0/0"));
    check("::/0", Ok("::/0"));
    check("10.0.0.0/33", Err("has a prefix beyond /32"));
    check("::/129", Err("has a prefix beyond /128"));
    check("::/1000", Err("has a prefix beyond /128"));
    check("10.0.0.0/", Err("is no network"));
    check("10.0.0.0/+8", Err("is no network"));
    check("10.0.0/8", Err("is no network"));
    check("localhost", Err("is no network"));
    check("", Err("is no network"));
    check(
        "10.1.2.3/8",
        Err("has bits beyond its prefix; the network is 10.0.0.0/8"),
    );
}

#[test]
fn knows_its_addresses() {
    check_contains("10.0.0.0/8", "10.255.0.1", true);
    check_contains("10.0.0.0/8", "11.0.0.1", false);
    check_contains("10.0.0.0/8", "::ffff:10.0.0.1", true);
    check_contains("127.0.0.1", "127.0.0.2", false);
    check_contains("0.0.0.0/0", "203.0.113.9", true);
    check_contains("0.0.0.0/0", "2001:db8::1", false);
    check_contains("2001:db8::/33", "2001:db8:7fff::1", true);
    check_contains("2001:db8::/33", "2001:db8:8000::1", false);
    check_contains("::/0", "2001:db8::1", true);
}
