//! Paths as clients write them.

use super::{Path, PathError, split_path};

fn check(inner: &str, local: &str, domain: Option<&str>) {
    let path = Path::parse(inner.as_bytes());
    let read = path
        .as_ref()
        .map(|p| (p.local.as_str(), p.domain.as_deref()));
    assert_eq!(read, Ok((local, domain)), "{inner}");
}

#[test]
fn reads_paths_exactly() {
    check("a@b", "a", Some("b"));
    check("postmaster", "postmaster", None);
    check("@x:a@b", "a", Some("b"));
    check("@ours,@x:a@b", "a", Some("b"));
    check("@[IPv6:::1]:a@b", "a", Some("b"));
    check("a%b@ours", "a%b", Some("ours"));
    check("ours!a", "ours!a", None);
    check("\"a@b\"@ours", "a@b", Some("ours"));
    check("a@b@ours", "a@b", Some("ours"));
    check("\"a b\"@c", "a b", Some("c"));
    check("\"a\\\"b\"@c", "a\"b", Some("c"));
    check("\"support\"@c", "support", Some("c"));
    check("a@[192.0.2.1]", "a", Some("[192.0.2.1]"));
    check("a@[IPv6:2001:db8::1]", "a", Some("[IPv6:2001:db8::1]"));
    check("josé@exämple.org", "josé", Some("exämple.org"));
    check("a..b.@docomo.example", "a..b.", Some("docomo.example"));
}

#[test]
fn refuses_what_is_no_path() {
    for bad in [
        "",
        "@",
        "a@",
        "@b",
        "a b@c",
        "a@b c",
        "a@b..c",
        "a@.b",
        "a@b.",
        "a@b,c@d",
        "\"a@b",
        "\"\"@b",
        "\"a\"x@b",
        "x\"a\"@b",
        "\"a\\",
        "@x a@b",
        "@x,y:a@b",
        "@x:",
        "@:a@b",
        "a@[",
        "a@[]",
        "a@[a b]",
        "a\u{85}@b",
        "a<b@c",
        "a\\@b@c",
        "a(c)@b",
        "a@b/c",
    ] {
        assert_eq!(Path::parse(bad.as_bytes()), Err(PathError::Syntax), "{bad}");
    }
    assert_eq!(Path::parse(b"a\xff@b"), Err(PathError::NotUtf8));
    assert_eq!(
        Path::parse(format!("a@{}", "x".repeat(256)).as_bytes()),
        Err(PathError::Syntax)
    );
}

#[test]
fn only_plain_names_are_plain() {
    for (inner, plain) in [
        ("support+tag@c", true),
        ("\"support\"@c", true),
        ("a%b@c", true),
        ("\"a@b\"@c", false),
        ("a@b@c", false),
        ("\"a b\"@c", false),
        ("\"a>b\"@c", false),
    ] {
        assert_eq!(
            Path::parse(inner.as_bytes()).map(|p| p.is_plain()),
            Ok(plain),
            "{inner}"
        );
    }
}

#[test]
fn a_quoted_bracket_does_not_close() {
    for (text, inner, rest) in [
        ("<a@b> SIZE=1", "a@b", " SIZE=1"),
        ("<>", "", ""),
        ("<\"a>b\"@c>x", "\"a>b\"@c", "x"),
        ("<\"a\\\">b\"@c>", "\"a\\\">b\"@c", ""),
    ] {
        let split = split_path(text.as_bytes());
        assert_eq!(split, Some((inner.as_bytes(), rest.as_bytes())), "{text}");
    }
    for text in ["a@b", "<a@b", "<\"a>b", "", " <a@b>"] {
        assert_eq!(split_path(text.as_bytes()), None, "{text}");
    }
}
