//! File names that are safe to show, to send in a header and to save. Never holds a path, a
//! control or a character that turns the text around it.

use crate::domain::address::invisible;

/// The longest name, in bytes (mail.md, 3.5).
const MAX_NAME: usize = 200;

/// Makes a name from outside safe; None where nothing is left of it.
#[must_use]
pub fn safe(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last
        .chars()
        .filter(|&c| !c.is_control() && !invisible(c) && !matches!(c, '\u{2028}' | '\u{2029}'))
        .collect();
    let name = name.trim();
    if name.chars().all(|c| c == '.') {
        return None;
    }
    Some(shortened(name))
}

/// A name for an attached message, from its subject.
#[must_use]
pub fn from_subject(subject: &str) -> Option<String> {
    let subject = subject.replace(['/', '\\', ':'], " ");
    let words: Vec<&str> = subject.split_whitespace().collect();
    safe(&words.join(" ")).map(|name| shortened(&format!("{name}.eml")))
}

/// A name for a part that has none, from its type.
#[must_use]
pub fn made(content_type: &str) -> String {
    let name = match content_type {
        "text/plain" => "text.txt",
        "text/html" => "page.html",
        "text/calendar" => "invite.ics",
        "text/vcard" | "text/x-vcard" => "contact.vcf",
        "text/csv" => "table.csv",
        "text/rfc822-headers" | "message/rfc822-headers" => "headers.txt",
        "message/rfc822" | "message/global" => "message.eml",
        "message/delivery-status" | "message/global-delivery-status" => "delivery-status.txt",
        "message/disposition-notification" => "receipt.txt",
        "message/feedback-report" => "feedback.txt",
        "application/pgp-signature" => "signature.asc",
        "application/pgp-encrypted" => "version.asc",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "smime.p7s",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "smime.p7m",
        "application/ms-tnef" => "winmail.dat",
        "application/pdf" => "document.pdf",
        "application/zip" => "archive.zip",
        "image/jpeg" => "image.jpg",
        "image/svg+xml" => "image.svg",
        "audio/mpeg" => "audio.mp3",
        _ => return by_type(content_type),
    };
    name.to_owned()
}

fn by_type(content_type: &str) -> String {
    let (kind, subtype) = content_type.split_once('/').unwrap_or_default();
    let plain = subtype.len() <= 8 && subtype.chars().all(|c| c.is_ascii_alphanumeric());
    match kind {
        "image" | "audio" | "video" | "text" if plain && !subtype.is_empty() => {
            format!("{kind}.{subtype}")
        }
        _ => "attachment.bin".to_owned(),
    }
}

// Cuts the stem, keeps the extension.
fn shortened(name: &str) -> String {
    if name.len() <= MAX_NAME {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 20 => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let mut end = (MAX_NAME - extension.len()).min(stem.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", stem.get(..end).unwrap_or_default())
}
