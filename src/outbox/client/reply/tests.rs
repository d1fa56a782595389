//! Replies in any number of pieces, their bounds, and the line that people read.

use super::{ReplyError, ReplyReader, one_line};

/// Feeds `wire` whole and byte by byte; both give the same `words`, or the same error.
fn check(wire: &[u8], expected: Result<&[&str], ReplyError>) {
    for size in [wire.len().max(1), 1, 7] {
        let mut reader = ReplyReader::default();
        let mut got = Vec::new();
        let mut error = None;
        'all: for piece in wire.chunks(size) {
            reader.feed(piece);
            loop {
                match reader.take() {
                    Ok(Some(reply)) => got.push(reply.words()),
                    Ok(None) => break,
                    Err(found) => {
                        error = Some(found);
                        break 'all;
                    }
                }
            }
        }
        let shown = String::from_utf8_lossy(&wire[..wire.len().min(80)]).into_owned();
        match expected {
            Ok(words) => {
                assert_eq!(error, None, "{shown}");
                assert_eq!(got, words, "{shown} in pieces of {size}");
            }
            Err(wanted) => assert_eq!(error, Some(wanted), "{shown} in pieces of {size}"),
        }
    }
}

#[test]
fn whole_replies() {
    check(b"250 2.1.0 fine\r\n", Ok(&["250 2.1.0 fine"]));
    check(b"250\r\n", Ok(&["250"]));
    check(b"250 \n", Ok(&["250"]));
    check(b"220 a\r\n250 b\r\n", Ok(&["220 a", "250 b"]));
    check(
        b"250-one\r\n250-two\r\n250 three\r\n",
        Ok(&["250 one two three"]),
    );
    check(b"250 not ended", Ok(&[]));
}

#[test]
fn an_enhanced_code_is_told_once() {
    check(
        b"550-5.7.1 Our system\r\n550-5.7.1 has found\r\n550 5.7.1 spam.\r\n",
        Ok(&["550 5.7.1 Our system has found spam."]),
    );
    check(
        b"550-5.7.1 one\r\n550 5.7.2 two\r\n",
        Ok(&["550 5.7.1 one 5.7.2 two"]),
    );
}

#[test]
fn what_is_no_reply() {
    check(b"HTTP/1.1 400 Bad Request\r\n", Err(ReplyError::Malformed));
    check(b"SSH-2.0-x\r\n", Err(ReplyError::Malformed));
    check(b"25\r\n", Err(ReplyError::Malformed));
    check(b"\r\n", Err(ReplyError::Malformed));
    check(b"250x no\r\n", Err(ReplyError::Malformed));
    check(b"150 no\r\n", Err(ReplyError::Malformed));
    check(b"650 no\r\n", Err(ReplyError::Malformed));
    check(b"+50 no\r\n", Err(ReplyError::Malformed));
}

#[test]
fn long_replies_are_bounded() {
    check(&b"250-x\r\n".repeat(101), Err(ReplyError::TooLong));
    check(&[b'2'; 70_000], Err(ReplyError::TooLong));
    let wide = [b"250-".as_slice(), &[b'a'; 40_000], b"\r\n"]
        .concat()
        .repeat(2);
    check(&wide, Err(ReplyError::TooLong));
    let mut reader = ReplyReader::default();
    let long = [b"550 ".as_slice(), "é".repeat(4_000).as_bytes(), b"\r\n"].concat();
    reader.feed(&long);
    let reply = reader.take().unwrap().unwrap();
    assert_eq!(reply.words().chars().count(), 500);
}

#[test]
fn foreign_words_are_safe() {
    check(b"550 bo\xeete pleine\r\n", Ok(&["550 boîte pleine"])); // Latin-1
    check("550 boîte pleine\r\n".as_bytes(), Ok(&["550 boîte pleine"]));
    check(b"550 a\x1b[31m\x00b\tc\rd\r\n", Ok(&["550 a [31m b c d"]));
    assert_eq!(one_line("x\u{202e}y\u{200b}z \u{85} \u{2028}w"), "xyz w");
}
