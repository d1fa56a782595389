//! Behind a one-time link that sets a password.

use serde::Serialize;

use super::FieldError;

/// `invite.html` and `reset.html`: GET and POST `/invite/{token}`, `/reset/{token}`, with `password`.
#[derive(Clone, Debug, Serialize)]
pub struct PasswordLinkPage {
    pub purpose: Purpose,
    /// Where the form goes.
    pub action: String,
    pub link: Link,
    pub errors: Vec<FieldError>,
}

/// What the link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    Invite,
    Reset,
}

/// Whether the link opens something, and whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "word", rename_all = "lowercase")]
pub enum Link {
    Works { name: String, email: String },
    Used,
    Expired,
    Unknown,
}
