//! Must-have 22 from end to end: what a mail smuggles in its names never becomes a header of ours.

use serde_json::json;

use super::answered;
use crate::world::{mail::Mail, play};

/// Names of the fields that an answer has, in lower case.
const OURS: [&str; 13] = [
    "date",
    "from",
    "to",
    "reply-to",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "user-agent",
    "cc",
];

/// Names of the fields in the top header of a mail, as another server reads them.
fn fields(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let (head, _) = text.split_once("\r\n\r\n").expect("a head and a body");
    let whole = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']));
    whole
        .map(|line| line.split(':').next().unwrap_or_default().to_lowercase())
        .collect()
}

#[test]
fn must_22_what_a_mail_smuggles_in_is_text_in_the_answer() {
    const BCC: &str = "=?utf-8?q?x=0D=0ABcc:_evil@evil.example=0D=0A=0D=0Abody?=";
    const BASE64: &str = "=?utf-8?B?eA0KQmNjOiBldmlsQGV2aWwuZXhhbXBsZQ0KDQpib2R5?=";
    play(async |world| {
        for (from, subject, headers) in [
            (
                format!("{BCC} <a@cust.example>"),
                BCC.to_owned(),
                String::new(),
            ),
            (
                format!("{BASE64} <b@cust.example>"),
                BASE64.to_owned(),
                String::new(),
            ),
            (
                "\"x\rBcc: evil@evil.example\" <c@cust.example>".to_owned(),
                "x\rBcc: evil@evil.example".to_owned(),
                String::new(),
            ),
            (
                "d@cust.example".to_owned(),
                "x\nBcc: evil@evil.example\n y".to_owned(),
                format!("Reply-To: {BCC} <d2@cust.example>, evil@evil.example\r\n"),
            ),
            (
                "e@cust.example".to_owned(),
                "x\0y =?utf-8?q?=00=0A?=".to_owned(),
                format!(
                    "References: <x{BCC}@cust.example> <a\rBcc:@cust.example>\r\n\
                     Reply-To: <e@cust.example>\r\nCc: {BASE64} <evil@evil.example>\r\n"
                ),
            ),
            (
                "=?utf-8?q?f=2C_evil=40evil=2Eexample?= <f@cust.example>".to_owned(),
                "x".repeat(500) + BCC,
                String::new(),
            ),
        ] {
            let before = world.sink.seen().received.len();
            let mut mail = Mail::with(&from, &subject, &headers, "dark");
            mail.sender = "a@cust.example".to_owned();
            let ticket = world.ticket(&mail).await;
            let sent = answered(world, ticket, "on?").await;
            let seen = world.sink.seen();
            assert_eq!(seen.received.len(), before + 1, "one copy: {from:?}");
            let rcpts = &seen.received.last().unwrap().rcpts;
            assert_eq!(rcpts.len(), 1, "{rcpts:?}");
            assert!(!rcpts[0].contains("evil"), "{rcpts:?}");
            let names = fields(&sent);
            for name in &names {
                let count = names.iter().filter(|other| *other == name).count();
                assert!(
                    OURS.contains(&name.as_str()) && count == 1,
                    "{name}: {names:?}"
                );
            }
            let mail = guichet::mail::inbound::parse(&sent);
            assert!(mail.text.starts_with("on?"), "{}", mail.text);
            let people = mail.to.iter().chain(&mail.cc).chain(&mail.reply_to);
            for who in people {
                assert!(!who.address.as_str().contains("evil"), "{who:?}");
            }
        }
        let commands = world.sink.seen().commands.join("\n");
        assert!(!commands.contains("evil"), "{commands}");
    });
}

#[test]
fn a_ticket_has_a_name_whatever_its_mail_lacks_or_has_too_much_of() {
    play(async |world| {
        let name = async |number| world.api().ticket(number).await["name"].clone();
        let name_of = async |subject: &str, text: &str| {
            let mail = Mail::text("Zoé <zoe@cust.example>", subject, text);
            name(world.ticket(&mail).await).await
        };
        let long = "é".repeat(500);
        assert_eq!(name_of(&long, "dark").await, "é".repeat(254) + "…");
        assert_eq!(name_of("", "\r\n  It is dark \r\nhere").await, "It is dark");
        assert_eq!(name_of(" ", "").await, "(no subject)");
        let french = json!({ "language": "fr" });
        let settings = "/api/v1/settings";
        world.api().patch(settings, &french).await.expect(200);
        assert_eq!(name_of("", " ").await, "(sans objet)");
    });
}
