//! A message of a ticket that goes on to somebody outside: what leaves, what comes back, and what the
//! customer never gets of it.

mod comes_back;
mod doors;
mod twice;
mod way_back;

use guichet::domain::{
    id::TicketId,
    ticket::{Status, Ticket},
};
use serde_json::{Value, json};

use super::{answered, bare, header, mails};
use crate::{
    support::sink::Seen,
    world::{World, mail::Mail, play},
};

const INES: &str = "Inès <ines@cust.example>";
const TONER: &str = "help@toner.example";

/// Bytes that stand in a mail as base64, with everything that a text would not bear.
const FILE: &[u8] = b"\x00\xff\r\n.\r\nzanzibar\x1a";
const LOGO: &[u8] = b"\x89PNG\r\n\x1a\nlogo";

fn ticket(world: &World, number: u64) -> Ticket {
    let mut tickets = world.tickets().into_iter();
    tickets.find(|it| it.id == TicketId(number)).unwrap()
}

/// Its line, by what kind it is: the first of them.
fn line(whole: &Value, kind: &str) -> u64 {
    let mut lines = whole["activities"].as_array().unwrap().iter();
    let found = lines.find(|line| line["kind"] == kind).unwrap();
    found["id"].as_u64().unwrap()
}

async fn first_mail(world: &World, number: u64) -> u64 {
    line(&world.api().ticket(number).await, "mail")
}

/// Passes a message on and returns the mail as it arrived.
async fn passed(world: &World, number: u64, line: u64, document: &Value) -> Vec<u8> {
    let before = world.sink.seen().received.len();
    let path = format!("/api/v1/tickets/{number}/messages/{line}/forward");
    let answer = world.api().post(&path, document).await.expect(201);
    assert_eq!(answer.json()["kind"], "forward");
    assert_eq!(answer.json()["of"], line);
    let came = |seen: &Seen| seen.received.len() > before;
    let seen = world.sink.until("what goes on", came).await;
    crate::world::until(world, number, "delivered").await;
    seen.received.last().unwrap().raw.clone()
}

async fn note(world: &World, number: u64, text: &str) {
    let path = format!("/api/v1/tickets/{number}/notes");
    let note = json!({ "text": text });
    world.api().post(&path, &note).await.expect(201);
}

/// A mail with HTML, an image in its place and a file.
fn whole_mail() -> Mail {
    let (logo, file) = (
        data_encoding::BASE64.encode(LOGO),
        data_encoding::BASE64.encode(FILE),
    );
    let headers = "Cc: Bo <bo@cust.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=m\r\n";
    let body = format!(
        "--m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n\
         --r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
         --a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIt is dark.\r\n\r\n-- \r\nInes\r\n\
         --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <p onclick=x()>It is <b>dark</b>.</p><script>x()</script><img src=\"cid:logo@cust\">\
         <blockquote type=cite>before</blockquote>\r\n\
         --a--\r\n\
         --r\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@cust>\r\n\
         Content-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {logo}\r\n--r--\r\n\
         --m\r\nContent-Type: application/x-plan; name=plan\r\n\
         Content-Disposition: attachment; filename=\"plan\\\"; x=y.bin\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{file}\r\n--m--"
    );
    Mail::with(INES, "Re: lamp [#9]", headers, &body)
}

#[test]
fn a_forward_carries_the_message_and_nothing_else() {
    play(async |world| {
        let mail = whole_mail();
        let number = world.ticket(&mail).await;
        note(world, number, "she pays late: secretum").await;
        let first = first_mail(world, number).await;
        let document = json!({ "to": [TONER], "text": "Can you help?" });
        let sent = passed(world, number, first, &document).await;
        let seen = world.sink.seen();
        let envelope = seen.received.last().unwrap();
        assert_eq!(envelope.rcpts.len(), 1);
        assert!(envelope.rcpts[0].contains("<help@toner.example>"));
        assert_eq!(header(&sent, "Subject"), format!("Fwd: lamp [#{number}]"));
        assert_eq!(bare(&header(&sent, "From")), crate::world::MAILBOX);
        let back = header(&sent, "Reply-To");
        assert!(bare(&back).starts_with("support+t"), "{back}");
        let token = ticket(world, number).token;
        assert!(!String::from_utf8_lossy(&sent).contains(token.as_str()));
        let raw = String::from_utf8_lossy(&sent).to_lowercase();
        let (head, _) = raw.split_once("\r\n\r\n").unwrap();
        // Nothing by which somebody outside would stand in the customer's conversation.
        for no in ["\nin-reply-to:", "\nreferences:", "\ncc:", "\nbcc:"] {
            assert!(!head.contains(no), "{no} in {head}");
        }
        let id = header(&mail.raw, "Message-ID");
        assert!(!raw.contains(&id.to_lowercase()) && !raw.contains("secretum"));
        let read = guichet::mail::inbound::parse(&sent);
        assert_eq!(read.text.trim(), "Can you help?");
        for part in [
            "---------- Forwarded message ----------",
            "From: Inès <ines@cust.example>",
            "Subject: Re: lamp [#9]",
            "To: support@lumen.example",
            "Cc: Bo <bo@cust.example>",
            "It is dark.",
        ] {
            assert!(read.quoted.contains(part), "{part} in {}", read.quoted);
        }
        assert!(raw.contains("multipart/related") && !raw.contains("onclick"));
        assert!(!raw.contains("<script") && !raw.contains("<details"));
        let files: Vec<_> = read
            .attachments
            .iter()
            .map(|file| {
                let bytes = guichet::mail::inbound::attachment(&sent, file);
                (file.name.as_str(), file.inline, bytes)
            })
            .collect();
        let names = [
            ("logo.png", true, LOGO.to_vec()),
            ("plan\"; x=y.bin", false, FILE.to_vec()),
        ];
        assert_eq!(files, names);
    });
}

#[test]
fn a_forward_is_no_answer() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let before = ticket(world, number);
        assert!(before.answered.is_none() && before.ours.is_some());
        let first = first_mail(world, number).await;
        passed(world, number, first, &json!({ "to": [TONER] })).await;
        let now = ticket(world, number);
        let as_before = Ticket {
            rev: before.rev,
            updated: before.updated,
            said: before.said,
            acted: before.acted,
            ..now.clone()
        };
        assert_eq!(as_before, before, "status, assignee, times, people");
        assert!(now.said > before.said, "colleagues see that something left");
        let whole = world.api().ticket(number).await;
        assert_eq!(mails(&whole).len(), 1, "it does not count as an answer");
        let found = world.api().get("/api/v1/tickets?query=toner.example").await;
        assert_eq!(found.json()["tickets"].as_array().unwrap().len(), 1);
        world.check_store();
    });
}

/// The files that one leaves out stay, those that one adds go along.
#[test]
fn files_are_chosen() {
    play(async |world| {
        let mut mail = whole_mail();
        let raw = String::from_utf8_lossy(&mail.raw).replace("<img src=\"cid:logo@cust\">", "");
        mail.raw = raw.into_bytes();
        let number = world.ticket(&mail).await;
        let first = first_mail(world, number).await;
        let names = |raw: &[u8]| {
            let files = guichet::mail::inbound::parse(raw).attachments;
            files.into_iter().map(|it| it.name).collect::<Vec<_>>()
        };
        let api = world.api();
        let upload = crate::world::http::Request::new("POST", "/api/v1/uploads?name=offer.txt");
        let upload = api.fetch(upload.body("text/plain", "ours")).await;
        let upload = upload.expect(201).json()["id"].clone();
        for (chosen, expected) in [
            (json!({}), vec!["logo.png", "plan\"; x=y.bin"]),
            (json!({ "files": [] }), vec![]),
            (json!({ "files": [1, 7] }), vec!["plan\"; x=y.bin"]),
            (
                json!({ "files": [0], "attachments": [upload] }),
                vec!["logo.png", "offer.txt"],
            ),
        ] {
            let mut document = chosen.clone();
            document["to"] = json!([TONER]);
            let sent = passed(world, number, first, &document).await;
            assert_eq!(names(&sent), expected, "{chosen}");
        }
    });
}

/// Names, subjects and what is typed are one line each, whatever they hold.
#[test]
fn nothing_adds_a_header_or_a_line_above_the_message() {
    play(async |world| {
        let hostile = Mail::with(
            "=?utf-8?Q?Eve=0D=0ABcc:_x=40evil.example?= <eve@evil.example>",
            "=?utf-8?Q?lamp=0D=0ABcc:_x@evil.example?=",
            "",
            "dark",
        );
        let number = world.ticket(&hostile).await;
        let first = first_mail(world, number).await;
        let document = json!({
            "to": [TONER],
            "subject": "Fwd: one\r\nBcc: x@evil.example",
            "text": "<b>look</b>\r\nBcc: x@evil.example",
        });
        for document in [document, json!({ "to": [TONER] })] {
            let sent = passed(world, number, first, &document).await;
            let text = String::from_utf8_lossy(&sent).into_owned();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(!head.to_lowercase().contains("\nbcc"), "{head}");
            let block = body.split("----------\r\n").nth(1).unwrap();
            let lines: Vec<_> = block.lines().take(4).collect();
            let labels: Vec<_> = lines.iter().filter_map(|it| it.split(':').next()).collect();
            assert_eq!(labels, ["From", "Date", "Subject", "To"], "{block}");
            assert_eq!(world.sink.seen().received.last().unwrap().rcpts.len(), 1);
        }
    });
}
