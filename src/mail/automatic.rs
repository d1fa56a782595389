//! Says whether a mail was written by a program (mail.md, 3.3). Looks at headers only; answers
//! nothing by itself, and `Auto-Submitted: no` is a person's mail.

#[cfg(test)]
mod tests;

use crate::domain::message::Automatic;

/// What stood in MAIL FROM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnPath {
    /// `<>`: a report or another mail that wants no answer (RFC 5321 4.5.5).
    Null,
    /// An address, or not known.
    Given,
}

/// Finds why a mail counts as automatic; None for a person's mail.
///
/// `headers` are name and raw value of the top header, names in any case. A report or an absence
/// notice is told from the rest because it says something about a mail of ours.
#[must_use]
pub fn classify<'a>(
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    path: ReturnPath,
) -> Option<Automatic> {
    let mut found = None;
    for (name, value) in headers {
        let signs = sign(&name.trim().to_ascii_lowercase(), value);
        found = stronger(found, signs);
    }
    // RFC 3834 3.3: an absence notice has the null return path too, and says what it is.
    match (found, path) {
        (None | Some(Automatic::Generated), ReturnPath::Null) => Some(Automatic::Bounce),
        (found, _) => found,
    }
}

// A report is a report whatever else it says; an answer is more than a robot's mail.
fn stronger(left: Option<Automatic>, right: Option<Automatic>) -> Option<Automatic> {
    let rank = |sign: Option<Automatic>| match sign {
        None => 0,
        Some(Automatic::Generated) => 1,
        Some(Automatic::Reply) => 2,
        Some(Automatic::Bounce) => 3,
    };
    if rank(right) > rank(left) {
        right
    } else {
        left
    }
}

fn sign(name: &str, value: &str) -> Option<Automatic> {
    let lower = value.trim().to_lowercase();
    let word = first_word(&lower);
    match name {
        // RFC 3834 5: `no` is the one value that means a person.
        "auto-submitted" => match word {
            "no" | "" => None,
            "auto-replied" => Some(Automatic::Reply),
            _ => Some(Automatic::Generated),
        },
        "precedence" => match word {
            "bulk" | "junk" | "list" => Some(Automatic::Generated),
            "auto_reply" | "auto-reply" => Some(Automatic::Reply),
            _ => None,
        },
        "x-auto-response-suppress" => {
            let wants_none =
                |item: &str| matches!(item.trim(), "all" | "oof" | "autoreply" | "dr" | "ndr");
            let any = lower.split([',', ';', ' ']).any(wants_none);
            any.then_some(Automatic::Generated)
        }
        "list-id" | "list-unsubscribe" | "list-post" | "x-loop" | "x-guichet-desk" => {
            (!lower.is_empty()).then_some(Automatic::Generated)
        }
        "x-autoreply" | "x-autorespond" | "x-autoresponder" => {
            (!matches!(word, "no" | "false" | "")).then_some(Automatic::Reply)
        }
        "content-type" => report(&lower),
        "from" | "sender" => by_sender(&lower),
        _ => None,
    }
}

// RFC 6522: multipart/report; its type says about what.
fn report(content_type: &str) -> Option<Automatic> {
    let kind = content_type.strip_prefix("multipart/report")?;
    // RFC 8098: a read receipt is an answer by the reader's mail program.
    let read = kind.contains("disposition-notification");
    Some(if read {
        Automatic::Reply
    } else {
        Automatic::Bounce
    })
}

fn by_sender(lower: &str) -> Option<Automatic> {
    let spec = match lower.rfind('<') {
        Some(at) => lower.get(at + 1..).unwrap_or_default(),
        None => lower,
    };
    let local = spec.split('@').next().unwrap_or_default().trim();
    let local = local.trim_matches(|c: char| c == '"' || c == '<' || c == '>');
    match local {
        "mailer-daemon" => Some(Automatic::Bounce),
        "postmaster" | "noreply" | "no-reply" | "no_reply" | "no.reply" | "donotreply"
        | "do-not-reply" | "do_not_reply" => Some(Automatic::Generated),
        _ => None,
    }
}

fn first_word(value: &str) -> &str {
    value
        .split([';', ' ', '\t', '('])
        .next()
        .unwrap_or_default()
}
