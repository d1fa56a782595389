//! Rules by revision, which of them hold in which order, how often they matched, and what was
//! decided by them.

use redb::ReadableTable;

use crate::domain::{
    id::{ActivityId, RuleId, TicketId},
    rule::{
        DEFAULT, Rule,
        explain::{Decision, Roster},
    },
    time::Timestamp,
};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
    record, timer,
};

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// Days of a week, today among them.
const WEEK: u64 = 7;

/// How often a rule's conditions were met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Today and the six days before, in UTC.
    pub week: u64,
    pub all: u64,
    pub last: Option<Timestamp>,
}

/// Gives the id of the next rule.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<RuleId, StoreError> {
    Ok(RuleId(tx.next("rule")? + DEFAULT.0))
}

/// Reads a rule as it was at a revision.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: RuleId, revision: u32) -> Result<Option<Rule>, StoreError> {
    let bytes = view.rule()?.get((id.0, u64::from(revision)))?;
    bytes.map(|bytes| decode(bytes.value())).transpose()
}

/// Writes a rule at its revision.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, rule: &Rule) -> Result<(), StoreError> {
    let key = (rule.id.0, u64::from(rule.revision));
    tx.rule_mut()?.insert(key, encode(rule)?.as_slice())?;
    Ok(())
}

/// Reads which rules hold now; the default before there are any.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn roster(view: &impl View) -> Result<Roster, StoreError> {
    let last = view.rule_roster()?.last()?;
    last.map_or(Ok(Roster::default()), |(_, bytes)| decode(bytes.value()))
}

/// Reads which rules held at a version; the default where there is none.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn roster_at(view: &impl View, version: u64) -> Result<Roster, StoreError> {
    Ok(record::get(view.rule_roster()?, version)?.unwrap_or_default())
}

/// Writes which rules hold from now on, under the next version.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put_roster(tx: &mut WriteTx<'_>, roster: Roster) -> Result<Roster, StoreError> {
    let version = roster_version(tx)? + 1;
    let roster = Roster { version, ..roster };
    let before = self::roster(tx)?;
    if timed(tx, &before)? != timed(tx, &roster)? {
        timer::refill(tx)?;
    }
    tx.rule_roster_mut()?
        .insert(version, encode(&roster)?.as_slice())?;
    Ok(roster)
}

/// The rules of a roster that time starts, as they are.
fn timed(view: &impl View, roster: &Roster) -> Result<Vec<(RuleId, u32)>, StoreError> {
    let mut rules = rules(view, roster)?;
    rules.retain(Rule::is_timed);
    rules.sort_unstable_by_key(|rule| rule.id);
    Ok(rules.iter().map(|rule| (rule.id, rule.revision)).collect())
}

fn roster_version(view: &impl View) -> Result<u64, StoreError> {
    let last = view.rule_roster()?.last()?;
    Ok(last.map_or(0, |(version, _)| version.value()))
}

/// Reads the rules of a roster in their order; one that is not there is left out.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn rules(view: &impl View, roster: &Roster) -> Result<Vec<Rule>, StoreError> {
    let mut rules = Vec::new();
    for (id, revision) in &roster.rules {
        rules.extend(get(view, *id, *revision)?);
    }
    Ok(rules)
}

/// Counts that a rule's conditions were met.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn hit(tx: &mut WriteTx<'_>, id: RuleId, now: Timestamp) -> Result<(), StoreError> {
    let key = (id.0, day(now));
    let before = View::rule_hit(tx)?.get(key)?.map(|row| row.value());
    let (count, last) = before.unwrap_or((0, i64::MIN));
    tx.rule_hit_mut()?
        .insert(key, (count + 1, last.max(now.0)))?;
    Ok(())
}

/// Reads how often a rule's conditions were met.
///
/// # Errors
/// [`StoreError`] if a row cannot be read.
pub fn hits(view: &impl View, id: RuleId, now: Timestamp) -> Result<Hits, StoreError> {
    let first = (day(now) + 1).saturating_sub(WEEK);
    let mut hits = Hits::default();
    for row in view.rule_hit()?.range((id.0, 0)..=(id.0, u64::MAX))? {
        let (key, value) = row?;
        let (count, last) = value.value();
        hits.all += count;
        hits.last = hits.last.max(Some(Timestamp(last)));
        if key.value().1 >= first {
            hits.week += count;
        }
    }
    Ok(hits)
}

fn day(at: Timestamp) -> u64 {
    u64::try_from(at.0 / DAY).unwrap_or(0)
}

/// Keeps a decision.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put_decision(tx: &mut WriteTx<'_>, decision: &Decision) -> Result<(), StoreError> {
    let key = (decision.ticket.0, decision.cause.0);
    tx.decision_mut()?
        .insert(key, encode(decision)?.as_slice())?;
    Ok(())
}

/// Reads the newest decisions about a ticket, newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn decisions(
    view: &impl View,
    ticket: TicketId,
    limit: usize,
) -> Result<Vec<Decision>, StoreError> {
    let rows = view
        .decision()?
        .range((ticket.0, 0)..=(ticket.0, u64::MAX))?;
    rows.rev()
        .take(limit)
        .map(|row| decode(row?.1.value()))
        .collect()
}

/// Reads the decision that one line of a log caused.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn decision(
    view: &impl View,
    ticket: TicketId,
    cause: ActivityId,
) -> Result<Option<Decision>, StoreError> {
    let bytes = view.decision()?.get((ticket.0, cause.0))?;
    bytes.map(|bytes| decode(bytes.value())).transpose()
}
