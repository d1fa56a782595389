//! Content-Transfer-Encoding (RFC 2045, 6) undone. Never fails: what is not in the alphabet is
//! skipped (base64) or kept as it stands (quoted-printable).

use std::borrow::Cow;

use crate::domain::message::TransferEncoding;

#[cfg(test)]
mod tests;

/// Reads the value of Content-Transfer-Encoding; what is unknown counts as unencoded.
#[must_use]
pub fn encoding(value: &str) -> TransferEncoding {
    // RFC 2045 6.1: the mechanism is one token, in any case; comments may follow it.
    let token = value
        .split(|c: char| c.is_whitespace() || c == ';' || c == '(')
        .find(|token| !token.is_empty())
        .unwrap_or_default();
    if token.eq_ignore_ascii_case("base64") {
        TransferEncoding::Base64
    } else if token.eq_ignore_ascii_case("quoted-printable") {
        TransferEncoding::QuotedPrintable
    } else {
        TransferEncoding::Identity
    }
}

/// Decodes the bytes of one part.
#[must_use]
pub fn decode(encoding: TransferEncoding, bytes: &[u8]) -> Cow<'_, [u8]> {
    match encoding {
        TransferEncoding::Identity => Cow::Borrowed(bytes),
        TransferEncoding::Base64 => Cow::Owned(base64(bytes)),
        TransferEncoding::QuotedPrintable => Cow::Owned(quoted_printable(bytes)),
    }
}

/// Decodes base64 (RFC 2045, 6.8).
///
/// Foreign characters are skipped. Padding ends the data, unless a whole line of base64 follows:
/// some clients encode a file in several pieces, and lists append their footer as plain text.
#[must_use]
pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let (mut group, mut digits) = (0_u32, 0_u8);
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if let Some(value) = base64_digit(byte) {
            group = group << 6 | u32::from(value);
            digits += 1;
            if digits == 4 {
                out.extend_from_slice(&[(group >> 16) as u8, (group >> 8) as u8, group as u8]);
                (group, digits) = (0, 0);
            }
        } else if byte == b'=' {
            flush(&mut out, group, digits);
            (group, digits) = (0, 0);
            if !goes_on(tail) {
                break;
            }
        }
    }
    flush(&mut out, group, digits);
    out
}

// Tells if what stands behind padding is more base64: more padding, or a line of whole groups.
fn goes_on(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    let line = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
    let is_padding = bytes.first() == Some(&b'=');
    let fits = |&byte: &u8| base64_digit(byte).is_some() || byte == b'=';
    is_padding || (!line.is_empty() && line.len().is_multiple_of(4) && line.iter().all(fits))
}

fn flush(out: &mut Vec<u8>, group: u32, digits: u8) {
    match digits {
        2 => out.push((group >> 4) as u8),
        3 => out.extend_from_slice(&[(group >> 10) as u8, (group >> 2) as u8]),
        _ => {}
    }
}

fn base64_digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Writes base64 without line ends, for encoded words that are made anew.
#[must_use]
pub fn to_base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |value: u32| char::from(DIGITS.get(value as usize & 63).copied().unwrap_or(b'A'));
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        out.push(digit(group >> 18));
        out.push(digit(group >> 12));
        out.push(if chunk.len() > 1 {
            digit(group >> 6)
        } else {
            '='
        });
        out.push(if chunk.len() > 2 { digit(group) } else { '=' });
    }
    out
}

/// Decodes quoted-printable (RFC 2045, 6.7); a broken escape stays as it was written.
#[must_use]
pub fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let content = line.strip_suffix(b"\n").unwrap_or(line);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        let end = line.get(content.len()..).unwrap_or_default();
        // RFC 2045 6.7 (3): white space at the end of a line was added on the way.
        let content = content.trim_ascii_end();
        let (content, soft) = match content.strip_suffix(b"=") {
            Some(content) => (content, true),
            None => (content, false),
        };
        escapes(content, false, &mut out);
        if !soft {
            out.extend_from_slice(end);
        }
    }
    out
}

/// Decodes the Q encoding of encoded words (RFC 2047, 4.2): `_` is a space.
#[must_use]
pub fn q_word(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    escapes(bytes, true, &mut out);
    out
}

fn escapes(mut bytes: &[u8], underscore_is_space: bool, out: &mut Vec<u8>) {
    while let Some((&byte, rest)) = bytes.split_first() {
        bytes = rest;
        match (byte, rest) {
            (b'=', [high, low, tail @ ..]) => {
                if let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low)) {
                    out.push(high << 4 | low);
                    bytes = tail;
                } else {
                    out.push(byte);
                }
            }
            (b'_', _) if underscore_is_space => out.push(b' '),
            _ => out.push(byte),
        }
    }
}

/// Undoes `%41` escapes (RFC 2231, 7; URLs); a broken escape stays as it was written.
#[must_use]
pub fn percent(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    while let Some((&byte, rest)) = bytes.split_first() {
        bytes = rest;
        if let (b'%', [high, low, tail @ ..]) = (byte, rest)
            && let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low))
        {
            out.push(high << 4 | low);
            bytes = tail;
        } else {
            out.push(byte);
        }
    }
    out
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}
