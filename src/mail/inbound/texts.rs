//! Every text of a message, decoded: also what its view leaves out, such as the addresses behind
//! links and the parts of mails inside of it. For looking something up, never for showing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::body;
use crate::mail::{
    html,
    scan::{self, Kind, Part},
    transfer,
};

/// Hands on each text. Nothing of a message beyond the caps of [`scan`].
///
/// Linear in the size of the message; [`body::MAX_TEXT`] of each part.
pub fn texts(raw: &[u8], each: &mut dyn FnMut(&str)) {
    // As in `parse`: a panic costs what is looked for in this mail, not the process.
    let _ = catch_unwind(AssertUnwindSafe(|| of_message(raw, Inside::Read, each)));
}

/// Whether a mail that is encoded inside of a mail is read too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Read,
    Leave,
}

fn of_message(raw: &[u8], inside: Inside, each: &mut dyn FnMut(&str)) {
    for part in scan::parts(raw).unwrap_or_default() {
        if part.kind != Kind::Leaf {
            continue;
        }
        match part.content_type.value.split_once('/') {
            // RFC 2045 5.2: what does not say what it is is a text.
            Some(("text", _)) | None => of_part(raw, &part, each),
            // Encoded, which the scan does not look into.
            Some(("message", "rfc822" | "global")) if inside == Inside::Read => {
                let bytes = raw.get(part.body.clone()).unwrap_or_default();
                of_message(&transfer::decode(part.encoding, bytes), Inside::Leave, each);
            }
            _ => {}
        }
    }
}

fn of_part(raw: &[u8], part: &Part<'_>, each: &mut dyn FnMut(&str)) {
    let text = body::decoded(raw, part);
    each(&text);
    // `&#47;` in the address of a link.
    if part.subtype() == "html" && text.contains("&#") {
        each(&html::unescaped(&text));
    }
    // An address inside of another one, as services write it that look at links first.
    if text.contains("%2F") || text.contains("%2f") {
        each(&String::from_utf8_lossy(&transfer::percent(
            text.as_bytes(),
        )));
    }
}
