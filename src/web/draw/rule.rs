//! Rules as pieces that templates say, and what is wrong with them. Reads nothing, decides nothing.

use crate::{
    desk::book::Book,
    domain::{
        assignee::Assignee,
        rule::{
            ACTIONS, CONDITIONS, DEPTH, DefaultRule, PATTERNS, RULES, Rule,
            action::Action,
            condition::{Condition, Node, Shape, Value},
            fault::{RuleFault, WrongAt},
            set::{Missing, Spot},
            units::{write_hours, write_size, write_span},
        },
    },
    web::view::rule::{self, Broken, Conditions, Piece, Place, RuleError},
};

use super::beginning;

/// Conditions and actions that a line says; more are counted.
const SAID: usize = 4;
/// Characters of a text within a line.
const TEXT: usize = 40;

/// Draws the conditions of a rule as one line.
#[must_use]
pub fn conditions(book: &Book, rule: &Rule) -> Conditions {
    let mut line = Conditions::default();
    let mut room = SAID;
    gather(book, &rule.conditions, &mut line, &mut room);
    line
}

fn gather(book: &Book, node: &Node, line: &mut Conditions, room: &mut usize) {
    let (nodes, join) = match node {
        Node::Is(condition) => {
            if *room == 0 {
                line.more += 1;
                return;
            }
            *room -= 1;
            let condition = self::condition(book, condition);
            return line.pieces.push(Piece::Condition(condition));
        }
        Node::All(nodes) => (nodes, Piece::And),
        Node::Any(nodes) => (nodes, Piece::Or),
    };
    let mut first = true;
    for node in nodes {
        let count = node.conditions().len();
        if *room == 0 || count == 0 {
            line.more += count as u64;
            continue;
        }
        if !first {
            line.pieces.push(join.clone());
        }
        first = false;
        let inner = count > 1 && nodes.len() > 1;
        line.pieces.extend(inner.then_some(Piece::Open));
        gather(book, node, line, room);
        line.pieces.extend(inner.then_some(Piece::Close));
    }
}

/// Draws one condition.
#[must_use]
pub fn condition(book: &Book, condition: &Condition) -> rule::Condition {
    let value = match &condition.value {
        Value::None => rule::Value::Nothing,
        Value::Text(text) => typed(text),
        Value::Flag(true) => word("rule-yes", ""),
        Value::Flag(false) => word("rule-no", ""),
        Value::Number(number) if condition.field.shape() == Shape::Span => {
            name(&write_span(*number))
        }
        Value::Number(number) if condition.field.shape() == Shape::Hours => {
            name(&write_hours(*number))
        }
        Value::Number(number) => name(&write_size(*number)),
        Value::Status(status) => word("status-", status.word()),
        Value::Priority(priority) => word("priority-", priority.word()),
        Value::Mailbox(id) => name(book.mailbox(*id).map_or("?", |it| it.address.as_str())),
        Value::Tag(id) => tag(book, *id),
        Value::Assignee(assignee) => self::assignee(book, *assignee),
    };
    rule::Condition {
        field: dashed(condition.field.word()),
        name: condition.name.clone(),
        operator: dashed(condition.operator.word()),
        value,
    }
}

/// Draws the first actions of a rule, and counts the others.
#[must_use]
pub fn actions(book: &Book, rule: &Rule) -> (Vec<rule::Action>, u64) {
    let said = rule.actions.iter().take(SAID).map(|it| action(book, it));
    let more = rule.actions.len().saturating_sub(SAID) as u64;
    (said.collect(), more)
}

/// Draws what the default rule sets; the mailbox only where one is chosen.
#[must_use]
pub fn defaults(book: &Book, default: &DefaultRule) -> Vec<rule::Action> {
    let mut actions = vec![
        Action::Status(default.status),
        Action::Priority(default.priority),
        Action::Assign(default.assignee),
    ];
    actions.extend(default.mailbox.map(|id| Action::Mailbox(Some(id))));
    actions.iter().map(|it| action(book, it)).collect()
}

fn action(book: &Book, action: &Action) -> rule::Action {
    let value = match action {
        Action::Status(status) => word("status-", status.word()),
        Action::Priority(priority) => word("priority-", priority.word()),
        Action::Assign(assignee) => self::assignee(book, *assignee),
        Action::AddTag(id) | Action::RemoveTag(id) => tag(book, *id),
        Action::Name(text) | Action::Note(text) => typed(text),
        Action::Due(None) => word("rule-no-due", ""),
        Action::Due(Some(time)) => name(&write_span(*time)),
        Action::DueBusiness(time) => name(&write_hours(*time)),
        Action::Snooze(sleep) => name(&sleep.to_string()),
        Action::Mailbox(id) => {
            let mailbox = id.and_then(|id| book.mailbox(id));
            name(mailbox.map_or("?", |mailbox| mailbox.address.as_str()))
        }
        Action::Share(share, group) => rule::Value::Share {
            share: dashed(share.word()),
            text: book.group_name(*group).unwrap_or("?").to_owned(),
        },
    };
    rule::Action {
        action: dashed(action.kind().word()),
        value,
    }
}

fn typed(text: &str) -> rule::Value {
    rule::Value::Text {
        text: beginning(text, TEXT),
    }
}

fn name(text: &str) -> rule::Value {
    rule::Value::Name {
        text: text.to_owned(),
    }
}

fn word(prefix: &str, word: &str) -> rule::Value {
    rule::Value::Word {
        id: format!("{prefix}{word}"),
    }
}

fn tag(book: &Book, id: crate::domain::id::TagId) -> rule::Value {
    let shown = book.tag(id).map(|tag| tag.name.as_str());
    name(shown.or_else(|| book.tag_name(id)).unwrap_or("?"))
}

fn assignee(book: &Book, assignee: Option<Assignee>) -> rule::Value {
    match assignee {
        None => rule::Value::Nobody,
        Some(assignee) => name(book.assignee_name(assignee)),
    }
}

/// A word of a closed list as it stands in the ids of the catalogues.
#[must_use]
pub fn dashed(word: &str) -> String {
    word.replace('_', "-")
}

/// Draws what is gone of what a rule refers to.
#[must_use]
pub fn broken(broken: &[(Spot, Missing)]) -> Vec<Broken> {
    let draw = |(spot, missing): &(Spot, Missing)| Broken {
        word: missing.word(),
        place: match spot {
            Spot::Condition(at) => Place::Condition(*at as u64 + 1),
            Spot::Action(at) => Place::Action(*at as u64 + 1),
        },
    };
    broken.iter().map(draw).collect()
}

/// Draws a fault for the control with an id.
#[must_use]
pub fn error(wrong: &WrongAt, id: String, place: Place) -> RuleError {
    let mut error = RuleError {
        id,
        place,
        word: wrong.fault.word(),
        most: 0,
        name: String::new(),
        known: String::new(),
        reason: String::new(),
    };
    match &wrong.fault {
        RuleFault::TooLong(most) => error.most = *most as u64,
        RuleFault::TooManyConditions => error.most = CONDITIONS as u64,
        RuleFault::TooManyActions => error.most = ACTIONS as u64,
        RuleFault::TooDeep => error.most = DEPTH as u64,
        RuleFault::TooManyRules => error.most = RULES as u64,
        RuleFault::TooManyPatterns => error.most = PATTERNS as u64,
        RuleFault::Pattern(reason) => error.reason.clone_from(reason),
        RuleFault::UnknownKey(known) => error.known.clone_from(known),
        RuleFault::UnknownWord { given, known } => {
            error.name.clone_from(given);
            error.known.clone_from(known);
        }
        RuleFault::NoSuch { name, known, .. } => {
            error.name.clone_from(name);
            error.known.clone_from(known);
        }
        _ => {}
    }
    error
}
