//! The walk over the parts, its caps, and that mail-parser survives whatever passes.

use std::fmt::Write;

use mail_parser::MessageParser;

use super::{Kind, MAX_NESTING, parts, scan};
use crate::{domain::message::NotParsed, mail::tests::processor_time};

// One line per part: indentation by depth, kind, type, body.
fn shape(raw: &str) -> String {
    let parts = parts(raw.as_bytes()).expect("within the caps");
    let mut out = String::new();
    for part in &parts {
        let (mut depth, mut parent) = (0, part.parent);
        while let Some(index) = parent {
            depth += 1;
            parent = parts[index].parent;
        }
        let body = match part.kind {
            Kind::Leaf => format!("{:?}", &raw[part.body.clone()]),
            kind => format!("{kind:?}"),
        };
        writeln!(
            out,
            "{}{} {body}",
            " ".repeat(depth),
            part.content_type.value
        )
        .unwrap();
    }
    out
}

fn check(raw: &str, expected: &str) {
    assert_eq!(shape(raw), expected, "{raw}");
    let crlf = raw.replace('\n', "\r\n");
    let inner = |text: &str| text.replace("\\r\\n", "\\n");
    assert_eq!(inner(&shape(&crlf)), expected, "with CRLF: {raw}");
}

#[test]
fn shapes() {
    check("A: b\n\nhi\n", " \"hi\\n\"\n");
    check(
        "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b\nContent-Type: a/b\n\ntwo\n\n--b--\npost\n",
        "multipart/mixed Multipart\n  \"one\"\n a/b \"two\\n\"\n",
    );
    // Nested multiparts whose boundaries start alike; the outer one ends the inner one.
    check(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\none\n--b\n\ntwo\n--b--\n",
        "multipart/mixed Multipart\n multipart/alternative Multipart\n   \"one\"\n  \"two\"\n",
    );
    // A message inside, ended by the delimiter around it.
    check(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\nin\n--b\n\nout\n--b--\n",
        "multipart/mixed Multipart\n message/rfc822 Message\n   \"in\"\n  \"out\"\n",
    );
    // Digest: no type means a message.
    check(
        "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\nin\n--b--\n",
        "multipart/digest Multipart\n message/rfc822 Message\n   \"in\"\n",
    );
    // Never closed, never opened, no boundary, a delimiter inside a header block.
    check(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n",
        "multipart/mixed Multipart\n  \"one\\n\"\n",
    );
    check(
        "Content-Type: multipart/mixed; boundary=b\n\nonly text\n",
        "multipart/mixed Multipart\n",
    );
    check(
        "Content-Type: multipart/mixed\n\nonly text\n",
        "multipart/mixed \"only text\\n\"\n",
    );
    check(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nA: b\n--b\n\ntwo\n--b--\n",
        "multipart/mixed Multipart\n  \"\"\n  \"two\"\n",
    );
    // What only looks like a delimiter.
    check(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--bx\n-- \n x--b\n--b  \n\ntwo\n--b--",
        "multipart/mixed Multipart\n  \"--bx\\n-- \\n x--b\"\n  \"two\"\n",
    );
}

fn nested_messages(depth: usize) -> String {
    "Content-Type: message/rfc822\r\n\r\n".repeat(depth)
}

fn nested_multiparts(depth: usize) -> String {
    (0..depth).fold(String::new(), |mut out, level| {
        let _ = write!(
            out,
            "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"
        );
        out
    })
}

#[test]
fn caps() {
    let head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    let siblings = |count: usize| format!("{head}{}", "--b\r\n\r\nx\r\n".repeat(count));
    for (name, raw, fits) in [
        ("messages", nested_messages(MAX_NESTING), true),
        ("messages", nested_messages(MAX_NESTING + 1), false),
        ("messages", nested_messages(100_000), false),
        ("multiparts", nested_multiparts(MAX_NESTING), true),
        ("multiparts", nested_multiparts(MAX_NESTING + 1), false),
        ("multiparts", nested_multiparts(50_000), false),
        ("siblings", siblings(999), true),
        ("siblings", siblings(1_000), false),
        ("siblings", siblings(400_000), false),
        ("headers", "X: y\r\n".repeat(1_000_000), false),
        ("one header", format!("X: {}", "y".repeat(6_000_000)), false),
        ("dashes", format!("A: b\n\n{}", "-".repeat(4_000_000)), true),
        (
            "dash lines",
            format!("{head}{}", "--b-\r\n".repeat(700_000)),
            true,
        ),
        ("empty", String::new(), true),
    ] {
        let started = processor_time();
        let result = scan(raw.as_bytes());
        assert_eq!(result.is_ok(), fits, "{name}, {} bytes", raw.len());
        if !fits {
            assert_eq!(result, Err(NotParsed::TooComplex));
        }
        let took = processor_time() - started;
        assert!(took.as_secs() < 5, "{name} took {took:?}");
    }
}

// Ways to make mail-parser nest although an RFC 2046 reader sees no part there.
fn tricks(depth: usize) -> Vec<(&'static str, String)> {
    let chain = |piece: &str| piece.repeat(depth);
    let glued = "Content-Type: multipart/mixed; boundary=b\n\n";
    vec![
        ("plain", chain("Content-Type: message/rfc822\n\n")),
        ("capitals", chain("CONTENT-TYPE: MESSAGE/GLOBAL\n\n")),
        (
            "blanks in the name",
            chain("C o n t e n t -Type : message/rfc822\n\n"),
        ),
        ("folded", chain("Content-Type:\n message/rfc822\n\n")),
        (
            "blank lines of spaces",
            chain("Content-Type: message/rfc822\n \n\n"),
        ),
        (
            "behind text",
            format!(
                "A: b\nno field here\n{}",
                chain("Content-Type: message/rfc822\n\n")
            ),
        ),
        (
            "glued to a delimiter",
            format!("{glued}{}", chain("x--bContent-Type: message/rfc822\n\n")),
        ),
        (
            "in the middle of lines",
            format!(
                "{glued}text --b\n{}",
                chain("Content-Type: message/rfc822\n\n")
            ),
        ),
        (
            "digests",
            (0..depth).fold(String::new(), |mut out, i| {
                let _ = write!(
                    out,
                    "Content-Type: multipart/digest; boundary=b{i}\n\n--b{i}\n\n"
                );
                out
            }),
        ),
        (
            "digests glued",
            (0..depth).fold(String::new(), |mut out, i| {
                let _ = write!(
                    out,
                    "Content-Type: multipart/digest; boundary=b{i}\n\nx--b{i}\n\n"
                );
                out
            }),
        ),
        (
            "epilogue",
            format!(
                "{glued}--b\n\nx\n--b--\n{}",
                chain("Content-Type: message/rfc822\n\n")
            ),
        ),
        (
            "base64 that fails",
            format!(
                "{glued}--b\nContent-Transfer-Encoding: base64\n\n*\n--b\n{}",
                chain("Content-Type: message/rfc822\n\n")
            ),
        ),
        (
            "encoded",
            chain("Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"),
        ),
    ]
}

#[test]
fn parser_survives_what_passes() {
    // 16 MiB: the stack that the desk gives to the threads that parse.
    let thread = std::thread::Builder::new()
        .stack_size(16 * 1024 * 1024)
        .spawn(|| {
            let mut passed = 0;
            for depth in [1, 5, 19, 20, 21, 500, 999, 1_000, 1_001, 100_000] {
                for (name, raw) in tricks(depth) {
                    if scan(raw.as_bytes()).is_ok() {
                        passed += 1;
                        let message = MessageParser::default().parse(raw.as_bytes());
                        assert!(message.is_some(), "{name} {depth}");
                    } else {
                        assert!(depth >= 10, "{name} {depth} is refused without need");
                    }
                    if depth > 1_000 {
                        assert!(scan(raw.as_bytes()).is_err(), "{name} {depth} passes");
                    }
                }
            }
            passed
        });
    assert!(thread.expect("a thread").join().expect("no panic") > 60);
}
