//! What arrives is what was written, to the byte, for the one recipient that it is for.

use super::bench::{Bench, RETURN_PATH, Setup, delivered, failed, letter, lumen};
use crate::support::{
    sink::{Sink, SinkOptions},
    smtp_client::RawClient,
};

#[tokio::test]
async fn envelope_and_bytes_are_exact() {
    let sink = Sink::start(SinkOptions::default()).await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let raws = [
        letter("plain"),
        "A: b\r\n\r\n.\r\n..\r\n.x\r\ny.\r\n\r\n\r\n".to_owned(),
        ".A: the very first byte is a dot\r\n\r\nx\r\n".to_owned(),
        format!("A: b\r\n\r\n{}\r\n.\r\n", "z".repeat(998)),
    ];
    for (number, raw) in raws.iter().enumerate() {
        let id = u64::try_from(number).unwrap();
        let id = bench.queue(id, "Ines@Lumen.example", raw.clone());
        delivered(bench.outcome(id, 1).await);
        let received = sink.seen().received.pop().unwrap();
        assert_eq!(String::from_utf8(received.raw).unwrap(), *raw);
        assert_eq!(
            received.mail,
            format!("MAIL FROM:<{RETURN_PATH}> SIZE={} RET=HDRS", raw.len())
        );
        assert_eq!(
            received.rcpts,
            ["RCPT TO:<Ines@lumen.example> NOTIFY=FAILURE"]
        );
        assert_eq!(received.helo, "desk.example");
    }
    let wire = sink.seen().received[1].wire.clone();
    assert_eq!(
        String::from_utf8(wire).unwrap(),
        "A: b\r\n\r\n..\r\n...\r\n..x\r\ny.\r\n\r\n\r\n.\r\n"
    );
}

#[tokio::test]
async fn addresses_beyond_ascii() {
    let zone = || lumen().mx("xn--bcher-kva.example", 1, "mx.lumen.example");
    let sink = Sink::start(SinkOptions::default()).await;
    let bench = Bench::start(Setup::mx(&sink, zone())).await;
    let user = bench.queue(1, "josé@lumen.example", letter("accent"));
    delivered(bench.outcome(user, 1).await);
    let domain = bench.queue(2, "ines@Bücher.example", letter("domain"));
    delivered(bench.outcome(domain, 1).await);
    let header = bench.queue(3, "ines@lumen.example", "Cc: <josé@x>\r\n\r\nx\r\n");
    delivered(bench.outcome(header, 1).await);
    let body = bench.queue(4, "ines@lumen.example", "A: b\r\n\r\né\r\n");
    delivered(bench.outcome(body, 1).await);
    let seen: Vec<_> = sink.seen().received;
    let parameters = |at: usize| seen[at].mail.split_once("> ").unwrap().1.to_owned();
    assert_eq!(
        seen[0].rcpts,
        ["RCPT TO:<josé@lumen.example> NOTIFY=FAILURE"]
    );
    assert!(parameters(0).contains("SMTPUTF8"), "{}", parameters(0));
    // A domain alone needs no SMTPUTF8: it goes as A-labels.
    assert_eq!(
        seen[1].rcpts,
        ["RCPT TO:<ines@xn--bcher-kva.example> NOTIFY=FAILURE"]
    );
    assert!(!parameters(1).contains("SMTPUTF8"), "{}", parameters(1));
    assert!(
        parameters(2).contains("BODY=8BITMIME SMTPUTF8"),
        "{}",
        parameters(2)
    );
    assert!(parameters(3).contains("BODY=8BITMIME"), "{}", parameters(3));
    assert!(!parameters(3).contains("SMTPUTF8"), "{}", parameters(3));

    let old = Sink::start(SinkOptions {
        extensions: &["8BITMIME"],
        ..SinkOptions::default()
    })
    .await;
    let bench = Bench::start(Setup::mx(&old, zone())).await;
    let user = bench.queue(1, "josé@lumen.example", letter("accent"));
    let reason = failed(bench.outcome(user, 1).await);
    assert!(reason.contains("SMTPUTF8"), "{reason}");
    assert!(
        old.seen().named.is_empty(),
        "never named to a server that cannot read it"
    );
}

#[tokio::test]
async fn ten_megabytes() {
    let sink = Sink::start(SinkOptions::default()).await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let mut raw = letter("big").into_bytes();
    while raw.len() < 10_000_000 {
        raw.extend_from_slice(b".line that starts with a dot and is not short at all\r\n");
    }
    let id = bench.queue(1, "ines@lumen.example", raw.clone());
    delivered(bench.outcome(id, 1).await);
    assert!(sink.seen().received[0].raw == raw, "10 MB arrive unchanged");
}

#[tokio::test]
async fn a_message_that_the_server_calls_too_big_is_not_sent() {
    let sink = Sink::start(SinkOptions {
        extensions: &["SIZE 100"],
        ..SinkOptions::default()
    })
    .await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    let id = bench.queue(1, "ines@lumen.example", letter(&"x".repeat(100)));
    let reason = failed(bench.outcome(id, 1).await);
    assert!(reason.contains("the 100 bytes"), "{reason}");
}

#[tokio::test]
async fn bare_line_ends_never_leave_the_desk() {
    let sink = Sink::start(SinkOptions::default()).await;
    let bench = Bench::start(Setup::mx(&sink, lumen())).await;
    for (id, raw) in [
        (1, "A: b\r\n\r\nx\n.\nMAIL FROM:<s@x>\r\n"),
        (2, "A: b\r\n\r\nx\r.\r\n"),
        (3, "A: b\r\n\r\nx\0\r\n"),
    ] {
        let id = bench.queue(id, "ines@lumen.example", raw);
        let reason = failed(bench.outcome(id, 1).await);
        assert!(reason.contains("bare CR, LF or NUL"), "{reason}");
    }
    assert_eq!(sink.seen().connections, 0);
}

#[tokio::test]
async fn the_sink_unstuffs_what_a_client_stuffed() {
    // The judge of the tests above is judged by bytes written by hand.
    let sink = Sink::start(SinkOptions::default()).await;
    let mut client = RawClient::connect(sink.address).await;
    client.expect("220").await;
    client.ask("EHLO hand", "250").await;
    client.ask("MAIL FROM:<>", "250").await;
    client.ask("RCPT TO:<a@b>", "250").await;
    client.ask("DATA", "354").await;
    client.send_slowly("..\r\n...x\r\ny\r\n.\r\n").await;
    client.expect("250 2.0.0").await;
    client.ask("QUIT", "221").await;
    client.expect_close().await;
    assert_eq!(sink.seen().received[0].raw, b".\r\n..x\r\ny\r\n");
}
