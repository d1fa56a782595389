//! One API token, new or there.

use serde::Serialize;

use super::{FieldError, Person, settings_tokens::TokenRow};

/// `settings_token.html`: GET and POST `/settings/tokens/new` and `/settings/tokens/{id}`; POST
/// `/settings/tokens/{id}/revoke`.
///
/// Fields: `user` (a number; only for who manages people), `name`, `scopes` (boxes), `expires_at`
/// (a day, or empty).
#[derive(Clone, Debug, Serialize)]
pub struct SettingsTokenPage {
    /// None for a new one.
    pub row: Option<TokenRow>,
    pub name: String,
    /// When the form was first drawn.
    pub was_name: String,
    pub scopes: Vec<ScopeBox>,
    /// Such as `2026-12-31`; empty works until it is revoked.
    pub expires_at: String,
    /// When the form was first drawn.
    pub was_expires_at: String,
    /// Who it can be for; empty when it is always the reader.
    pub owners: Vec<OwnerOption>,
    pub user: String,
    pub errors: Vec<FieldError>,
}

/// What a token may be used for.
#[derive(Clone, Debug, Serialize)]
pub struct ScopeBox {
    pub word: &'static str,
    pub on: bool,
    /// Was on when the form was first drawn.
    pub was: bool,
}

/// Somebody whom a token can be for.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerOption {
    pub value: String,
    pub person: Person,
}
