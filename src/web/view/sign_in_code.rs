//! The page that asks for the second step.

use serde::Serialize;

/// `sign_in_code.html`: POST `/sign-in/code` with `code` or `recovery`, `trust`, `next`.
#[derive(Clone, Debug, Serialize)]
pub struct SignInCodePage {
    /// A path of this desk to go to afterwards; empty goes to `/`.
    pub next: String,
    /// True after a code that was refused.
    pub wrong: bool,
    /// True if a recovery code was sent: its field is open.
    pub recovery: bool,
    /// What was chosen before.
    pub trust: bool,
}
