//! How long things are kept.

use serde::Serialize;

use super::FieldError;

/// `settings_retention.html`: GET and POST `/settings/retention`.
///
/// Fields: `closed_days` and `audit_days` (empty keeps for good), `receipt_days`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsRetentionPage {
    pub closed_days: String,
    pub receipt_days: String,
    pub audit_days: String,
    /// What it shows of what is kept, as a number.
    pub seen: String,
    pub errors: Vec<FieldError>,
}
