//! Straight to the mail servers of a domain, and never where mail must not go.

use super::bench::{Bench, Setup, delivered, failed, later, letter, lumen};
use crate::support::{
    dns::Zone,
    sink::{Sink, SinkOptions, SinkTls},
};

async fn sink(tls: SinkTls) -> Sink {
    Sink::start(SinkOptions {
        tls,
        ..SinkOptions::default()
    })
    .await
}

#[tokio::test]
async fn the_next_server_is_asked_when_the_first_does_not_answer() {
    let sink = sink(SinkTls::None).await;
    // Nobody listens at 127.0.0.2 and 127.0.0.3; the host without an address is passed over.
    let zone = Zone::new()
        .mx("lumen.example", 30, "c.lumen.example")
        .mx("lumen.example", 10, "a.lumen.example")
        .mx("lumen.example", 20, "b.lumen.example")
        .mx("lumen.example", 5, "none.lumen.example")
        .a("a.lumen.example", "127.0.0.2")
        .a("b.lumen.example", "127.0.0.3")
        .a("c.lumen.example", "127.0.0.1");
    let bench = Bench::start(Setup::mx(&sink, zone)).await;
    let id = bench.queue(1, "ines@lumen.example", letter("third"));
    let (server, ..) = delivered(bench.outcome(id, 1).await);
    assert_eq!(server, "c.lumen.example [127.0.0.1]");
}

#[tokio::test]
async fn a_server_that_greets_with_554_is_passed_over() {
    let no = Sink::start(SinkOptions {
        greeting: "554 5.3.2 no service here",
        ..SinkOptions::default()
    })
    .await;
    // The same port on another address of this machine.
    let yes = Sink::start_at(
        format!("127.0.0.2:{}", no.address.port()).parse().unwrap(),
        SinkOptions::default(),
    )
    .await;
    let zone = Zone::new()
        .mx("lumen.example", 10, "no.lumen.example")
        .mx("lumen.example", 20, "yes.lumen.example")
        .mx("alone.example", 10, "no.lumen.example")
        .a("no.lumen.example", "127.0.0.1")
        .a("yes.lumen.example", "127.0.0.2");
    let bench = Bench::start(Setup::mx(&yes, zone)).await;
    let both = bench.queue(1, "ines@lumen.example", letter("both"));
    let alone = bench.queue(2, "ines@alone.example", letter("alone"));
    let (server, ..) = delivered(bench.outcome(both, 1).await);
    assert_eq!(server, "yes.lumen.example [127.0.0.2]");
    let (reason, _) = later(bench.outcome(alone, 1).await, bench.now());
    assert_eq!(
        reason,
        "no.lumen.example [127.0.0.1]: 554 5.3.2 no service here"
    );
}

#[tokio::test]
async fn a_domain_without_mx_is_its_own_server() {
    let sink = sink(SinkTls::None).await;
    let zone = Zone::new().a("lumen.example", "127.0.0.1");
    let bench = Bench::start(Setup::mx(&sink, zone)).await;
    let name = bench.queue(1, "ines@lumen.example", letter("name"));
    let literal = bench.queue(2, "ines@[127.0.0.1]", letter("literal"));
    assert_eq!(
        delivered(bench.outcome(name, 1).await).0,
        "lumen.example [127.0.0.1]"
    );
    assert_eq!(
        delivered(bench.outcome(literal, 1).await).0,
        "[127.0.0.1] [127.0.0.1]"
    );
}

#[tokio::test]
async fn what_dns_says_decides_between_never_and_later() {
    let sink = sink(SinkTls::None).await;
    let zone = Zone::new()
        .null_mx("null.example")
        .empty("empty.example")
        .servfail("broken.example")
        .mx("self.example", 10, "desk.example")
        .mx("dangling.example", 10, "gone.example")
        .mx("long.example", 10, "long.example")
        .a("long.example", "127.0.0.1")
        .long("long.example");
    let bench = Bench::start(Setup::mx(&sink, zone)).await;
    let never = [
        ("a@null.example", "null MX"),
        ("a@nowhere.example", "does not exist"),
        ("a@empty.example", "no mail server and no address"),
        ("a@self.example", "this desk"),
    ];
    for (number, (recipient, words)) in never.into_iter().enumerate() {
        let id = bench.queue(u64::try_from(number).unwrap(), recipient, letter("x"));
        let reason = failed(bench.outcome(id, 1).await);
        assert!(reason.contains(words), "{recipient}: {reason}");
    }
    for (id, recipient, words) in [
        (
            11,
            "a@broken.example",
            "DNS does not answer for broken.example",
        ),
        (12, "a@dangling.example", "gone.example does not exist"),
    ] {
        let id = bench.queue(id, recipient, letter("x"));
        let (reason, wait) = later(bench.outcome(id, 1).await, bench.now());
        assert!(reason.contains(words), "{recipient}: {reason}");
        assert_eq!(wait, 450);
    }
    assert_eq!(sink.seen().connections, 0);
    // An answer that is too long for UDP is fetched over TCP.
    let long = bench.queue(13, "a@long.example", letter("x"));
    delivered(bench.outcome(long, 1).await);
}

#[tokio::test]
async fn private_and_own_addresses_are_refused() {
    let sink = sink(SinkTls::None).await;
    let zone = Zone::new()
        .mx("loop.example", 10, "loop.example")
        .a("loop.example", "127.0.0.1")
        .aaaa("loop.example", "::1")
        .aaaa("loop.example", "::ffff:127.0.0.1")
        .mx("inside.example", 10, "inside.example")
        .a("inside.example", "10.0.0.1")
        .a("inside.example", "192.168.1.1")
        .a("inside.example", "169.254.169.254");
    let mut setup = Setup::mx(&sink, zone);
    setup.allow = vec!["127.0.0.2/32"];
    let bench = Bench::start(setup).await;
    for (id, recipient) in [
        (1, "a@loop.example"),
        (2, "a@inside.example"),
        (3, "a@[127.0.0.1]"),
        (4, "a@[IPv6:::1]"),
    ] {
        let id = bench.queue(id, recipient, letter("x"));
        let reason = failed(bench.outcome(id, 1).await);
        assert!(
            reason.contains("mail is not sent to"),
            "{recipient}: {reason}"
        );
    }
    assert_eq!(sink.seen().connections, 0);
}

#[tokio::test]
async fn tls_is_used_where_it_is_offered_and_not_insisted_on() {
    for (tls, encrypted) in [
        (SinkTls::None, false),
        (SinkTls::StartTls, true), // self-signed: better than clear text
        (SinkTls::Broken, false),
    ] {
        let sink = sink(tls).await;
        let bench = Bench::start(Setup::mx(&sink, lumen())).await;
        let id = bench.queue(1, "ines@lumen.example", letter("x"));
        let (_, _, told) = delivered(bench.outcome(id, 1).await);
        let seen = sink.seen();
        assert_eq!(told, encrypted, "{tls:?}");
        assert_eq!(seen.received.len(), 1, "{tls:?}");
        assert_eq!(seen.received[0].tls, encrypted, "{tls:?}");
        let connections = if tls == SinkTls::Broken { 2 } else { 1 };
        assert_eq!(seen.connections, connections, "{tls:?}");
    }
}

#[tokio::test]
async fn words_behind_the_answer_to_starttls_are_no_answer() {
    let sink = sink(SinkTls::Injecting).await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let id = bench.queue(1, "ines@lumen.example", letter("x"));
    let (reason, _) = later(bench.outcome(id, 1).await, bench.now());
    assert!(
        reason.contains("more than its answer to STARTTLS"),
        "{reason}"
    );
    assert!(sink.seen().received.is_empty());
}
