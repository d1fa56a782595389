//! Charsets: right labels, missing labels, wrong labels.

use super::decode;

fn check(label: Option<&str>, bytes: &[u8], expected: &str) {
    assert_eq!(decode(label, bytes), expected, "{label:?} {bytes:x?}");
}

#[test]
fn labelled() {
    check(Some("utf-8"), "Größe".as_bytes(), "Größe");
    check(Some("ISO-8859-1"), b"Gr\xf6\xdfe \x80 5", "Größe € 5"); // windows-1252 by the standard
    check(Some("windows-1251"), b"\xcf\xf0\xe8\xe2\xe5\xf2", "Привет");
    check(Some("iso-2022-jp"), b"\x1b$B;n83\x1b(B ok", "試験 ok");
    check(Some("ks_c_5601-1987"), b"\xbe\xc8\xb3\xe7", "안녕");
    check(Some("KS_C_5601"), b"\xbe\xc8\xb3\xe7", "안녕");
    check(Some("iso-2022-kr"), b"\x1b$)C\x0e>H3g\x0f ok", "안녕 ok");
    check(Some("hz-gb-2312"), b"~{<:Ky2;S{~} ok ~~", "己所不欲 ok ~");
    check(Some("gb2312"), b"\xc4\xe3\xba\xc3", "你好");
    check(Some("big5"), b"\xa7A\xa6n", "你好");
    check(Some("cp932"), b"\x8e\x8e\x8c\xb1", "試験");
    check(Some("utf-7"), b"Gr+APYA3w-e", "Größe");
    check(Some("utf-16"), b"\xff\xfeh\0i\0", "hi");
    check(Some("utf-16"), b"h\0i\0", "hi"); // no mark, little endian
    check(Some("utf-16"), b"\0h\0i", "hi"); // no mark, big endian
    check(Some("utf-16be"), b"\0h\0i", "hi");
    check(Some("iso_8859-15"), b"\xa4 5", "€ 5");
    check(Some("cp850"), b"\x84", "ä");
    check(Some("\"utf-8\""), "é".as_bytes(), "é");
    check(Some("utf-8*en"), "é".as_bytes(), "é");
}

#[test]
fn unlabelled() {
    check(None, "déjà".as_bytes(), "déjà");
    check(None, b"d\xe9j\xe0", "déjà");
    check(None, b"\x1b$B;n83\x1b(B", "試験");
    check(None, b"\xef\xbb\xbfhi", "hi");
    check(Some("unknown-8bit"), b"d\xe9j\xe0", "déjà");
    check(Some(""), "é".as_bytes(), "é");
}

#[test]
fn wrongly_labelled() {
    check(Some("iso-8859-1"), "Größe".as_bytes(), "Größe"); // UTF-8 in truth
    check(Some("us-ascii"), "Größe".as_bytes(), "Größe");
    check(Some("us-ascii"), b"Gr\xf6\xdfe", "Größe");
    check(Some("utf-8"), b"Gr\xf6\xdfe", "Größe"); // Latin 1 in truth
    check(Some("euc-kr"), "한글 문서".as_bytes(), "한글 문서");
    check(Some("utf-8"), b"one\0two", "onetwo");
    // One broken byte in a long UTF-8 text costs one character, not the text.
    check(
        Some("utf-8"),
        b"\xc3\xa9t\xc3\xa9 \xff \xc3\xa0",
        "été \u{fffd} à",
    );
}
