//! Header blocks, encoded words, parameters and addresses as clients write them.

use super::{MAX_BLOCK, Size, correspondents, message_ids, params::Structured, read, words};

#[test]
fn blocks() {
    let check = |raw: &str, names: &[&str], body: &str| {
        let block = read(raw.as_bytes(), 0, raw.len());
        let found: Vec<&str> = block.fields.iter().map(|field| field.name).collect();
        assert_eq!(found, names, "{raw:?}");
        assert_eq!(raw.get(block.body..), Some(body), "{raw:?}");
        assert_eq!(block.size, Size::Fits);
    };
    check("A: 1\r\nB: 2\r\n\r\nhi", &["A", "B"], "hi");
    check("A: 1\nB: 2\n\nhi", &["A", "B"], "hi");
    check("A: 1\r\n\tfolded\r\nB : 2\r\n\r\n", &["A", "B"], "");
    check("A: 1", &["A"], "");
    check("", &[], "");
    check("\r\nhi", &[], "hi");
    check("From x@y Mon Jan 1 00:00:00\nA: 1\n\nhi", &["A"], "hi"); // mbox line
    check("A: 1\nbadly folded\nB: 2\n\nhi", &["A", "B"], "hi");
    check("A: 1\nno empty line\nhere", &["A"], "no empty line\nhere");
    check("just text\n", &[], "just text\n");
}

#[test]
fn block_stops_at_its_cap() {
    let raw = "A: 1\r\n".repeat(MAX_BLOCK / 6 + 10);
    assert_eq!(read(raw.as_bytes(), 0, raw.len()).size, Size::TooLong);
    let raw = format!("A: {}\r\n\r\n", "x".repeat(MAX_BLOCK));
    assert_eq!(read(raw.as_bytes(), 0, raw.len()).size, Size::TooLong);
    let raw = format!("A: {}\r\n\r\nbody", "x".repeat(MAX_BLOCK - 10));
    assert_eq!(read(raw.as_bytes(), 0, raw.len()).size, Size::Fits);
}

#[test]
fn encoded_words() {
    let check = |raw: &[u8], expected: &str| {
        assert_eq!(
            words::decode(raw),
            expected,
            "{}",
            String::from_utf8_lossy(raw)
        );
    };
    check(b" plain text\r\n", "plain text");
    check(b" =?utf-8?Q?caf=C3=A9?=", "café");
    check(b" =?utf-8?Q?a_b?= c", "a b c");
    check(b" =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab"); // RFC 2047 6.2
    check(b" a =?utf-8?Q?b?= c", "a b c");
    check(b" =?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"); // torn character
    check(b" =?iso-2022-jp?B?GyRCO244MxsoQg==?=", "試験");
    check(b" =?x-nope?Q?d=E9j=E0?=", "déjà");
    check(b" =?utf-8?Q?what??=", "what?");
    check(b" =?utf-8?X?what?=", "=?utf-8?X?what?=");
    check(b" =?utf-8?Q?open", "=?utf-8?Q?open");
    check(b" raw \xe9t\xe9", "raw été");
    check("raw été".as_bytes(), "raw été");
    check(b" folded\r\n\t line", "folded line");
    check("a\u{202e}b\0c\u{7}d".as_bytes(), "abc d");
    check(b" =?utf-8?Q?two=0D=0Alines?=", "two lines");
}

#[test]
fn encoded_words_stay_linear() {
    let started = crate::mail::tests::processor_time();
    for text in [
        "=?",
        "=?a?",
        "=?a?q?",
        "=?utf-8?q?x?=",
        "=?utf-8?q?x?= ",
        "?=",
    ] {
        let value = text.repeat(MAX_BLOCK / text.len());
        let _ = words::decode(value.as_bytes());
    }
    let took = crate::mail::tests::processor_time() - started;
    assert!(took.as_secs() < 5, "{took:?}");
}

#[test]
fn parameters() {
    let check = |raw: &str, value: &str, name: &str, expected: Option<&str>| {
        let structured = Structured::parse(raw.as_bytes());
        assert_eq!(structured.value, value, "{raw}");
        assert_eq!(structured.param(name), expected, "{raw}");
    };
    check("text/plain", "text/plain", "charset", None);
    check(
        "TEXT/Plain; Charset=\"utf-8\"",
        "text/plain",
        "charset",
        Some("utf-8"),
    );
    check(
        "text/plain ; charset = utf-8 ;",
        "text/plain",
        "charset",
        Some("utf-8"),
    );
    check(
        "text/plain (a comment); charset=x (b)",
        "text/plain",
        "charset",
        Some("x"),
    );
    check(
        "a/b; name=\"a;b\\\"c.txt\"",
        "a/b",
        "name",
        Some("a;b\"c.txt"),
    );
    check(
        "a/b; name=\"C:\\dir\\x.txt\"",
        "a/b",
        "name",
        Some("C:\\dir\\x.txt"),
    );
    check(
        "a/b; name=two words.txt",
        "a/b",
        "name",
        Some("two words.txt"),
    );
    check("a/b; name=copy(1).txt", "a/b", "name", Some("copy(1).txt"));
    check(
        "a/b; name*=utf-8''caf%C3%A9.txt",
        "a/b",
        "name",
        Some("café.txt"),
    );
    check(
        "a/b; name*=iso-8859-1'fr'caf%E9.txt",
        "a/b",
        "name",
        Some("café.txt"),
    );
    check(
        "a/b; name*0=a; name*1=b; name*2=c",
        "a/b",
        "name",
        Some("abc"),
    );
    check("a/b; name*1=b; name*0=a", "a/b", "name", Some("ab")); // any order
    check(
        "a/b; name*0*=utf-8''caf%C3; name*1*=%A9.txt",
        "a/b",
        "name",
        Some("café.txt"),
    );
    check(
        "a/b; name*0*=utf-8''caf%C3%A9; name*1=%41.txt",
        "a/b",
        "name",
        Some("café%41.txt"),
    );
    check(
        "a/b; name=old.txt; name*=utf-8''n%C3%A9w.txt",
        "a/b",
        "name",
        Some("néw.txt"),
    );
    check(
        "a/b; name=\"=?utf-8?Q?caf=C3=A9.txt?=\"",
        "a/b",
        "name",
        Some("café.txt"),
    );
    check("a/b; name=\"open", "a/b", "name", Some("open"));
    check("a/b\r\n\tname=\"x y\"", "a/b", "name", Some("x y")); // no semicolon
    check("text / plain; name=x", "text/plain", "name", Some("x"));
    check("; boundary=x", "", "boundary", Some("x"));
    check("a/b; name=first; name=second", "a/b", "name", Some("first"));
    check(
        "a/b; name*10=k; name*9=j; name*0=a",
        "a/b",
        "name",
        Some("ajk"),
    );
}

#[test]
fn addresses() {
    let check = |raw: &[u8], expected: &[(&str, &str)]| {
        let found = correspondents(raw);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|c| (c.name.as_str(), c.address.as_str()))
            .collect();
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(raw));
    };
    check(b" ines@lumen.example", &[("", "ines@lumen.example")]);
    check(
        b" Ines <ines@lumen.example>",
        &[("Ines", "ines@lumen.example")],
    );
    check(
        b" \"Roy, Ines\" <ines@lumen.example>",
        &[("Roy, Ines", "ines@lumen.example")],
    );
    check(
        b" ines@lumen.example (Ines)",
        &[("Ines", "ines@lumen.example")],
    );
    check(
        b" =?utf-8?Q?In=C3=A9s?= <i@lumen.example>",
        &[("Inés", "i@lumen.example")],
    );
    check(
        b" =?utf-8?Q?a=2C_b=3Cx=40y=2Eexample=3E?= <i@l.example>",
        &[("a, b<x@y.example>", "i@l.example")],
    );
    check(
        b" In\xe9s <i@lumen.example>",
        &[("Inés", "i@lumen.example")],
    );
    check(
        b" \"i@lumen.example\" <i@lumen.example>",
        &[("", "i@lumen.example")],
    );
    check(
        b" a@x.example, B <b@x.example>,\r\n c@x.example",
        &[
            ("", "a@x.example"),
            ("B", "b@x.example"),
            ("", "c@x.example"),
        ],
    );
    check(
        b" team: a@x.example, b@x.example;, c@x.example",
        &[
            ("", "a@x.example"),
            ("", "b@x.example"),
            ("", "c@x.example"),
        ],
    );
    check(b" undisclosed-recipients:;", &[]);
    check(b" <>", &[]);
    check(b" nobody", &[]);
    check("ines@zoé.example".as_bytes(), &[("", "ines@zoé.example")]);
    check(b" <@relay.example:a@x.example>", &[("", "a@x.example")]);
}

#[test]
fn ids() {
    let check = |raw: &str, expected: &[&str]| {
        let found = message_ids(raw.as_bytes());
        let found: Vec<&str> = found
            .iter()
            .map(crate::domain::message::MsgId::as_str)
            .collect();
        assert_eq!(found, expected, "{raw}");
    };
    check(" <a@x> <b@x>\r\n\t<c@x>", &["a@x", "b@x", "c@x"]);
    check(" <a@x><b@x>", &["a@x", "b@x"]);
    check(" <a@x>,<b@x>", &["a@x", "b@x"]);
    check(" Your message of Monday <a@x>", &["a@x"]);
    check(" a@x b@x", &["a@x", "b@x"]);
    check(" <broken", &[]);
    check(" none", &[]);
    check("", &[]);
}
