//! What the tests of rules share: a desk, its facts, and rules written as one line of text.

use std::sync::Arc;

use super::{
    DefaultRule, Rule, When,
    action::Action,
    condition::{Condition, Field, Node, Operator, Part, Shape, Value},
    facts::{Facts, Folded, MailFacts, TicketFacts, Timing},
    set::{Known, Missing, RuleSet},
    units::{read_hours, read_size, read_span},
};
use crate::domain::{
    assignee::Assignee,
    calendar::of_ticket::Service,
    id::{GroupId, MailboxId, RuleId, TagId, UserId},
    ticket::{Priority, Status},
    time::Timestamp,
};

mod fields;
mod laws;
mod ready;
mod texts;

pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

/// Has everything below 90; tag 80 was merged into 8, people and groups from 70 may not see tickets.
pub(super) struct Desk;

impl Known for Desk {
    fn tag(&self, id: TagId) -> Option<TagId> {
        match id.0 {
            80 => Some(TagId(8)),
            gone if gone >= 90 => None,
            _ => Some(id),
        }
    }

    fn mailbox(&self, id: MailboxId) -> bool {
        id.0 < 90
    }

    fn unfit(&self, assignee: Assignee) -> Option<Missing> {
        match assignee {
            Assignee::User(UserId(90..)) => Some(Missing::User),
            Assignee::Group(GroupId(90..)) => Some(Missing::Group),
            Assignee::User(UserId(70..)) | Assignee::Group(GroupId(70..)) => Some(Missing::Rights),
            _ => None,
        }
    }
}

pub(super) fn user(id: u64) -> Option<Assignee> {
    Some(Assignee::User(UserId(id)))
}

pub(super) fn group(id: u64) -> Option<Assignee> {
    Some(Assignee::Group(GroupId(id)))
}

pub(super) fn ticket() -> TicketFacts {
    TicketFacts {
        name: "vpn".to_owned(),
        status: Status::Open,
        priority: Priority::Medium,
        assignee: None,
        tags: Vec::new(),
        customer: Vec::new(),
        mailbox: Some(MailboxId(1)),
        automatic: false,
        created: NOW,
        updated: NOW,
        snoozed: None,
        timing: Timing::default(),
    }
}

/// A mail with this subject and text that makes a ticket.
pub(super) fn mailed(subject: &str, body: &str) -> Facts {
    Facts {
        when: When::MailMakesTicket,
        mail: Some(Arc::new(MailFacts {
            subject: Folded::new(subject),
            body: Folded::new(body),
            ..MailFacts::default()
        })),
        ticket: ticket(),
        own: None,
        group: None,
        teams: Vec::new(),
        service: Service::none(),
        spent: Vec::new(),
    }
}

/// A ticket that somebody made with this name and description.
pub(super) fn made(name: &str, description: &str) -> Facts {
    Facts {
        when: When::TicketMade,
        mail: None,
        ticket: TicketFacts {
            name: name.to_owned(),
            ..ticket()
        },
        own: Some((Folded::new(name), Folded::new(description))),
        group: None,
        teams: Vec::new(),
        service: Service::none(),
        spent: Vec::new(),
    }
}

/// A condition; its value as people write it, quoted where whole words are meant.
pub(super) fn condition(field: Field, operator: Operator, value: &str) -> Condition {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let (value, part) = match inner {
        Some(inner) => (inner, Part::WholeWord),
        None => (value, Part::Anywhere),
    };
    let value = match operator.takes_value() {
        true => read(field.shape(), value),
        false => Value::None,
    };
    let name = if field.is_named() { "x-kind" } else { "" };
    Condition {
        field,
        name: name.to_owned(),
        operator,
        value,
        part,
    }
}

fn read(shape: Shape, value: &str) -> Value {
    let number = || value.parse().expect("an id is a number");
    match shape {
        Shape::Text => Value::Text(value.to_owned()),
        Shape::Status => Value::Status(Status::from_word(value).expect("a status")),
        Shape::Priority => Value::Priority(Priority::from_word(value).expect("a priority")),
        Shape::Flag => Value::Flag(value == "true"),
        Shape::Size => Value::Number(read_size(value).expect("a size")),
        Shape::Span => Value::Number(read_span(value).expect("a span")),
        Shape::Hours => Value::Number(read_hours(value).expect("a span")),
        Shape::Mailbox => Value::Mailbox(MailboxId(number())),
        Shape::Tag => Value::Tag(TagId(number())),
        Shape::Assignee => Value::Assignee(assignee(value)),
        Shape::Presence => Value::None,
    }
}

/// `user 1`, `group 1` or `nobody`.
pub(super) fn assignee(text: &str) -> Option<Assignee> {
    let (kind, id) = text.split_once(' ')?;
    let id = id.parse().expect("an id is a number");
    if kind == "user" { user(id) } else { group(id) }
}

/// A rule: its events, its conditions, its actions, split by `/`, words split by spaces.
///
/// Events: `makes joins made changed passed`. Conditions: `#1` has the tag, `!1` has it not, `=high` is of
/// that priority, `~pattern` matches the subject, another word stands in the subject. Actions: `+1 -1`
/// tags, a priority, a status, `@1` a user, `@0` nobody, `note`, `due` in an hour, `name:word`, `stop`;
/// `off` switches it off.
pub(super) fn rule(id: u64, text: &str) -> Rule {
    let mut parts = text.split('/').map(str::split_whitespace);
    let mut part = || parts.next().expect("a rule has three parts");
    let when = part().map(|word| match word {
        "makes" => When::MailMakesTicket,
        "joins" => When::MailJoinsTicket,
        "made" => When::TicketMade,
        "changed" => When::TicketChanged,
        "passed" => When::TimePassed,
        other => panic!("no event {other}"),
    });
    let when = when.collect();
    let conditions = part().map(|word| Node::Is(asked(word))).collect();
    let words: Vec<&str> = part().collect();
    let has = |switch: &str| words.contains(&switch);
    let acts = words.iter().filter(|it| !["stop", "off"].contains(it));
    Rule {
        id: RuleId(id),
        revision: 1,
        name: format!("rule {id}"),
        description: String::new(),
        enabled: !has("off"),
        when,
        conditions: Node::All(conditions),
        actions: acts.map(|word| action(word)).collect(),
        stop: has("stop"),
    }
}

fn asked(word: &str) -> Condition {
    match (word.get(..1), word.get(1..)) {
        (Some("#"), Some(tag)) => condition(Field::Tag, Operator::Is, tag),
        (Some("!"), Some(tag)) => condition(Field::Tag, Operator::IsNot, tag),
        (Some("="), Some(priority)) => condition(Field::Priority, Operator::Is, priority),
        (Some("~"), Some(pattern)) => condition(Field::Subject, Operator::Matches, pattern),
        _ => condition(Field::Subject, Operator::Contains, word),
    }
}

fn action(word: &str) -> Action {
    let number = |text: &str| text.parse().expect("an id is a number");
    match (word.get(..1), word.get(1..), word.strip_prefix("name:")) {
        (_, _, Some(name)) => Action::Name(name.to_owned()),
        (Some("+"), Some(tag), _) => Action::AddTag(TagId(number(tag))),
        (Some("-"), Some(tag), _) => Action::RemoveTag(TagId(number(tag))),
        (Some("@"), Some("0"), _) => Action::Assign(None),
        (Some("@"), Some(id), _) => Action::Assign(user(number(id))),
        _ if word == "note" => Action::Note("a note".to_owned()),
        _ if word == "due" => Action::Due(Some(3_600)),
        _ if word == "snooze" => Action::Snooze(super::sleep::Sleep::For(3_600)),
        _ => Status::from_word(word).map_or_else(
            || Action::Priority(Priority::from_word(word).expect("an action")),
            Action::Status,
        ),
    }
}

/// A rule set of such lines; the first has the number 2.
pub(super) fn set(rules: &[&str]) -> RuleSet {
    let rules = rules.iter().zip(2..).map(|(text, id)| rule(id, text));
    set_of(rules.collect(), DefaultRule::default())
}

pub(super) fn set_of(rules: Vec<Rule>, default: DefaultRule) -> RuleSet {
    RuleSet::new(1, rules, default, &Desk, None)
}

/// A set of one rule that asks one condition.
pub(super) fn asks(condition: Condition) -> RuleSet {
    let mut rule = rule(2, "makes joins made changed//note");
    rule.conditions = Node::Is(condition);
    set_of(vec![rule], DefaultRule::default())
}
