//! A raw message as the desk reads it. Total: whatever the bytes are, there is a result, and what
//! could not be read is said in it; no error ever loses a mail. mail-parser is asked for address
//! lists and odd charsets only and never sees a whole message.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{
    header::{self, Fields},
    scan::{self, Part},
    transfer,
};
use crate::domain::{
    address::Correspondent,
    message::{Attachment, Automatic, MsgId, NotParsed},
};

pub mod body;
mod files;
mod layout;
mod name;
mod pending;
#[cfg(test)]
mod tests;

/// References that are kept: the last ones, which are the nearest.
pub const MAX_REFERENCES: usize = 50;

/// What a raw message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboundMail {
    /// None when it came without one, or with one that no header could carry.
    pub msg_id: Option<MsgId>,
    pub in_reply_to: Vec<MsgId>,
    /// In header order, at most [`MAX_REFERENCES`].
    pub references: Vec<MsgId>,
    /// None when no From line holds a usable address.
    pub from: Option<Correspondent>,
    pub to: Vec<Correspondent>,
    pub cc: Vec<Correspondent>,
    pub reply_to: Option<Correspondent>,
    /// Decoded, on one line; empty when there is none.
    pub subject: String,
    /// The new text.
    pub text: String,
    /// Quoted text and signature.
    pub quoted: String,
    pub has_html: bool,
    pub attachments: Vec<Attachment>,
    pub automatic: Option<Automatic>,
    /// Received fields, to recognise loops (RFC 5321, 6.3).
    pub received_count: usize,
    pub report: Option<pending::Report>,
    /// None when all parts were read.
    pub not_parsed: Option<NotParsed>,
}

/// Reads a raw message. Never fails and never panics.
///
/// Beyond the caps of [`scan`], and where reading fails, only the fields of the top header are
/// filled and `not_parsed` says why. Offsets in the attachments refer to `raw` as it is.
#[must_use]
pub fn parse(raw: &[u8]) -> InboundMail {
    let guarded = |read: &dyn Fn() -> InboundMail| catch_unwind(AssertUnwindSafe(read)).ok();
    match scan::parts(raw) {
        Err(reason) => guarded(&|| top_only(raw, reason)),
        // The last wall: a panic costs the parts of this mail, not the process.
        Ok(parts) => guarded(&|| whole(raw, &parts))
            .or_else(|| guarded(&|| top_only(raw, NotParsed::Poison))),
    }
    .unwrap_or_else(|| InboundMail {
        not_parsed: Some(NotParsed::Poison),
        ..InboundMail::default()
    })
}

/// Reads the bytes of an attachment out of the raw message that it refers to.
///
/// Empty when the reference lies outside of `raw`.
#[must_use]
pub fn attachment(raw: &[u8], attachment: &Attachment) -> Vec<u8> {
    let bytes = usize::try_from(attachment.offset).ok().and_then(|start| {
        let end = start.checked_add(usize::try_from(attachment.length).ok()?)?;
        raw.get(start..end)
    });
    transfer::decode(attachment.encoding, bytes.unwrap_or_default()).into_owned()
}

fn whole(raw: &[u8], parts: &[Part<'_>]) -> InboundMail {
    let Some(top) = parts.first() else {
        return InboundMail::default();
    };
    let layout = layout::of(parts);
    let html = body::html_pieces(raw, parts, &layout);
    let text = body::text(raw, parts, &layout);
    let split = pending::split(&text);
    let has_html = html
        .iter()
        .any(|piece| matches!(piece, body::Piece::Html(_)));
    InboundMail {
        text: split.new,
        quoted: split.quoted,
        has_html,
        attachments: files::list(raw, parts, &layout, &html),
        report: pending::report(raw, parts),
        ..from_header(&top.fields)
    }
}

fn top_only(raw: &[u8], reason: NotParsed) -> InboundMail {
    InboundMail {
        not_parsed: Some(reason),
        ..from_header(&header::read(raw, 0, raw.len()).fields)
    }
}

fn from_header(fields: &Fields<'_>) -> InboundMail {
    let mut references = fields.ids("References");
    references.drain(..references.len().saturating_sub(MAX_REFERENCES));
    let mut in_reply_to = fields.ids("In-Reply-To");
    in_reply_to.truncate(MAX_REFERENCES);
    InboundMail {
        msg_id: fields.ids("Message-ID").into_iter().next(),
        in_reply_to,
        references,
        from: fields.people("From").into_iter().next(),
        to: fields.people("To"),
        cc: fields.people("Cc"),
        reply_to: fields.people("Reply-To").into_iter().next(),
        subject: fields.text("Subject").unwrap_or_default(),
        received_count: fields.all("Received").count(),
        automatic: pending::classify(fields),
        ..InboundMail::default()
    }
}
