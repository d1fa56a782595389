//! The list of rules.

use serde::Serialize;

use crate::domain::time::Timestamp;

use super::rule::{Action, Broken, Conditions, RuleError};

/// `settings_rules.html`: GET `/settings/rules`; POST `/settings/rules/{id}/switch` (`to`: `on`,
/// `off`), `/move` (`place` from 0, or `by`: `up`, `down`), `/duplicate`, `/delete`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsRulesPage {
    pub rules: Vec<RuleRow>,
    /// What the default rule sets.
    pub default: Vec<Action>,
    pub default_hits: Hits,
    /// Why an act was refused.
    pub errors: Vec<RuleError>,
    pub import: Import,
}

/// What was brought in and not taken: POST `/settings/rules/import` (`file` or `text`, `create`).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Import {
    pub text: String,
    /// Missing tags and groups are made.
    pub create: bool,
    pub faults: Vec<ImportFault>,
    /// Faults that are not listed.
    pub more: u64,
}

/// Why it was not taken.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ImportFault {
    Empty,
    Large,
    /// Not UTF-8.
    Text,
    Json {
        line: u64,
        column: u64,
    },
    /// JSON, but no rules.
    Shape,
    /// Groups would be made, and this person makes none.
    Groups,
    /// A fault of a rule, at a path within the file.
    Rule {
        path: String,
        error: Box<RuleError>,
    },
}

/// One rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleRow {
    pub id: u64,
    pub name: String,
    pub on: bool,
    /// What starts it: words of `rule-when-`.
    pub when: Vec<String>,
    pub conditions: Conditions,
    pub actions: Vec<Action>,
    pub more_actions: u64,
    pub stop: bool,
    pub hits: Hits,
    /// It is skipped while there are any.
    pub broken: Vec<Broken>,
}

/// How often the conditions of a rule were met.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hits {
    pub week: u64,
    pub all: u64,
    pub last: Option<Timestamp>,
}
