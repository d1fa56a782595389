//! Which hosts a desk answers to.

use guichet::web::site::Site;
use poem::http::{HeaderMap, Uri};

#[track_caller]
fn check(site: &Site, host: &str, answers: bool) {
    let mut headers = HeaderMap::new();
    headers.insert("host", host.parse().unwrap());
    assert_eq!(
        site.answers(&headers, &Uri::from_static("/")),
        answers,
        "{host}"
    );
}

#[test]
fn the_port_of_the_scheme_may_be_left_out() {
    let local = Site::local("127.0.0.1:80".parse().unwrap());
    for host in [
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost",
        "LOCALHOST:80",
        "[::1]",
        "[::1]:80",
    ] {
        check(&local, host, true);
    }
    for host in ["127.0.0.1:8080", "evil.example", "localhost:443", ""] {
        check(&local, host, false);
    }
    let local = Site::local("192.0.2.7:80".parse().unwrap());
    check(&local, "192.0.2.7", true);
    let local = Site::local("127.0.0.1:8080".parse().unwrap());
    check(&local, "localhost", false);
    check(&local, "localhost:8080", true);
    for (origin, port) in [("http://a.example", "80"), ("https://a.example", "443")] {
        for site in [
            Site::configured(origin),
            Site::configured(&format!("{origin}:{port}")),
        ] {
            check(&site, "a.example", true);
            check(&site, &format!("a.example:{port}"), true);
            check(&site, "a.example:8080", false);
        }
    }
}
