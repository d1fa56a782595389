//! What is done to the roster of rules inside of a transaction.

use serde_json::Value;

use crate::{
    desk::{book::Book, problem::Problem, warrant::Warrant},
    domain::{
        audit::{Act, Changed, note},
        id::RuleId,
        rule::{
            DEFAULT, PATTERNS, RULES, Rule,
            explain::Roster,
            fault::{RuleFault, WrongAt},
        },
        time::Timestamp,
    },
    store::{self, View, WriteTx},
};

use super::{
    Switch, Unknown,
    names::TxNames,
    write,
    written::{Reader, Written},
};

/// Takes one rule of an import into the roster, which the caller puts once for all of them.
pub(super) fn import(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    book: &Book,
    roster: &mut Roster,
    value: &Value,
    unknown: Unknown,
    now: Timestamp,
) -> Result<Option<RuleId>, Problem> {
    if value.get("default") != Some(&Value::Bool(true)) {
        let written = read(tx, warrant, book, value, unknown, now)?;
        return add(tx, warrant, roster, written, now).map(Some);
    }
    let mut names = TxNames {
        tx,
        book,
        unknown,
        warrant,
        now,
    };
    let default = Reader::new(&mut names).default_rule(value)?;
    if roster.default != default {
        roster.default = default;
        warrant.record(tx, Act::RuleChanged, "Default rule", Vec::new(), now)?;
    }
    Ok(None)
}

pub(super) fn within(at: usize, wrong: WrongAt) -> WrongAt {
    let path = match wrong.path.as_str() {
        "" => format!("rules.{at}"),
        path => format!("rules.{at}.{path}"),
    };
    WrongAt { path, ..wrong }
}

pub(super) fn read(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    book: &Book,
    written: &Value,
    unknown: Unknown,
    now: Timestamp,
) -> Result<Written, Problem> {
    let mut names = TxNames {
        tx,
        book,
        unknown,
        warrant,
        now,
    };
    Reader::new(&mut names).rule(written)
}

/// Puts a new rule behind the others of a roster, which the caller puts.
pub(super) fn add(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    roster: &mut Roster,
    written: Written,
    now: Timestamp,
) -> Result<RuleId, Problem> {
    room(roster, 1)?;
    let rule = with(written, store::rule::next_id(tx)?, 1);
    patterns_fit(tx, roster, &rule)?;
    store::rule::put(tx, &rule)?;
    roster.rules.push((rule.id, rule.revision));
    warrant.record(tx, Act::RuleMade, &rule.name, Vec::new(), now)?;
    Ok(rule.id)
}

pub(super) fn with(written: Written, id: RuleId, revision: u32) -> Rule {
    Rule {
        id,
        revision,
        name: written.name,
        description: written.description,
        enabled: written.enabled,
        when: written.when,
        conditions: written.conditions,
        actions: written.actions,
        stop: written.stop,
    }
}

/// A rule that holds, with its place.
pub(super) fn find(
    view: &impl View,
    roster: &Roster,
    id: RuleId,
) -> Result<(usize, Rule), Problem> {
    if id == DEFAULT {
        return Err(wrong("", RuleFault::Default));
    }
    let place = roster.rules.iter().position(|(own, _)| *own == id);
    let place = place.ok_or(Problem::NotFound)?;
    let revision = roster.rules.get(place).map_or(0, |(_, revision)| *revision);
    let rule = store::rule::get(view, id, revision)?;
    Ok((place, rule.ok_or(Problem::NotFound)?))
}

pub(super) fn set_place(roster: &mut Roster, place: usize, rule: (RuleId, u32)) {
    if let Some(row) = roster.rules.get_mut(place) {
        *row = rule;
    }
}

/// Refuses a rule with which all would take too much memory.
pub(super) fn patterns_fit(view: &impl View, roster: &Roster, new: &Rule) -> Result<(), Problem> {
    let mut count = new.patterns();
    if count == 0 {
        return Ok(());
    }
    for (id, revision) in roster.rules.iter().filter(|(id, _)| *id != new.id) {
        let other = store::rule::get(view, *id, *revision)?;
        count += other.map_or(0, |rule| rule.patterns());
    }
    if count > PATTERNS {
        return Err(wrong("conditions", RuleFault::TooManyPatterns));
    }
    Ok(())
}

pub(super) fn room(roster: &Roster, more: usize) -> Result<(), Problem> {
    if roster.rules.len() + more > RULES {
        return Err(wrong("", RuleFault::TooManyRules));
    }
    Ok(())
}

pub(super) fn wrong(path: &str, fault: RuleFault) -> Problem {
    Problem::Rule(vec![WrongAt {
        path: path.to_owned(),
        fault,
    }])
}

/// Switches a rule; returns its name, None if it was so already.
pub(super) fn switch(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: RuleId,
    to: Switch,
    now: Timestamp,
) -> Result<Option<String>, Problem> {
    let mut roster = store::rule::roster(tx)?;
    let (place, rule) = find(tx, &roster, id)?;
    let on = to == Switch::On;
    if rule.enabled == on {
        return Ok(None);
    }
    let new = Rule {
        revision: rule.revision + 1,
        enabled: on,
        ..rule
    };
    store::rule::put(tx, &new)?;
    set_place(&mut roster, place, (id, new.revision));
    store::rule::put_roster(tx, roster)?;
    let mut changes = Vec::new();
    let word = |on: bool| if on { "true" } else { "false" };
    note(&mut changes, "enabled", word(!on), word(on));
    warrant.record(tx, Act::RuleChanged, &new.name, changes, now)?;
    Ok(Some(new.name))
}

/// Moves a rule; returns its name and its place before, None if it stood there.
pub(super) fn move_to(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    id: RuleId,
    place: usize,
    now: Timestamp,
) -> Result<Option<(String, usize)>, Problem> {
    let mut roster = store::rule::roster(tx)?;
    let (before, rule) = find(tx, &roster, id)?;
    let place = place.min(roster.rules.len() - 1);
    if place == before {
        return Ok(None);
    }
    let row = roster.rules.remove(before);
    roster.rules.insert(place, row);
    store::rule::put_roster(tx, roster)?;
    let mut changes = Vec::new();
    let (old, new) = ((before + 1).to_string(), (place + 1).to_string());
    note(&mut changes, "place", &old, &new);
    warrant.record(tx, Act::RuleMoved, &rule.name, changes, now)?;
    Ok(Some((rule.name, before)))
}

/// What an audit line says of a rule: each field in its written form.
pub(super) fn changes(book: &Book, old: Option<&Rule>, new: &Rule) -> Vec<Changed> {
    let before = old.map(|old| write::rule(book, old)).unwrap_or_default();
    let mut changes = Vec::new();
    for (key, value) in &write::rule(book, new) {
        note_json(&mut changes, key, before.get(key), Some(value));
    }
    changes
}

pub(super) fn note_json(
    changes: &mut Vec<Changed>,
    key: &str,
    old: Option<&Value>,
    new: Option<&Value>,
) {
    let plain = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    note(changes, key, &plain(old), &plain(new));
}
