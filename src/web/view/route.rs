//! How mail leaves, as a form: the fields of a smarthost.

use serde::Serialize;

/// `_settings_route.html`. A radio chooses, then the fields `<name>.security`, `.host`, `.port`,
/// `.user`, `.password` (never shown again).
#[derive(Clone, Debug, Serialize)]
pub struct RouteForm {
    /// What the fields begin with: `smarthost` or `route`.
    pub name: &'static str,
    /// True if mail leaves through the server below.
    pub chosen: bool,
    /// `tls`, `starttls` or `plain`.
    pub security: String,
    pub host: String,
    /// Empty takes the port of the security.
    pub port: String,
    pub user: String,
    /// True if a password is kept.
    pub has_password: bool,
}
