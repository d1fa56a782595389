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
    /// `email` or `password` left empty, or `password` for two that do not match: never says which
    /// of them was wrong.
    pub errors: Vec<FieldError>,
    /// Tries that are left before a pause; None while there are many.
    pub left: Option<usize>,
    /// Too many tries: wait so many minutes, at least 1.
    pub paused_minutes: Option<u64>,
    /// Too many people at this moment: the password was not looked at.
    pub busy: bool,
}
