//! The HTML of a mail, made fit for the sandboxed frame. Two walls one behind the other: our own
//! linear pass writes everything anew from a short list of elements ([`rewrite`]), then ammonia
//! cleans what that wrote. Output never holds script, style, forms, or an address of our own
//! origin that a mail chose.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use ammonia::{Builder, UrlRelative};

use super::inbound::body::{self, Piece};

pub mod cid;
mod entity;
mod rewrite;
mod tags;
#[cfg(test)]
mod tests;
pub mod text;
mod tokens;

/// HTML beyond this is cut before cleaning, and no further piece follows what is longer; the raw mail
/// keeps the rest.
const MAX_HTML: usize = 2 * 1024 * 1024;

/// What to do with images that live on other servers: loading one tells its sender who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoteImages {
    Blocked,
    /// Those with https only.
    Allowed,
}

pub struct HtmlOptions<'a> {
    /// The address on our origin that serves the part with this Content-ID; None for no such part.
    pub cid_url: &'a dyn Fn(&str) -> Option<String>,
    pub remote: RemoteImages,
    /// What stands on the fold of quoted parts, in the reader's language; plain text. None folds
    /// nothing.
    pub quote_summary: Option<&'a str>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanHtml {
    /// A fragment for the body of a page.
    pub html: String,
    /// Remote images that were left out.
    pub remote_blocked: usize,
}

/// A text of HTML with its character references read.
#[must_use]
pub fn unescaped(text: &str) -> String {
    entity::decode(text)
}

/// A text as HTML, so that all of it is text.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    entity::escape_into(&mut out, text);
    out
}

/// Cleans the HTML view of a raw message; None when it has none.
///
/// Linear in the size of the message. Quoted parts come folded in `<details class="quote">`.
#[must_use]
pub fn clean(raw: &[u8], options: &HtmlOptions<'_>) -> Option<CleanHtml> {
    let mut whole = CleanHtml::default();
    for piece in body::html_of(raw)? {
        if whole.html.len() > MAX_HTML {
            break;
        }
        match piece {
            Piece::Html(html) => {
                let clean = fragment(&html, options);
                whole.html.push_str(&clean.html);
                whole.remote_blocked += clean.remote_blocked;
            }
            Piece::Plain(text) if text.trim().is_empty() => {}
            Piece::Plain(text) => {
                whole.html.push_str("<pre>");
                entity::escape_into(&mut whole.html, text.trim_end());
                whole.html.push_str("</pre>");
            }
        }
    }
    Some(whole)
}

/// Cleans one HTML text.
#[must_use]
pub fn fragment(html: &str, options: &HtmlOptions<'_>) -> CleanHtml {
    let mut end = html.len().min(MAX_HTML);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let rewritten = rewrite::rewrite(html.get(..end).unwrap_or_default(), options);
    CleanHtml {
        html: keep_first_lines(&cleaner(rewritten.images).clean(&rewritten.html).to_string()),
        remote_blocked: rewritten.remote_blocked,
    }
}

/// Doubles the line end right behind `<pre>`: whoever reads it drops the first one (WHATWG HTML
/// 13.2.6.4.7), and a program's output would lose its empty first line.
///
/// In cleaned HTML no attribute holds an angle bracket.
fn keep_first_lines(clean: &str) -> String {
    let mut parts = clean.split("<pre");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        html.push_str("<pre");
        match part.split_once('>') {
            Some((attributes, text)) if text.starts_with('\n') => {
                html.extend([attributes, ">\n", text]);
            }
            _ => html.push_str(part),
        }
    }
    html
}

/// The charset that an HTML text names in a meta element near its start.
#[must_use]
pub fn charset_label(bytes: &[u8]) -> Option<String> {
    // WHATWG HTML 13.2.3.2: the prescan looks at the first 1024 bytes.
    let start = bytes.get(..1024).unwrap_or(bytes).to_ascii_lowercase();
    let at = start.windows(8).position(|found| found == b"charset=")? + 8;
    let label: Vec<u8> = start
        .get(at..)?
        .iter()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .copied()
        .collect();
    // What was readable as ASCII so far is not UTF-16, whatever it says.
    String::from_utf8(label)
        .ok()
        .filter(|label| !label.is_empty() && !label.starts_with("utf-16"))
}

// The second wall. `images` are the only image addresses that pass.
fn cleaner(images: HashSet<String>) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(
            tags::ALLOWED
                .iter()
                .copied()
                .chain(["details", "summary"])
                .collect(),
        )
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "noscript", "template",
        ]))
        .generic_attributes(tags::GENERIC_ATTRIBUTES.iter().copied().collect())
        .tag_attributes(
            tags::ATTRIBUTES
                .iter()
                .map(|(tag, names)| (*tag, names.iter().copied().collect()))
                .collect(),
        )
        .allowed_classes(HashMap::from([("details", HashSet::from(["quote"]))]))
        // `cid` for what goes on to other programs: only an image whose address was judged fit.
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(move |tag, name, value| match (tag, name) {
            ("img", "src") => images.contains(value).then_some(Cow::Borrowed(value)),
            ("a", "href") => rewrite::is_link(value).then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        })
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .strip_comments(true);
    builder
}
