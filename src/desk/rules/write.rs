//! Writes a rule in the JSON form that `written` reads, names in place of numbers.

use serde_json::{Map, Value as Json, json};

use crate::{
    desk::book::Book,
    domain::{
        assignee::Assignee,
        id::{MailboxId, TagId},
        rule::{
            DEFAULT, DefaultRule, Rule, When,
            action::Action,
            condition::{Condition, Node, Part, Shape, Value},
            units::{NO_DUE, write_hours, write_size, write_span},
        },
    },
};

/// Writes a rule without its number.
#[must_use]
pub fn rule(book: &Book, rule: &Rule) -> Map<String, Json> {
    let when: Vec<&str> = rule.when.iter().map(|when| when.word()).collect();
    let actions: Vec<Json> = rule.actions.iter().map(|it| action(book, it)).collect();
    object(json!({
        "name": rule.name,
        "description": rule.description,
        "enabled": rule.enabled,
        "when": when,
        "conditions": node(book, &rule.conditions),
        "actions": actions,
        "stop": rule.stop,
    }))
}

/// Writes the default rule.
#[must_use]
pub fn default_rule(book: &Book, default: &DefaultRule) -> Map<String, Json> {
    let actions = [
        Action::Status(default.status),
        Action::Priority(default.priority),
        Action::Assign(default.assignee),
        Action::Mailbox(default.mailbox),
    ];
    let actions: Vec<Json> = actions.iter().map(|it| action(book, it)).collect();
    object(json!({
        "id": DEFAULT.0,
        "name": "Default rule",
        "description": "",
        "enabled": true,
        "when": [When::MailMakesTicket.word(), When::TicketMade.word()],
        "conditions": { "all": [] },
        "actions": actions,
        "stop": false,
        "default": true,
    }))
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn node(book: &Book, it: &Node) -> Json {
    let list = |nodes: &[Node]| nodes.iter().map(|it| node(book, it)).collect::<Vec<_>>();
    match it {
        Node::Is(it) => condition(book, it),
        Node::All(nodes) => json!({ "all": list(nodes) }),
        Node::Any(nodes) => json!({ "any": list(nodes) }),
    }
}

/// Writes one condition.
#[must_use]
pub fn condition(book: &Book, condition: &Condition) -> Json {
    let mut fields = object(json!({
        "field": condition.field.word(),
        "operator": condition.operator.word(),
    }));
    if condition.field.is_named() {
        fields.insert("name".to_owned(), json!(condition.name));
    }
    if condition.operator.takes_value() {
        let shape = condition.field.shape();
        fields.insert("value".to_owned(), value(book, &condition.value, shape));
    }
    if condition.part == Part::WholeWord {
        fields.insert("whole_word".to_owned(), json!(true));
    }
    Json::Object(fields)
}

fn value(book: &Book, value: &Value, shape: Shape) -> Json {
    match value {
        Value::None => Json::Null,
        Value::Text(text) => json!(text),
        Value::Flag(flag) => json!(flag),
        Value::Number(number) if shape == Shape::Span => json!(write_span(*number)),
        Value::Number(number) if shape == Shape::Hours => json!(write_hours(*number)),
        Value::Number(number) => json!(write_size(*number)),
        Value::Status(status) => json!(status.word()),
        Value::Priority(priority) => json!(priority.word()),
        Value::Mailbox(id) => mailbox(book, *id),
        Value::Tag(id) => tag(book, *id),
        Value::Assignee(it) => assignee(book, *it),
    }
}

fn action(book: &Book, action: &Action) -> Json {
    let value = match action {
        Action::Status(status) => json!(status.word()),
        Action::Priority(priority) => json!(priority.word()),
        Action::Assign(it) => assignee(book, *it),
        Action::AddTag(id) | Action::RemoveTag(id) => tag(book, *id),
        Action::Name(text) | Action::Note(text) => json!(text),
        Action::Share(share, group) => {
            json!({ share.word(): book.group_name(*group).unwrap_or_default() })
        }
        Action::Due(time) => json!(time.map_or_else(|| NO_DUE.to_owned(), write_span)),
        Action::DueBusiness(time) => json!(write_hours(*time)),
        Action::Snooze(sleep) => json!(sleep.to_string()),
        Action::Mailbox(id) => id.map_or(Json::Null, |id| mailbox(book, id)),
    };
    json!({ "action": action.kind().word(), "value": value })
}

// A tag that was deleted has a name in what was written before.
fn tag(book: &Book, id: TagId) -> Json {
    let shown = book.tag(id).map(|tag| tag.name.as_str());
    json!(shown.or_else(|| book.tag_name(id)))
}

fn mailbox(book: &Book, id: MailboxId) -> Json {
    json!(book.mailbox(id).map(|mailbox| mailbox.address.as_str()))
}

/// Writes an assignee in the one shape of the API.
#[must_use]
pub fn assignee(book: &Book, assignee: Option<Assignee>) -> Json {
    match assignee {
        None => Json::Null,
        Some(Assignee::User(id)) => {
            let email = book.user(id).map(|user| user.email.as_str());
            json!({ "user": email.unwrap_or_default() })
        }
        Some(Assignee::Group(id)) => {
            json!({ "group": book.group_name(id).unwrap_or_default() })
        }
    }
}
