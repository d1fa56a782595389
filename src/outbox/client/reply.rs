//! Replies of a server: bounded, whole, and made safe to show. Reads no socket.

use crate::domain::{address::invisible, reason::Reason};

#[cfg(test)]
mod tests;

/// A reply of more lines is no reply; 100 is twice the longest EHLO answer known to us.
const MOST_LINES: usize = 100;
/// All lines of one reply together.
const MOST_BYTES: usize = 64 * 1024;
/// What is kept of a server's words.
const MOST_CHARS: usize = 500;

/// One reply, all its lines (RFC 5321, 4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    /// The texts behind the codes.
    pub lines: Vec<String>,
}

/// The server does not speak SMTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
    #[error("{}", Reason::LongReply.say(""))]
    TooLong,
    #[error("{}", Reason::NoReply.say(""))]
    Malformed,
}

impl Reply {
    /// The reply as one line for people: code, enhanced code once, text; at most 500 characters.
    #[must_use]
    pub fn words(&self) -> String {
        let mut text = self.code.to_string();
        let enhanced = self.lines.first().and_then(|line| enhanced_code(line));
        for (number, line) in self.lines.iter().enumerate() {
            let line = match enhanced {
                Some(code) if number > 0 => line.strip_prefix(code).unwrap_or(line),
                _ => line,
            };
            text.push(' ');
            text.push_str(line);
        }
        one_line(&text)
    }
}

// RFC 2034 4: class.subject.detail at the beginning of each line's text.
fn enhanced_code(line: &str) -> Option<&str> {
    let code = line.split(' ').next()?;
    let mut parts = code.split('.');
    let number = |part: Option<&str>| {
        part.is_some_and(|it| (1..=3).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit()))
    };
    (number(parts.next()) && number(parts.next()) && number(parts.next()) && parts.next().is_none())
        .then_some(code)
}

/// Makes foreign text safe to store and show: one line, no controls, at most 500 characters.
#[must_use]
pub fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !invisible(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    words.join(" ").chars().take(MOST_CHARS).collect()
}

/// Puts replies together from whatever pieces arrive.
#[derive(Debug, Default)]
pub struct ReplyReader {
    pending: Vec<u8>,
    /// How much of `pending` was searched for a line end, so that a drip of bytes costs no more
    /// than a flood.
    searched: usize,
    lines: Vec<String>,
    bytes: usize,
}

impl ReplyReader {
    /// Takes bytes from the wire.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
    }

    /// True if every byte so far belonged to a reply that was handed out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty() && self.lines.is_empty()
    }

    /// Hands out the next whole reply; None while it is not complete.
    ///
    /// # Errors
    /// [`ReplyError`]; the connection is of no further use then.
    pub fn take(&mut self) -> Result<Option<Reply>, ReplyError> {
        while let Some(end) = self.line_end() {
            let line: Vec<u8> = self.pending.drain(..=end).collect();
            self.searched = 0;
            self.bytes += line.len();
            if self.bytes > MOST_BYTES || self.lines.len() >= MOST_LINES {
                return Err(ReplyError::TooLong);
            }
            let (code, more, text) = split(&line).ok_or(ReplyError::Malformed)?;
            self.lines.push(text);
            if !more {
                self.bytes = 0;
                // RFC 5321 4.2.1: the codes of all lines are equal; the last one decides for those
                // that break it.
                let lines = std::mem::take(&mut self.lines);
                return Ok(Some(Reply { code, lines }));
            }
        }
        if self.bytes + self.pending.len() > MOST_BYTES {
            return Err(ReplyError::TooLong);
        }
        Ok(None)
    }

    fn line_end(&mut self) -> Option<usize> {
        let mut unseen = self.pending.iter().skip(self.searched);
        let end = unseen.position(|byte| *byte == b'\n');
        let end = end.map(|end| self.searched + end);
        self.searched = self.pending.len();
        end
    }
}

// Code, whether more lines follow, text. A bare LF ends a line too: nothing depends on it here.
fn split(line: &[u8]) -> Option<(u16, bool, String)> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (digits, rest) = line.split_at_checked(3)?;
    let code: u16 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let more = match rest.first() {
        Some(b'-') => true,
        Some(b' ') | None => false,
        Some(_) => return None,
    };
    // RFC 5321 4.2: the first digit is 2 to 5.
    (200..600)
        .contains(&code)
        .then(|| (code, more, decode(rest.get(1..).unwrap_or_default())))
}

// Texts beyond ASCII are UTF-8 by RFC 6531, Latin-1 from servers that never heard of it.
fn decode(text: &[u8]) -> String {
    std::str::from_utf8(text).map_or_else(
        |_| text.iter().map(|byte| char::from(*byte)).collect(),
        str::to_owned,
    )
}
