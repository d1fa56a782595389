//! What holds for the whole organization.

use serde::Serialize;

use super::{FieldError, route::RouteForm};

/// `settings_organization.html`: GET and POST `/settings/organization`.
///
/// Fields: `organization`, `language`, `time_zone`, `smarthost` (`direct` or `server`) and those of
/// [`RouteForm`]; `answer_opens` and `first_reply_assigns` (`1` or absent), `reopen_days`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsOrganizationPage {
    pub organization: String,
    /// `en` or `fr`.
    pub language: String,
    pub time_zone: String,
    pub reopen_days: String,
    pub answer_opens: bool,
    pub first_reply_assigns: bool,
    pub route: RouteForm,
    /// True for a demo, whose mail goes nowhere whatever stands here.
    pub demo: bool,
    /// What it shows of what is kept, as a number.
    pub seen: String,
    pub errors: Vec<FieldError>,
}
