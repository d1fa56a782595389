//! Reports that are only text: what servers wrote before RFC 3464, and some still do.
//!
//! Takes an address only with a status or an SMTP reply beside it, so that no sentence of a
//! person is read as a bounce.

use mail_parser::Message;

use super::{Action, ReportRecipient, fields};
use crate::domain::message::MsgId;

/// Lines of a text that are read; the returned mail below may be long.
const LINES: usize = 400;

/// Says whether From is a mail system.
#[must_use]
pub fn is_from_daemon(message: &Message) -> bool {
    let from = message.from().and_then(|from| from.first());
    let local = from
        .and_then(|from| from.address())
        .and_then(|spec| spec.split('@').next());
    let local = local.unwrap_or_default().to_lowercase();
    matches!(
        local.as_str(),
        "mailer-daemon" | "postmaster" | "mail-daemon" | "mailerdaemon"
    )
}

/// Reads fields of RFC 3464 in the text, else addresses with what is said about them.
#[must_use]
pub fn recipients(message: &Message) -> Vec<ReportRecipient> {
    let Some(text) = message.body_text(0) else {
        return Vec::new();
    };
    let head = text.lines().take(LINES).collect::<Vec<_>>();
    let stated = fields::recipients(&head.join("\n"));
    if !stated.is_empty() {
        return stated;
    }
    let mut found: Vec<ReportRecipient> = Vec::new();
    for (at, line) in head.iter().enumerate() {
        if is_copy(line) {
            break;
        }
        let Some(address) = leading_address(line) else {
            continue;
        };
        // What follows up to the next blank line is about this address.
        let after = head
            .iter()
            .skip(at + 1)
            .take_while(|line| !line.trim().is_empty());
        let said = std::iter::once(line).chain(after).take(12).copied();
        let said = fields::line(&said.collect::<Vec<_>>().join(" "));
        let status = fields::code(&said).or_else(|| of_reply(&said));
        let Some(status) = status else {
            continue;
        };
        if found
            .iter()
            .any(|other| other.final_recipient.as_ref() == Some(&address))
        {
            continue;
        }
        let action = if status.starts_with('4') {
            Action::Delayed
        } else {
            Action::Failed
        };
        found.push(ReportRecipient {
            final_recipient: Some(address),
            original_recipient: None,
            action,
            status: Some(status),
            diagnostic: said,
        });
    }
    found
}

/// Finds the Message-ID in a returned mail that is pasted into the text.
#[must_use]
pub fn returned_id(message: &Message) -> Option<MsgId> {
    let text = message.body_text(0)?;
    let id = text.lines().find_map(|line| {
        let name = line.get(..11)?;
        name.eq_ignore_ascii_case("message-id:")
            .then(|| line.get(11..))?
    });
    id.and_then(MsgId::parse)
}

// `<ines@lumen.example>:`, `  ines@lumen.example`, "----- The following addresses …" above it.
fn leading_address(line: &str) -> Option<crate::domain::address::EmailAddress> {
    let word = line.split_whitespace().next()?;
    let bare = word.trim_end_matches([':', ',', ';', '.']);
    let spec = bare
        .strip_prefix('<')
        .and_then(|w| w.strip_suffix('>'))
        .unwrap_or(bare);
    if !spec.contains('@') {
        return None;
    }
    fields::address(spec)
}

// An SMTP reply without an enhanced code says only its class.
fn of_reply(said: &str) -> Option<String> {
    let reply = |word: &&str| {
        let digits = word.trim_end_matches('-');
        digits.len() == 3
            && digits.starts_with(['4', '5'])
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits
                .as_bytes()
                .get(1)
                .is_some_and(|b| (b'0'..=b'7').contains(b))
    };
    let word = said.split([' ', ':', ',', '(', ')']).find(reply)?;
    Some(format!("{}.0.0", word.get(..1)?))
}

fn is_copy(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.starts_with("---")
        && [
            "copy of the message",
            "original message",
            "unsent message",
            "returned message",
            "message follows",
            "message header",
        ]
        .iter()
        .any(|words| lower.contains(words))
}
