//! One header block (RFC 5322, 2.2): its fields as they stand, and what they say. Tolerant of
//! raw 8-bit text, broken folding and foreign lines; never reads more than [`MAX_BLOCK`].

use mail_parser::{Addr, Address, HeaderName, HeaderValue, MessageParser};

use crate::domain::{
    address::{Correspondent, EmailAddress, domain_key},
    message::MsgId,
};

pub mod params;
pub mod words;

#[cfg(test)]
mod tests;

/// The largest header block that is read, in bytes (mail.md, "SIZE").
pub const MAX_BLOCK: usize = 256 * 1024;

/// More people than this in one field are not kept; the raw mail still names them.
const MAX_CORRESPONDENTS: usize = 500;

/// One field as it stands in the raw message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    pub name: &'a str,
    /// The raw value: folded, undecoded, with its line ends.
    pub value: &'a [u8],
}

/// The fields of one block, in the order of the message.
#[derive(Clone, Debug, Default)]
pub struct Fields<'a> {
    fields: Vec<Field<'a>>,
}

/// A header block and where it ends.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    pub fields: Fields<'a>,
    /// Offset of the first byte of the body in the raw message.
    pub body: usize,
    pub size: Size,
}

/// Whether a block kept to [`MAX_BLOCK`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Fits,
    /// The block goes on behind the cap; what stands before it was read.
    TooLong,
}

/// Reads the header block that starts at `start` and has to end before `end`.
#[must_use]
pub fn read(raw: &[u8], start: usize, end: usize) -> Block<'_> {
    let cap = end.min(start.saturating_add(MAX_BLOCK));
    let mut fields: Vec<(&str, usize, usize)> = Vec::new();
    let mut pos = start;
    let size = loop {
        let line_end = line_end(raw, pos, cap);
        let line = without_eol(raw.get(pos..line_end).unwrap_or_default());
        if line_end == cap && cap < end && !raw.get(pos..cap).is_some_and(|l| l.ends_with(b"\n")) {
            break Size::TooLong;
        }
        if line.is_empty() {
            // The empty line that ends the block, or the end of the message.
            pos = line_end;
            break Size::Fits;
        }
        match fields.last_mut() {
            // RFC 5322 2.2.3: a line that starts with white space belongs to the field before it.
            Some(last) if matches!(line.first(), Some(b' ' | b'\t')) => last.2 = line_end,
            _ => match field_name(line) {
                Some(name) => fields.push((name, pos + name_and_colon(line), line_end)),
                None if !foreign_line(raw, line, line_end, cap) => break Size::Fits,
                None => {}
            },
        }
        pos = line_end;
    };
    let fields = fields
        .into_iter()
        .map(|(name, from, to)| Field {
            name,
            value: raw.get(from..to).unwrap_or_default(),
        })
        .collect();
    Block {
        fields: Fields { fields },
        body: pos,
        size,
    }
}

// A line that is no field is skipped where the block goes on behind it (an mbox "From " line, a
// badly folded value); elsewhere the sender left out the empty line and the body starts here.
fn foreign_line(raw: &[u8], line: &[u8], line_end: usize, cap: usize) -> bool {
    if line.starts_with(b"From ") || line.starts_with(b">From ") {
        return true;
    }
    let next_end = self::line_end(raw, line_end, cap);
    let next = without_eol(raw.get(line_end..next_end).unwrap_or_default());
    field_name(next).is_some()
}

fn line_end(raw: &[u8], pos: usize, cap: usize) -> usize {
    raw.get(pos..cap)
        .and_then(|rest| rest.iter().position(|&byte| byte == b'\n'))
        .map_or(cap, |at| pos + at + 1)
}

/// A line without its CRLF or LF.
#[must_use]
pub fn without_eol(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

// RFC 5322 2.2: printable ASCII without the colon; 4.5.8: white space may stand before the colon.
fn field_name(line: &[u8]) -> Option<&str> {
    let name = line
        .get(..name_and_colon(line).checked_sub(1)?)?
        .trim_ascii_end();
    let fine = !name.is_empty() && name.len() <= 200 && name.iter().all(u8::is_ascii_graphic);
    std::str::from_utf8(name).ok().filter(|_| fine)
}

fn name_and_colon(line: &[u8]) -> usize {
    line.iter()
        .position(|&byte| byte == b':')
        .map_or(0, |at| at + 1)
}

impl<'a> Fields<'a> {
    pub fn iter(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// All fields of a name, in any case.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Field<'a>> {
        self.fields
            .iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name))
    }

    /// The first field of a name: of two From lines the upper one counts, everywhere.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&Field<'a>> {
        self.all(name).next()
    }

    /// The first field of a name as text: unfolded, encoded words decoded, controls removed.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.first(name).map(|field| words::decode(field.value))
    }

    /// The people in the first usable field of a name; what is no address is left out.
    #[must_use]
    pub fn people(&self, name: &str) -> Vec<Correspondent> {
        self.all(name)
            .map(|field| correspondents(field.value))
            .find(|people| !people.is_empty())
            .unwrap_or_default()
    }

    /// Message ids in the fields of a name, in their order.
    #[must_use]
    pub fn ids(&self, name: &str) -> Vec<MsgId> {
        self.all(name)
            .flat_map(|field| message_ids(field.value))
            .collect()
    }
}

/// Reads an address list (RFC 5322, 3.4), groups resolved to their members.
#[must_use]
pub fn correspondents(value: &[u8]) -> Vec<Correspondent> {
    let mut field = String::from("To: ");
    field.push_str(&words::repair(value));
    field.push_str("\r\n\r\n");
    let Some(message) = MessageParser::default().parse_headers(field.as_bytes()) else {
        return Vec::new();
    };
    let Some(HeaderValue::Address(list)) = message.header(HeaderName::To) else {
        return Vec::new();
    };
    let addresses: Vec<&Addr<'_>> = match list {
        Address::List(list) => list.iter().collect(),
        Address::Group(groups) => groups.iter().flat_map(|group| &group.addresses).collect(),
    };
    addresses
        .into_iter()
        .filter_map(correspondent)
        .take(MAX_CORRESPONDENTS)
        .collect()
}

fn correspondent(addr: &Addr<'_>) -> Option<Correspondent> {
    let name = addr.name.as_deref().unwrap_or_default();
    let Some(address) = addr.address.as_deref() else {
        // `From: ines@lumen.example (no brackets, odd quotes)` leaves the address in the name.
        let address = name.split_whitespace().find_map(address)?;
        return Some(Correspondent {
            name: String::new(),
            address,
        });
    };
    let address = self::address(address)?;
    let name = words::tidy(name);
    let name = if name.eq_ignore_ascii_case(address.as_str()) {
        String::new()
    } else {
        name
    };
    Some(Correspondent { name, address })
}

// RFC 5322 4.4: a source route may stand before the address; blanks around it are common.
fn address(text: &str) -> Option<EmailAddress> {
    let text = text
        .trim()
        .trim_matches(|c: char| matches!(c, '<' | '>' | '\'' | '"'));
    let text = match text
        .strip_prefix('@')
        .and_then(|route| route.split_once(':'))
    {
        Some((_, address)) => address,
        None => text,
    };
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    EmailAddress::parse(text)
        .ok()
        .filter(|address| domain_key(address.domain()).is_some())
}

/// Reads message ids (RFC 5322, 3.6.4); without angle brackets, words that look like ids.
#[must_use]
pub fn message_ids(value: &[u8]) -> Vec<MsgId> {
    let text = words::unfold(value);
    if text.contains('<') {
        // A comment or a phrase between the ids ("Your message of …") is skipped.
        return text
            .split('<')
            .skip(1)
            .filter_map(|rest| MsgId::parse(rest.split_once('>')?.0))
            .collect();
    }
    text.split_whitespace()
        .filter(|word| word.contains('@'))
        .filter_map(MsgId::parse)
        .collect()
}
