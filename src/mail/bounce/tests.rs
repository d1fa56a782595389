//! Reports as servers write them, then the shared bounces with their expected status.

use std::path::{Path, PathBuf};

use super::*;

fn parse(raw: &str) -> Option<Report> {
    let raw = raw.replace('\n', "\r\n");
    report(&MessageParser::new().parse(raw.as_bytes()).unwrap())
}

fn delivery(status: &str, returned: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nTo: support+babc@desk.example\nSubject: Undelivered\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nSorry.\n\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example\n\n{status}\n--b\n{returned}\n--b--\n"
    )
}

/// Address, action, status, diagnostic.
type Fields<'a> = (&'a str, Action, Option<&'a str>, &'a str);

#[track_caller]
fn check(why: &str, status: &str, expected: &[Fields]) {
    let report = parse(&delivery(status, "Content-Type: text/plain\n")).expect(why);
    let found = report.recipients.iter().map(|r| {
        let address = r.final_recipient.as_ref().map_or("", |a| a.as_str());
        (
            address,
            r.action,
            r.status.as_deref(),
            r.diagnostic.as_str(),
        )
    });
    assert_eq!(found.collect::<Vec<_>>(), expected, "{why}");
}

#[test]
fn recipients() {
    use Action::{Delayed, Delivered, Expanded, Failed, Relayed};
    #[rustfmt::skip]
    let cases: &[(&str, &str, &[Fields])] = &[
        ("plain", "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n", &[("a@x.example", Failed, Some("5.1.1"), "550 5.1.1 unknown")]),
        ("two", "Final-Recipient: rfc822;a@x.example\nAction: failed\nStatus: 5.2.2\n\nFinal-Recipient: rfc822;b@x.example\nAction: delayed\nStatus: 4.4.1\n", &[("a@x.example", Failed, Some("5.2.2"), ""), ("b@x.example", Delayed, Some("4.4.1"), "")]),
        ("names in any case, folded", "FINAL-RECIPIENT: RFC822;\n <a@x.example>\naction: Failed\nstatus: 5.1.1 (bad)\n", &[("a@x.example", Failed, Some("5.1.1"), "")]),
        ("vague status, precise reply", "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n", &[("a@x.example", Failed, Some("5.1.1"), "550 5.1.1 unknown")]),
        ("translated status", "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.7.1 blocked\n", &[("a@x.example", Failed, Some("5.7.1"), "550 5.7.1 blocked")]),
        ("no blank line between", "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.2.2\n", &[("a@x.example", Failed, Some("5.1.1"), ""), ("b@x.example", Failed, Some("5.2.2"), "")]),
        ("another class in the reply", "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 450 4.2.0 later\n", &[("a@x.example", Failed, Some("5.0.0"), "450 4.2.0 later")]),
        ("an address of numbers is no status", "Final-Recipient: rfc822; a@x.example\nAction: failed\nDiagnostic-Code: smtp; 550 from 5.1.1.7 refused\n", &[("a@x.example", Failed, None, "550 from 5.1.1.7 refused")]),
        ("only the original recipient", "Original-Recipient: rfc822;a@x.example\nAction: failed\nStatus: 5.1.1\n", &[("a@x.example", Failed, Some("5.1.1"), "")]),
        ("the actual recipient", "Final-Recipient: x400; c=fr\nX-Actual-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\n", &[("a@x.example", Failed, Some("5.1.1"), "")]),
        ("no action: the class decides", "Final-Recipient: rfc822; a@x.example\nStatus: 4.4.7\n", &[("a@x.example", Delayed, Some("4.4.7"), "")]),
        ("delivered", "Final-Recipient: rfc822; a@x.example\nAction: delivered\nStatus: 2.0.0\n", &[("a@x.example", Delivered, Some("2.0.0"), "")]),
        ("relayed", "Final-Recipient: rfc822; a@x.example\nAction: relayed (to foreign)\nStatus: 2.0.0\n", &[("a@x.example", Relayed, Some("2.0.0"), "")]),
        ("expanded", "Final-Recipient: rfc822; a@x.example\nAction: expanded\nStatus: 2.0.0\n", &[("a@x.example", Expanded, Some("2.0.0"), "")]),
        ("no address at all", "Final-Recipient: rfc822; unknown\nAction: failed\nStatus: 5.1.1\n", &[("", Failed, Some("5.1.1"), "")]),
        ("nothing", "\n", &[]),
    ];
    for (why, status, expected) in cases {
        check(why, status, expected);
    }
}

#[test]
fn returned_ids() {
    let status = "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\n";
    for (returned, expected, why) in [
        (
            "Content-Type: message/rfc822\n\nMessage-ID: <one@desk.example>\nSubject: x\n\ntext\n",
            Some("one@desk.example"),
            "whole",
        ),
        (
            "Content-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: <one@desk.example>\n",
            Some("one@desk.example"),
            "header",
        ),
        (
            "Content-Type: message/rfc822\n\nSubject: x\n\nMessage-ID: <no@x.example>\n",
            None,
            "in the text only",
        ),
        (
            "Content-Type: text/plain\n\nnothing\n",
            None,
            "not returned",
        ),
    ] {
        let report = parse(&delivery(status, returned)).unwrap();
        assert_eq!(report.returned_id, expected.and_then(MsgId::parse), "{why}");
    }
}

#[test]
fn what_is_no_delivery_report() {
    let person = "From: ines@x.example\nSubject: Undelivered\n\na@x.example 550 5.1.1 unknown\n";
    assert_eq!(parse(person), None, "a person's words");
    let read = "From: ines@x.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n\
        --b\nContent-Type: text/plain\n\nread\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@x.example\n--b--\n";
    assert_eq!(parse(read), None, "a read receipt");
    let complaint = "From: fbl@x.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
        --b\nContent-Type: text/plain\n\nspam\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: <a@x.example>\n\
        --b\nContent-Type: message/rfc822\n\nMessage-ID: <one@desk.example>\n\nx\n--b--\n";
    let report = parse(complaint).unwrap();
    assert_eq!(report.kind, ReportKind::Complaint);
    assert_eq!(report.returned_id, MsgId::parse("one@desk.example"));
    assert_eq!(report.recipients.len(), 1);
}

#[test]
fn text_only() {
    let qmail = "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. I could not deliver.\n\n\
        <a@x.example>:\nRemote host said: 550 5.1.1 unknown\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <one@desk.example>\nTo: b@x.example\n";
    let report = parse(qmail).unwrap();
    let [recipient] = report.recipients.as_slice() else {
        panic!("{report:?}");
    };
    assert_eq!(
        recipient.final_recipient,
        EmailAddress::parse("a@x.example").ok()
    );
    assert_eq!(recipient.status.as_deref(), Some("5.1.1"));
    assert_eq!(report.returned_id, MsgId::parse("one@desk.example"));
}

#[test]
fn effects() {
    let recipient = |action, status: Option<&str>, diagnostic: &str| ReportRecipient {
        final_recipient: None,
        original_recipient: None,
        action,
        status: status.map(str::to_owned),
        diagnostic: diagnostic.to_owned(),
    };
    #[rustfmt::skip]
    let cases = [
        (recipient(Action::Failed, Some("5.1.1"), "550 unknown"), Effect::Failed, "there is no such mailbox (550 unknown)"),
        (recipient(Action::Failed, Some("5.2.2"), ""), Effect::Failed, "the mailbox is full (5.2.2)"),
        (recipient(Action::Delayed, Some("4.4.1"), ""), Effect::Delayed, "the other mail server did not answer (4.4.1)"),
        (recipient(Action::Failed, None, ""), Effect::Failed, "the mail could not be delivered"),
        (recipient(Action::Delivered, Some("2.0.0"), ""), Effect::Delivered, "the mail was delivered (2.0.0)"),
        (recipient(Action::Expanded, None, ""), Effect::Relayed, "the mail was handed to a system that reports no further"),
    ];
    for (recipient, expected, reason) in cases {
        let outcome = effect(&recipient);
        assert_eq!(
            (outcome.effect, outcome.reason.as_str()),
            (expected, reason)
        );
    }
    assert!(recipient(Action::Failed, Some("5.1.1"), "").is_dead_address());
    assert!(!recipient(Action::Delayed, Some("5.1.1"), "").is_dead_address());
    assert!(!recipient(Action::Failed, Some("5.2.2"), "").is_dead_address());
}

fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["../shared/corpora", "../../shared/corpora"].iter();
    let name = "sisimai-perl-with-expected";
    let found = found
        .map(|up| root.join(up).join(name))
        .find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no folder ../shared/corpora/{name}");
    }
    found
}

#[test]
fn shared_bounces() {
    let Some(folder) = folder() else {
        return;
    };
    let expected = std::fs::read(folder.join("expected.json")).unwrap();
    let expected: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&expected).unwrap();
    let (mut read, mut seen, mut right, mut total, mut written) = (0, 0, 0, 0, 0);
    let mut wrong = Vec::new();
    for (name, wanted) in &expected {
        let raw = std::fs::read(folder.join(name)).unwrap();
        let report = MessageParser::new()
            .parse(&raw)
            .and_then(|message| report(&message));
        read += usize::from(report.is_some());
        let mut found = report.map(|report| report.recipients).unwrap_or_default();
        for wanted in wanted.as_array().unwrap() {
            total += 1;
            // `5.0.9xx` is invented for a reason that the bounce does not state as a status.
            let invented = ["4.0.9", "5.0.9"].iter();
            let status = wanted
                .get("status")
                .and_then(|s| s.as_str())
                .unwrap_or_default();
            let mut invented = invented.map(|start| status.starts_with(start));
            written += usize::from(!status.is_empty() && !invented.any(|is| is));
            if found.iter().any(|r| r.final_recipient.is_some()) {
                seen += 1;
            }
            // Recipients come without address in the expectations: each is used up once.
            let same = |r: &ReportRecipient| r.status.as_deref().unwrap_or_default() == status;
            match found.iter().position(same) {
                Some(at) => {
                    found.remove(at);
                    right += 1;
                }
                None => wrong.push(format!("{name} {status}")),
            }
        }
    }
    println!(
        "{} bounces, {read} read as reports; of {total} recipients ({written} with a status that is written somewhere) {seen} in reports with an address, {right} with the expected status",
        expected.len()
    );
    println!("{}", wrong.join("\n"));
    assert!(right >= 426, "{right} of {total}");
}
