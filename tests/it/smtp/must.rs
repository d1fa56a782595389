//! The must-haves that need more than one dialogue.

use guichet::smtp::proto::{Ending, Phase, Tls};

use super::dialogue::Talk;

const OPENING: &str = "EHLO t\r\nMAIL FROM:<a@b>\r\nRCPT TO:<support@ours.example>\r\nDATA\r\n";

fn feed_in_pieces(input: &[u8], piece: usize) -> Talk {
    let mut talk = Talk::new(Tls::Absent);
    talk.feed(OPENING.as_bytes());
    talk.seen.clear();
    input.chunks(piece).for_each(|chunk| talk.feed(chunk));
    talk
}

#[test]
fn must_01_no_smuggling() {
    // What stands for `CRLF . CRLF` in the eyes of some server or other.
    let sequences: [&[u8]; 11] = [
        b"\n.\n",
        b"\n.\r",
        b"\r.\n",
        b"\r.\r",
        b"\n.\r\n",
        b"\r.\r\n",
        b"\r\n.\n",
        b"\r\n.\r",
        b"\r\n\0.\r\n",
        b"\r\n.\r\r\n",
        b"\r\r\n.\r\r\n",
    ];
    for sequence in sequences {
        let input = [
            b"a", sequence,
            b"MAIL FROM:<s@x>\r\nRCPT TO:<support@ours.example>\r\nDATA\r\nsmuggled\r\n.\r\nNOOP\r\n",
        ].concat();
        for piece in 1..=input.len() {
            let talk = feed_in_pieces(&input, piece);
            let wanted = ["S: 550 5.6.0", "R: 550 5.6.0", "X:"];
            assert_eq!(talk.seen.len(), 3, "{sequence:?}, {piece}: {:?}", talk.seen);
            let same = talk
                .seen
                .iter()
                .zip(wanted)
                .all(|(seen, wanted)| seen.starts_with(wanted));
            assert!(same, "{sequence:?} in pieces of {piece}: {:?}", talk.seen);
        }
        // One reply, and only after the real end.
        let (before, _) = input.split_at(input.len() - b".\r\nNOOP\r\n".len());
        assert!(
            feed_in_pieces(before, before.len()).seen.is_empty(),
            "{sequence:?}"
        );
    }
}

#[test]
fn must_01_the_real_end_is_one_in_every_split() {
    let input = b"CR before CRLF\r\r\n.\r\nNOOP\r\n";
    for piece in 1..=input.len() {
        let seen = feed_in_pieces(input, piece).seen;
        assert_eq!(
            seen,
            [
                "M: <a@b> support \"CR before CRLF\\r\\r\\n\"",
                "S: 250 2.0.0 kept receipt",
                "S: 250 2.0.0 ok",
            ],
            "{piece}"
        );
    }
}

#[test]
fn must_17_ten_megabytes_without_a_line_feed() {
    let flood = vec![b'x'; 10 << 20];
    for opening in ["", OPENING] {
        for piece in [1 << 20, 4_096, 1_000] {
            let mut talk = Talk::new(Tls::Absent);
            talk.feed(opening.as_bytes());
            talk.seen.clear();
            for chunk in flood.chunks(piece) {
                talk.feed(chunk);
                assert!(talk.session.held() <= 65_536);
            }
            assert!(
                talk.seen
                    .first()
                    .is_some_and(|line| line.starts_with("S: 500 5.5.2"))
            );
            assert!(talk.closed, "{opening:?}");
        }
    }
}

/// Must-have 14: beyond the size nothing is held, however much comes, and the session goes on.
#[test]
fn must_14_memory_is_flat_beyond_the_size() {
    for piece in [65_536, 4_096, 999, 1] {
        let mut talk = Talk::new(Tls::Absent);
        talk.feed(OPENING.as_bytes());
        let (mut came, line) = (0, "x".repeat(62) + "\r\n");
        let text = line.repeat(if piece == 1 { 100 } else { 20_000 });
        for chunk in text.as_bytes().chunks(piece) {
            talk.feed(chunk);
            came += chunk.len();
            let held = talk.session.held();
            assert!(held <= 1_000, "{held} octets held after {came}");
            assert!(
                came <= 1_000 || held == 0,
                "{held} octets held after {came}"
            );
        }
        assert!(talk.session.is_discarding());
        talk.seen.clear();
        talk.feed(b".\r\nNOOP\r\n");
        let starts: Vec<&str> = talk.seen.iter().map(|line| &line[..12]).collect();
        assert_eq!(
            starts,
            ["S: 552 5.3.4", "R: 552 5.3.4", "S: 250 2.0.0"],
            "{piece}"
        );
    }
}

#[test]
fn must_09_starttls_forgets_and_is_offered_once() {
    let mut talk = Talk::new(Tls::Offered);
    talk.feed(b"STARTTLS\r\nEHLO t\r\n");
    assert!(talk.seen.iter().any(|line| line == "S: 250-STARTTLS"));
    talk.feed(b"MAIL FROM:<i@x>\r\n");
    talk.seen.clear();
    talk.feed(b"STARTTLS\r\n");
    assert_eq!(
        talk.seen,
        ["R: none", "S: 220 2.0.0 ready to start TLS", "T:"]
    );
    talk.session.tls_active();
    talk.seen.clear();
    for (line, reply) in [
        ("MAIL FROM:<i@x>", "S: 503"),
        ("RCPT TO:<support@ours.example>", "S: 503"),
        ("STARTTLS", "S: 503"),
    ] {
        talk.feed(format!("{line}\r\n").as_bytes());
        assert!(
            talk.seen.last().is_some_and(|seen| seen.starts_with(reply)),
            "{line}: {:?}",
            talk.seen
        );
    }
    talk.feed(b"EHLO t\r\nMAIL FROM:<i@x>\r\n");
    assert!(talk.seen.iter().all(|line| !line.contains("STARTTLS")));
    assert!(
        talk.seen
            .last()
            .is_some_and(|seen| seen.starts_with("S: 250 2.1.0"))
    );
}

#[test]
fn must_09_nothing_follows_starttls() {
    // In one read it is refused; in the next read it is no handshake. Never is it a command.
    let mut talk = Talk::new(Tls::Offered);
    talk.feed(b"EHLO t\r\nSTARTTLS\r\nMAIL FROM:<i@x>\r\n");
    let end = talk.seen.split_off(talk.seen.len() - 3);
    assert_eq!(
        end,
        [
            "S: 554 5.5.1 nothing may follow STARTTLS",
            "R: 554 5.5.1 nothing may follow STARTTLS",
            "X:"
        ]
    );

    let mut talk = Talk::new(Tls::Offered);
    talk.feed(b"EHLO t\r\nSTARTTLS\r\n");
    talk.feed(b"MAIL FROM:<i@x>\r\n");
    assert_eq!(talk.seen.last().map(String::as_str), Some("X:"));
    assert!(talk.seen.iter().all(|line| !line.contains("2.1.0")));
}

#[test]
fn every_reply_but_three_carries_its_enhanced_code() {
    for reply in guichet::smtp::proto::Reply::ALL {
        let line = reply.line();
        let bare = matches!(reply.code(), 354) || line.contains("greeting");
        let class = line.get(4..5).filter(|_| !reply.status().is_empty());
        assert_eq!(class, (!bare).then(|| &line[..1]), "{line}");
        assert!(line.len() <= 510 && line.is_ascii(), "{line}");
    }
}

#[test]
fn an_early_talker_is_sent_away() {
    use guichet::smtp::proto::{Action, Options, Session};
    let mut session = Session::<()>::new(Options {
        hostname: "mx.ours.example".to_owned(),
        max_size_bytes: 1,
        max_recipients: 1,
        tls: Tls::Absent,
    });
    let (_, action) = session.step(b"EHLO t\r\n");
    assert!(matches!(action, Action::Reply(reply) if reply.code() == 554));
    assert!(matches!(session.step(b"").1, Action::Refused(refused) if refused.mail_from.is_none()));
    assert!(matches!(session.step(b"").1, Action::Close(_)));
}

#[test]
fn an_end_from_outside_is_said_and_recorded() {
    for (ending, input, wanted) in [
        (Ending::Idle, "", "S: 421 4.4.2,X:"),
        (Ending::Disconnected, "", "X:"),
        (Ending::Stopping, OPENING, "S: 421 4.3.2,R: 421 4.3.2,X:"),
        (Ending::TooSlow, OPENING, "S: 421 4.4.2,R: 421 4.4.2,X:"),
        (Ending::Disconnected, OPENING, "R: none,X:"),
    ] {
        let mut talk = Talk::new(Tls::Absent);
        talk.feed(input.as_bytes());
        talk.seen.clear();
        talk.session.end(ending);
        assert_eq!(talk.session.phase(), Phase::Closed);
        talk.feed(b"NOOP\r\n");
        let wanted = wanted.split(',').collect::<Vec<_>>();
        assert_eq!(talk.seen.len(), wanted.len(), "{ending:?}: {:?}", talk.seen);
        let same = talk
            .seen
            .iter()
            .zip(wanted)
            .all(|(seen, wanted)| seen.starts_with(wanted));
        assert!(same, "{ending:?}: {:?}", talk.seen);
    }
}

#[test]
fn a_question_without_an_answer_is_our_fault() {
    use guichet::smtp::proto::{Action, Options, Session};
    let mut session = Session::<()>::new(Options {
        hostname: "mx.ours.example".to_owned(),
        max_size_bytes: 100,
        max_recipients: 1,
        tls: Tls::Absent,
    });
    session.greet();
    let mut input: &[u8] = b"HELO t\r\nMAIL FROM:<a@b>\r\n";
    let mut replies = Vec::new();
    for _ in 0..10 {
        let (used, action) = session.step(input);
        input = &input[used..];
        if let Action::Reply(reply) = action {
            replies.push(reply.code());
        }
    }
    assert_eq!(replies, [220, 250, 451]);
}
