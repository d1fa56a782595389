//! What conditions answered and saw, as documents of the API.

use serde_json::{Map, Value, json};

use crate::{
    desk::{
        book::Book,
        rules::{
            why::{DecisionWhy, RuleWhy, Why},
            write,
        },
    },
    domain::rule::{DEFAULT, Rule, explain::Saw},
};

use super::assignee;

/// The conditions of a rule in their order, each with its answer and what it saw. Empty if the rule
/// was not asked.
#[must_use]
pub fn conditions(book: &Book, rule: &Rule, answers: &[bool], saw: &[Saw]) -> Vec<Value> {
    let conditions = rule.conditions.conditions();
    let asked = conditions.into_iter().zip(answers).zip(saw);
    asked
        .map(|((condition, answer), saw)| {
            let mut fields = match write::condition(book, condition) {
                Value::Object(fields) => fields,
                _ => Map::new(),
            };
            fields.insert("holds".to_owned(), json!(answer));
            fields.insert("saw".to_owned(), seen(book, saw));
            Value::Object(fields)
        })
        .collect()
}

/// Why the rules did what they did on a ticket, and what they would do now.
#[must_use]
pub fn why(book: &Book, why: &Why) -> Value {
    let decisions: Vec<Value> = why.decisions.iter().map(|it| decision(book, it)).collect();
    let now: Vec<Value> = why.now.iter().map(|it| rule(book, it)).collect();
    json!({ "number": why.ticket.id.0, "decisions": decisions, "now": now })
}

fn decision(book: &Book, decision: &DecisionWhy) -> Value {
    let rules: Vec<Value> = decision.rules.iter().map(|it| rule(book, it)).collect();
    json!({
        "activity": decision.cause.0,
        "at": decision.at.rfc3339(),
        "when": decision.when.word(),
        "rules": rules,
    })
}

fn rule(book: &Book, why: &RuleWhy) -> Value {
    debug_assert_ne!(why.rule.id, DEFAULT, "the default rule asks nothing");
    json!({
        "id": why.rule.id.0,
        "name": why.rule.name,
        "outcome": why.outcome.word(),
        "conditions": conditions(book, &why.rule, &why.answers, &why.saw),
    })
}

fn seen(book: &Book, saw: &Saw) -> Value {
    match saw {
        Saw::Nothing => Value::Null,
        Saw::Text(text, _) => json!(text),
        Saw::Flag(flag) => json!(flag),
        Saw::Number(number) => json!(number),
        Saw::Late(late) => json!(i64::try_from(*late).map_or(i64::MIN, |late| -late)),
        Saw::Status(status) => json!(status.word()),
        Saw::Priority(priority) => json!(priority.word()),
        Saw::Assignee(it) => assignee::write(book, *it),
        Saw::Mailboxes(ids) => ids
            .iter()
            .map(|id| json!(book.mailbox(*id).map(|it| it.address.as_str())))
            .collect(),
        Saw::Tags(ids) => ids
            .iter()
            .map(|id| json!(book.tag(*id).map(|tag| tag.name.as_str())))
            .collect(),
    }
}
