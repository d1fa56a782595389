//! The body of a message as one text, and as pieces for the HTML view. Bounded: a part beyond
//! [`MAX_TEXT`] is cut here and offered as a file too.

use super::layout::{Body, Layout};
use crate::mail::{
    charset, html,
    scan::{self, Part},
    transfer,
};

/// Bytes of one part that are shown as text.
pub const MAX_TEXT: usize = 1024 * 1024;
/// Bytes of the whole text, all parts and quotes together; the raw mail keeps the rest.
pub const MAX_WHOLE: usize = 2 * 1024 * 1024;
/// Stands where the whole text was cut.
pub const CUT: &str = "\n[…]";

/// One piece of the HTML view, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Html(String),
    Plain(String),
}

/// The pieces of the HTML view of a raw message; None where it has no HTML or is not fit to read.
#[must_use]
pub fn html_of(raw: &[u8]) -> Option<Vec<Piece>> {
    let parts = scan::parts(raw).ok()?;
    let pieces = html_pieces(raw, &parts, &super::layout::of(&parts));
    pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Html(_)))
        .then_some(pieces)
}

/// The pieces of the HTML view, in reading order.
#[must_use]
pub fn html_pieces(raw: &[u8], parts: &[Part<'_>], layout: &Layout) -> Vec<Piece> {
    let piece = |body: &Body| match *body {
        Body::Html(index) => Some(Piece::Html(decoded(raw, parts.get(index)?))),
        Body::Plain(index) => Some(Piece::Plain(plain(raw, parts.get(index)?))),
    };
    layout.html.iter().filter_map(piece).collect()
}

/// The text of a message: its plain parts, or its HTML written as text where there is no other.
#[must_use]
pub fn text(raw: &[u8], parts: &[Part<'_>], layout: &Layout) -> String {
    let text = joined(raw, parts, &layout.text);
    if text.is_empty() {
        // Some programs send an empty plain part beside the HTML that says it all.
        let html: Vec<Body> = layout
            .html
            .iter()
            .filter(|body| matches!(body, Body::Html(_)))
            .copied()
            .collect();
        return joined(raw, parts, &html);
    }
    text
}

fn joined(raw: &[u8], parts: &[Part<'_>], bodies: &[Body]) -> String {
    let mut out = String::new();
    for body in bodies {
        let text = match *body {
            Body::Plain(index) => parts.get(index).map(|part| plain(raw, part)),
            Body::Html(index) => parts
                .get(index)
                .map(|part| html::text::from_html(&decoded(raw, part))),
        };
        let text = text.unwrap_or_default();
        let text = text.trim_end().trim_start_matches(['\n', '\r']);
        if !out.is_empty() && !text.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(text);
        if out.len() > MAX_WHOLE {
            out.truncate(out.floor_char_boundary(MAX_WHOLE));
            out.push_str(CUT);
            break;
        }
    }
    out
}

fn plain(raw: &[u8], part: &Part<'_>) -> String {
    let text = decoded(raw, part).replace("\r\n", "\n").replace('\r', "\n");
    let is = |name: &str, value: &str| {
        part.content_type
            .param(name)
            .is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    if is("format", "flowed") {
        return unflow(
            &text,
            if is("delsp", "yes") {
                SoftSpace::Deleted
            } else {
                SoftSpace::Kept
            },
        );
    }
    text
}

pub(super) fn decoded(raw: &[u8], part: &Part<'_>) -> String {
    let bytes = transfer::decode(
        part.encoding,
        raw.get(part.body.clone()).unwrap_or_default(),
    );
    let bytes = bytes.get(..MAX_TEXT).unwrap_or(&bytes);
    let label = part.content_type.param("charset");
    let is_html = part.content_type.value != "text/plain";
    let from_html = if label.is_none() && is_html {
        html::charset_label(bytes)
    } else {
        None
    };
    charset::decode(label.or(from_html.as_deref()), bytes)
}

#[derive(Clone, Copy)]
enum SoftSpace {
    Kept,
    Deleted,
}

// RFC 3676: a line that ends in a space goes on in the next line of the same quote depth; a
// leading space is stuffing; `-- ` is a signature mark and never flows.
fn unflow(text: &str, soft_space: SoftSpace) -> String {
    let mut out = String::with_capacity(text.len());
    let mut flowing: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if flowing != Some(depth) || content == "-- " {
            if !out.is_empty() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            if depth > 0 && !content.is_empty() {
                out.push(' ');
            }
        }
        flowing = (content.ends_with(' ') && content != "-- ").then_some(depth);
        match (flowing, soft_space) {
            (Some(_), SoftSpace::Deleted) => {
                out.push_str(content.strip_suffix(' ').unwrap_or(content));
            }
            _ => out.push_str(content),
        }
    }
    out
}
