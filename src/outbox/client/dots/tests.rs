//! What stands on the wire for what stands in the message.

use super::{BLOCK, Dotted, has_bare_line_end};

fn check(raw: &[u8], wire: &[u8]) {
    let got: Vec<u8> = Dotted::new(raw).flatten().collect();
    assert_eq!(
        String::from_utf8_lossy(&got),
        String::from_utf8_lossy(wire),
        "{}",
        String::from_utf8_lossy(raw)
    );
}

#[test]
fn dots_at_line_starts_only() {
    check(b"a\r\nb\r\n", b"a\r\nb\r\n.\r\n");
    check(b".\r\n", b"..\r\n.\r\n");
    check(b"..\r\n", b"...\r\n.\r\n");
    check(b".a.b\r\n.\r\n..c", b"..a.b\r\n..\r\n...c\r\n.\r\n");
    check(b"a.\r\n\r\n", b"a.\r\n\r\n.\r\n"); // the last empty line stays one
    check(b"a", b"a\r\n.\r\n");
    check(b"", b".\r\n");
}

#[test]
fn blocks_do_not_hide_a_line_start() {
    for before in [BLOCK - 3, BLOCK - 2, BLOCK - 1, BLOCK] {
        let raw = [&vec![b'x'; before], b"\r\n.y\r\n".as_slice()].concat();
        let wire = [&vec![b'x'; before], b"\r\n..y\r\n.\r\n".as_slice()].concat();
        let got: Vec<u8> = Dotted::new(&raw).flatten().collect();
        assert_eq!(got, wire, "{before} bytes before the line end");
    }
}

#[test]
fn bare_line_ends() {
    let check = |raw: &[u8], expected: bool| {
        assert_eq!(has_bare_line_end(raw), expected, "{raw:?}");
    };
    check(b"", false);
    check(b"a\r\n\r\nb", false);
    check(b"a\nb\r\n", true);
    check(b"a\rb\r\n", true);
    check(b"a\r\r\n", true);
    check(b"a\r\n\n", true);
    check(b"a\r", true);
    check(b"\n", true);
    check(b"a\0b", true);
}
