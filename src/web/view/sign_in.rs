//! The sign-in page.

use serde::Serialize;

use super::FieldError;

/// `sign_in.html`: POST `/sign-in` with `email`, `password`, `next`.
#[derive(Clone, Debug, Serialize)]
pub struct SignInPage {
    /// What was typed.
    pub email: String,
    /// The host of `[web] url`, so that people see where they are.
    pub host: String,
    /// A path of this desk to go to afterwards; empty goes to `/`.
    pub next: String,
    /// Why the last try failed.
    pub refused: Option<Refused>,
    /// `email` or `password` left empty.
    pub errors: Vec<FieldError>,
}

/// Why a sign-in failed. Never says which of the two was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Refused {
    NoMatch,
    /// Too many tries: wait so many minutes, at least 1.
    Paused {
        minutes: u64,
    },
    /// Too many people at this moment: the password was not looked at.
    Busy,
}
