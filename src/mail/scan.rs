//! The parts of a raw message, found in one linear pass without recursion. Nothing behind this
//! file sees a mail that nests deeper, has more parts or longer headers than the caps allow.
//!
//! Every part is an index range of the original bytes; a part's parent always stands before it,
//! so a walk over the parts cannot come back to where it was.

use std::ops::Range;

use super::{
    header::{self, Fields, Size, params::Structured, without_eol},
    transfer,
};
use crate::domain::message::{NotParsed, TransferEncoding};

mod guard;
#[cfg(test)]
mod tests;

/// Multipart and message/rfc822 parts inside each other (mail.md, "SIZE").
pub const MAX_NESTING: usize = 20;
/// Parts of one message, the message itself counted.
pub const MAX_PARTS: usize = 1_000;

/// Checks that a raw message is fit for parsing: nesting, part count, header blocks.
///
/// Linear in the size of the message. What passes here is also safe for mail-parser, which
/// aborts the process on message/rfc822 parts nested by the ten thousand.
///
/// # Errors
/// [`NotParsed::TooComplex`] beyond a cap.
pub fn scan(raw: &[u8]) -> Result<(), NotParsed> {
    parts(raw).map(drop)
}

/// One MIME entity (RFC 2045, 2.4).
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// None for the message itself; else an index before this part's own.
    pub parent: Option<usize>,
    pub fields: Fields<'a>,
    pub content_type: Structured,
    pub encoding: TransferEncoding,
    pub kind: Kind,
    /// The encoded body in the raw message, without the line end before the next delimiter.
    pub body: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Leaf,
    Multipart,
    /// message/rfc822 or message/global, unencoded: its one child is the inner message.
    Message,
}

impl Part<'_> {
    /// The second half of `type/subtype`.
    #[must_use]
    pub fn subtype(&self) -> &str {
        self.content_type
            .value
            .split_once('/')
            .map_or("", |(_, subtype)| subtype)
    }
}

/// Finds all parts, in the order of the message; the first one is the message itself.
///
/// # Errors
/// [`NotParsed::TooComplex`] beyond a cap.
pub fn parts(raw: &[u8]) -> Result<Vec<Part<'_>>, NotParsed> {
    guard::check(raw)?;
    let mut walk = Walk {
        raw,
        parts: Vec::new(),
        open: Vec::new(),
        leaf: None,
    };
    let mut pos = walk.entity(0)?;
    while pos < raw.len() {
        let end = line_end(raw, pos);
        let line = without_eol(raw.get(pos..end).unwrap_or_default());
        pos = match line
            .strip_prefix(b"--")
            .and_then(|rest| walk.delimiter(rest))
        {
            Some((level, Delimiter::Open)) => {
                walk.close_above(level, pos);
                walk.entity(end)?
            }
            Some((level, Delimiter::Close)) => {
                walk.close_above(level, pos);
                walk.close_level(level, pos);
                end
            }
            None => end,
        };
    }
    walk.close_above(0, raw.len());
    walk.close_level(0, raw.len());
    Ok(walk.parts)
}

enum Delimiter {
    Open,
    Close,
}

struct Open {
    part: usize,
    /// None for a message/rfc822 part, which ends with what holds it.
    boundary: Option<Vec<u8>>,
}

struct Walk<'a> {
    raw: &'a [u8],
    parts: Vec<Part<'a>>,
    /// The parts that hold the current line, outermost first.
    open: Vec<Open>,
    leaf: Option<usize>,
}

impl Walk<'_> {
    // Opens the entity whose header starts at `start` and all that start directly inside it; gives
    // the offset where the search for delimiters goes on.
    fn entity(&mut self, start: usize) -> Result<usize, NotParsed> {
        let mut start = start;
        loop {
            let block = header::read(self.raw, start, self.header_end(start));
            if block.size == Size::TooLong || self.parts.len() >= MAX_PARTS {
                return Err(NotParsed::TooComplex);
            }
            let index = self.parts.len();
            let (part, boundary) = self.describe(block.fields, block.body);
            let kind = part.kind;
            self.parts.push(part);
            if kind == Kind::Leaf {
                self.leaf = Some(index);
                return Ok(block.body);
            }
            if self.open.len() >= MAX_NESTING {
                return Err(NotParsed::TooComplex);
            }
            self.open.push(Open {
                part: index,
                boundary,
            });
            if kind == Kind::Multipart {
                return Ok(block.body);
            }
            start = block.body;
        }
    }

    // A header block ends at the latest where a delimiter of an open multipart stands.
    fn header_end(&self, start: usize) -> usize {
        let mut pos = start;
        while pos < self.raw.len() && pos - start <= header::MAX_BLOCK {
            let end = line_end(self.raw, pos);
            let line = without_eol(self.raw.get(pos..end).unwrap_or_default());
            if line.is_empty() {
                break;
            }
            if line
                .strip_prefix(b"--")
                .is_some_and(|rest| self.delimiter(rest).is_some())
            {
                return pos;
            }
            pos = end;
        }
        self.raw.len()
    }

    fn describe<'a>(&self, fields: Fields<'a>, body: usize) -> (Part<'a>, Option<Vec<u8>>) {
        let parent = self.open.last().map(|open| open.part);
        let content_type = match fields.first("Content-Type") {
            Some(field) => Structured::parse(field.value),
            // RFC 2046 5.1.5: the default inside a digest.
            None if self.in_digest() => Structured::parse(b"message/rfc822"),
            None => Structured::default(),
        };
        let encoding = fields
            .first("Content-Transfer-Encoding")
            .map_or(TransferEncoding::Identity, |field| {
                transfer::encoding(&header::words::unfold(field.value))
            });
        let boundary = content_type
            .value
            .starts_with("multipart/")
            .then(|| content_type.param("boundary"))
            .flatten()
            .map(|boundary| boundary.trim_end().as_bytes().to_vec())
            .filter(|boundary| !boundary.is_empty());
        let kind = match content_type.value.as_str() {
            "message/rfc822" | "message/global" if encoding == TransferEncoding::Identity => {
                Kind::Message
            }
            _ if boundary.is_some() => Kind::Multipart,
            _ => Kind::Leaf,
        };
        let part = Part {
            parent,
            fields,
            content_type,
            encoding,
            kind,
            body: body..self.raw.len(),
        };
        (part, boundary)
    }

    fn in_digest(&self) -> bool {
        self.open
            .last()
            .and_then(|open| self.parts.get(open.part))
            .is_some_and(|part| part.content_type.value == "multipart/digest")
    }

    // RFC 2046 5.1.1: the boundary, then white space only; two dashes behind it end the multipart.
    // The innermost multipart is asked first.
    fn delimiter(&self, rest: &[u8]) -> Option<(usize, Delimiter)> {
        self.open
            .iter()
            .enumerate()
            .rev()
            .find_map(|(level, open)| {
                let behind = rest
                    .strip_prefix(open.boundary.as_deref()?)?
                    .trim_ascii_end();
                match behind {
                    [] => Some((level, Delimiter::Open)),
                    [b'-', b'-', ..] => Some((level, Delimiter::Close)),
                    _ => None,
                }
            })
    }

    // Ends the leaf and every container inside the one at `level`; `at` starts the delimiter line.
    fn close_above(&mut self, level: usize, at: usize) {
        if let Some(part) = self.leaf.take().and_then(|leaf| self.parts.get_mut(leaf)) {
            part.body.end = before_eol(self.raw, at).max(part.body.start);
        }
        while self.open.len() > level + 1 {
            self.close_level(self.open.len() - 1, at);
        }
    }

    fn close_level(&mut self, level: usize, at: usize) {
        if let Some(open) = self.open.get(level)
            && let Some(part) = self.parts.get_mut(open.part)
        {
            part.body.end = before_eol(self.raw, at).max(part.body.start);
        }
        self.open.truncate(level);
    }
}

// RFC 2046 5.1.1: the line end before a delimiter belongs to the delimiter.
fn before_eol(raw: &[u8], at: usize) -> usize {
    if at >= raw.len() {
        return raw.len();
    }
    without_eol(raw.get(..at).unwrap_or_default()).len()
}

fn line_end(raw: &[u8], pos: usize) -> usize {
    raw.get(pos..)
        .and_then(|rest| rest.iter().position(|&byte| byte == b'\n'))
        .map_or(raw.len(), |at| pos + at + 1)
}
