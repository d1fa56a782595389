//! Transfer encodings, right and broken ones.

use super::{base64, encoding, percent, q_word, quoted_printable, to_base64};
use crate::domain::message::TransferEncoding::{Base64, Identity, QuotedPrintable};

#[test]
fn labels() {
    for (value, expected) in [
        ("base64", Base64),
        (" BASE64 ", Base64),
        ("quoted-printable (yes)", QuotedPrintable),
        ("8bit", Identity),
        ("x-uuencode", Identity),
        ("", Identity),
    ] {
        assert_eq!(encoding(value), expected, "{value}");
    }
}

#[test]
fn base64_is_tolerant() {
    for (input, expected) in [
        ("aGVsbG8=", "hello"),
        ("aGVs\r\nbG8=\r\n", "hello"),
        ("aGVsbG8", "hello"),               // padding left out
        ("aGVsbG8=d29ybGQ=", "helloworld"), // two pieces in one part
        ("aG!Vs*bG8=", "hello"),            // foreign characters
        ("aGVsbG8=\r\nd29ybGQ=\r\n", "helloworld"),
        ("aGVsbG8= ignored", "hello"),
        ("aGVsbG8=\r\n____\r\nlist mailing list\r\n", "hello"), // the footer of a list
        ("aGVsbG8h\r\nYQ==", "hello!a"),
        ("====", ""),
        ("a", ""),
    ] {
        assert_eq!(base64(input.as_bytes()), expected.as_bytes(), "{input}");
    }
    for length in 0..20 {
        let bytes: Vec<u8> = (0..length).map(|i: u8| i.wrapping_mul(37)).collect();
        assert_eq!(base64(to_base64(&bytes).as_bytes()), bytes);
    }
}

#[test]
fn quoted_printable_is_tolerant() {
    for (input, expected) in [
        ("caf=C3=A9", "café"),
        ("one=\r\ntwo", "onetwo"),
        ("one= \t\r\ntwo", "onetwo"), // white space after a soft break
        ("one \t\r\ntwo", "one\r\ntwo"),
        ("one\ntwo", "one\ntwo"),
        ("=c3=a9", "é"),
        ("a=ZZb", "a=ZZb"), // no escape
        ("end=", "end"),
        ("a=4", "a=4"),
    ] {
        assert_eq!(
            String::from_utf8_lossy(&quoted_printable(input.as_bytes())),
            expected,
            "{input}"
        );
    }
    assert_eq!(q_word(b"a_b=5Fc"), b"a b_c");
    assert_eq!(percent(b"a%20b%zz%4"), b"a b%zz%4");
}
