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
