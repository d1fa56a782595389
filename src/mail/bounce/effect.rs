//! What a report means for the mail that we sent, in words that an expert understands.

use crate::domain::reason::Reason;

use super::{Action, ReportRecipient};

/// What becomes of the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It did not arrive and will not be tried again.
    Failed,
    /// The other side is still trying.
    Delayed,
    Delivered,
    /// Handed to a system that reports no further.
    Relayed,
}

/// An effect and its reason, one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub effect: Effect,
    /// Plain words first, then what the other server said.
    pub reason: String,
}

/// Says what a recipient's fields mean.
#[must_use]
pub fn effect(recipient: &ReportRecipient) -> Outcome {
    let effect = match recipient.action {
        Action::Failed => Effect::Failed,
        Action::Delayed => Effect::Delayed,
        Action::Delivered => Effect::Delivered,
        // RFC 3464 2.3.3: an expanded list is handed on, nothing is known of its members.
        Action::Relayed | Action::Expanded => Effect::Relayed,
    };
    let plain = match effect {
        Effect::Failed | Effect::Delayed => trouble(recipient.status.as_deref()),
        Effect::Delivered => Reason::Arrived,
        Effect::Relayed => Reason::HandedOn,
    };
    let said = match (&recipient.status, recipient.diagnostic.as_str()) {
        (None, "") => String::new(),
        (Some(status), "") => format!(" ({status})"),
        (_, diagnostic) => format!(" ({diagnostic})"),
    };
    Outcome {
        effect,
        reason: plain.say("") + &said,
    }
}

impl ReportRecipient {
    /// True if writing to this address again is pointless.
    #[must_use]
    pub fn is_dead_address(&self) -> bool {
        // RFC 3463 3.2 and RFC 7505 4.1.
        let dead = ["5.1.1", "5.1.2", "5.1.10"];
        self.action == Action::Failed && self.status.as_deref().is_some_and(|s| dead.contains(&s))
    }
}

// RFC 3463 3: subject and detail; the class says only whether it is over.
fn trouble(status: Option<&str>) -> Reason {
    let (_, detail) = status
        .and_then(|status| status.split_once('.'))
        .unwrap_or_default();
    match detail {
        "1.0" | "1.4" => Reason::AddressRefused,
        "1.1" => Reason::NoMailbox,
        "1.2" | "1.10" => Reason::DomainRefuses,
        "1.3" => Reason::AddressWrong,
        "1.6" => Reason::Moved,
        "1.7" | "1.8" | "1.9" => Reason::OursRefused,
        "2.1" => Reason::MailboxOff,
        "2.2" => Reason::MailboxFull,
        "2.3" | "3.4" => Reason::TooBig,
        "2.4" => Reason::ListSilent,
        "2.0" => Reason::MailboxTrouble,
        "3.1" => Reason::ServerFull,
        "3.0" | "3.2" | "3.3" | "3.5" => Reason::ServerTrouble,
        "4.1" | "4.2" => Reason::ServerSilent,
        "4.3" | "4.4" | "4.6" => Reason::NoWay,
        "4.5" => Reason::Overloaded,
        "4.7" => Reason::TooLate,
        "6.0" | "6.1" | "6.2" | "6.3" | "6.4" | "6.5" => Reason::Unreadable,
        "7.1" => Reason::NotAllowed,
        "7.0" | "7.2" | "7.3" | "7.4" | "7.5" | "7.6" | "7.7" => Reason::SecurityRule,
        "7.20" | "7.22" | "7.23" | "7.24" | "7.25" | "7.26" => Reason::SenderChecks,
        _ => Reason::NotDelivered,
    }
}
