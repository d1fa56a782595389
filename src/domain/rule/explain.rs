//! What a decision looked at, kept so that a ticket can say why a rule fired or did not.
//!
//! Kept are the answers, the ticket as it was and which rules there were. The mail is not kept a
//! second time: what a condition saw of it is looked up when somebody asks.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::domain::{
    assignee::Assignee,
    fold::unfold,
    id::{ActivityId, MailboxId, MessageId, RuleId, TagId, TicketId},
    ticket::{Priority, Status},
    time::Timestamp,
};

use super::{
    DefaultRule, When,
    ask::Asker,
    condition::{Condition, Field, Operator, Shape, Value},
    decide::{Outcome, Verdict},
    facts::{Facts, TicketFacts, Timing},
    needles,
    set::{Ready, RuleSet, Test},
    team::Team,
};

/// Most characters that are shown of a text that a condition saw.
const SHOWN_CHARS: usize = 120;

/// One decision, as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub ticket: TicketId,
    /// The line of the log that caused it; of time that passed, the first line that it made.
    pub cause: ActivityId,
    pub at: Timestamp,
    pub when: When,
    pub message: Option<MessageId>,
    /// Which rules there were, and in which order.
    pub set: u64,
    pub before: TicketFacts,
    /// The groups that tickets were shared out in, as they were.
    pub teams: Vec<Team>,
    /// The code of each rule's outcome, in the order of the set.
    pub outcomes: Vec<u8>,
    /// The answers of the rules that were asked, one after the other, eight to a byte.
    pub answers: Vec<u8>,
    /// How long things had lasted then, of `before`.
    pub timing: Timing,
}

/// The rules that there were at some time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    pub version: u64,
    /// Each with the revision that it had.
    pub rules: Vec<(RuleId, u32)>,
    pub default: DefaultRule,
}

/// Packs verdicts for the store.
#[must_use]
pub fn pack(verdicts: &[Verdict]) -> (Vec<u8>, Vec<u8>) {
    let outcomes = verdicts.iter().map(|it| it.outcome as u8).collect();
    let answers: Vec<bool> = verdicts
        .iter()
        .flat_map(|it| it.answers.iter().copied())
        .collect();
    let byte = |eight: &[bool]| {
        let bits = eight.iter().enumerate();
        bits.fold(0, |byte, (at, answer)| byte | u8::from(*answer) << at)
    };
    (outcomes, answers.chunks(8).map(byte).collect())
}

/// Unpacks verdicts; `conditions` says how many each rule of the set had.
#[must_use]
pub fn unpack(decision: &Decision, conditions: &[usize]) -> Vec<Verdict> {
    let mut at = 0;
    let mut next = || {
        let byte = decision.answers.get(at / 8).copied().unwrap_or(0);
        let answer = byte >> (at % 8) & 1 == 1;
        at += 1;
        answer
    };
    let rules = decision.outcomes.iter().zip(conditions);
    rules
        .map(|(code, conditions)| {
            let outcome = Outcome::from_code(*code).unwrap_or(Outcome::NotStarted);
            let asked = outcome.matched() || outcome == Outcome::Missed;
            let answers = if asked { *conditions } else { 0 };
            Verdict {
                outcome,
                answers: (0..answers).map(|_| next()).collect(),
            }
        })
        .collect()
}

/// What a condition saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saw {
    /// A piece of the text that decided, and where in it what was looked for stands.
    Text(String, Option<Range<usize>>),
    /// There was nothing.
    Nothing,
    Flag(bool),
    /// Bytes, seconds or how many.
    Number(u64),
    /// It was due so many seconds before.
    Late(u64),
    Status(Status),
    Priority(Priority),
    Mailboxes(Vec<MailboxId>),
    Tags(Vec<TagId>),
    Assignee(Option<Assignee>),
}

/// Looks up what each condition of a rule saw, in their order.
#[must_use]
pub fn saw(
    set: &RuleSet,
    ready: &Ready,
    facts: &Facts,
    ticket: &TicketFacts,
    now: Timestamp,
) -> Vec<Saw> {
    let mut asker = Asker::new(set, facts, now);
    asker.follow_name(ticket);
    let conditions = ready.rule.conditions.conditions();
    let asked = conditions.into_iter().zip(ready.tests.iter());
    asked
        .map(|(condition, test)| one(&asker, condition, test, ticket))
        .collect()
}

fn one(asker: &Asker<'_>, condition: &Condition, test: &Test, ticket: &TicketFacts) -> Saw {
    let number = || {
        let number = asker.number(condition.field, ticket);
        number.map_or(Saw::Nothing, Saw::Number)
    };
    if matches!(
        condition.field,
        Field::DueIn | Field::AnswerDueIn | Field::SolutionDueIn
    ) {
        return match asker.left(condition.field, ticket) {
            Some(left) if left > 0 => Saw::Number(left.unsigned_abs()),
            Some(late) => Saw::Late(late.unsigned_abs()),
            None => Saw::Nothing,
        };
    }
    match condition.field.shape() {
        Shape::Text => text(asker, condition, test),
        Shape::Status => Saw::Status(ticket.status),
        Shape::Priority => Saw::Priority(ticket.priority),
        Shape::Flag => Saw::Flag(asker.flag(condition.field, ticket)),
        Shape::Size | Shape::Span | Shape::Hours | Shape::Presence => number(),
        Shape::Mailbox => Saw::Mailboxes(asker.mailboxes(ticket).to_vec()),
        Shape::Tag => Saw::Tags(ticket.tags.clone()),
        Shape::Assignee => Saw::Assignee(ticket.assignee),
    }
}

fn text(asker: &Asker<'_>, condition: &Condition, test: &Test) -> Saw {
    let texts = asker.texts_of(condition);
    for text in &texts {
        if let Some(hit) = hit(&text.folded, condition, test) {
            return piece(&text.text, Some(unfold(&text.text, &hit)));
        }
    }
    match texts.first() {
        Some(first) => piece(&first.text, None),
        None => Saw::Nothing,
    }
}

/// Where in a folded text stands what a condition looks for.
fn hit(folded: &str, condition: &Condition, test: &Test) -> Option<Range<usize>> {
    let needle = match (test, &condition.value) {
        (Test::Pattern(pattern), _) => return pattern.find(folded).map(|it| it.range()),
        (Test::Text(text), _) => text.clone(),
        (Test::Needle(_), Value::Text(text)) => crate::domain::fold::fold(text),
        _ => return None,
    };
    let trimmed = folded.trim();
    match condition.operator {
        Operator::Is | Operator::IsNot => (trimmed == needle.trim()).then_some(0..folded.len()),
        Operator::StartsWith => {
            let (own, needle) = (folded.trim_start(), needle.trim_start());
            let start = folded.len() - own.len();
            own.starts_with(needle).then(|| start..start + needle.len())
        }
        Operator::EndsWith => {
            let (own, needle) = (folded.trim_end(), needle.trim_end());
            let end = own.len();
            own.ends_with(needle).then(|| end - needle.len()..end)
        }
        _ => needles::find(folded, &needle, condition.part),
    }
}

/// Cuts the piece of a text around a hit: one line, whole characters.
fn piece(text: &str, hit: Option<Range<usize>>) -> Saw {
    let around = hit.clone().unwrap_or(0..0);
    let before = text.get(..around.start).unwrap_or_default();
    let inside = text.get(around.clone()).unwrap_or_default();
    let after = text.get(around.end..).unwrap_or_default();
    let flat = |text: &str| text.replace(|c: char| c.is_control(), " ");
    let kept = first_chars(inside, SHOWN_CHARS);
    let room = SHOWN_CHARS - kept.chars().count();
    let head = last_chars(before, room / 2);
    let tail = match kept.len() == inside.len() {
        true => first_chars(after, room - head.chars().count()),
        false => "",
    };
    let mut shown = String::new();
    if head.len() < before.len() {
        shown.push('…');
    }
    shown.push_str(&flat(head));
    let start = shown.len();
    shown.push_str(&flat(kept));
    let end = shown.len();
    shown.push_str(&flat(tail));
    if kept.len() + tail.len() < inside.len() + after.len() {
        shown.push('…');
    }
    Saw::Text(shown, hit.map(|_| start..end))
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |it| it.0);
    text.get(..end).unwrap_or_default()
}

fn last_chars(text: &str, count: usize) -> &str {
    let skipped = text.chars().rev().skip(count).map(char::len_utf8).sum();
    text.get(skipped..).unwrap_or_default()
}

#[cfg(test)]
mod tests;
