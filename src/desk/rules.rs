//! Rules as a whole: read, made, changed, moved, switched, deleted, brought back. What they decide
//! is applied in `run`.

pub(super) mod back;
mod edit;
pub(super) mod facts;
pub mod lab;
pub mod manual;
mod names;
pub(super) mod run;
pub mod why;
pub mod write;
mod written;

use serde_json::Value;

use crate::{
    domain::{
        audit::Act,
        change::Change,
        id::{RuleId, UndoId},
        right::Right,
        rule::{
            DEFAULT, DefaultRule, RULES, Rule,
            explain::Roster,
            fault::RuleFault,
            set::{Missing, Ready, RuleSet, Spot},
        },
        time::Timestamp,
        undo::Inverse,
    },
    store::{self, StoreError, View, WriteTx, rule::Hits},
};

use super::{access::UserDesk, book::Book, problem::Problem, undo::offer, warrant::Warrant};

use edit::{
    add, changes, find, import, move_to, note_json, patterns_fit, read, room, set_place, switch,
    with, within, wrong,
};
use names::TxNames;
pub use names::Unknown;
use written::Reader;

/// A rule as a list shows it.
#[derive(Clone, Debug)]
pub struct RuleLine {
    pub rule: Rule,
    /// What it refers to that is not there any more; it is skipped then.
    pub broken: Vec<(Spot, Missing)>,
    pub hits: Hits,
}

/// All rules in their order.
#[derive(Clone, Debug)]
pub struct RuleList {
    pub rules: Vec<RuleLine>,
    pub default: DefaultRule,
    pub default_hits: Hits,
}

/// Makes the rules of now ready. `before` lends what it compiled.
pub(super) fn ready(
    view: &impl View,
    book: &Book,
    before: Option<&RuleSet>,
) -> Result<RuleSet, StoreError> {
    let roster = store::rule::roster(view)?;
    let rules = store::rule::rules(view, &roster)?;
    let set = RuleSet::new(roster.version, rules, roster.default, book, before);
    let was_broken = |id| {
        let before = before.and_then(|before| before.get(id));
        before.is_some_and(|ready| !ready.broken.is_empty())
    };
    for ready in &set.rules {
        let id = ready.rule.id;
        if ready.rule.enabled && !ready.broken.is_empty() && !was_broken(id) {
            tracing::warn!(rule.id = %id, "rule {id} refers to something deleted and is skipped");
        }
    }
    Ok(set)
}

impl UserDesk {
    /// Reads all rules.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn rules(&self, now: Timestamp) -> Result<RuleList, Problem> {
        self.need(Right::Rules)?;
        let set = &self.book()?.rules;
        let view = self.desk().store.read()?;
        let line = |ready: &Ready| {
            Ok(RuleLine {
                rule: ready.rule.clone(),
                broken: ready.broken.clone(),
                hits: store::rule::hits(&view, ready.rule.id, now)?,
            })
        };
        let rules = set.rules.iter().map(line).collect::<Result<_, Problem>>()?;
        Ok(RuleList {
            rules,
            default: set.default.clone(),
            default_hits: store::rule::hits(&view, DEFAULT, now)?,
        })
    }

    /// Makes a rule of its written form, behind the others. Returns its number.
    ///
    /// # Errors
    /// [`Problem::Rule`] names every fault; then nothing was kept.
    pub fn rule_make(
        &self,
        written: Value,
        unknown: Unknown,
        now: Timestamp,
    ) -> Result<RuleId, Problem> {
        self.rules_write(move |tx, warrant, book| {
            let written = read(tx, warrant, book, &written, unknown, now)?;
            let mut roster = store::rule::roster(tx)?;
            let id = add(tx, warrant, &mut roster, written, now)?;
            store::rule::put_roster(tx, roster)?;
            Ok(id)
        })
    }

    /// Puts another written form in place of a rule. `seen` is the revision that was looked at.
    ///
    /// # Errors
    /// As [`UserDesk::rule_make`]; [`Problem::NotFound`] if there is no such rule.
    pub fn rule_put(
        &self,
        id: RuleId,
        written: Value,
        seen: Option<u32>,
        unknown: Unknown,
        now: Timestamp,
    ) -> Result<(), Problem> {
        self.rules_write(move |tx, warrant, book| {
            let mut roster = store::rule::roster(tx)?;
            let (place, rule) = find(tx, &roster, id)?;
            if seen.is_some_and(|seen| seen != rule.revision) {
                return Err(wrong("", RuleFault::Changed));
            }
            let written = read(tx, warrant, book, &written, unknown, now)?;
            let new = with(written, id, rule.revision + 1);
            patterns_fit(tx, &roster, &new)?;
            let changes = changes(book, Some(&rule), &new);
            if changes.is_empty() {
                return Ok(());
            }
            store::rule::put(tx, &new)?;
            set_place(&mut roster, place, (id, new.revision));
            store::rule::put_roster(tx, roster)?;
            warrant.record(tx, Act::RuleChanged, &new.name, changes, now)?;
            Ok(())
        })
    }

    /// Changes what the default rule sets.
    ///
    /// # Errors
    /// As [`UserDesk::rule_make`]; whatever would switch it off, move it or narrow it is refused.
    pub fn rule_put_default(&self, written: Value, now: Timestamp) -> Result<(), Problem> {
        self.rules_write(move |tx, warrant, book| {
            let mut names = TxNames {
                tx,
                book,
                unknown: Unknown::Refuse,
                warrant,
                now,
            };
            let default = Reader::new(&mut names).default_rule(&written)?;
            let roster = store::rule::roster(tx)?;
            let (old, new) = (
                write::default_rule(book, &roster.default),
                write::default_rule(book, &default),
            );
            let mut changes = Vec::new();
            note_json(
                &mut changes,
                "actions",
                old.get("actions"),
                new.get("actions"),
            );
            if changes.is_empty() {
                return Ok(());
            }
            store::rule::put_roster(tx, Roster { default, ..roster })?;
            warrant.record(tx, Act::RuleChanged, "Default rule", changes, now)?;
            Ok(())
        })
    }

    /// Switches a rule on or off.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such rule, [`Problem::Rule`] for the default rule.
    pub fn rule_switch(
        &self,
        id: RuleId,
        to: Switch,
        now: Timestamp,
    ) -> Result<Option<UndoId>, Problem> {
        self.rules_write(move |tx, warrant, _| {
            let Some(name) = switch(tx, warrant, id, to, now)? else {
                return Ok(None);
            };
            let on = to == Switch::Off;
            let inverse = Inverse::RuleSwitch { rule: id, on };
            Ok(offer(tx, warrant, &name, inverse, now)?)
        })
    }

    /// Moves a rule to a place, counted from 0; behind the last one at most.
    ///
    /// # Errors
    /// As [`UserDesk::rule_switch`].
    pub fn rule_move(
        &self,
        id: RuleId,
        place: usize,
        now: Timestamp,
    ) -> Result<Option<UndoId>, Problem> {
        self.rules_write(move |tx, warrant, _| {
            let Some((name, before)) = move_to(tx, warrant, id, place, now)? else {
                return Ok(None);
            };
            let place = u32::try_from(before).unwrap_or(u32::MAX);
            let inverse = Inverse::RuleMove { rule: id, place };
            Ok(offer(tx, warrant, &name, inverse, now)?)
        })
    }

    /// Makes a copy of a rule, switched off, behind it.
    ///
    /// # Errors
    /// As [`UserDesk::rule_switch`].
    pub fn rule_duplicate(
        &self,
        id: RuleId,
        name: &str,
        now: Timestamp,
    ) -> Result<RuleId, Problem> {
        let name: String = name.chars().take(crate::domain::rule::NAME_CHARS).collect();
        self.rules_write(move |tx, warrant, book| {
            let mut roster = store::rule::roster(tx)?;
            let (place, rule) = find(tx, &roster, id)?;
            room(&roster, 1)?;
            patterns_fit(
                tx,
                &roster,
                &Rule {
                    id: RuleId(0),
                    ..rule.clone()
                },
            )?;
            let copy = Rule {
                id: store::rule::next_id(tx)?,
                revision: 1,
                name: name.clone(),
                enabled: false,
                ..rule
            };
            store::rule::put(tx, &copy)?;
            roster.rules.insert(place + 1, (copy.id, copy.revision));
            store::rule::put_roster(tx, roster)?;
            let changes = changes(book, None, &copy);
            warrant.record(tx, Act::RuleMade, &copy.name, changes, now)?;
            Ok(copy.id)
        })
    }

    /// Deletes a rule; what it did stays.
    ///
    /// # Errors
    /// As [`UserDesk::rule_switch`].
    pub fn rule_delete(&self, id: RuleId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        self.rules_write(move |tx, warrant, _| {
            let mut roster = store::rule::roster(tx)?;
            let (place, rule) = find(tx, &roster, id)?;
            roster.rules.remove(place);
            store::rule::put_roster(tx, roster)?;
            warrant.record(tx, Act::RuleDeleted, &rule.name, Vec::new(), now)?;
            let inverse = Inverse::RuleRestore {
                rule: id,
                revision: rule.revision,
                place: u32::try_from(place).unwrap_or(u32::MAX),
            };
            Ok(offer(tx, warrant, &rule.name, inverse, now)?)
        })
    }

    /// Adds written rules behind the others, all or none; one marked as default changes the default
    /// rule. Returns the numbers of the new ones.
    ///
    /// # Errors
    /// [`Problem::Rule`] names every fault of every rule.
    pub fn rules_import(
        &self,
        written: Vec<Value>,
        unknown: Unknown,
        now: Timestamp,
    ) -> Result<Vec<RuleId>, Problem> {
        // One more than that is the default rule.
        if written.len() > RULES + 1 {
            return Err(wrong("", RuleFault::TooManyRules));
        }
        self.rules_write(move |tx, warrant, book| {
            let mut roster = store::rule::roster(tx)?;
            let (mut ids, mut faults) = (Vec::new(), Vec::new());
            for (at, value) in written.iter().enumerate() {
                match import(tx, warrant, book, &mut roster, value, unknown, now) {
                    Ok(id) => ids.extend(id),
                    Err(Problem::Rule(wrong)) => {
                        faults.extend(wrong.into_iter().map(|it| within(at, it)));
                    }
                    Err(problem) => return Err(problem),
                }
            }
            if !faults.is_empty() {
                return Err(Problem::Rule(faults));
            }
            store::rule::put_roster(tx, roster)?;
            Ok(ids)
        })
    }

    fn rules_write<T: Send + 'static>(
        &self,
        mut act: impl FnMut(&mut WriteTx<'_>, &Warrant, &Book) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.need(Right::Rules)?;
        let (warrant, book) = (self.warrant().clone(), self.book()?);
        self.desk().store.write(move |tx| {
            warrant.admit(tx, Right::Rules)?;
            let done = act(tx, &warrant, &book)?;
            tx.change(Change::Settings)?;
            Ok(done)
        })
    }
}

/// Which way a rule is switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    On,
    Off,
}
