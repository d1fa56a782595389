//! One rule, new or there, and the default rule.

use serde::Serialize;

use crate::domain::time::Timestamp;

use super::{
    AssigneeOption,
    log::EffectWords,
    rule::{Broken, Condition, RuleError},
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
    /// None for somebody who reads no tickets.
    pub lab: Option<LabForm>,
}

/// What can be chosen anywhere in the form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Choices {
    pub fields: Vec<&'static str>,
    pub actions: Vec<&'static str>,
    pub assignees: Vec<AssigneeOption>,
    pub shares: Vec<ShareOption>,
    pub mailboxes: Vec<String>,
    /// Names of tags, offered while typing.
    pub tags: Vec<String>,
}

/// A way to share tickets out in a group: `rule-share-<share>`.
#[derive(Clone, Debug, Serialize)]
pub struct ShareOption {
    pub value: String,
    pub share: String,
    pub group: String,
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

/// What a draft is tried with.
#[derive(Clone, Debug, Serialize)]
pub struct LabForm {
    /// How many messages are looked at.
    pub messages: usize,
    pub most: usize,
    /// None before it was tried.
    pub tried: Option<Tried>,
}

/// `_rule_tried.html` alone: what was found since the last piece, and how many in all.
#[derive(Clone, Debug, Serialize)]
pub struct TriedPage {
    pub tried: Tried,
}

/// What the lab found.
#[derive(Clone, Debug, Serialize)]
pub struct Tried {
    pub examined: u64,
    pub matched: u64,
    /// Messages that the rule matches today and would not any more.
    pub lost: u64,
    /// `messages`, `tickets` or `both`.
    pub about: &'static str,
    /// Rows that are shown in all.
    pub shown: u64,
    pub rows: Vec<TriedRow>,
}

/// One message.
#[derive(Clone, Debug, Serialize)]
pub struct TriedRow {
    pub ticket: u64,
    pub line: u64,
    pub name: String,
    pub customer: String,
    pub at: Timestamp,
    /// False for one that is matched today only.
    pub matches: bool,
    /// What matched, or what did not.
    pub hits: Vec<TriedHit>,
    /// Empty where today's rules make it so already.
    pub changes: Vec<EffectWords>,
}

/// Why a message matched.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TriedHit {
    Text {
        before: String,
        hit: String,
        after: String,
        inside: Option<Inside>,
    },
    Condition(Condition),
}

/// A hit in the middle of a word.
#[derive(Clone, Debug, Serialize)]
pub struct Inside {
    pub word: String,
    /// The condition in the form that can ask for whole words.
    pub number: usize,
}
