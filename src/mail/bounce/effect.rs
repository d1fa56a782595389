//! What a report means for the mail that we sent, in words that an expert understands.

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
        Effect::Delivered => "the mail was delivered",
        Effect::Relayed => "the mail was handed to a system that reports no further",
    };
    let said = match (&recipient.status, recipient.diagnostic.as_str()) {
        (None, "") => String::new(),
        (Some(status), "") => format!(" ({status})"),
        (_, diagnostic) => format!(" ({diagnostic})"),
    };
    Outcome {
        effect,
        reason: format!("{plain}{said}"),
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
fn trouble(status: Option<&str>) -> &'static str {
    let (_, detail) = status
        .and_then(|status| status.split_once('.'))
        .unwrap_or_default();
    match detail {
        "1.0" | "1.4" => "the address is not accepted",
        "1.1" => "there is no such mailbox",
        "1.2" | "1.10" => "the domain takes no mail",
        "1.3" => "the address is not written correctly",
        "1.6" => "the mailbox has moved and left no address",
        "1.7" | "1.8" | "1.9" => "our address was not accepted",
        "2.1" => "the mailbox is switched off",
        "2.2" => "the mailbox is full",
        "2.3" | "3.4" => "the mail is too big for the other side",
        "2.4" => "the mailing list could not be reached",
        "2.0" => "the mailbox has a problem",
        "3.1" => "the other mail server is full",
        "3.0" | "3.2" | "3.3" | "3.5" => "the other mail server has a problem",
        "4.1" | "4.2" => "the other mail server did not answer",
        "4.3" | "4.4" | "4.6" => "no way was found to the other mail server",
        "4.5" => "the other mail server is overloaded",
        "4.7" => "the other mail server could not be reached in time",
        "6.0" | "6.1" | "6.2" | "6.3" | "6.4" | "6.5" => {
            "the other side cannot read this kind of mail"
        }
        "7.1" => "the other side does not allow this mail",
        "7.0" | "7.2" | "7.3" | "7.4" | "7.5" | "7.6" | "7.7" => {
            "a security rule of the other side refused the mail"
        }
        "7.20" | "7.22" | "7.23" | "7.24" | "7.25" | "7.26" => {
            "the sender checks of the other side failed"
        }
        _ => "the mail could not be delivered",
    }
}
