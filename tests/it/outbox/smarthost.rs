//! Through a smarthost, with and without signing in.

use guichet::domain::settings::SmarthostSecurity;

use super::bench::{Bench, Setup, delivered, later, letter};
use crate::support::sink::{Sink, SinkOptions, SinkTls};

const LOGIN: Option<(&str, &str)> = Some(("desk", "pässword"));

async fn sink(tls: SinkTls, mechanisms: Option<&'static str>) -> Sink {
    Sink::start(SinkOptions {
        tls,
        auth: mechanisms.map(|it| (it, "desk", "pässword")),
        ..SinkOptions::default()
    })
    .await
}

/// Sends one mail; the words of the delay, or "" when it was delivered.
async fn check(setup: Setup, sink: &Sink) -> String {
    let bench = Bench::start(setup).await;
    let id = bench.queue(1, "ines@lumen.example", letter("x"));
    let outcome = bench.outcome(id, 1).await;
    if sink.seen().received.is_empty() {
        return later(outcome, bench.now()).0;
    }
    let (server, _, tls) = delivered(outcome);
    assert_eq!(server, "127.0.0.1 [127.0.0.1]");
    assert_eq!(tls, sink.seen().received[0].tls);
    String::new()
}

#[tokio::test]
async fn with_and_without_signing_in() {
    use SmarthostSecurity::{Plain, StartTls, Tls};
    for (tls, mechanisms, security, login, encrypted) in [
        (SinkTls::None, None, Plain, None, false),
        (SinkTls::Implicit, None, Tls, None, true),
        (SinkTls::Implicit, Some("PLAIN LOGIN"), Tls, LOGIN, true),
        (SinkTls::StartTls, Some("PLAIN"), StartTls, LOGIN, true),
        (SinkTls::StartTls, Some("LOGIN"), StartTls, LOGIN, true),
    ] {
        let sink = sink(tls, mechanisms).await;
        let words = check(Setup::smarthost(&sink, security, login), &sink).await;
        assert_eq!(words, "", "{tls:?} {mechanisms:?}");
        let received = sink.seen().received;
        assert_eq!(received[0].tls, encrypted);
        assert_eq!(received[0].user.as_deref(), login.map(|(user, _)| user));
    }
}

#[tokio::test]
async fn what_the_admin_must_mend_delays_and_never_fails() {
    use SmarthostSecurity::{Plain, StartTls, Tls};
    let wrong = Some(("desk", "wrong"));
    for (tls, mechanisms, security, login, words) in [
        (
            SinkTls::Implicit,
            Some("PLAIN"),
            Tls,
            wrong,
            "535 5.7.8 wrong name or password",
        ),
        (
            SinkTls::Implicit,
            Some("PLAIN"),
            Tls,
            None,
            "530 5.7.0 sign in first",
        ),
        (
            SinkTls::Implicit,
            Some("GSSAPI"),
            Tls,
            LOGIN,
            "no sign-in that we know",
        ),
        (SinkTls::None, None, StartTls, None, "offers no STARTTLS"),
        (SinkTls::Broken, None, StartTls, None, "TLS:"),
        (SinkTls::None, None, Tls, None, "TLS:"),
        (
            SinkTls::None,
            Some("PLAIN"),
            Plain,
            LOGIN,
            "never sent without TLS",
        ),
    ] {
        let sink = sink(tls, mechanisms).await;
        let told = check(Setup::smarthost(&sink, security, login), &sink).await;
        assert!(told.contains(words), "{tls:?} {mechanisms:?}: {told}");
        let secret = sink
            .seen()
            .commands
            .iter()
            .any(|line| line.starts_with("AUTH PLAIN "));
        assert_eq!(
            secret,
            login == wrong,
            "{tls:?}: no password goes where it should not"
        );
    }
}

#[tokio::test]
async fn an_unknown_certificate_is_refused_and_nothing_is_said() {
    for (tls, security) in [
        (SinkTls::Implicit, SmarthostSecurity::Tls),
        (SinkTls::StartTls, SmarthostSecurity::StartTls),
    ] {
        let sink = sink(tls, Some("PLAIN")).await;
        let mut setup = Setup::smarthost(&sink, security, LOGIN);
        setup.root = None;
        let told = check(setup, &sink).await;
        assert!(told.contains("TLS:"), "{told}");
        let said = sink.seen().commands;
        assert!(
            !said.iter().any(|line| line.starts_with("AUTH")),
            "{said:?}"
        );
    }
}

#[tokio::test]
async fn in_clear_only_at_home() {
    let sink = sink(SinkTls::None, None).await;
    let mut setup = Setup::smarthost(&sink, SmarthostSecurity::Plain, None);
    if let guichet::desk::deliver::SendRoute::Smarthost { smarthost, .. } = &mut setup.route {
        smarthost.host = "192.0.2.1".into();
    }
    let told = check(setup, &sink).await;
    assert!(
        told.contains("neither on this machine nor in an allowed net"),
        "{told}"
    );
}
