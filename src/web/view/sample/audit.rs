//! The audit log of the sample organization: every act once, by every door.

use super::{NOW, ago};
use crate::{
    domain::audit::{Act, Changed},
    web::{
        settings_audit::words,
        view::settings_audit::{AuditChain, AuditPage, AuditRow, Door, Who},
    },
};

/// A page with every act.
pub fn audit() -> AuditPage {
    let rows = Act::ALL.iter().enumerate();
    AuditPage {
        query: String::new(),
        kind: "people",
        kinds: vec!["access", "people", "settings"],
        rows: rows.map(|(place, act)| row(place, *act)).collect(),
        older_url: Some("/settings/audit?after=12".to_owned()),
        stopped: false,
        newest_url: Some("/settings/audit".to_owned()),
        csv_url: "/settings/audit.csv?kind=people".to_owned(),
        chain: AuditChain {
            at: NOW,
            lines: 8_214,
            whole: true,
            broken_at: None,
        },
    }
}

fn row(place: usize, act: Act) -> AuditRow {
    let (who, door, from) = match place % 5 {
        0 => (ines(), Door::Page, "192.0.2.14"),
        1 => (
            ines(),
            Door::Token {
                name: "Till <b>monitor".to_owned(),
            },
            "2001:db8::7",
        ),
        2 => (Who::Command, Door::Command, ""),
        3 => (
            Who::Stranger {
                typed: "<b>bold@evil.example".to_owned(),
            },
            Door::Link,
            "203.0.113.80",
        ),
        _ => (Who::Desk, Door::Desk, ""),
    };
    let changed = |field: &str, old: &str, new: &str| {
        words::changed(&Changed {
            field: field.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        })
    };
    let number = place as u64;
    AuditRow {
        id: 100 - number,
        at: ago(7 * number as i64),
        who,
        act: act.word(),
        kind: act.kind().word(),
        subject: "Front <b>bold</b> desk".to_owned(),
        changes: match place % 3 {
            0 => vec![
                changed("roles", "expert", "observer, \u{202e}rolyt"),
                changed("signature", "Kind regards", ""),
            ],
            1 => vec![changed("name", "", "<i>refuses</i>")],
            _ => Vec::new(),
        },
        from: from.to_owned(),
        door,
    }
}

fn ines() -> Who {
    Who::User {
        name: "Inès Caron".to_owned(),
        address: "ines@lumen.example".to_owned(),
    }
}
