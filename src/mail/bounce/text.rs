//! Reports that are only text: what servers wrote before RFC 3464, and some still do.
//!
//! Takes an address only with a status or an SMTP reply beside it, so that no sentence of a
//! person is read as a bounce.

use mail_parser::Message;

use super::{Action, ReportRecipient, fields};
use crate::domain::{address::EmailAddress, message::MsgId};

/// Lines of a text that are read; the returned mail below may be long.
const LINES: usize = 400;
/// Lines after an address that may say what became of it.
const ABOUT_LINES: usize = 16;

/// Says whether From is a mail system, by address or else by name.
#[must_use]
pub fn is_from_daemon(message: &Message) -> bool {
    let Some(from) = message.from().and_then(|from| from.first()) else {
        return false;
    };
    let address = from.address().filter(|spec| !spec.is_empty());
    let who = address.or(from.name()).unwrap_or_default();
    let local = who.split('@').next().unwrap_or_default().to_lowercase();
    matches!(
        local.as_str(),
        "mailer-daemon" | "postmaster" | "mail-daemon" | "mailerdaemon"
    )
}

/// Reads fields of RFC 3464 in the text, else addresses and what is said of them.
#[must_use]
pub fn recipients(message: &Message) -> Vec<ReportRecipient> {
    let Some(text) = message.body_text(0) else {
        return Vec::new();
    };
    let head = text.lines().take(LINES).take_while(|line| !is_copy(line));
    let head = head.collect::<Vec<_>>();
    let stated = fields::recipients(&head.join("\n"));
    if !stated.is_empty() {
        return stated;
    }
    let told = told(&head, leading_address);
    if told.is_empty() {
        // "There was an error delivering your mail to <ines@lumen.example>."
        return told_once(&head);
    }
    told
}

// What follows an address up to the next one is about it.
fn told(head: &[&str], address: fn(&str) -> Option<EmailAddress>) -> Vec<ReportRecipient> {
    let mut found: Vec<ReportRecipient> = Vec::new();
    for (at, line) in head.iter().enumerate() {
        let Some(recipient) = address(line) else {
            continue;
        };
        let same = |other: &ReportRecipient| other.final_recipient.as_ref() == Some(&recipient);
        if found.iter().any(same) {
            continue;
        }
        let after = head.iter().skip(at + 1).take(ABOUT_LINES);
        let after = after.take_while(|line| address(line).is_none());
        let said = std::iter::once(line).chain(after).copied();
        found.extend(about(recipient, &said.collect::<Vec<_>>().join(" ")));
    }
    found
}

fn told_once(head: &[&str]) -> Vec<ReportRecipient> {
    let mut found = told(head, inner_address);
    found.truncate(1);
    found
}

fn about(recipient: EmailAddress, said: &str) -> Option<ReportRecipient> {
    let status = fields::code(said).or_else(|| of_reply(said))?;
    Some(ReportRecipient {
        final_recipient: Some(recipient),
        original_recipient: None,
        action: if status.starts_with('4') {
            Action::Delayed
        } else {
            Action::Failed
        },
        status: Some(status),
        diagnostic: fields::line(said),
    })
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
fn leading_address(line: &str) -> Option<EmailAddress> {
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

fn inner_address(line: &str) -> Option<EmailAddress> {
    let (_, rest) = line.split_once('<')?;
    let (spec, _) = rest.split_once('>')?;
    EmailAddress::parse(spec).ok()
}

// Where the mail that came back begins.
fn is_copy(line: &str) -> bool {
    const HEADERS: [&str; 3] = ["received:", "return-path:", "message-id:"];
    const WORDS: [&str; 6] = [
        "copy of the message",
        "copy of your message",
        "original message",
        "unsent message",
        "returned message",
        "headers follow",
    ];
    let lower = line.to_lowercase();
    let ruled = lower.starts_with("--") || lower.starts_with("message ");
    HEADERS.iter().any(|name| lower.starts_with(name))
        || (ruled && WORDS.iter().any(|words| lower.contains(words)))
}
