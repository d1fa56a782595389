//! Every field goes out and comes back; none leaves its place.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::*;
use crate::domain::address::EmailAddress;

mod injection;

fn who(name: &str, address: &str) -> Correspondent {
    Correspondent {
        name: name.to_owned(),
        address: EmailAddress::parse(address).unwrap(),
    }
}

fn id(text: &str) -> MsgId {
    MsgId::parse(text).unwrap()
}

fn mail() -> Outgoing {
    Outgoing {
        msg_id: id("abcdefghijklmnopqrstuvwxyz@desk.example"),
        date: Timestamp(1_700_000_000_123_456),
        from: who("Lumen", "support@desk.example"),
        reply_to: None,
        to: vec![who("Ines", "ines@x.example")],
        cc: Vec::new(),
        subject: "Re: Printer [#42]".to_owned(),
        in_reply_to: None,
        references: Vec::new(),
        text: "Hello".to_owned(),
        html: None,
        attachments: Vec::new(),
        automatic: None,
        desk_mark: None,
    }
}

fn file(name: &str, bytes: &[u8]) -> File {
    File {
        name: name.to_owned(),
        // The parser decodes a text; bytes that are none must not be called one.
        content_type: match std::str::from_utf8(bytes) {
            Ok(_) => "text/plain".to_owned(),
            Err(_) => "image/x-any".to_owned(),
        },
        bytes: bytes.to_vec(),
        content_id: None,
    }
}

// What holds for every message: CRLF only, short lines, the expected headers once each.
#[track_caller]
fn lawful(mail: &Outgoing) -> String {
    let bytes = build(mail);
    assert_eq!(bytes, build(mail), "the same mail gives the same bytes");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("\r\n"));
    assert!(!text.contains('\0'));
    let lines = text.split("\r\n").collect::<Vec<_>>();
    for line in &lines {
        assert!(!line.contains(['\r', '\n']), "bare line end in {line:?}");
        assert!(line.len() <= 998, "{} octets: {line:?}", line.len());
    }
    let (header, _) = text.split_once("\r\n\r\n").unwrap();
    let mut names = Vec::new();
    for line in header
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
    {
        let (name, _) = line
            .split_once(':')
            .unwrap_or_else(|| panic!("no header: {line:?}"));
        assert!(!names.contains(&name), "{name} twice");
        names.push(name);
    }
    let mut expected = vec![
        "Date",
        "Message-ID",
        "From",
        "Subject",
        "MIME-Version",
        "Content-Type",
    ];
    let optional = [
        ("To", !mail.to.is_empty()),
        ("Cc", !mail.cc.is_empty()),
        ("Reply-To", mail.reply_to.is_some()),
        ("In-Reply-To", mail.in_reply_to.is_some()),
        ("References", !mail.references.is_empty()),
        ("Auto-Submitted", mail.automatic.is_some()),
        ("X-Auto-Response-Suppress", mail.automatic.is_some()),
        ("Precedence", mail.automatic.is_some()),
        ("X-Guichet-Desk", mail.desk_mark.is_some()),
        (
            "Content-Transfer-Encoding",
            mail.attachments.is_empty() && mail.html.is_none(),
        ),
    ];
    expected.extend(
        optional
            .iter()
            .filter(|(_, there)| *there)
            .map(|(name, _)| name),
    );
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
    text
}

fn pairs(address: Option<&mail_parser::Address>) -> Vec<(String, String)> {
    let all = address.into_iter().flat_map(|address| address.iter());
    all.map(|a| {
        (
            a.name().unwrap_or_default().to_owned(),
            a.address().unwrap_or_default().to_owned(),
        )
    })
    .collect()
}

fn wire(list: &[Correspondent]) -> Vec<(String, String)> {
    list.iter()
        .map(|c| {
            (
                encode::harmless(encode::one_line(&c.name)),
                c.address.wire(),
            )
        })
        .collect()
}

fn ids(value: &mail_parser::HeaderValue) -> Vec<String> {
    match (value.as_text_list(), value.as_text()) {
        (Some(list), _) => list.iter().map(ToString::to_string).collect(),
        (None, Some(one)) => vec![one.to_owned()],
        (None, None) => Vec::new(),
    }
}

#[track_caller]
fn check(why: &str, mail: &Outgoing) {
    let text = lawful(mail);
    let message: Message = MessageParser::new().parse(text.as_bytes()).unwrap();
    assert_eq!(
        message.subject().unwrap_or_default(),
        encode::one_line(&mail.subject),
        "{why}"
    );
    assert_eq!(message.message_id(), Some(mail.msg_id.as_str()), "{why}");
    assert_eq!(
        pairs(message.from()),
        wire(std::slice::from_ref(&mail.from)),
        "{why}"
    );
    assert_eq!(pairs(message.to()), wire(&mail.to), "{why}");
    assert_eq!(pairs(message.cc()), wire(&mail.cc), "{why}");
    assert_eq!(
        pairs(message.reply_to()),
        wire(mail.reply_to.as_slice()),
        "{why}"
    );
    let seconds = message.date().map(mail_parser::DateTime::to_timestamp);
    assert_eq!(seconds, Some(mail.date.0.div_euclid(1_000_000)), "{why}");
    let text = |id: &MsgId| id.as_str().to_owned();
    assert_eq!(
        ids(message.in_reply_to()),
        mail.in_reply_to.iter().map(text).collect::<Vec<_>>(),
        "{why}"
    );
    assert_eq!(
        ids(message.references()),
        references(&mail.references)
            .into_iter()
            .map(text)
            .collect::<Vec<_>>(),
        "{why}"
    );
    // Whether the last line end belongs to the text is the parser's choice.
    let body = message
        .body_text(0)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let sent = crlf(&mail.text).replace("\r\n", "\n");
    assert_eq!(
        body.trim_end_matches('\n'),
        sent.trim_end_matches('\n'),
        "{why}"
    );
    assert_eq!(message.attachment_count(), mail.attachments.len(), "{why}");
    for (found, file) in message.attachments().zip(&mail.attachments) {
        assert_eq!(found.contents(), file.bytes, "{why}");
        let name = encode::file_name(&file.name, NAME_OCTETS);
        assert_eq!(found.attachment_name(), Some(name.as_str()), "{why}");
        let kind = found
            .content_type()
            .map(|c| format!("{}/{}", c.ctype(), c.subtype().unwrap_or_default()));
        assert_eq!(
            kind.unwrap(),
            encode::content_type(&file.content_type),
            "{why}"
        );
    }
}

#[test]
fn round_trips() {
    let m = mail;
    let all = |names: &[(&str, &str)]| names.iter().map(|(n, a)| who(n, a)).collect::<Vec<_>>();
    #[rustfmt::skip]
    let cases = [
        ("plain", m()),
        ("no text", Outgoing { text: String::new(), ..m() }),
        ("no recipient in the header", Outgoing { to: Vec::new(), ..m() }),
        ("everything", Outgoing { reply_to: Some(who("Lumen", "support+tabc@desk.example")), cc: all(&[("", "bo@y.example"), ("Ça va, Zoë", "zoe@y.example")]), in_reply_to: Some(id("a@x.example")), references: vec![id("b@x.example"), id("a@x.example")], automatic: Some(AutomaticKind::Replied), desk_mark: Some("k3y".into()), attachments: vec![file("a.txt", b"x")], ..m() }),
        ("subjects of other scripts", Outgoing { subject: "Re: Принтер не печатает, 打印机坏了, الطابعة لا تعمل 🖨️ [#42]".into(), ..m() }),
        ("a long subject", Outgoing { subject: format!("Re: {} [#42]", "печать ".repeat(40).trim()), ..m() }),
        ("one long word", Outgoing { subject: "x".repeat(2_000), ..m() }),
        ("a long ASCII subject", Outgoing { subject: "word ".repeat(300).trim().to_owned(), ..m() }),
        ("an empty subject", Outgoing { subject: String::new(), ..m() }),
        ("a subject like an encoded word", Outgoing { subject: "=?utf-8?Q?=0D=0ABcc:_x@y.example?=".into(), ..m() }),
        ("a name like an encoded word", Outgoing { from: who("=?utf-8?Q?Boss?=", "a@x.example"), ..m() }),
        ("names with specials", Outgoing { to: all(&[("Garnier, Ines (\"IG\") <x@y.example>; \\", "ines@x.example"), ("O'Neil", "o@x.example")]), ..m() }),
        ("domain of another script", Outgoing { to: all(&[("Jörg", "joerg@bücher.example")]), ..m() }),
        ("local part of another script", Outgoing { to: all(&[("José", "josé@x.example")]), ..m() }),
        ("a hundred recipients", Outgoing { to: (0..100).map(|n| who("Somebody Éxample", &format!("n{n}@x.example"))).collect(), ..m() }),
        ("long lines", Outgoing { text: "x".repeat(100_000), ..m() }),
        ("long lines of another script", Outgoing { text: "ы".repeat(50_000), ..m() }),
        ("dots and From at line starts", Outgoing { text: ".\n..\nFrom a\n>From b\n--\n-- \nend ".into(), ..m() }),
        ("line ends of all kinds", Outgoing { text: "a\nb\r\nc\rd\r\r\ne\n\rf".into(), ..m() }),
        ("spaces at line ends", Outgoing { text: "a \nb\t\n  c\n \n".into(), ..m() }),
        ("HTML beside the text", Outgoing { html: Some("<p>Ça va</p>\n<p>--</p>".into()), ..m() }),
        ("HTML that holds both boundaries", Outgoing { html: Some(format!("--{}\n--{}", marked(&m(), "alt", &[]), marked(&m(), "", &[]))), attachments: vec![file("a", b"1")], ..m() }),
        ("the boundary in the text", Outgoing { text: format!("--{}", marked(&m(), "", &[])), attachments: vec![file("a", b"")], ..m() }),
        ("file names", Outgoing { attachments: vec![file("réunion d'équipe.txt", b"1"), file("打印机.pdf", b"2"), file("a \"b\" \\c;d=e.txt", b"3"), file("../../etc/passwd", b"4"), file("", b"5"), file(&"long ".repeat(100), b"6"), file("x=?utf-8?Q?y?=.txt", b"7")], ..m() }),
        ("files of bytes", Outgoing { attachments: vec![file("a", b"a\rb\nc\r\n.\r\n\0"), file("b", &[0xff; 5_000]), file("c", b"")], ..m() }),
        ("before 1970", Outgoing { date: Timestamp(-1), ..m() }),
    ];
    for (why, mail) in &cases {
        check(why, mail);
    }
}

#[test]
fn automatic_mail_says_so() {
    for (kind, word) in [
        (AutomaticKind::Replied, "auto-replied"),
        (AutomaticKind::Generated, "auto-generated"),
    ] {
        let text = lawful(&Outgoing {
            automatic: Some(kind),
            ..mail()
        });
        for line in [
            &format!("Auto-Submitted: {word}"),
            "X-Auto-Response-Suppress: All",
            "Precedence: bulk",
        ] {
            assert!(
                text.contains(&format!("\r\n{line}\r\n")),
                "{line} in {text}"
            );
        }
    }
    assert!(!lawful(&mail()).contains("Auto-Submitted"));
    let marked = lawful(&Outgoing {
        desk_mark: Some("a\r\nBcc: b".into()),
        ..mail()
    });
    assert!(
        marked.contains("\r\nX-Guichet-Desk: aBcc:b\r\n"),
        "{marked}"
    );
}

#[test]
fn dates_and_names_as_they_are_written() {
    let text = lawful(&Outgoing {
        attachments: vec![file("é.txt", b"x")],
        ..mail()
    });
    for line in [
        "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
        "Message-ID: <abcdefghijklmnopqrstuvwxyz@desk.example>\r\n",
        "filename*=UTF-8''%C3%A9.txt",
        "name=\"=?utf-8?Q?=C3=A9=2Etxt?=\"",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let joerg = Outgoing {
        to: vec![who("", "joerg@bücher.example")],
        ..mail()
    };
    assert!(lawful(&joerg).contains("<joerg@xn--bcher-kva.example>"));
}

#[test]
fn references_keep_the_first_and_the_last() {
    let many = (0..2_000)
        .map(|n| id(&format!("{n:040}@x.example")))
        .collect::<Vec<_>>();
    let kept = references(&many);
    assert_eq!(kept.first(), many.first().as_ref());
    assert_eq!(kept.last(), many.last().as_ref());
    assert!(kept.iter().map(|id| id.as_str().len() + 3).sum::<usize>() <= REFERENCES_OCTETS);
    assert!(kept.len() > 100);
    let utf8 = [id("ы@x.example"), id("a@x.example")];
    assert_eq!(references(&utf8), [&utf8[1]], "needs SMTPUTF8");
    let few = &many[..30];
    assert_eq!(references(few).len(), 30, "a usual conversation is whole");
    check(
        "long",
        &Outgoing {
            references: many,
            ..mail()
        },
    );
    check(
        "longest id",
        &Outgoing {
            references: vec![id(&"x".repeat(900))],
            in_reply_to: Some(id(&"y".repeat(900))),
            ..mail()
        },
    );
}

#[test]
fn what_the_html_shows_stands_beside_it_under_its_name() {
    let shown = File {
        content_id: Some(id("0.abc@desk.example")),
        ..file("logo.png", &[0xff; 100])
    };
    let mail = Outgoing {
        html: Some("<p><img src=\"cid:0.abc@desk.example\"></p>".to_owned()),
        attachments: vec![file("plan.txt", b"x"), shown.clone()],
        ..mail()
    };
    let text = lawful(&mail);
    let order = [
        "multipart/mixed",
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "Content-ID: <0.abc@desk.example>",
        "Content-Disposition: inline; filename=\"logo.png\"",
        "Content-Disposition: attachment; filename=\"plan.txt\"",
    ];
    let places: Vec<_> = order.iter().map(|it| text.find(it).expect(it)).collect();
    assert!(places.is_sorted(), "{places:?} {text}");
    let again = crate::mail::inbound::parse(text.as_bytes());
    let files: Vec<_> = again
        .attachments
        .iter()
        .map(|it| (it.name.as_str(), it.inline))
        .collect();
    assert_eq!(files, [("logo.png", true), ("plan.txt", false)]);
    // Without HTML, or under a name that not every server takes, it is a file like others.
    for alone in [
        Outgoing {
            html: None,
            ..mail.clone()
        },
        Outgoing {
            attachments: vec![File {
                content_id: Some(id("ü@desk.example")),
                ..shown
            }],
            ..mail
        },
    ] {
        let text = String::from_utf8(build(&alone)).unwrap();
        assert!(!text.contains("multipart/related"), "{text}");
    }
}
