//! A forgotten password.

use serde::Serialize;

use super::FieldError;

/// `sign_in_forgot.html`: POST `/sign-in/forgot` with `email`.
#[derive(Clone, Debug, Serialize)]
pub struct SignInForgotPage {
    /// What was typed.
    pub email: String,
    pub state: State,
    pub errors: Vec<FieldError>,
}

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "word", rename_all = "lowercase")]
pub enum State {
    /// The form.
    Ask,
    /// The answer, the same for every address.
    Sent,
    /// Too many requests from there: wait so many minutes, at least 1.
    Paused { minutes: u64 },
}
