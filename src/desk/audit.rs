//! The audit log as it is read: pages, search, export, and whether a line is missing. No door here
//! or elsewhere changes a line or removes one: only `retention` does, by age alone.

use std::{
    ops::ControlFlow,
    sync::{Mutex, PoisonError},
};

use crate::{
    domain::{
        audit::{Act, AuditLine, Kind, Via, note},
        fold::fold,
        id::AuditId,
        right::Right,
        time::Timestamp,
    },
    store::{
        self, StoreError,
        audit::{Chain, walk},
    },
};

use super::{access::UserDesk, problem::Problem};

/// Most lines of one page.
pub const MOST: usize = 200;
/// Lines that one search looks at before it stops and says so: about 40 ms of work.
const LOOKED_AT: usize = 5_000;
/// Lines that are verified in one go; a longer log is verified in several.
const VERIFIED: usize = 20_000;
/// Words of one search.
const WORDS: usize = 16;

/// Which lines.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// As typed: each word must stand somewhere in the line.
    pub words: String,
    pub kind: Option<Kind>,
    /// Only lines older than this one.
    pub before: Option<AuditId>,
}

/// Some lines, newest first.
#[derive(Debug)]
pub struct AuditPage {
    pub lines: Vec<AuditLine>,
    /// Where to go on; None when there is nothing older.
    pub next: Option<AuditId>,
    /// True if the search had looked at as many lines as one request may, before the page was full.
    pub stopped: bool,
}

/// What is known of the chain.
#[derive(Clone, Copy, Debug)]
pub struct Verified {
    pub chain: Chain,
    pub at: Timestamp,
}

/// How far the chain was walked since the desk started, so that a page walks only what is new.
#[derive(Default)]
pub(super) struct Walked(Mutex<Chain>);

impl Walked {
    /// It counted lines that are gone.
    pub(super) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Chain::default();
    }
}

/// Whether lines that were verified before are verified again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    LastTime,
    TheFirstLine,
}

impl UserDesk {
    /// Reads some lines, newest first.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn audit(&self, query: &AuditQuery, limit: usize) -> Result<AuditPage, Problem> {
        self.need(Right::Audit)?;
        Ok(page(&self.desk().store.read()?, query, limit)?)
    }

    /// Notes that somebody takes the log away as a file.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn audit_exported(&self, query: &AuditQuery, now: Timestamp) -> Result<(), Problem> {
        self.need(Right::Audit)?;
        let mut changes = Vec::new();
        let words: String = query.words.chars().take(200).collect();
        note(&mut changes, "query", "", words.trim());
        note(&mut changes, "kind", "", query.kind.map_or("", Kind::word));
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            warrant.admit(tx, Right::Audit)?;
            warrant.record(tx, Act::AuditExported, "", changes.clone(), now)?;
            Ok(())
        })
    }

    /// Verifies the lines that came since the last time, at most a fixed number of them.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn audit_chain(&self, from: From, now: Timestamp) -> Result<Verified, Problem> {
        self.need(Right::Audit)?;
        let walked = &self.desk().audit_walked.0;
        let known = match from {
            From::LastTime => *walked.lock().unwrap_or_else(PoisonError::into_inner),
            From::TheFirstLine => Chain::default(),
        };
        let chain = walk(&self.desk().store.read()?, known, VERIFIED)?;
        *walked.lock().unwrap_or_else(PoisonError::into_inner) = chain;
        Ok(Verified { chain, at: now })
    }
}

fn page(
    view: &impl store::View,
    query: &AuditQuery,
    limit: usize,
) -> Result<AuditPage, StoreError> {
    let limit = limit.clamp(1, MOST);
    let words: Vec<String> = fold(&query.words)
        .split_whitespace()
        .take(WORDS)
        .map(str::to_owned)
        .collect();
    let mut page = AuditPage {
        lines: Vec::new(),
        next: None,
        stopped: false,
    };
    let (mut looked, mut last) = (0, None);
    store::audit::before(view, query.before, |line| {
        if looked == LOOKED_AT {
            page.next = last;
            page.stopped = page.lines.len() < limit;
            return ControlFlow::Break(());
        }
        looked += 1;
        last = Some(line.id);
        if query.kind.is_some_and(|kind| line.act.kind() != kind) || !found(&line, &words) {
            return ControlFlow::Continue(());
        }
        // One line too many says that there is more.
        if page.lines.len() == limit {
            page.next = page.lines.last().map(|line| line.id);
            return ControlFlow::Break(());
        }
        page.lines.push(line);
        ControlFlow::Continue(())
    })?;
    Ok(page)
}

/// True if every word stands somewhere in the line.
fn found(line: &AuditLine, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut text = vec![line.who.as_str(), line.act.word(), line.subject.as_str()];
    if let Via::Token(name) = &line.via {
        text.push(name);
    }
    for changed in &line.changes {
        text.extend([
            changed.field.as_str(),
            changed.old.as_str(),
            changed.new.as_str(),
        ]);
    }
    let from = line.from.map(|from| from.to_string()).unwrap_or_default();
    text.push(&from);
    let text = fold(&text.join("\n"));
    words.iter().all(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests;
