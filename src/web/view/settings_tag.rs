//! One tag, new or there.

use serde::Serialize;

use super::{FieldError, settings_tags::TagRow};

/// `settings_tag.html`: GET and POST `/settings/tags/new` and `/settings/tags/{id}` (`name`,
/// `colour`, `seen`); POST `/settings/tags/{id}/merge` (`into`) and `/delete`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsTagPage {
    /// None for a new one.
    pub row: Option<TagRow>,
    pub name: String,
    pub colour: String,
    /// The words of all colours.
    pub colours: Vec<&'static str>,
    /// Names of the other tags.
    pub others: Vec<String>,
    pub into: String,
    /// The mark of what the form was drawn with; empty for a new one.
    pub seen: String,
    pub errors: Vec<FieldError>,
}
