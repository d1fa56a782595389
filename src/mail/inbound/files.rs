//! The files of a message, as references into the raw bytes. Every part that is not body is one,
//! the empty ones too.

use super::{
    body::{MAX_TEXT, Piece},
    layout::{Body, Layout},
    name,
};
use crate::{
    domain::message::{Attachment, TransferEncoding},
    mail::{
        header::{self, params::Structured},
        html,
        scan::{Kind, Part},
        transfer,
    },
};

/// Lists the files; of several with one Content-ID the first is the one that the HTML shows.
#[must_use]
pub fn list(raw: &[u8], parts: &[Part<'_>], layout: &Layout, html: &[Piece]) -> Vec<Attachment> {
    let mut used = html::cid::used(html.iter().filter_map(|piece| match piece {
        Piece::Html(html) => Some(html.as_str()),
        Piece::Plain(_) => None,
    }));
    let mut indices = layout.files.clone();
    indices.extend(cut(raw, parts, layout));
    indices.sort_unstable();
    indices.dedup();
    indices
        .into_iter()
        .filter_map(|index| {
            let mut file = reference(raw, parts, index)?;
            file.inline = file.content_id.as_ref().is_some_and(|id| used.remove(id));
            Some(file)
        })
        .collect()
}

// Body parts of which only the start is shown.
fn cut(raw: &[u8], parts: &[Part<'_>], layout: &Layout) -> Vec<usize> {
    let index = |body: &Body| match *body {
        Body::Plain(index) | Body::Html(index) => index,
    };
    let too_long = |&index: &usize| {
        parts.get(index).is_some_and(|part| {
            part.body.len() > MAX_TEXT && decoded_size(raw, part) > MAX_TEXT as u64
        })
    };
    layout
        .text
        .iter()
        .chain(&layout.html)
        .map(index)
        .filter(too_long)
        .collect()
}

fn reference(raw: &[u8], parts: &[Part<'_>], index: usize) -> Option<Attachment> {
    let part = parts.get(index)?;
    let content_type = match part.content_type.value.as_str() {
        "" => "text/plain",
        value if !value.contains('/') => "application/octet-stream",
        value => value,
    };
    let given = part.file_name(&part.disposition());
    let subject = (part.kind == Kind::Message)
        .then(|| {
            parts
                .get(index + 1)
                .and_then(|inner| inner.fields.text("Subject"))
        })
        .flatten();
    Some(Attachment {
        name: name::safe(&given)
            .or_else(|| subject.and_then(|subject| name::from_subject(&subject)))
            .unwrap_or_else(|| name::made(content_type)),
        content_type: clean_type(content_type),
        content_id: part.content_id(),
        inline: false,
        size_bytes: decoded_size(raw, part),
        offset: part.body.start as u64,
        length: part.body.len() as u64,
        encoding: part.encoding,
    })
}

// The type goes into a header of ours one day: RFC 2045 5.1 tokens only.
fn clean_type(content_type: &str) -> String {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$&^_.+-/".contains(c);
    let fine = content_type.len() <= 127 && content_type.chars().all(token);
    if fine {
        content_type.to_owned()
    } else {
        "application/octet-stream".to_owned()
    }
}

fn decoded_size(raw: &[u8], part: &Part<'_>) -> u64 {
    match part.encoding {
        TransferEncoding::Identity => part.body.len() as u64,
        encoding => {
            let bytes = raw.get(part.body.clone()).unwrap_or_default();
            transfer::decode(encoding, bytes).len() as u64
        }
    }
}

impl Part<'_> {
    /// Content-Disposition (RFC 2183); empty where there is none.
    pub(super) fn disposition(&self) -> Structured {
        self.fields
            .first("Content-Disposition")
            .map(|field| Structured::parse(field.value))
            .unwrap_or_default()
    }

    /// The file name as it was given, unsafe; empty where there is none.
    pub(super) fn file_name(&self, disposition: &Structured) -> String {
        disposition
            .param("filename")
            .or_else(|| self.content_type.param("name"))
            .or_else(|| disposition.param("name"))
            .unwrap_or_default()
            .to_owned()
    }

    /// Content-ID (RFC 2392) without its brackets.
    pub(super) fn content_id(&self) -> Option<String> {
        let value = header::words::unfold(self.fields.first("Content-ID")?.value);
        let id = value.trim().trim_matches(['<', '>']);
        let fine = !id.is_empty() && id.len() <= 500 && !id.contains(char::is_whitespace);
        fine.then(|| id.to_owned())
    }
}
