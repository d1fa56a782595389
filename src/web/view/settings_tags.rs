//! The list of tags.

use serde::Serialize;

use super::Tag;

/// `settings_tags.html`: GET `/settings/tags`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsTagsPage {
    pub tags: Vec<TagRow>,
}

/// One tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagRow {
    pub id: u64,
    pub tag: Tag,
    /// Tickets that are not closed; None for somebody who reads no tickets.
    pub open: Option<u64>,
    pub all: Option<u64>,
    /// None for somebody who keeps no rules.
    pub rules: Option<RulesOf>,
}

/// How many rules use a tag, and where they are.
#[derive(Clone, Debug, Serialize)]
pub struct RulesOf {
    pub n: usize,
    /// Of the one that does, else of all.
    pub url: String,
}
