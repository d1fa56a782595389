//! The audit log for people: `/settings/audit`. Shows, searches, exports; changes nothing.

pub mod export;
pub mod words;

use crate::{
    desk::{
        access::UserDesk,
        audit::{AuditQuery, From, Verified},
    },
    domain::audit::{AuditLine, Kind, Via},
};

use super::{
    api,
    call::Call,
    form::Form,
    gate::Answer,
    list_query::address,
    respond,
    view::{
        Section,
        settings_audit::{AuditChain, AuditPage, AuditRow, Door, Who},
    },
};

const PATH: &str = "/settings/audit";
/// Lines of one page.
const ROWS: usize = 50;

/// Shows some lines, and whether the chain holds.
pub async fn settings_audit(call: Call, user: UserDesk) -> Answer {
    let query = read(&call.query);
    let (asked, reader, now) = (query.clone(), user.clone(), call.now);
    let from = if call.query.has("verify") {
        From::TheFirstLine
    } else {
        From::LastTime
    };
    let (found, verified) = call
        .run(move |_| {
            Ok::<_, crate::desk::problem::Problem>((
                reader.audit(&asked, ROWS)?,
                reader.audit_chain(from, now)?,
            ))
        })
        .await?;
    let next = found.next.map(|id| AuditQuery {
        before: Some(id),
        ..query.clone()
    });
    let page = AuditPage {
        query: query.words.clone(),
        kind: query.kind.map_or("", Kind::word),
        kinds: Kind::ALL.map(Kind::word).to_vec(),
        rows: found.lines.iter().map(row).collect(),
        older_url: next.map(|next| url(PATH, &next)),
        stopped: found.stopped,
        newest_url: query.before.map(|_| {
            let newest = AuditQuery {
                before: None,
                ..query.clone()
            };
            url(PATH, &newest)
        }),
        csv_url: url(
            "/settings/audit.csv",
            &AuditQuery {
                before: None,
                ..query
            },
        ),
        chain: chain(&verified),
    };
    respond::page(
        &call,
        Some(&user),
        Section::Settings,
        "settings_audit.html",
        &page,
    )
}

/// Reads which lines are asked for; what is not understood is left out.
fn read(query: &Form) -> AuditQuery {
    api::audit::read(query).unwrap_or_else(|_| AuditQuery {
        words: query.text("query").chars().take(200).collect(),
        ..AuditQuery::default()
    })
}

fn url(path: &str, query: &AuditQuery) -> String {
    let mut pairs = Vec::new();
    if !query.words.is_empty() {
        pairs.push(("query", query.words.clone()));
    }
    pairs.extend(query.kind.map(|kind| ("kind", kind.word().to_owned())));
    pairs.extend(query.before.map(|id| ("after", id.to_string())));
    address(path, pairs.into_iter())
}

fn chain(verified: &Verified) -> AuditChain {
    AuditChain {
        at: verified.at,
        lines: verified.chain.lines,
        whole: verified.chain.whole,
        broken_at: verified.chain.broken_at.map(|id| id.0),
    }
}

fn row(line: &AuditLine) -> AuditRow {
    AuditRow {
        id: line.id.0,
        at: line.at,
        who: who(line),
        act: line.act.word(),
        kind: line.act.kind().word(),
        subject: line.subject.clone(),
        changes: line
            .changes
            .iter()
            .filter(|changed| !changed.old.is_empty() || !changed.new.is_empty())
            .map(words::changed)
            .collect(),
        from: line.from.map(|from| from.to_string()).unwrap_or_default(),
        door: match &line.via {
            Via::Page => Door::Page,
            Via::Token(name) => Door::Token { name: name.clone() },
            Via::CommandLine => Door::Command,
            Via::Link => Door::Link,
            Via::Desk => Door::Desk,
        },
    }
}

fn who(line: &AuditLine) -> Who {
    match (line.user, &line.via) {
        (Some(_), _) => {
            let (name, address) = line.who.rsplit_once(" <").unwrap_or((&line.who, ""));
            Who::User {
                name: name.to_owned(),
                address: address.trim_end_matches('>').to_owned(),
            }
        }
        (None, Via::CommandLine) => Who::Command,
        (None, Via::Desk) => Who::Desk,
        (None, _) => Who::Stranger {
            typed: line.who.clone(),
        },
    }
}
