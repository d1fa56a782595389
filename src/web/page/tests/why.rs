//! The page that says why rules fired on a ticket.

use super::{Book, sample};
use crate::{
    domain::{
        rule::{When, decide::Outcome, set::Missing},
        ticket::Priority,
    },
    web::view::{
        Section,
        log::EffectWords,
        rule::{Broken, Condition, Place, Value},
        rule_seen::{Asked, Seen},
        ticket_why::{self, TicketWhyPage},
    },
};

fn text(text: &str) -> Value {
    let text = text.to_owned();
    Value::Text { text }
}

fn asked() -> Vec<Asked> {
    let condition = |depth, holds, saw| Asked::Condition {
        depth,
        condition: Condition {
            field: "subject".to_owned(),
            name: String::new(),
            operator: "contains".to_owned(),
            value: text("<b>print</b>"),
        },
        holds,
        saw,
    };
    let piece = Seen::Text {
        before: "The ".to_owned(),
        hit: "<b>print</b>".to_owned(),
        after: "er".to_owned(),
    };
    vec![
        Asked::Group {
            depth: 0,
            join: "any",
            holds: true,
        },
        condition(1, true, piece),
        condition(1, false, Seen::Nothing),
        condition(1, false, Seen::Nobody),
        Asked::Group {
            depth: 1,
            join: "all",
            holds: false,
        },
        condition(
            2,
            true,
            Seen::Name {
                text: "<i>x</i>".to_owned(),
            },
        ),
        condition(
            2,
            false,
            Seen::Word {
                id: "rule-no".to_owned(),
            },
        ),
    ]
}

/// The page that says why rules fired on a ticket, with every outcome.
pub(super) fn add(book: &mut Book<'_>) {
    let row = |outcome: Outcome| ticket_why::RuleRow {
        id: outcome as u64 + 2,
        name: "Printers <b>bold</b>".to_owned(),
        exists: outcome != Outcome::Off,
        outcome: outcome.word().replace('_', "-"),
        matched: outcome.matched(),
        asked: if outcome == Outcome::Nothing {
            Vec::new()
        } else {
            asked()
        },
        broken: Missing::ALL
            .into_iter()
            .filter(|_| outcome == Outcome::Broken)
            .map(|missing| Broken {
                word: missing.word(),
                place: Place::Action(1),
            })
            .collect(),
        effects: vec![
            EffectWords::Priority {
                old: Priority::Medium,
                new: Priority::Urgent,
            },
            EffectWords::Snoozed {
                until: crate::domain::time::Timestamp(1_790_000_000_000_000),
            },
            EffectWords::Note {
                text: "<b>call</b>".to_owned(),
            },
        ],
    };
    let decision = |when: &When| ticket_why::Decision {
        when: when.word().replace('_', "-"),
        at: sample::ago(40),
        cause: 12 + *when as u64,
        rules: Outcome::ALL.into_iter().map(row).collect(),
        not_started: vec!["<b>x</b>".to_owned(); 3],
        off: vec!["<b>y</b>".to_owned()],
    };
    let page = TicketWhyPage {
        number: 1_042,
        name: "Printer <b>bold</b>".to_owned(),
        decisions: When::ALL.iter().map(decision).collect(),
        now: vec![row(Outcome::Fired), row(Outcome::Missed)],
    };
    book.add("why", "ticket_why.html", Section::Inbox, &page);
    let page = TicketWhyPage {
        decisions: Vec::new(),
        now: Vec::new(),
        ..page
    };
    book.add("why-none", "ticket_why.html", Section::Inbox, &page);
}
