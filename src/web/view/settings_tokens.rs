//! The list of API tokens.

use serde::Serialize;

use super::Person;
use crate::domain::time::Timestamp;

/// `settings_tokens.html`: GET `/settings/tokens`, and the answer to a new token.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsTokensPage {
    /// The secret that was just made: this page alone shows it.
    pub made: Option<Made>,
    pub tokens: Vec<TokenRow>,
    /// True if other people's tokens are among them.
    pub everybody: bool,
}

/// A new secret.
#[derive(Clone, Debug, Serialize)]
pub struct Made {
    pub name: String,
    pub secret: String,
}

/// One token.
#[derive(Clone, Debug, Serialize)]
pub struct TokenRow {
    pub id: u64,
    pub name: String,
    pub owner: Option<Person>,
    /// Words such as `tickets:read`.
    pub scopes: Vec<&'static str>,
    pub used: Option<Timestamp>,
    /// The last moment at which it works; None works until it is revoked.
    pub last: Option<Timestamp>,
    /// True once that is over.
    pub over: bool,
}
