//! Whole mails: the must-haves of parsing, worst cases, names. Facts of single mails stand in
//! `tests/corpus`.

use std::{fmt::Write, time::Duration};

use super::{InboundMail, attachment, name, parse, parse_from};
use crate::{
    domain::message::{Automatic, NotParsed, TransferEncoding},
    mail::{automatic::ReturnPath, header::MAX_BLOCK, transfer::to_base64},
};

mod limits;

fn percent(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

#[test]
fn must_23_charsets() {
    for (label, bytes, text) in [
        ("utf-8", "Grüße – 試験".as_bytes(), "Grüße – 試験"),
        ("iso-2022-jp", b"\x1b$B;n83\x1b(B ok".as_slice(), "試験 ok"),
        ("shift_jis", b"\x8e\x8e\x8c\xb1", "試験"),
        ("euc-jp", b"\xbb\xee\xb8\xb3", "試験"),
        ("ks_c_5601-1987", b"\xbe\xc8\xb3\xe7", "안녕"),
        ("iso-2022-kr", b"\x1b$)C\x0e>H3g\x0f", "안녕"),
        ("gb18030", b"\xc4\xe3\xba\xc3", "你好"),
        ("big5", b"\xa7A\xa6n", "你好"),
        ("koi8-r", b"\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"),
        ("windows-1252", b"5 \x80 \x96 \x93x\x94", "5 € – “x”"),
        ("iso-8859-1", b"5 \x80 \x96 \x93x\x94", "5 € – “x”"),
        ("iso-8859-15", b"5 \xa4", "5 €"),
        ("iso-8859-1", "Größe".as_bytes(), "Größe"), // wrong label
        ("us-ascii", b"d\xe9j\xe0", "déjà"),
        ("utf-8", b"d\xe9j\xe0", "déjà"),
        ("x-nope", b"d\xe9j\xe0", "déjà"),
        ("utf-16", b"\xff\xfeh\0\xe9\0", "hé"),
        ("utf-16be", b"\0h\0\xe9", "hé"),
        ("utf-7", b"Gr+APYA3w-e", "Größe"),
        ("utf-8", b"one\0two", "onetwo"),
    ] {
        let word = format!("=?{label}?B?{}?=", to_base64(bytes));
        let raw = format!(
            "From: {word} <a@x.example>\r\nSubject: {word}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=\"{label}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n\
             --b\r\nContent-Type: text/html; charset={label}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n\
             --b\r\nContent-Type: a/b; name*={label}''{}\r\n\r\n--b--\r\n",
            to_base64(bytes),
            to_base64(bytes),
            percent(bytes),
        );
        let mail = parse(raw.as_bytes());
        assert_eq!(mail.subject, text, "{label} subject");
        assert_eq!(
            mail.from.map(|from| from.name).as_deref(),
            Some(text),
            "{label} name"
        );
        assert_eq!(
            mail.text,
            format!("{text}\n\n{text}"),
            "{label} text and HTML"
        );
        assert_eq!(mail.attachments[0].name, text, "{label} file name");
    }
    // Raw 8-bit, without any label.
    let mail = parse(b"From: J\xfcrgen <j@x.example>\nSubject: Gr\xfc\xdfe\n\nT\xfcr\n");
    assert_eq!(
        (mail.subject.as_str(), mail.text.as_str()),
        ("Grüße", "Tür")
    );
    assert_eq!(mail.from.map(|from| from.name).as_deref(), Some("Jürgen"));
}

#[test]
fn must_24_attachments() {
    let all: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    let inner = "From: in@x.example\nSubject: inner / mail\n\ninner text\n";
    let quoted = "caf=C3=A9 =3D =\nend  =20\n";
    let raw = format!(
        "From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n\
         --b\nContent-Type: application/x\nContent-Disposition: attachment; filename*0*=utf-8''%E2%82; filename*1*=%AC; filename*2=.bin\nContent-Transfer-Encoding: base64\n\n{}\n\
         --b\nContent-Type: application/x; name=\"=?utf-8?Q?=E2=82=AC_2=2Ebin?=\"\nContent-Transfer-Encoding: BASE64\n\n{}\n\
         --b\nContent-Type: application/x; name=\"../../x\"\n\nplain bytes\n\
         --b\nContent-Type: application/x\nContent-Disposition: attachment; filename=\"a\u{202e}gpj.exe\"\n\n\n\
         --b\nContent-Type: application/pdf\nContent-Disposition: attachment\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}\n\
         --b\nContent-Type: application/ms-tnef; name=winmail.dat\n\nTNEF\n\
         --b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n",
        to_base64(&all)
            .as_bytes()
            .chunks(76)
            .map(|line| String::from_utf8_lossy(line))
            .collect::<Vec<_>>()
            .join("\n"),
        to_base64(b"second"),
    );
    let expected: [(&str, &[u8]); 7] = [
        ("€.bin", &all),
        ("€ 2.bin", b"second"),
        ("x", b"plain bytes"),
        ("agpj.exe", b""),
        ("document.pdf", "café = end   \n".as_bytes()),
        ("winmail.dat", b"TNEF"),
        ("inner mail.eml", inner.as_bytes()),
    ];
    // Bare line feeds and CRLF: the references count in the bytes as they came.
    for raw in [raw.clone(), raw.replace('\n', "\r\n")] {
        let crlf = raw.contains('\r');
        let mail = parse(raw.as_bytes());
        assert_eq!(
            (mail.text.as_str(), mail.attachments.len()),
            ("text", expected.len())
        );
        for (file, (name, bytes)) in mail.attachments.iter().zip(expected) {
            let text_like = file.encoding != TransferEncoding::Base64;
            let bytes = match std::str::from_utf8(bytes) {
                Ok(text) if crlf && text_like => text.replace('\n', "\r\n").into_bytes(),
                _ => bytes.to_vec(),
            };
            assert_eq!(file.name, name);
            assert_eq!(attachment(raw.as_bytes(), file), bytes, "{name}");
            assert_eq!(file.size_bytes, bytes.len() as u64, "{name}");
        }
    }
}

#[test]
fn attachment_outside_of_the_raw_bytes_is_empty() {
    let raw = b"Content-Type: a/b\n\nbytes";
    let mut file = parse(raw).attachments.remove(0);
    assert_eq!(attachment(raw, &file), b"bytes");
    for (offset, length) in [(1_000, 5), (0, 1_000), (u64::MAX, 1), (1, u64::MAX)] {
        (file.offset, file.length) = (offset, length);
        assert_eq!(attachment(raw, &file), b"");
    }
}

#[test]
fn must_25_inline_images() {
    let image = |id: &str, name: &str| {
        format!(
            "--b\nContent-Type: image/png; name={name}\nContent-ID: <{id}>\nContent-Disposition: inline\n\nPNG\n"
        )
    };
    let raw = format!(
        "From: a@x.example\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n\
         <img src=\"cid:used@x\"><img src='CID:per%25cent@x'><img src=cid:nowhere@x><img src=https://x.example/1.png>\n\
         {}{}{}{}--b--\n",
        image("used@x", "1.png"),
        image("used@x", "2.png"),
        image("unused@x", "3.png"),
        image("per%cent@x", "4.png"),
    );
    let mail = parse(raw.as_bytes());
    let found: Vec<_> = mail
        .attachments
        .iter()
        .map(|file| {
            (
                file.name.as_str(),
                file.content_id.as_deref().unwrap_or_default(),
                file.inline,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("1.png", "used@x", true),
            ("2.png", "used@x", false), // the second with the same id
            ("3.png", "unused@x", false),
            ("4.png", "per%cent@x", true),
        ]
    );
    assert!(mail.has_html);
}

#[test]
fn names() {
    let long = format!("{}.pdf", "é".repeat(150));
    for (given, expected) in [
        ("plan.pdf", Some("plan.pdf")),
        ("  plan.pdf ", Some("plan.pdf")),
        ("../../x", Some("x")),
        ("C:\\a\\b.txt", Some("b.txt")),
        ("a/b\\c", Some("c")),
        ("a\r\nb\0c\u{1b}.txt", Some("abc.txt")),
        ("a\u{202e}fdp.exe", Some("afdp.exe")),
        ("a\u{200b}\u{feff}.txt", Some("a.txt")),
        (".htaccess", Some(".htaccess")),
        ("..", None),
        ("", None),
        ("/", None),
        ("\u{202e}", None),
    ] {
        assert_eq!(name::safe(given).as_deref(), expected, "{given:?}");
    }
    let short = name::safe(&long).expect("a name");
    assert!(short.len() <= 200 && short.ends_with("é.pdf"), "{short}");
    assert!(name::safe(&"x".repeat(500)).is_some_and(|name| name.len() == 200));
}

#[test]
fn null_return_path_is_automatic() {
    let raw = b"From: a@x.example\nSubject: x\n\ntext\n";
    assert_eq!(parse(raw).automatic, None);
    assert_eq!(
        parse_from(raw, ReturnPath::Null).automatic,
        Some(Automatic::Bounce)
    );
}

#[test]
fn nothing_is_an_empty_mail() {
    for raw in [&b""[..], b"\n", b"\r\n\r\n", b"\0", b":", b" ", b"\xff\xfe"] {
        let mail = parse(raw);
        assert_eq!((mail.from, mail.not_parsed), (None, None), "{raw:?}");
    }
}
