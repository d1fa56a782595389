//! A raw message as the desk reads it. Total: whatever the bytes are, there is a result, and what
//! could not be read is said in it; no error ever loses a mail. mail-parser is asked for address
//! lists, odd charsets and reports, and sees nothing that the scan refused.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mail_parser::MessageParser;

use super::{
    automatic::{self, ReturnPath},
    bounce::{self, Report},
    charset,
    header::{self, Fields},
    html, quote,
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
#[cfg(test)]
mod tests;
pub mod texts;

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
    /// What a delivery report or a complaint says; believe it only with the return path's token.
    pub report: Option<Report>,
    /// None when all parts were read.
    pub not_parsed: Option<NotParsed>,
}

/// Reads a raw message whose MAIL FROM is not known. Never fails and never panics.
///
/// Beyond the caps of [`scan`], and where reading fails, only the fields of the top header are
/// filled and `not_parsed` says why. Offsets in the attachments refer to `raw` as it is.
#[must_use]
pub fn parse(raw: &[u8]) -> InboundMail {
    parse_from(raw, ReturnPath::Given)
}

/// Reads a raw message as [`parse`] does; the null return path makes it automatic.
#[must_use]
pub fn parse_from(raw: &[u8], path: ReturnPath) -> InboundMail {
    let guarded = |read: &dyn Fn() -> InboundMail| catch_unwind(AssertUnwindSafe(read)).ok();
    match scan::parts(raw) {
        Err(reason) => guarded(&|| top_only(raw, path, reason)),
        // The last wall: a panic costs the parts of this mail, not the process.
        Ok(parts) => guarded(&|| whole(raw, path, &parts))
            .or_else(|| guarded(&|| top_only(raw, path, NotParsed::Poison))),
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

/// Most decoded bytes of a file that are read as text.
const FILE_TEXT: usize = 1 << 20;

/// The text of a file that is plain text or HTML; its charset is found out from its bytes.
#[must_use]
pub fn attachment_text(raw: &[u8], file: &Attachment) -> String {
    let mut bytes = attachment(raw, file);
    bytes.truncate(FILE_TEXT);
    let text = charset::decode(None, &bytes);
    match file.content_type.as_str() {
        "text/html" => html::text::from_html(&text),
        _ => text,
    }
}

fn whole(raw: &[u8], path: ReturnPath, parts: &[Part<'_>]) -> InboundMail {
    let Some(top) = parts.first() else {
        return InboundMail::default();
    };
    let layout = layout::of(parts);
    let html = body::html_pieces(raw, parts, &layout);
    let text = body::text(raw, parts, &layout);
    let split = quote::split(&text);
    let has_html = html
        .iter()
        .any(|piece| matches!(piece, body::Piece::Html(_)));
    let mail = from_header(&top.fields, path);
    InboundMail {
        text: split.new,
        quoted: split.quoted,
        has_html,
        attachments: files::list(raw, parts, &layout, &html),
        report: report(raw, &mail, parts),
        ..mail
    }
}

fn top_only(raw: &[u8], path: ReturnPath, reason: NotParsed) -> InboundMail {
    InboundMail {
        not_parsed: Some(reason),
        ..from_header(&header::read(raw, 0, raw.len()).fields, path)
    }
}

// Only what may be a report is parsed a second time; behind the scan no message is too deep.
fn report(raw: &[u8], mail: &InboundMail, parts: &[Part<'_>]) -> Option<Report> {
    let part = |part: &Part<'_>| {
        matches!(
            part.subtype(),
            "delivery-status" | "global-delivery-status" | "feedback-report"
        )
    };
    if mail.automatic.is_none() && !parts.iter().any(part) {
        return None;
    }
    // A report that cannot be read is a mail like others.
    catch_unwind(|| bounce::report(&MessageParser::default().parse(raw)?))
        .ok()
        .flatten()
}

fn from_header(fields: &Fields<'_>, path: ReturnPath) -> InboundMail {
    let values: Vec<(&str, String)> = fields
        .iter()
        .map(|field| (field.name, header::words::unfold(field.value)))
        .collect();
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
        automatic: automatic::classify(
            values.iter().map(|(name, value)| (*name, value.as_str())),
            path,
        ),
        ..InboundMail::default()
    }
}

/// Reads every field of the top header: names in lower case, values decoded, on one line.
#[must_use]
pub fn headers(raw: &[u8]) -> Vec<(String, String)> {
    let read = || {
        let block = header::read(raw, 0, raw.len());
        let fields = block.fields.iter();
        let decoded = fields.map(|field| {
            let value = header::words::decode(field.value);
            (field.name.to_ascii_lowercase(), value)
        });
        decoded.collect()
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

/// Reads the top header alone, of a mail that must not be parsed again.
#[must_use]
pub fn not_parsed(raw: &[u8], path: ReturnPath) -> InboundMail {
    let read = || top_only(raw, path, NotParsed::Poison);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| InboundMail {
        not_parsed: Some(NotParsed::Poison),
        ..InboundMail::default()
    })
}

/// Makes a file name from outside safe; `file` where nothing is left of it.
#[must_use]
pub fn safe_name(given: &str) -> String {
    name::safe(given).unwrap_or_else(|| "file".to_owned())
}
