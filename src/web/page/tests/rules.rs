//! The list of rules and the page of one.

use super::{Book, sample};
use crate::web::view::{
    Section,
    rule::{Action, Broken, Condition, Conditions, Piece, Place, RuleError, Value},
    settings_rules::{Hits, RuleRow, SettingsRulesPage},
};

fn text(text: &str) -> Value {
    let text = text.to_owned();
    Value::Text { text }
}

fn word(id: &str) -> Value {
    let id = id.to_owned();
    Value::Word { id }
}

fn condition(field: &str, operator: &str, value: Value) -> Piece {
    Piece::Condition(Condition {
        field: field.to_owned(),
        name: "x-<b>".repeat(usize::from(field == "header")),
        operator: operator.to_owned(),
        value,
    })
}

fn action(action: &str, value: Value) -> Action {
    let action = action.to_owned();
    Action { action, value }
}

fn error(id: &str, word: &'static str, place: Place) -> RuleError {
    RuleError {
        id: id.to_owned(),
        place,
        word,
        most: 1_000,
        name: "<b>bold</b>".to_owned(),
        known: "Network, <i>Devices</i>".to_owned(),
        reason: "unclosed <b>group</b>".to_owned(),
    }
}

fn row(id: u64) -> RuleRow {
    let network = Value::Name {
        text: "Réseau <b>bold</b>".to_owned(),
    };
    RuleRow {
        id,
        name: format!("VPN <b>bold</b> {id}"),
        on: id.is_multiple_of(2),
        when: vec!["mail-makes-ticket".to_owned(), "ticket-made".to_owned()],
        conditions: Conditions {
            pieces: vec![
                condition("subject", "contains", text("vpn <b>bold</b>")),
                Piece::And,
                Piece::Open,
                condition("header", "is-set", Value::Nothing),
                Piece::Or,
                condition("assignee", "is", Value::Nobody),
                Piece::Close,
            ],
            more: id,
        },
        actions: vec![
            action("priority", word("priority-urgent")),
            action("assign", network),
            action("note", text("call <b>bold</b>")),
        ],
        more_actions: 2,
        stop: true,
        hits: Hits {
            week: 14,
            all: 1_200,
            last: Some(sample::ago(90)),
        },
        broken: Vec::new(),
    }
}

fn list(rules: Vec<RuleRow>, errors: Vec<RuleError>) -> SettingsRulesPage {
    SettingsRulesPage {
        rules,
        default: vec![
            action("status", word("status-open")),
            action("priority", word("priority-medium")),
            action("assign", Value::Nobody),
        ],
        default_hits: Hits::default(),
        errors,
    }
}

pub(super) fn add(book: &mut Book<'_>) {
    let mut rows: Vec<RuleRow> = (2..40).map(row).collect();
    if let Some(row) = rows.first_mut() {
        row.broken = ["tag", "mailbox", "group", "user", "rights", "pattern"]
            .map(|word| Broken {
                word,
                place: Place::Action(1),
            })
            .to_vec();
    }
    let refused = vec![error("", "default", Place::Rule)];
    let template = "settings_rules.html";
    book.add(
        "rules",
        template,
        Section::Settings,
        &list(rows, Vec::new()),
    );
    book.add(
        "rules-none",
        template,
        Section::Settings,
        &list(Vec::new(), refused),
    );
}
