//! The fields of a delivery report: groups of `Name: value` between blank lines. Total.

use super::{Action, ReportRecipient};
use crate::domain::address::EmailAddress;

/// Longest diagnostic that is kept, in characters.
const DIAGNOSTIC_CHARS: usize = 500;

/// One group of fields, names in lower case, values unfolded.
pub type Group = Vec<(String, String)>;

/// Cuts a part into its groups (RFC 3464 2.1).
#[must_use]
pub fn groups(text: &str) -> Vec<Group> {
    let mut groups = vec![Group::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            groups.push(Group::new());
            continue;
        }
        let Some(group) = groups.last_mut() else {
            break;
        };
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = group.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            let field = (name.trim().to_ascii_lowercase(), value.trim().to_owned());
            // Some systems forget the blank line between two recipients.
            if field.0 == "final-recipient" && group.iter().any(|(name, _)| *name == field.0) {
                groups.push(vec![field]);
            } else {
                group.push(field);
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Reads the recipients of a message/delivery-status part.
#[must_use]
pub fn recipients(text: &str) -> Vec<ReportRecipient> {
    groups(text).iter().filter_map(recipient).collect()
}

/// Finds whom a complaint is about: RFC 5965 3.2, Original-Rcpt-To.
#[must_use]
pub fn complained(group: &Group) -> Option<ReportRecipient> {
    let to = address(value(group, "original-rcpt-to").or(value(group, "removal-recipient"))?)?;
    Some(ReportRecipient {
        final_recipient: Some(to.clone()),
        original_recipient: Some(to),
        action: Action::Failed,
        status: None,
        diagnostic: line(value(group, "feedback-type").unwrap_or_default()),
    })
}

fn recipient(group: &Group) -> Option<ReportRecipient> {
    let get = |name| value(group, name);
    let addressed = |name| get(name).and_then(address);
    // RFC 3464 2.3.2 demands Final-Recipient; some systems know only the others.
    let named = [
        "final-recipient",
        "original-recipient",
        "x-actual-recipient",
    ];
    if named.iter().all(|name| get(name).is_none()) {
        return None;
    }
    let original_recipient = addressed("original-recipient");
    let final_recipient = addressed("final-recipient")
        .or_else(|| addressed("x-actual-recipient"))
        .or_else(|| original_recipient.clone());
    let diagnostic = line(without_type(get("diagnostic-code").unwrap_or_default()));
    let status = status(get("status").unwrap_or_default(), &diagnostic);
    let action = action(get("action").unwrap_or_default(), status.as_deref());
    Some(ReportRecipient {
        final_recipient,
        original_recipient,
        action,
        status,
        diagnostic,
    })
}

/// Takes the address of `rfc822; <ines@lumen.example>`.
#[must_use]
pub fn address(value: &str) -> Option<EmailAddress> {
    let value = without_type(value);
    let inner = match (value.rfind('<'), value.rfind('>')) {
        (Some(start), Some(end)) if start < end => value.get(start + 1..end)?,
        _ => value,
    };
    // A comment may follow; an address holds no spaces.
    let spec = inner.split_whitespace().next()?;
    EmailAddress::parse(spec.trim_matches(|c| matches!(c, '<' | '>' | '"' | ',' | ';'))).ok()
}

/// Takes the status that the other server gave, else that of the Status field.
///
/// Sending systems translate: `5.1.1` is written above `550 5.7.1 blocked`, and an address must
/// not be called dead for that. Of two classes the field's counts, it says whether it is over.
#[must_use]
pub fn status(field: &str, diagnostic: &str) -> Option<String> {
    let stated = code(field);
    let told = code(diagnostic);
    let Some(stated) = stated else {
        return told;
    };
    let better = |told: &String| !told.ends_with(".0.0") && told.get(..1) == stated.get(..1);
    Some(told.filter(better).unwrap_or(stated))
}

/// Finds the first enhanced status code: RFC 3463 2, class 2, 4 or 5.
#[must_use]
pub fn code(text: &str) -> Option<String> {
    let apart = |c: char| !(c.is_ascii_digit() || c == '.');
    text.split(apart).find_map(|word| {
        let word = word.trim_matches('.');
        let mut parts = word.split('.');
        let class = matches!(parts.next(), Some("2" | "4" | "5"));
        let mut number = || {
            parts
                .next()
                .is_some_and(|part| (1..=3).contains(&part.len()))
        };
        (class && number() && number() && parts.next().is_none()).then(|| word.to_owned())
    })
}

fn action(field: &str, status: Option<&str>) -> Action {
    match field
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "delayed" | "deferred" => Action::Delayed,
        "delivered" => Action::Delivered,
        "relayed" => Action::Relayed,
        "expanded" => Action::Expanded,
        "failed" | "failure" => Action::Failed,
        // Without an Action the class of the status decides.
        _ => match status.and_then(|status| status.chars().next()) {
            Some('2') => Action::Delivered,
            Some('4') => Action::Delayed,
            _ => Action::Failed,
        },
    }
}

/// Writes a foreign text as one line without controls, cut.
#[must_use]
pub fn line(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let visible = visible.collect::<String>();
    let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(DIAGNOSTIC_CHARS).collect()
}

// `smtp; 550 …`, `rfc822;ines@…`, `X-Postfix; …`.
fn without_type(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if kind.len() <= 20 && !kind.contains(['@', ' ']) => rest.trim(),
        _ => value.trim(),
    }
}

fn value<'a>(group: &'a Group, name: &str) -> Option<&'a str> {
    let found = group.iter().find(|(field, _)| field == name);
    found
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}
