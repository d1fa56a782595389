//! Files out of messages: types that a browser may show are few, all else is downloaded.

use poem::{Response, http::StatusCode};

use crate::domain::{
    id::{ActivityId, TicketId},
    message::Attachment,
};

/// Types that are shown in place; SVG and HTML never are.
const INLINE: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
/// A file that is opened by itself may do nothing.
const FILE_POLICY: &str = "default-src 'none'; img-src 'self'; sandbox";

/// Serves a file of a message.
#[must_use]
pub fn attachment(file: &Attachment, bytes: Vec<u8>) -> Response {
    let shown = INLINE.contains(&file.content_type.as_str());
    let (kind, content_type) = if shown {
        ("inline", file.content_type.as_str())
    } else {
        ("attachment", "application/octet-stream")
    };
    serve(kind, content_type, &file.name, bytes)
}

/// Serves a raw message as a file that mail programs open.
#[must_use]
pub fn raw(ticket: TicketId, line: ActivityId, bytes: Vec<u8>) -> Response {
    serve(
        "attachment",
        "message/rfc822",
        &format!("{ticket}-{line}.eml"),
        bytes,
    )
}

fn serve(kind: &str, content_type: &str, name: &str, bytes: Vec<u8>) -> Response {
    Response::builder()
        .status(StatusCode::OK)
        .content_type(content_type)
        .header("content-disposition", disposition(kind, name))
        // No copy stays in a browser that somebody else may sign in with next.
        .header("content-security-policy", FILE_POLICY)
        .body(bytes)
}

/// Writes `Content-Disposition` (RFC 6266): an ASCII name for old clients, the real one in UTF-8.
fn disposition(kind: &str, name: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') {
            c
        } else {
            '_'
        }
    };
    let plain: String = name
        .chars()
        .map(|c| if c == ' ' { ' ' } else { safe(c) })
        .collect();
    let full = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}
