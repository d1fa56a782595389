//! One rule, new or there, and the default rule.

use serde::Serialize;

use super::{
    AssigneeOption,
    rule::{Broken, RuleError},
};

/// `settings_rule.html`: GET and POST `/settings/rules/new` and `/settings/rules/{id}`.
///
/// With `do` the form is drawn again with what a button did to it, and nothing is kept. Its part
/// alone is `_rule_draft.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsRulePage {
    /// None for a new one.
    pub id: Option<u64>,
    /// As it is kept, whatever is typed; empty for a new one and for the default rule.
    pub title: String,
    pub choices: Choices,
    /// What was changed in the form counts against this; 0 for a new one.
    pub revision: u32,
    pub form: RuleForm,
    pub errors: Vec<RuleError>,
    pub broken: Vec<Broken>,
    /// The id of the control that is next; empty where the page begins at its beginning.
    pub focus: String,
}

/// What can be chosen anywhere in the form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Choices {
    pub fields: Vec<&'static str>,
    pub actions: Vec<&'static str>,
    pub assignees: Vec<AssigneeOption>,
    pub mailboxes: Vec<String>,
    /// Names of tags, offered while typing.
    pub tags: Vec<String>,
}

/// The form of a rule, or what of the default rule can be chosen.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum RuleForm {
    Rule(Box<RuleDraft>),
    Default(DefaultDraft),
}

#[derive(Clone, Debug, Serialize)]
pub struct RuleDraft {
    pub name: String,
    pub description: String,
    pub enabled: bool,
    pub when: Vec<EventBox>,
    /// Groups and conditions in their order; an end closes the group of its number.
    pub rows: Vec<Row>,
    pub actions: Vec<ActionRow>,
    pub stop: bool,
}

/// A box for an event.
#[derive(Clone, Debug, Serialize)]
pub struct EventBox {
    pub word: &'static str,
    pub is_on: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Row {
    Group {
        number: usize,
        inside: usize,
        /// Counted among the groups from 1; 0 for the outermost.
        ordinal: usize,
        join: &'static str,
        errors: Vec<RuleError>,
    },
    Condition(Box<ConditionRow>),
    End {
        number: usize,
        is_outermost: bool,
        /// False where no group may stand within it.
        may_nest: bool,
    },
}

#[derive(Clone, Debug, Serialize)]
pub struct ConditionRow {
    pub number: usize,
    pub inside: usize,
    /// Counted among the conditions from 1.
    pub ordinal: usize,
    pub field: String,
    pub name: String,
    pub is_named: bool,
    pub operators: Vec<&'static str>,
    pub operator: String,
    /// What the value was drawn for: a shape.
    pub shape: &'static str,
    pub has_value: bool,
    pub value: String,
    /// The name of a choice that is not in the list any more; else empty.
    pub gone: String,
    /// None where whole words cannot be asked for.
    pub words: Option<bool>,
    pub can_be_forged: bool,
    pub broken: Vec<&'static str>,
    pub errors: Vec<RuleError>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ActionRow {
    pub number: usize,
    pub action: String,
    pub shape: &'static str,
    pub value: String,
    pub gone: String,
    pub broken: Vec<&'static str>,
    pub errors: Vec<RuleError>,
}

/// What new tickets have where nobody said otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct DefaultDraft {
    pub status: String,
    pub priority: String,
    pub assignee: String,
    pub assignee_gone: String,
    /// Empty for the first one.
    pub mailbox: String,
    /// Mailboxes that give their tickets to a group of their own.
    pub groups: Vec<MailboxGroup>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MailboxGroup {
    pub id: u64,
    pub address: String,
    pub group: String,
}
