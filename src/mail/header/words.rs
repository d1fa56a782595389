//! Text in header fields: unfolding, raw 8-bit, encoded words (RFC 2047). Linear in the length of
//! the field; what is no whole encoded word stays as it was written.

use std::borrow::Cow;

use crate::mail::{charset, transfer};

/// A field value on one line: folding, controls and NUL become single spaces, bytes become text.
#[must_use]
pub fn unfold(value: &[u8]) -> String {
    let text = charset::decode_unlabelled(value);
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let mut out = String::with_capacity(text.len());
    let mut folded = false;
    for c in text.chars() {
        match c {
            '\r' | '\n' => folded = true,
            ' ' | '\t' if folded => {}
            '\0' => {}
            c => {
                if folded {
                    out.push(' ');
                    folded = false;
                }
                out.push(if c.is_control() { ' ' } else { c });
            }
        }
    }
    out
}

/// A field value as text to show: unfolded, encoded words decoded, [`tidy`].
#[must_use]
pub fn decode(value: &[u8]) -> String {
    let mut out = String::with_capacity(value.len());
    for run in runs(&unfold(value)) {
        match run {
            Run::Plain(text) => out.push_str(text),
            Run::Words(text) => out.push_str(&text),
        }
    }
    tidy(&out)
}

/// A field value for a parser of structure: UTF-8 on one line, encoded words written anew.
///
/// Neighbouring words become one word in UTF-8, so that a character that was torn between two of
/// them is whole, and so that no decoded comma or bracket can pass for structure.
#[must_use]
pub fn repair(value: &[u8]) -> String {
    let mut out = String::with_capacity(value.len());
    for run in runs(&unfold(value)) {
        match run {
            Run::Plain(text) => out.push_str(text),
            Run::Words(text) => {
                out.push_str("=?utf-8?B?");
                out.push_str(&transfer::to_base64(text.as_bytes()));
                out.push_str("?=");
            }
        }
    }
    out
}

/// Text from outside made fit for one line: no controls, no bidi overrides, single spaces.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_control() || c == ' ' || matches!(c, '\u{2028}' | '\u{2029}');
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if blank && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        } else if !blank && !turns {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

enum Run<'a> {
    Plain(&'a str),
    Words(String),
}

struct Word<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
}

// Splits a line into plain text and runs of encoded words. RFC 2047 6.2: white space between two
// encoded words is not shown.
fn runs(line: &str) -> Vec<Run<'_>> {
    let mut out = Vec::new();
    let mut words: Vec<Word<'_>> = Vec::new();
    let (mut plain, mut at) = (0, 0);
    // Behind this offset no word ends any more, so nothing needs to be searched there.
    let last_end = line.rfind("?=").unwrap_or(0);
    while at < last_end {
        let Some(start) = line
            .get(at..)
            .and_then(|rest| rest.find("=?"))
            .map(|found| at + found)
        else {
            break;
        };
        let Some((word, end)) = word(line, start) else {
            at = start + 2;
            continue;
        };
        let between = line.get(plain..start).unwrap_or_default();
        if words.is_empty() || !between.trim().is_empty() {
            flush(&mut words, &mut out);
            if !between.is_empty() {
                out.push(Run::Plain(between));
            }
        }
        words.push(word);
        (plain, at) = (end, end);
    }
    flush(&mut words, &mut out);
    if let Some(rest) = line.get(plain..).filter(|rest| !rest.is_empty()) {
        out.push(Run::Plain(rest));
    }
    out
}

fn flush(words: &mut Vec<Word<'_>>, out: &mut Vec<Run<'_>>) {
    let mut text = String::new();
    let mut rest = words.drain(..).peekable();
    while let Some(mut word) = rest.next() {
        // Clients cut inside a character although RFC 2047 5 forbids it: decode them together.
        while let Some(next) = rest.next_if(|next| next.charset.eq_ignore_ascii_case(word.charset))
        {
            word.bytes.extend_from_slice(&next.bytes);
        }
        text.push_str(&charset::decode(Some(word.charset), &word.bytes));
    }
    if !text.is_empty() {
        out.push(Run::Words(text));
    }
}

// Reads `=?charset?B?text?=` at `start`; gives the word and the offset behind it.
fn word(line: &str, start: usize) -> Option<(Word<'_>, usize)> {
    let rest = line.get(start + 2..)?;
    // No charset name is longer than 40 bytes; the bound keeps the search linear.
    let question = rest.bytes().take(60).position(|byte| byte == b'?')?;
    let charset = rest.get(..question)?;
    if charset.is_empty() || charset.contains(|c: char| c.is_whitespace() || c == '=') {
        return None;
    }
    let rest = rest.get(question + 1..)?;
    let (encoding, text) = rest.split_once('?')?;
    if encoding.len() != 1 {
        return None;
    }
    let length = text.find("?=")?;
    let text = text.get(..length)?;
    let bytes = match encoding {
        "B" | "b" => transfer::base64(text.as_bytes()),
        "Q" | "q" => transfer::q_word(text.as_bytes()),
        _ => return None,
    };
    let end = start + 2 + question + 1 + encoding.len() + 1 + length + 2;
    Some((Word { charset, bytes }, end))
}

/// A parameter value that may hold encoded words although RFC 2047 5 forbids it.
#[must_use]
pub fn decode_str(value: &str) -> Cow<'_, str> {
    if value.contains("=?") {
        Cow::Owned(decode(value.as_bytes()))
    } else {
        Cow::Borrowed(value)
    }
}
