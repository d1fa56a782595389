//! Every sign of mail.md 3.3 as a line.

use super::*;

type Case<'a> = (
    &'a str,
    &'a [(&'a str, &'a str)],
    ReturnPath,
    Option<Automatic>,
);

#[track_caller]
fn check(why: &str, headers: &[(&str, &str)], path: ReturnPath, expected: Option<Automatic>) {
    assert_eq!(classify(headers.iter().copied(), path), expected, "{why}");
}

#[test]
fn signs() {
    use Automatic::{Bounce, Generated, Reply};
    use ReturnPath::{Given, Null};
    #[rustfmt::skip]
    let cases: &[Case] = &[
        ("a person", &[("From", "Ines <ines@x.example>"), ("Subject", "Out of office")], Given, None),
        ("a person says so", &[("Auto-Submitted", "no")], Given, None),
        ("a person says so, with a comment", &[("AUTO-SUBMITTED", " No (really)")], Given, None),
        ("absence notice", &[("Auto-Submitted", "auto-replied")], Given, Some(Reply)),
        ("absence notice with a parameter", &[("Auto-Submitted", "auto-replied; owner=x")], Given, Some(Reply)),
        ("robot", &[("Auto-Submitted", "auto-generated")], Given, Some(Generated)),
        ("an unknown value is not no", &[("Auto-Submitted", "auto-notified")], Given, Some(Generated)),
        ("bulk", &[("Precedence", "bulk")], Given, Some(Generated)),
        ("junk", &[("Precedence", "Junk")], Given, Some(Generated)),
        ("list", &[("Precedence", "list")], Given, Some(Generated)),
        ("auto_reply", &[("Precedence", "auto_reply")], Given, Some(Reply)),
        ("first-class", &[("Precedence", "first-class")], Given, None),
        ("no does not undo bulk", &[("Auto-Submitted", "no"), ("Precedence", "bulk")], Given, Some(Generated)),
        ("suppress all", &[("X-Auto-Response-Suppress", "All")], Given, Some(Generated)),
        ("suppress absence notices", &[("X-Auto-Response-Suppress", "DR, OOF, AutoReply")], Given, Some(Generated)),
        ("suppress failures", &[("X-Auto-Response-Suppress", "NDR")], Given, Some(Generated)),
        ("suppress read receipts: a person's program may", &[("X-Auto-Response-Suppress", "RN, NRN")], Given, None),
        ("list id", &[("List-Id", "<l.x.example>")], Given, Some(Generated)),
        ("list unsubscribe", &[("List-Unsubscribe", "<mailto:u@x.example>")], Given, Some(Generated)),
        ("list post", &[("List-Post", "<mailto:l@x.example>")], Given, Some(Generated)),
        ("loop", &[("X-Loop", "x")], Given, Some(Generated)),
        ("X-Autoreply", &[("X-Autoreply", "yes")], Given, Some(Reply)),
        ("X-Autoreply: no", &[("X-Autoreply", "no")], Given, None),
        ("X-Autorespond", &[("X-Autorespond", "1")], Given, Some(Reply)),
        ("X-Autoresponder", &[("X-Autoresponder", "name")], Given, Some(Reply)),
        ("our own mark", &[("X-Guichet-Desk", "abc")], Given, Some(Generated)),
        ("mailer daemon", &[("From", "Mail Delivery System <MAILER-DAEMON@mx.example>")], Given, Some(Bounce)),
        ("mailer daemon, bare", &[("From", "mailer-daemon@mx.example (Mail)")], Given, Some(Bounce)),
        ("postmaster", &[("From", "postmaster@x.example")], Given, Some(Generated)),
        ("noreply", &[("From", "\"no-reply\" <no-reply@x.example>")], Given, Some(Generated)),
        ("a name is no address", &[("From", "\"noreply@y.example\" <ines@x.example>")], Given, None),
        ("report", &[("Content-Type", "multipart/report; report-type=delivery-status")], Given, Some(Bounce)),
        ("complaint", &[("Content-Type", "Multipart/Report;\r\n report-type=feedback-report")], Given, Some(Bounce)),
        ("read receipt", &[("Content-Type", "multipart/report; report-type=disposition-notification")], Given, Some(Reply)),
        ("null return path", &[("From", "ines@x.example")], Null, Some(Bounce)),
        ("null return path of a robot", &[("Auto-Submitted", "auto-generated")], Null, Some(Bounce)),
        ("null return path of an absence notice", &[("Auto-Submitted", "auto-replied")], Null, Some(Reply)),
        ("a report that calls itself auto-replied", &[("Auto-Submitted", "auto-replied"), ("Content-Type", "multipart/report")], Null, Some(Bounce)),
        ("no headers", &[], Given, None),
    ];
    for (why, headers, path, expected) in cases {
        check(why, headers, *path, *expected);
    }
}
