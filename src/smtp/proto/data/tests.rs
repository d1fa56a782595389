//! The end of a mail, in every split.

use super::{Framed, Framer, TEXT_LINE_OCTETS, Text};

/// Feeds `input` in pieces of `piece` bytes; the outcome and what is left behind the end.
fn feed(limit: u64, input: &[u8], piece: usize) -> (Framed, Vec<u8>) {
    let mut framer = Framer::new(limit);
    let mut used = 0;
    for chunk in input.chunks(piece) {
        let (taken, framed) = framer.take(chunk);
        used += taken;
        if framed != Framed::More {
            return (framed, input[used..].to_vec());
        }
        assert_eq!(taken, chunk.len(), "more is wanted only when all was used");
    }
    (Framed::More, Vec::new())
}

fn check(input: &str, expected: &Framed, behind: &str) {
    for piece in 1..=input.len() {
        let (framed, rest) = feed(1_000, input.as_bytes(), piece);
        assert_eq!(&framed, expected, "{input:?} in pieces of {piece}");
        assert_eq!(rest, behind.as_bytes(), "{input:?} in pieces of {piece}");
    }
}

fn whole(text: &str) -> Framed {
    Framed::End(Text::Whole(text.as_bytes().to_vec()))
}

#[test]
fn ends_at_the_dot_alone() {
    check(".\r\n", &whole(""), "");
    check(".\r\nQUIT\r\n", &whole(""), "QUIT\r\n");
    check("a\r\n.\r\n", &whole("a\r\n"), "");
    check("a\r\n..\r\n.\r\n", &whole("a\r\n.\r\n"), "");
    check("..x\r\n.\r\n", &whole(".x\r\n"), "");
    check("...\r\n.\r\n", &whole("..\r\n"), "");
    check(".x\r\n.\r\n", &whole("x\r\n"), "");
    check("a.\r\n.\r\n", &whole("a.\r\n"), "");
    check("a. .\r\n.b\r\n.\r\n", &whole("a. .\r\nb\r\n"), "");
    check("\r\n\r\n.\r\n", &whole("\r\n\r\n"), "");
    check("a\nb\rc\0d\r\n.\r\n", &whole("a\nb\rc\0d\r\n"), "");
    check("a\n..\nb\r\n.\r\n", &whole("a\n..\nb\r\n"), "");
    check("a\r\r\n.\r\n", &whole("a\r\r\n"), "");
    check("a\r\n", &Framed::More, "");
    check("a.\r\n", &Framed::More, "");
}

#[test]
fn a_lone_dot_next_to_bare_ends_is_refused_at_the_real_end() {
    let separators = [
        "\r", "\n", "\0", "\r\n", "\r\r\n", "\r\n\0", "\n\r", "\n\n", "\r\r", "\0\0",
    ];
    let mut seen = 0;
    for before in separators {
        for after in separators {
            // What begins with CR LF behind CR LF is the real end.
            let real = before.ends_with("\r\n") && after.starts_with("\r\n");
            if real {
                continue;
            }
            let input = format!("a{before}.{after}b\r\n.\r\nNOOP\r\n");
            check(&input, &Framed::End(Text::LoneDot), "NOOP\r\n");
            seen += 1;
        }
    }
    assert!(seen > 90);
}

#[test]
fn too_much_is_read_and_not_kept() {
    let text = "x".repeat(40) + "\r\n";
    for (lines, kept) in [(2, true), (3, false), (300, false)] {
        let input = text.repeat(lines) + ".\r\nQUIT\r\n";
        for piece in [1, 7, 64, input.len()] {
            let (framed, rest) = feed(84, input.as_bytes(), piece);
            let expected = if kept {
                whole(&text.repeat(lines))
            } else {
                Framed::End(Text::Discarded)
            };
            assert_eq!(
                (framed, rest.as_slice()),
                (expected, &b"QUIT\r\n"[..]),
                "{lines}, {piece}"
            );
        }
    }
}

#[test]
fn memory_never_exceeds_the_limit() {
    let mut framer = Framer::new(100_000);
    for _ in 0..10_000 {
        framer.take(b"some text that goes on and on\r\n");
        assert!(framer.kept.capacity() <= 100_000);
    }
    assert_eq!((framer.held(), framer.size()), (0, 310_000));
}

#[test]
fn an_endless_line_is_not_followed() {
    let longest = "x".repeat(TEXT_LINE_OCTETS - 2) + "\r\n.\r\n";
    let longer = "x".repeat(TEXT_LINE_OCTETS + 1);
    for piece in [1, 1_000, 100_000] {
        let (framed, _) = feed(1_000_000, longest.as_bytes(), piece);
        assert!(matches!(framed, Framed::End(Text::Whole(_))), "{piece}");
        assert_eq!(
            feed(1_000_000, longer.as_bytes(), piece).0,
            Framed::EndlessLine,
            "{piece}"
        );
    }
}

#[test]
fn one_read_or_many_come_to_the_same() {
    // All texts of six octets over the alphabet that matters: what is found does not depend on
    // the split, and nothing is found that a plain search does not find.
    let alphabet = [b'\r', b'\n', b'.', 0, b'a'];
    for code in 0..5usize.pow(6) {
        let text = (0..6)
            .map(|i| alphabet[code / 5usize.pow(i) % 5])
            .collect::<Vec<_>>();
        let at_once = feed(1_000, &text, 6);
        assert_eq!(feed(1_000, &text, 1), at_once, "{text:?}");
        let framed = [b"\r\n", text.as_slice()].concat();
        let real_end = framed.windows(5).any(|w| w == b"\r\n.\r\n");
        assert_eq!(matches!(at_once.0, Framed::End(_)), real_end, "{text:?}");
    }
}
