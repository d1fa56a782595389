//! `[web] proxies`: who asks is counted by the address that a listed proxy names.

use tokio::net::TcpSocket;

use crate::{
    support::soon,
    world::{
        ADMIN, Plan,
        http::{Browser, Request, fetch_over, urlencoded},
        play_with,
    },
};

fn listed() -> Plan {
    Plan {
        config: |config| config.web.proxies = vec!["127.0.0.1".parse().unwrap()],
        ..Plan::default()
    }
}

/// Gives a wrong password from an address of the loopback net, with these words of its proxy.
async fn wrong(browser: &Browser, from: &str, forwarded_for: &str) -> u16 {
    let token = browser.form_token();
    let body = urlencoded(&[
        ("email", ADMIN),
        ("password", "wrong password here"),
        ("form_token", &token),
    ]);
    let request = Request::new("POST", "/sign-in")
        .header("x-forwarded-for", forwarded_for)
        .body("application/x-www-form-urlencoded", body);
    let request = browser.with_cookies(request);
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind((from.parse::<std::net::IpAddr>().unwrap(), 0).into())
        .unwrap();
    let stream = soon("connect", socket.connect(browser.web)).await.unwrap();
    fetch_over(stream, browser.web, &request).await.status
}

#[test]
fn tries_are_counted_for_the_client_of_a_listed_proxy() {
    play_with(listed(), async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await.expect(200);
        for nth in 0..10 {
            // What the client itself writes in front changes nothing.
            let forged = format!("198.51.100.{nth}, 192.0.2.1");
            assert_eq!(wrong(&browser, "127.0.0.1", &forged).await, 401);
        }
        assert_eq!(
            wrong(&browser, "127.0.0.1", "198.51.100.77, 192.0.2.1").await,
            429
        );
        assert_eq!(
            wrong(&browser, "127.0.0.1", "192.0.2.2").await,
            401,
            "somebody else"
        );
    });
}

#[test]
fn who_is_no_listed_proxy_is_not_believed() {
    play_with(listed(), async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await.expect(200);
        for nth in 0..10 {
            let forged = format!("192.0.2.{nth}");
            assert_eq!(wrong(&browser, "127.0.0.2", &forged).await, 401);
        }
        assert_eq!(wrong(&browser, "127.0.0.2", "192.0.2.99").await, 429);
    });
}
