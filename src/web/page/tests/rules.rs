//! The list of rules and the page of one.

use super::{Book, sample};
use crate::domain::rule::{
    When,
    action::Kind,
    condition::{Field, Operator},
    team::Share,
};
use crate::web::view::{
    Section,
    log::EffectWords,
    rule::{Action, Broken, Condition, Conditions, Piece, Place, RuleError, Value},
    settings_rule::{
        ActionRow, Choices, ConditionRow, DefaultDraft, EventBox, Inside, LabForm, MailboxGroup,
        Row, RuleDraft, RuleForm, SettingsRulePage, ShareOption, Tried, TriedHit, TriedRow,
    },
    settings_rules::{Hits, Import, ImportFault, RuleRow, SettingsRulesPage},
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
        import: Import::default(),
    }
}

fn choices() -> Choices {
    Choices {
        fields: Field::ALL.iter().map(|field| field.word()).collect(),
        actions: Kind::ALL.into_iter().map(Kind::word).collect(),
        assignees: sample::options(),
        shares: Share::ALL
            .into_iter()
            .map(|share| ShareOption {
                value: format!("{}:1", share.word()),
                share: share.word().replace('_', "-"),
                group: "Network <b>bold</b>".to_owned(),
            })
            .collect(),
        mailboxes: vec!["support@help.lumen.example".to_owned()],
        tags: vec!["till <b>bold</b>".to_owned(); 40],
    }
}

fn condition_row(number: usize, ordinal: usize, field: Field) -> ConditionRow {
    let operators = field.shape().operators();
    let id = format!("n{number}");
    ConditionRow {
        number,
        inside: 1 + number % 2,
        ordinal,
        field: field.word().to_owned(),
        name: "X-<b>bold</b>".to_owned(),
        is_named: field.is_named(),
        operators: operators.iter().map(|it| it.word()).collect(),
        operator: operators.first().map_or("", |it| it.word()).to_owned(),
        shape: field.shape().word(),
        has_value: operators.first().is_some_and(|it| it.takes_value()),
        value: "vpn <b>bold</b>".to_owned(),
        gone: "Old <b>bold</b>".repeat(number % 2),
        words: operators.contains(&Operator::Contains).then_some(true),
        can_be_forged: field.can_be_forged(),
        broken: vec!["tag"],
        errors: vec![
            error(&format!("{id}-field"), "choice", Place::Rule),
            error(&format!("{id}-value"), "pattern", Place::Rule),
        ],
    }
}

fn action_row(at: usize, kind: Kind) -> ActionRow {
    let shapes = ["share", "priority", "status", "tag", "tag", "line", "area"];
    let number = at + 1;
    ActionRow {
        number,
        action: kind.word().to_owned(),
        shape: shapes.get(at).copied().unwrap_or("line"),
        value: "till <b>bold</b>".to_owned(),
        gone: "Old <b>bold</b>".to_owned(),
        broken: vec!["rights"],
        errors: vec![error(&format!("a{number}-value"), "no-such", Place::Rule)],
    }
}

fn lab() -> LabForm {
    let hit = TriedHit::Text {
        before: "the blue".to_owned(),
        hit: "<b>bold</b>".to_owned(),
        after: "…".to_owned(),
        inside: Some(Inside {
            word: "blueprint<b>bold</b>".to_owned(),
            number: 3,
        }),
    };
    let said = match condition("subject", "contains", text("vpn <b>bold</b>")) {
        Piece::Condition(condition) => TriedHit::Condition(condition),
        other => panic!("{other:?}"),
    };
    let row = |matches| TriedRow {
        ticket: 1042,
        line: 88_001,
        name: "Till <b>bold</b>".to_owned(),
        customer: "Camille <b>bold</b>".to_owned(),
        at: sample::ago(90),
        matches,
        hits: vec![hit.clone(), said.clone()],
        changes: vec![EffectWords::TagAdded {
            tag: "till <b>bold</b>".to_owned(),
        }],
    };
    LabForm {
        messages: 500,
        most: 50_000,
        tried: Some(Tried {
            examined: 500,
            matched: 14,
            lost: 1,
            about: "tickets",
            shown: 2,
            rows: vec![row(true), row(false)],
        }),
    }
}

fn rule(errors: Vec<RuleError>) -> SettingsRulePage {
    let group = |number, inside, ordinal, join| Row::Group {
        number,
        inside,
        ordinal,
        join,
        errors: vec![error(&format!("n{number}-join"), "too-deep", Place::Rule)],
    };
    let end = |number| Row::End {
        number,
        is_outermost: number == 1,
        may_nest: number == 1,
    };
    let fields = Field::ALL.iter().enumerate();
    let conditions =
        fields.map(|(at, field)| Row::Condition(Box::new(condition_row(at + 3, at + 1, *field))));
    let mut rows = vec![group(1, 0, 0, "all"), group(2, 1, 1, "any")];
    rows.extend(conditions);
    rows.extend([end(2), end(1)]);
    let actions = Kind::ALL.into_iter().enumerate();
    let events = When::ALL.into_iter().map(|when| EventBox {
        word: when.word(),
        is_on: when.has_mail(),
    });
    let form = RuleDraft {
        name: "VPN <b>bold</b>".to_owned(),
        description: "Who cannot <b>bold</b>".to_owned(),
        enabled: true,
        when: events.collect(),
        rows,
        actions: actions.map(|(at, kind)| action_row(at, kind)).collect(),
        stop: true,
    };
    SettingsRulePage {
        id: Some(7),
        title: "VPN <b>bold</b>".to_owned(),
        choices: choices(),
        revision: 3,
        form: RuleForm::Rule(Box::new(form)),
        errors,
        broken: vec![Broken {
            word: "group",
            place: Place::Condition(2),
        }],
        focus: "n3-field".to_owned(),
        lab: Some(lab()),
    }
}

fn default(errors: Vec<RuleError>) -> SettingsRulePage {
    let form = DefaultDraft {
        status: "open".to_owned(),
        priority: "medium".to_owned(),
        assignee: "group:3".to_owned(),
        assignee_gone: "Old <b>bold</b>".repeat(errors.len()),
        mailbox: String::new(),
        groups: vec![MailboxGroup {
            id: 2,
            address: "factures@help.lumen.example".to_owned(),
            group: "Network <b>bold</b>".to_owned(),
        }],
    };
    SettingsRulePage {
        id: Some(1),
        title: String::new(),
        broken: Vec::new(),
        lab: None,
        form: RuleForm::Default(form),
        ..rule(errors)
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
    let path = "rules.3.conditions.all.0.<b>bold</b>".to_owned();
    let (line, column) = (3, 14);
    let mut import = list(Vec::new(), Vec::new());
    import.import = Import {
        text: "{\"rules\": <b>bold</b>".to_owned(),
        create: true,
        faults: vec![
            ImportFault::Empty,
            ImportFault::Large,
            ImportFault::Text,
            ImportFault::Json { line, column },
            ImportFault::Shape,
            ImportFault::Groups,
            ImportFault::Rule {
                path,
                error: Box::new(error("", "no-such", Place::Rule)),
            },
        ],
        more: 9,
    };
    book.add("rules-import", template, Section::Settings, &import);
    let template = "settings_rule.html";
    let wrong = vec![
        error("name", "empty", Place::Rule),
        error("when", "no-event", Place::Rule),
        error("n3-value", "too-long", Place::Condition(1)),
        error("a1-value", "may-not-see", Place::Action(1)),
        error("n2-join", "too-deep", Place::Group(1)),
        error("add-action", "no-action", Place::Rule),
        error("", "changed", Place::Rule),
    ];
    let new = SettingsRulePage {
        id: None,
        title: String::new(),
        focus: String::new(),
        ..rule(Vec::new())
    };
    let status = vec![error("status", "choice", Place::Action(1))];
    for (what, page) in [
        ("rule", rule(Vec::new())),
        ("rule-error", rule(wrong)),
        ("rule-new", new),
        ("rule-default", default(Vec::new())),
        ("rule-default-error", default(status)),
    ] {
        book.add(what, template, Section::Settings, &page);
    }
}
