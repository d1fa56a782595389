//! Taking back what was done to a rule.

use crate::{
    desk::{problem::Problem, warrant::Warrant},
    domain::{audit::Act, id::RuleId, time::Timestamp, undo::Undone},
    store::{self, WriteTx},
};

use super::{
    Switch,
    edit::{move_to, room, switch},
};

/// Puts a deleted rule where it stood.
pub(in crate::desk) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (id, revision, place): (RuleId, u32, u32),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let mut roster = store::rule::roster(tx)?;
    let rule = store::rule::get(tx, id, revision)?.ok_or(Problem::NotFound)?;
    room(&roster, 1)?;
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    let place = place.min(roster.rules.len());
    roster.rules.insert(place, (id, revision));
    store::rule::put_roster(tx, roster)?;
    warrant.record(tx, Act::RuleRestored, &rule.name, Vec::new(), now)?;
    Ok(undone(rule.name))
}

/// Switches a rule as it was.
pub(in crate::desk) fn switch_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (id, to): (RuleId, Switch),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let name = switch(tx, warrant, id, to, now)?;
    Ok(undone(name.unwrap_or_default()))
}

/// Moves a rule to where it stood.
pub(in crate::desk) fn move_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (id, place): (RuleId, u32),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    let moved = move_to(tx, warrant, id, place, now)?;
    Ok(undone(moved.map_or_else(String::new, |(name, _)| name)))
}

fn undone(subject: String) -> Undone {
    Undone {
        subject,
        ..Undone::default()
    }
}
