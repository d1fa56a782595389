//! Structured values: `type/subtype; name=value`, with the continuations and charsets of RFC 2231.
//! Bounded: at most [`MAX_PARAMS`] parameters are read.

use super::words;
use crate::mail::{charset, transfer};

/// More parameters than this are not read.
const MAX_PARAMS: usize = 200;

/// The value of Content-Type or Content-Disposition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structured {
    /// Lower case: `text/plain`, `attachment`; empty when there is none.
    pub value: String,
    params: Vec<(String, String)>,
}

impl Structured {
    /// Reads the raw value of a field.
    #[must_use]
    pub fn parse(raw: &[u8]) -> Self {
        let line = words::unfold(raw);
        let mut scanner = Scanner { rest: &line };
        let first = scanner.until(&[';']).text;
        // A client that forgot the semicolon: `multipart/mixed boundary="b"`.
        let (value, behind) = match first.split_once(char::is_whitespace) {
            Some((value, behind)) if behind.contains('=') => (value, Some(behind)),
            _ => (first.as_str(), None),
        };
        let value = value
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>();
        let value = value.to_ascii_lowercase();
        let mut pieces = Vec::new();
        if let Some((name, value)) = behind.and_then(|behind| behind.split_once('=')) {
            let text = value.trim().to_owned();
            pieces.push(Piece::new(
                name.trim(),
                Token {
                    text,
                    ..Token::default()
                },
            ));
        }
        while !scanner.rest.is_empty() && pieces.len() < MAX_PARAMS {
            let name = scanner.until(&['=', ';']);
            if name.stopped_at != Some('=') {
                continue;
            }
            let value = scanner.until(&[';']);
            pieces.push(Piece::new(&name.text, value));
        }
        Self {
            value,
            params: join(pieces),
        }
    }

    /// The decoded value of a parameter, named in lower case.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

struct Scanner<'a> {
    rest: &'a str,
}

#[derive(Default)]
struct Token {
    text: String,
    quoted: bool,
    stopped_at: Option<char>,
}

impl Scanner<'_> {
    // Reads to one of the stops; undoes quotes and drops comments (RFC 5322 3.2.2, 3.2.4).
    fn until(&mut self, stops: &[char]) -> Token {
        let mut token = Token::default();
        let (mut in_quotes, mut depth) = (false, 0_usize);
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' if in_quotes || depth > 0 => {
                    // A client that forgot to escape `C:\file` keeps its backslashes.
                    match chars.next() {
                        _ if depth > 0 => {}
                        Some((_, next @ ('"' | '\\'))) => token.text.push(next),
                        Some((_, next)) => token.text.extend(['\\', next]),
                        None => {}
                    }
                }
                '"' if depth == 0 => {
                    in_quotes = !in_quotes;
                    token.quoted = true;
                }
                // A bracket in an unquoted file name (`Rechnung(1).pdf`) is no comment.
                '(' if depth > 0 || (!in_quotes && comment_starts(&token.text)) => depth += 1,
                ')' if depth > 0 => depth -= 1,
                _ if depth > 0 => {}
                c if !in_quotes && stops.contains(&c) => {
                    token.stopped_at = Some(c);
                    self.rest = self.rest.get(at + c.len_utf8()..).unwrap_or_default();
                    return token.trimmed();
                }
                c => token.text.push(c),
            }
        }
        self.rest = "";
        token.trimmed()
    }
}

fn comment_starts(before: &str) -> bool {
    before.is_empty() || before.ends_with(char::is_whitespace)
}

impl Token {
    fn trimmed(mut self) -> Self {
        self.text = self.text.trim().to_owned();
        self
    }
}

// `name*2*=value`: the second piece of `name`, percent-encoded (RFC 2231, 3 and 4).
struct Piece {
    name: String,
    index: Option<u32>,
    extended: bool,
    value: String,
}

impl Piece {
    fn new(name: &str, value: Token) -> Self {
        let name = name.to_ascii_lowercase();
        let (name, extended) = match name.strip_suffix('*') {
            Some(name) if !value.quoted || value.text.contains('%') => (name, true),
            Some(name) => (name, false),
            None => (name.as_str(), false),
        };
        let (name, index) = match name.split_once('*') {
            Some((base, index)) => (base, index.parse().ok()),
            None => (name, None),
        };
        Self {
            name: name.to_owned(),
            index,
            extended,
            value: value.text,
        }
    }
}

fn join(mut pieces: Vec<Piece>) -> Vec<(String, String)> {
    // RFC 2231 3: pieces may come in any order; of two whole values the first counts. The
    // extended form is the better one where a client sends both.
    pieces.sort_by_key(|piece| piece.index);
    let mut params: Vec<(String, String)> = Vec::new();
    for group in ordered_names(&pieces) {
        let all: Vec<&Piece> = pieces.iter().filter(|piece| piece.name == group).collect();
        let whole = |extended| {
            all.iter()
                .find(move |p: &&&Piece| p.index.is_none() && p.extended == extended)
        };
        let value = if let Some(piece) = whole(true) {
            decode(&[piece])
        } else if all.iter().any(|piece| piece.index.is_some()) {
            decode(
                &all.iter()
                    .filter(|p| p.index.is_some())
                    .copied()
                    .collect::<Vec<_>>(),
            )
        } else if let Some(piece) = whole(false) {
            words::decode_str(&piece.value).into_owned()
        } else {
            continue;
        };
        params.push((group, value));
    }
    params
}

fn ordered_names(pieces: &[Piece]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces {
        if !names.contains(&piece.name) {
            names.push(piece.name.clone());
        }
    }
    names
}

// All pieces are put together as bytes before the charset is applied: one character may be torn.
fn decode(pieces: &[&Piece]) -> String {
    let mut label = None;
    let mut bytes = Vec::new();
    for (position, piece) in pieces.iter().enumerate() {
        if !piece.extended {
            bytes.extend_from_slice(piece.value.as_bytes());
            continue;
        }
        let mut value = piece.value.as_str();
        // RFC 2231 4: charset'language'value, in the first piece only.
        if position == 0
            && let Some((charset, rest)) = value.split_once('\'')
            && let Some((_, rest)) = rest.split_once('\'')
        {
            label = Some(charset).filter(|charset| !charset.is_empty());
            value = rest;
        }
        bytes.extend_from_slice(&transfer::percent(value.as_bytes()));
    }
    if label.is_none() && bytes.windows(2).any(|pair| pair == b"=?") {
        return words::decode(&bytes);
    }
    charset::decode(label, &bytes)
}
