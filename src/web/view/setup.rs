//! First run: four steps behind a one-time link.

use serde::Serialize;

use super::{FieldError, Hidden};
use crate::domain::{ticket::Status, time::Timestamp, user::Language};

/// `setup.html`: GET and POST `/setup/{token}`.
///
/// The first three forms send `step`, their own fields and the `carried` ones of the earlier steps;
/// nothing is kept until the third makes everything at once. A button `back` returns one step.
#[derive(Clone, Debug, Serialize)]
pub struct SetupPage {
    /// Where the form goes.
    pub action: String,
    /// What earlier steps sent, by their field names.
    pub carried: Vec<Hidden>,
    pub step: Step,
    pub errors: Vec<FieldError>,
}

/// What a step shows and what was typed.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Step {
    /// Fields `organization`, `language`, `time_zone`.
    Organization {
        organization: String,
        language: Language,
        time_zone: String,
    },
    /// Field `mailbox`.
    Address { mailbox: String },
    /// Fields `name`, `email`, `password` (never shown again).
    Admin { name: String, email: String },
    /// Waits for the first e-mail; the admin is signed in.
    FirstMail(FirstMail),
}

/// The step that waits.
#[derive(Clone, Debug, Serialize)]
pub struct FirstMail {
    /// The mailbox to write to.
    pub address: String,
    /// Where the receiver listens, such as `127.0.0.1:2525`.
    pub smtp_listen: String,
    /// True while only the desk's own machine reaches the receiver.
    pub local: bool,
    /// The command that sends a test mail from the desk's machine.
    pub test: String,
    /// What the receiver saw lately, oldest first, at most 50 lines.
    pub lines: Vec<ReceiverLine>,
    /// The desk's first ticket, once it is there, however many follow.
    pub ticket: Option<FirstTicket>,
}

/// One line of the receiver, in its own words.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiverLine {
    pub at: Timestamp,
    pub text: String,
}

/// The ticket that arrived.
#[derive(Clone, Debug, Serialize)]
pub struct FirstTicket {
    pub number: u64,
    pub name: String,
    pub customer: String,
    pub status: Status,
    pub at: Timestamp,
}
