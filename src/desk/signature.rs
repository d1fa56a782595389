//! What stands below an answer: the person's own signature, else the mailbox's.

use crate::domain::{
    mailbox::Mailbox,
    user::{SIGNATURE_CHARS, User},
};

use super::problem::{Fault, Problem};

/// The signature of an answer; None when there is none.
#[must_use]
pub fn signature<'a>(user: &'a User, mailbox: Option<&'a Mailbox>) -> Option<&'a str> {
    let own = Some(user.signature.as_str()).filter(|text| !text.trim().is_empty());
    let of_mailbox = mailbox.map(|mailbox| mailbox.signature.as_str());
    own.or_else(|| of_mailbox.filter(|text| !text.trim().is_empty()))
}

/// Puts a signature below a text, behind the line that mail programs know (RFC 3676, 4.3).
#[must_use]
pub fn below(text: &str, signature: Option<&str>) -> String {
    match signature {
        Some(signature) => format!("{}\n\n-- \n{signature}", text.trim_end()),
        None => text.to_owned(),
    }
}

/// Reads a signature as it was typed.
///
/// # Errors
/// [`Problem::Field`] if it is too long.
pub fn clean(text: &str) -> Result<String, Problem> {
    let text = crate::domain::text::lines(text);
    if text.chars().count() > SIGNATURE_CHARS {
        return Err(Problem::field("signature", Fault::TooLong(SIGNATURE_CHARS)));
    }
    Ok(text)
}
