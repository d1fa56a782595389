//! What rules may ask and do, written for people and for programs from the same lists that read
//! and draw them.

use serde_json::{Value as Json, json};

use crate::domain::rule::{
    ACTIONS, CONDITIONS, DESCRIPTION_CHARS, NAME_CHARS, When,
    action::Kind,
    condition::{Field, Operator, Origin, Shape, TEXT_CHARS},
    team::Share,
};

/// Writes the tables of `docs/rules.md`.
#[must_use]
pub fn tables() -> String {
    let mut text = String::from("| event | starts a rule when |\n| --- | --- |\n");
    for when in When::ALL {
        text.push_str(&format!("| `{}` | {} |\n", when.word(), when.about()));
    }
    text.push_str("\n| field | looks at | compared by |\n| --- | --- | --- |\n");
    for field in Field::ALL {
        let origin = match field.origin() {
            Origin::Mail => " Only there when a mail came.",
            Origin::Either | Origin::Ticket => "",
        };
        let operators: Vec<String> = field
            .shape()
            .operators()
            .iter()
            .map(|operator| format!("`{}`", operator.word()))
            .collect();
        let (word, about) = (field.word(), field.about());
        let operators = operators.join(", ");
        text.push_str(&format!("| `{word}` | {about}{origin} | {operators} |\n"));
    }
    text.push_str("\n| action | does |\n| --- | --- |\n");
    for kind in Kind::ALL.into_iter().chain([Kind::Mailbox]) {
        text.push_str(&format!("| `{}` | {} |\n", kind.word(), kind.about()));
    }
    text
}

/// Writes the JSON Schema (draft 2020-12) of a rule.
#[must_use]
pub fn schema() -> Json {
    let fields = Field::ALL.iter().map(|field| condition(*field));
    let actions = Kind::ALL.into_iter().map(action);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule of Guichet",
        "type": "object",
        "required": ["name", "when"],
        "properties": {
            "name": { "type": "string", "minLength": 1, "maxLength": NAME_CHARS },
            "description": { "type": "string", "maxLength": DESCRIPTION_CHARS },
            "enabled": { "type": "boolean", "default": true },
            "when": {
                "type": "array", "minItems": 1,
                "items": { "enum": When::ALL.map(When::word) }
            },
            "conditions": { "$ref": "#/$defs/node" },
            "actions": {
                "type": "array", "maxItems": ACTIONS, "items": { "$ref": "#/$defs/action" }
            },
            "stop": { "type": "boolean", "default": false }
        },
        "$defs": {
            "node": { "anyOf": [
                group("all"), group("any"), { "$ref": "#/$defs/condition" }
            ] },
            "condition": { "anyOf": fields.collect::<Vec<_>>() },
            "action": { "anyOf": actions.collect::<Vec<_>>() },
            "assignee": assignee(),
        }
    })
}

fn group(join: &str) -> Json {
    json!({
        "type": "object", "required": [join], "additionalProperties": false,
        "properties": {
            join: { "type": "array", "maxItems": CONDITIONS, "items": { "$ref": "#/$defs/node" } }
        }
    })
}

fn condition(field: Field) -> Json {
    let operators = field.shape().operators();
    let words: Vec<&str> = operators.iter().map(|it| it.word()).collect();
    let mut properties = json!({
        "field": { "const": field.word(), "description": field.about() },
        "operator": { "enum": words },
    });
    let mut add = |key: &str, value: Json| {
        if let Some(fields) = properties.as_object_mut() {
            fields.insert(key.to_owned(), value);
        }
    };
    if operators.iter().any(|it| it.takes_value()) {
        add("value", value(field.shape()));
    }
    if field.is_named() {
        add("name", json!({ "type": "string" }));
    }
    if operators.contains(&Operator::Contains) {
        add("whole_word", json!({ "type": "boolean", "default": false }));
    }
    json!({
        "type": "object", "required": ["field", "operator"], "additionalProperties": false,
        "properties": properties
    })
}

fn value(shape: Shape) -> Json {
    use crate::domain::ticket::{Priority, Status};
    match shape {
        Shape::Text => json!({ "type": "string", "minLength": 1, "maxLength": TEXT_CHARS }),
        Shape::Status => json!({ "enum": Status::ALL.map(Status::word) }),
        Shape::Priority => json!({ "enum": Priority::ALL.map(Priority::word) }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Size => json!({ "type": ["string", "integer"], "examples": ["500 KB", "2 MB"] }),
        Shape::Span => json!({ "type": "string", "examples": ["30m", "4h", "3d"] }),
        Shape::Hours => json!({ "type": "string", "examples": ["30m", "4h"] }),
        Shape::Mailbox => json!({ "type": "string", "description": "the address of a mailbox" }),
        Shape::Tag => json!({ "type": "string", "description": "the name of a tag" }),
        Shape::Assignee => json!({ "$ref": "#/$defs/assignee" }),
        Shape::Presence => json!(true),
    }
}

fn action(kind: Kind) -> Json {
    let value = match kind {
        Kind::Status => value(Shape::Status),
        Kind::Priority => value(Shape::Priority),
        Kind::AddTag | Kind::RemoveTag => value(Shape::Tag),
        Kind::Due => json!({ "type": "string", "examples": ["30m", "4h", "2d", "none"] }),
        Kind::DueBusiness => json!({ "type": "string", "examples": ["30m", "4h"] }),
        Kind::Snooze => {
            let examples = ["4h", "2d", "business", "09:00", "monday 09:00"];
            json!({ "type": "string", "examples": examples })
        }
        Kind::Name | Kind::Note => json!({ "type": "string", "minLength": 1 }),
        Kind::Mailbox => json!({ "type": ["string", "null"] }),
        Kind::Assign => {
            let shares = Share::ALL.into_iter().map(|share| named(share.word()));
            let whom = std::iter::once(json!({ "$ref": "#/$defs/assignee" }));
            json!({ "anyOf": whom.chain(shares).collect::<Vec<_>>() })
        }
    };
    json!({
        "type": "object", "required": ["action", "value"], "additionalProperties": false,
        "description": kind.about(),
        "properties": { "action": { "const": kind.word() }, "value": value }
    })
}

fn assignee() -> Json {
    json!({ "anyOf": [{ "type": "null" }, named("user"), named("group")] })
}

fn named(key: &str) -> Json {
    json!({
        "type": "object", "required": [key],
        "properties": { key: { "type": "string" } }
    })
}
