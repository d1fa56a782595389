//! Bounds what mail-parser 0.11.9 would descend into, whatever it takes for a part. It aborts the
//! process on deep chains of message/rfc822, because it drops them recursively.
//!
//! The bound does not copy the parser's idea of parts, which differs from the RFC (delimiters in
//! the middle of a line, blanks inside field names). It counts every place that could be a
//! Content-Type field naming a message or a digest: no nesting is deeper than that count.

use crate::domain::message::NotParsed;

/// Fields that can make the parser descend. It passes 30,000 on 2 MiB of stack; we have 16 MiB.
const MAX_DESCENTS: usize = 1_000;

const NAME: &[u8] = b"content-type:";

/// Refuses a message that could send the parser deeper than [`MAX_DESCENTS`].
pub(super) fn check(raw: &[u8]) -> Result<(), NotParsed> {
    let mut descents = 0_usize;
    let mut rest = raw;
    while let Some(value) = after_name(rest) {
        let (value, behind) = unfolded(value);
        descents += usize::from(names_message(value));
        if descents > MAX_DESCENTS {
            return Err(NotParsed::TooComplex);
        }
        rest = behind;
    }
    Ok(())
}

// The parser leaves out blanks wherever they stand in a field name, and may start a field in the
// middle of a line, behind a delimiter.
fn after_name(bytes: &[u8]) -> Option<&[u8]> {
    let mut matched = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let lower = byte.to_ascii_lowercase();
        if NAME.get(matched) == Some(&lower) {
            matched += 1;
            if matched == NAME.len() {
                return bytes.get(at + 1..);
            }
        } else if !matches!(byte, b' ' | b'\t' | b'\r' | 0x0c) {
            // `c` stands only at the start of the name, so nothing else can be half a match.
            matched = usize::from(lower == b'c');
        }
    }
    None
}

fn unfolded(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes
        .windows(2)
        .position(|pair| matches!(pair, [b'\n', next] if !matches!(next, b' ' | b'\t')))
        .map_or(bytes.len(), |at| at + 1);
    bytes.split_at_checked(end).unwrap_or((bytes, b""))
}

fn names_message(value: &[u8]) -> bool {
    let holds = |word: &[u8]| {
        value
            .windows(word.len())
            .any(|found| found.eq_ignore_ascii_case(word))
    };
    holds(b"message") || holds(b"digest")
}
