//! A rule set made ready: patterns compiled, texts folded, what refers to something deleted marked.

use std::{collections::HashMap, sync::Arc};

use regex::{Regex, RegexBuilder};

use crate::domain::{
    assignee::Assignee,
    fold::{fold, fold_pattern},
    id::{GroupId, MailboxId, RuleId, TagId},
};

use super::{
    DefaultRule, Rule,
    action::Action,
    condition::{Condition, Field, Node, Operator, PATTERN_BYTES, Value},
    needles::Needles,
};

/// What the organization has now, of what rules refer to.
pub trait Known {
    /// The tag that is shown for an id; None if it was deleted.
    fn tag(&self, id: TagId) -> Option<TagId>;
    /// True while the mailbox receives.
    fn mailbox(&self, id: MailboxId) -> bool;
    /// What keeps a ticket from being given to somebody; None if nothing does.
    fn unfit(&self, assignee: Assignee) -> Option<Missing>;
}

/// What a rule refers to that is not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    Tag,
    Mailbox,
    Group,
    /// Deactivated, or never there.
    User,
    /// Somebody who may not see tickets.
    Rights,
    /// This release cannot compile what an earlier one did.
    Pattern,
}

impl Missing {
    pub const ALL: [Self; 6] = [
        Self::Tag,
        Self::Mailbox,
        Self::Group,
        Self::User,
        Self::Rights,
        Self::Pattern,
    ];

    /// The word of the API, and behind `rule-broken-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Mailbox => "mailbox",
            Self::Group => "group",
            Self::User => "user",
            Self::Rights => "rights",
            Self::Pattern => "pattern",
        }
    }
}

/// Where in a rule something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The condition with this number, in the order in which they are written.
    Condition(usize),
    Action(usize),
}

/// How one condition is asked.
#[derive(Clone, Debug)]
pub enum Test {
    /// The number of a text that is looked for in subject or body.
    Needle(usize),
    /// A folded text.
    Text(String),
    Pattern(Box<Regex>),
    /// The value says it all.
    Plain,
}

/// A rule that can be asked.
#[derive(Clone, Debug)]
pub struct Ready {
    /// With merged tags followed.
    pub rule: Rule,
    /// One for each condition, in their order.
    pub tests: Arc<[Test]>,
    /// Empty for a rule that works; the others are skipped.
    pub broken: Vec<(Spot, Missing)>,
}

/// All rules in their order, and the default rule behind them.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// Counts the changes of the set.
    pub version: u64,
    pub rules: Vec<Ready>,
    pub default: DefaultRule,
    /// Why the default rule gives tickets to nobody, although it names somebody.
    pub default_broken: Option<Missing>,
    pub needles: Arc<Needles>,
    /// True if a rule looks at a header field.
    pub headers: bool,
    /// True if a rule counts business hours.
    pub business: bool,
}

impl RuleSet {
    /// Makes rules ready. `before` lends what it compiled where nothing changed.
    #[must_use]
    pub fn new(
        version: u64,
        rules: Vec<Rule>,
        default: DefaultRule,
        known: &impl Known,
        before: Option<&Self>,
    ) -> Self {
        let same = before.filter(|before| before.version == version);
        let needles = same.map_or_else(
            || Arc::new(Needles::new(needles_of(&rules))),
            |before| Arc::clone(&before.needles),
        );
        let lent: HashMap<RuleId, &Arc<[Test]>> = same
            .into_iter()
            .flat_map(|before| &before.rules)
            .map(|ready| (ready.rule.id, &ready.tests))
            .collect();
        let rules: Vec<Ready> = rules
            .into_iter()
            .map(|rule| ready(rule, &needles, known, &lent))
            .collect();
        let asks = |what: &dyn Fn(Field) -> bool| {
            rules.iter().any(|ready| {
                let conditions = ready.rule.conditions.conditions();
                conditions.iter().any(|it| what(it.field))
            })
        };
        let headers = asks(&|field| field == Field::Header);
        let business = asks(&Field::is_business);
        Self {
            version,
            rules,
            default_broken: default.assignee.and_then(|it| known.unfit(it)),
            default,
            needles,
            headers,
            business,
        }
    }

    /// The groups that rules share tickets out in, each once.
    #[must_use]
    pub fn shared(&self) -> Vec<GroupId> {
        let on = self.rules.iter().filter(|ready| ready.rule.enabled);
        let actions = on.flat_map(|ready| &ready.rule.actions);
        let mut groups: Vec<GroupId> = actions
            .filter_map(|action| match action {
                Action::Share(_, group) => Some(*group),
                _ => None,
            })
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The rules that are on and started by time that passes, in their order.
    pub fn timed(&self) -> impl Iterator<Item = &Ready> {
        self.rules.iter().filter(|ready| ready.rule.is_timed())
    }

    #[must_use]
    pub fn get(&self, id: RuleId) -> Option<&Ready> {
        self.rules.iter().find(|ready| ready.rule.id == id)
    }
}

fn ready(
    mut rule: Rule,
    needles: &Needles,
    known: &impl Known,
    lent: &HashMap<RuleId, &Arc<[Test]>>,
) -> Ready {
    let tests = lent.get(&rule.id).map_or_else(
        || {
            let conditions = rule.conditions.conditions();
            conditions.iter().map(|it| test(it, needles)).collect()
        },
        |tests| Arc::clone(tests),
    );
    let mut broken = Vec::new();
    let mut number = 0;
    follow(&mut rule.conditions, known, &mut number, &mut broken);
    let conditions = rule.conditions.conditions();
    for (at, (condition, test)) in conditions.iter().zip(tests.iter()).enumerate() {
        if condition.operator == Operator::Matches && !matches!(test, Test::Pattern(_)) {
            broken.push((Spot::Condition(at), Missing::Pattern));
        }
    }
    for (at, action) in rule.actions.iter_mut().enumerate() {
        if let Some(missing) = follow_action(action, known) {
            broken.push((Spot::Action(at), missing));
        }
    }
    Ready {
        rule,
        tests,
        broken,
    }
}

/// Puts the tag that is shown in place of one that was merged, and notes what is gone.
fn follow(
    node: &mut Node,
    known: &impl Known,
    number: &mut usize,
    broken: &mut Vec<(Spot, Missing)>,
) {
    match node {
        Node::All(nodes) | Node::Any(nodes) => {
            for node in nodes {
                follow(node, known, number, broken);
            }
        }
        Node::Is(condition) => {
            if let Some(missing) = follow_value(&mut condition.value, known) {
                broken.push((Spot::Condition(*number), missing));
            }
            *number += 1;
        }
    }
}

fn follow_value(value: &mut Value, known: &impl Known) -> Option<Missing> {
    match value {
        Value::Tag(tag) => match known.tag(*tag) {
            Some(shown) => {
                *tag = shown;
                None
            }
            None => Some(Missing::Tag),
        },
        Value::Mailbox(id) => (!known.mailbox(*id)).then_some(Missing::Mailbox),
        // Whom a ticket may still belong to, whatever they may do.
        Value::Assignee(Some(assignee)) => known
            .unfit(*assignee)
            .filter(|missing| *missing != Missing::Rights),
        _ => None,
    }
}

fn follow_action(action: &mut Action, known: &impl Known) -> Option<Missing> {
    match action {
        Action::AddTag(tag) | Action::RemoveTag(tag) => match known.tag(*tag) {
            Some(shown) => {
                *tag = shown;
                None
            }
            None => Some(Missing::Tag),
        },
        Action::Assign(Some(assignee)) => known.unfit(*assignee),
        Action::Share(_, group) => known.unfit(Assignee::Group(*group)),
        Action::Mailbox(Some(id)) => (!known.mailbox(*id)).then_some(Missing::Mailbox),
        _ => None,
    }
}

fn test(condition: &Condition, needles: &Needles) -> Test {
    let Value::Text(text) = &condition.value else {
        return Test::Plain;
    };
    match condition.operator {
        Operator::Matches => pattern(text).map_or(Test::Plain, |it| Test::Pattern(Box::new(it))),
        Operator::Contains | Operator::DoesNotContain if is_long(condition.field) => needles
            .number(&fold(text))
            .map_or_else(|| Test::Text(fold(text)), Test::Needle),
        _ => Test::Text(fold(text)),
    }
}

/// Compiles a pattern that looks at folded text.
///
/// # Errors
/// Says what is wrong with the pattern, or that it is too large.
pub fn compile(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&fold_pattern(text))
        .case_insensitive(true)
        .size_limit(PATTERN_BYTES)
        .dfa_size_limit(PATTERN_BYTES)
        .build()
}

fn pattern(text: &str) -> Option<Regex> {
    compile(text).ok()
}

/// True for the fields that the automaton walks over.
fn is_long(field: Field) -> bool {
    matches!(field, Field::Subject | Field::Body | Field::SubjectOrBody)
}

fn needles_of(rules: &[Rule]) -> Vec<String> {
    let conditions = rules.iter().flat_map(|rule| rule.conditions.conditions());
    let texts = conditions.filter(|it| it.operator.takes_words() && is_long(it.field));
    let folded = texts.filter_map(|it| match &it.value {
        Value::Text(text) => Some(fold(text)),
        _ => None,
    });
    folded.filter(|text| !text.is_empty()).collect()
}
