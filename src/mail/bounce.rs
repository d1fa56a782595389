//! Reads delivery reports (RFC 3464) and complaints (RFC 5965). Believes nothing: whether a
//! report is about a mail of ours is for the caller to prove by the return path.

mod effect;
mod fields;
#[cfg(test)]
mod tests;
mod text;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::domain::{address::EmailAddress, message::MsgId};
pub use effect::{Effect, Outcome, effect};

/// At most so many recipients of one report are kept.
const MOST_RECIPIENTS: usize = 100;

/// What a report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub kind: ReportKind,
    pub recipients: Vec<ReportRecipient>,
    /// The Message-ID of the mail that came back; None when it was not returned.
    pub returned_id: Option<MsgId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// About delivery.
    Delivery,
    /// Somebody called the mail spam.
    Complaint,
}

/// One recipient's fields of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRecipient {
    /// Whom the last server tried; the original recipient if only that is usable.
    pub final_recipient: Option<EmailAddress>,
    /// Whom we sent to, if the report says so.
    pub original_recipient: Option<EmailAddress>,
    pub action: Action,
    /// `5.1.1`; the more precise one where Status and Diagnostic-Code differ (RFC 3463).
    pub status: Option<String>,
    /// What the other server said, one line; `""` when nothing.
    pub diagnostic: String,
}

/// RFC 3464 2.3.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Failed,
    Delayed,
    Delivered,
    Relayed,
    Expanded,
}

/// Reads a report; None for a mail that is none.
#[must_use]
pub fn report(message: &Message) -> Option<Report> {
    if let Some(part) = part(message, "message", &["feedback-report"]) {
        let groups = fields::groups(&contents(part));
        return Some(Report {
            kind: ReportKind::Complaint,
            recipients: groups.iter().filter_map(fields::complained).collect(),
            returned_id: returned_id(message),
        });
    }
    let mut recipients = part(
        message,
        "message",
        &["delivery-status", "global-delivery-status"],
    )
    .map(|part| fields::recipients(&contents(part)))
    .unwrap_or_default();
    let is_report = message.is_content_type("multipart", "report");
    if recipients.is_empty() && (is_report || text::is_from_daemon(message)) {
        recipients = text::recipients(message);
    }
    recipients.truncate(MOST_RECIPIENTS);
    // RFC 8098: a read receipt is a multipart/report as well, and says nothing of delivery.
    let read = part(message, "message", &["disposition-notification"]).is_some();
    if read || (recipients.is_empty() && !is_report) {
        return None;
    }
    Some(Report {
        kind: ReportKind::Delivery,
        recipients,
        returned_id: returned_id(message),
    })
}

// RFC 3462 2: the third part is the mail or its header.
fn returned_id(message: &Message) -> Option<MsgId> {
    let whole = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(inner) => inner.message_id().and_then(MsgId::parse),
        _ => None,
    });
    whole
        .or_else(|| {
            let subtypes = ["rfc822-headers", "global-headers", "rfc822", "global"];
            let part = part(message, "text", &subtypes).or(part(message, "message", &subtypes))?;
            let header = contents(part);
            let parsed = MessageParser::new().parse_headers(header.as_bytes())?;
            parsed.message_id().and_then(MsgId::parse)
        })
        .or_else(|| text::returned_id(message))
}

fn part<'m, 'x>(
    message: &'m Message<'x>,
    kind: &str,
    subs: &[&str],
) -> Option<&'m MessagePart<'x>> {
    let is = |part: &&MessagePart| subs.iter().any(|sub| part.is_content_type(kind, sub));
    message.parts.iter().find(is)
}

// Fields are ASCII; what is not valid UTF-8 shows up as U+FFFD in a diagnostic only.
fn contents(part: &MessagePart) -> String {
    String::from_utf8_lossy(part.contents()).into_owned()
}
