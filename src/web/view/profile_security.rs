//! How somebody signs in, and where they are signed in.

use serde::Serialize;

use super::FieldError;
use crate::domain::time::Timestamp;

/// `profile_security.html`: POST `/profile/security` with `act` and the fields of its form.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileSecurityPage {
    /// For password managers.
    pub email: String,
    /// The form that was refused; empty when none was.
    pub act: String,
    /// `old`, `password`, `code`, or `confirm` for the password that the second step asks for.
    pub errors: Vec<FieldError>,
    /// What was done just now.
    pub done: Option<Done>,
    pub step: Step,
    pub sign_ins: Vec<SignInLine>,
}

/// What was done by the form that led here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    Password,
    StepOff,
    Revoked,
}

impl Done {
    pub const ALL: [Self; 3] = [Self::Password, Self::StepOff, Self::Revoked];

    /// The word in the address.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["password", "step-off", "revoked"][self as usize]
    }
}

/// How far the second step is.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Step {
    Off,
    /// A code of the app is asked for; field `code`.
    Shown {
        /// Base32, in groups of four.
        secret: String,
        picture: Picture,
    },
    On {
        /// Recovery codes that are left.
        left: usize,
        /// New ones, shown this once; empty otherwise.
        codes: Vec<String>,
        /// True right after it was switched on.
        new: bool,
    },
}

/// A QR code as a path of squares.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// Width and height in squares, with the empty border.
    pub size: i32,
    pub path: String,
}

/// One sign-in.
#[derive(Clone, Debug, Serialize)]
pub struct SignInLine {
    /// What the form sends to end it.
    pub name: String,
    /// Such as `Firefox`; empty if it does not say.
    pub browser: String,
    /// Such as `Windows`; empty if it does not say.
    pub system: String,
    pub from: String,
    pub created: Timestamp,
    pub seen: Timestamp,
    /// True for the browser that looks.
    pub this: bool,
}
