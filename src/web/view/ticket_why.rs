//! Why the rules did what they did on a ticket.

use serde::Serialize;

use super::{log::EffectWords, rule::Broken, rule_seen::Asked};
use crate::domain::time::Timestamp;

/// `ticket_why.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TicketWhyPage {
    pub number: u64,
    pub name: String,
    /// Newest first.
    pub decisions: Vec<Decision>,
    /// What each rule of now would say.
    pub now: Vec<RuleRow>,
}

/// One event that the rules were asked about.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    /// `rule-when-<when>`.
    pub when: String,
    pub at: Timestamp,
    /// The line of the log that caused it.
    pub cause: u64,
    pub rules: Vec<RuleRow>,
    /// Names of rules that another event starts.
    pub not_started: Vec<String>,
    /// Names of rules that were switched off.
    pub off: Vec<String>,
}

/// One rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleRow {
    pub id: u64,
    pub name: String,
    /// False once it was deleted.
    pub exists: bool,
    /// `rule-outcome-<outcome>`.
    pub outcome: String,
    pub matched: bool,
    pub asked: Vec<Asked>,
    pub broken: Vec<Broken>,
    /// What it changed then.
    pub effects: Vec<EffectWords>,
}
