//! The ticket number in a subject: reads `[#1042]`, writes `Re: … [#1042]`. Never proof of anything.

use super::super::{address::invisible, id::TicketId, ticket::clean_name};

/// What mail programs put before a subject when they answer or forward, in lower case.
///
/// Single letters that are also words or sections (`I:`) are left out on purpose.
const PREFIXES: [&str; 38] = [
    "re",
    "aw",
    "sv",
    "vs",
    "antw",
    "odp",
    "ynt",
    "res",
    "rif",
    "ref",
    "ad",
    "bls",
    "atb",
    "r",
    "fw",
    "fwd",
    "wg",
    "tr",
    "rv",
    "enc",
    "vb",
    "vl",
    "vd",
    "doorst",
    "pd",
    "továbbítás",
    "válasz",
    "отв",
    "ответ",
    "на",
    "пересл",
    "απ",
    "回复",
    "答复",
    "回覆",
    "转发",
    "轉寄",
    "返信",
];

/// Reads the last `[#n]` of a subject.
///
/// Strict: ASCII digits without leading zero or spaces, so that `[#12 ]` or `[#007]` of another
/// system is not taken for ours.
#[must_use]
pub fn subject_number(subject: &str) -> Option<TicketId> {
    tags(subject).last().map(|tag| tag.ticket)
}

/// Writes the subject of an answer: `Re: `, the bare subject, the number, once each.
///
/// One line without controls or invisible characters, at most 255 characters before the number.
/// Tags at the end go, whichever their number; other systems' tags further in front stay.
#[must_use]
pub fn tagged_subject(subject: &str, ticket: TicketId) -> String {
    tagged("Re:", subject, ticket)
}

/// Writes the subject of what is forwarded: `Fwd: `, else as [`tagged_subject`].
#[must_use]
pub fn forwarded_subject(subject: &str, ticket: TicketId) -> String {
    tagged("Fwd:", subject, ticket)
}

/// Writes the subject of what begins a conversation: without `Re: `, else as [`tagged_subject`].
#[must_use]
pub fn first_subject(subject: &str, ticket: TicketId) -> String {
    tagged("", subject, ticket).trim_start().to_owned()
}

fn tagged(prefix: &str, subject: &str, ticket: TicketId) -> String {
    let bare = bare_subject(subject);
    let bare = without_own_tags(&bare, ticket);
    if bare.is_empty() {
        format!("{prefix} [#{ticket}]")
    } else {
        format!("{prefix} {bare} [#{ticket}]")
    }
}

/// What a subject says itself: one line without what mail programs put before it and without tags
/// at its end. Empty if nothing is left.
#[must_use]
pub fn bare_subject(subject: &str) -> String {
    let visible = subject
        .chars()
        .filter(|c| !invisible(*c))
        .collect::<String>();
    let line = clean_name(&visible).unwrap_or_default();
    let mut bare = line.as_str();
    loop {
        let shorter = without_end_tag(without_prefix(bare));
        if shorter.len() == bare.len() {
            break;
        }
        bare = shorter;
    }
    bare.to_owned()
}

struct Tag {
    start: usize,
    end: usize,
    ticket: TicketId,
}

fn tags(subject: &str) -> impl Iterator<Item = Tag> + '_ {
    subject.match_indices("[#").filter_map(|(start, _)| {
        let rest = subject.get(start + 2..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest.get(..digits)?;
        let closed = rest.get(digits..)?.starts_with(']');
        if !closed || number.is_empty() || number.starts_with('0') {
            return None;
        }
        Some(Tag {
            start,
            end: start + 2 + digits + 1,
            ticket: TicketId(number.parse().ok()?),
        })
    })
}

fn without_end_tag(subject: &str) -> &str {
    let end = tags(subject).last().filter(|tag| tag.end == subject.len());
    end.and_then(|tag| subject.get(..tag.start))
        .unwrap_or(subject)
        .trim_end()
}

fn without_own_tags(subject: &str, ticket: TicketId) -> String {
    let own = format!("[#{ticket}]");
    let parts = subject.split(own.as_str()).flat_map(str::split_whitespace);
    parts.collect::<Vec<_>>().join(" ")
}

// `Re:`, `RE :`, `Aw[2]:`, `Re(3):`, `回复：`.
fn without_prefix(subject: &str) -> &str {
    let subject = subject.trim_start();
    let Some((head, rest)) = subject.split_once([':', '：']) else {
        return subject;
    };
    let head = head.trim_end();
    let word = match head.find(['[', '(']) {
        Some(at) if head.ends_with([']', ')']) => head.get(..at).unwrap_or(head).trim_end(),
        _ => head,
    };
    // The longest prefix has ten characters: nothing longer is worth lower-casing.
    if word.len() <= 24 && PREFIXES.contains(&word.to_lowercase().as_str()) {
        rest.trim_start()
    } else {
        subject
    }
}
