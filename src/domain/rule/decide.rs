//! Asks the rules in their order and says what shall happen. Pure and deterministic: the same set,
//! facts and time give the same plan.

use crate::domain::{id::RuleId, time::Timestamp};

use super::{
    When,
    action::{Effect, Kind},
    ask::Asker,
    facts::{Facts, TicketFacts},
    set::{Ready, RuleSet},
};

/// Most rules that fire for one mail or one change.
pub const STEPS: usize = 100;

/// What one rule does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// None is the default rule.
    pub rule: Option<RuleId>,
    pub effects: Vec<Effect>,
}

/// What became of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    /// It is switched off.
    Off = 0,
    /// It refers to something that is not there any more.
    Broken = 1,
    /// Another event starts it.
    NotStarted = 2,
    /// A rule before it said stop.
    Stopped = 3,
    /// Its conditions were not met.
    Missed = 4,
    /// Its conditions were met, and the ticket was so already.
    Nothing = 5,
    /// It changed something.
    Fired = 6,
    /// As many rules had fired as may.
    Capped = 7,
    /// Time started it before, and nothing that would let it start again has happened since.
    Spent = 8,
}

impl Outcome {
    pub const ALL: [Self; 9] = [
        Self::Off,
        Self::Broken,
        Self::NotStarted,
        Self::Stopped,
        Self::Missed,
        Self::Nothing,
        Self::Fired,
        Self::Capped,
        Self::Spent,
    ];

    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| *outcome as u8 == code)
    }

    /// The word of the API, and behind `rule-outcome-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Broken => "broken",
            Self::NotStarted => "not_started",
            Self::Stopped => "stopped",
            Self::Missed => "missed",
            Self::Nothing => "nothing",
            Self::Fired => "fired",
            Self::Capped => "capped",
            Self::Spent => "spent",
        }
    }

    /// True if its conditions were met.
    #[must_use]
    pub fn matched(self) -> bool {
        matches!(self, Self::Nothing | Self::Fired)
    }

    fn was_asked(self) -> bool {
        self.matched() || self == Self::Missed
    }
}

/// What became of one rule, and what each of its conditions answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// In the order of the conditions; empty if it was not asked.
    pub answers: Vec<bool>,
}

/// What shall happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// One for each rule of the set, in its order.
    pub verdicts: Vec<Verdict>,
    /// The ticket as it is then.
    pub ticket: TicketFacts,
}

/// Decides.
#[must_use]
pub fn decide(set: &RuleSet, facts: &Facts, now: Timestamp) -> Plan {
    watch(set, facts, now, &mut |_, _, _| {})
}

/// Decides, and shows each rule that is asked, what it answered and the ticket as it was then.
pub fn watch(
    set: &RuleSet,
    facts: &Facts,
    now: Timestamp,
    seen: &mut impl FnMut(usize, &[bool], &TicketFacts),
) -> Plan {
    let asker = Asker::new(set, facts, now);
    let not_asked = Verdict {
        outcome: Outcome::NotStarted,
        answers: Vec::new(),
    };
    let mut run = Run {
        asker,
        plan: Plan {
            steps: Vec::new(),
            verdicts: vec![not_asked; set.rules.len()],
            ticket: facts.ticket.clone(),
        },
        matched: vec![false; set.rules.len()],
        said: Vec::new(),
        stopped: false,
    };
    let mut changed = run.pass(facts.when, seen);
    // What rules changed may start others, never one that matched.
    while changed {
        changed = run.pass(When::TicketChanged, seen);
    }
    run.default_rule();
    run.plan
}

/// True if a rule would match, with what each condition answers.
#[must_use]
pub fn ask(set: &RuleSet, ready: &Ready, facts: &Facts, now: Timestamp) -> (bool, Vec<bool>) {
    Asker::new(set, facts, now).ask(ready, &facts.ticket, &[])
}

struct Run<'a> {
    asker: Asker<'a>,
    plan: Plan,
    /// Which rules did, in the order of the set.
    matched: Vec<bool>,
    /// What they were about, even where the ticket was so already.
    said: Vec<Kind>,
    stopped: bool,
}

impl Run<'_> {
    /// Asks each rule that the event starts; true if a field changed.
    fn pass(&mut self, when: When, seen: &mut impl FnMut(usize, &[bool], &TicketFacts)) -> bool {
        let mut changed = false;
        for (at, ready) in self.asker.set.rules.iter().enumerate() {
            if self.matched.get(at) == Some(&true) {
                continue;
            }
            let verdict = match self.outcome_before(ready, when) {
                Some(outcome) => Verdict {
                    outcome,
                    answers: Vec::new(),
                },
                None => self.ask(at, ready, seen, &mut changed),
            };
            // A later pass that does not ask says nothing about what was known before it.
            if let Some(before) = self.plan.verdicts.get_mut(at)
                && (before.outcome == Outcome::NotStarted || verdict.outcome.was_asked())
            {
                *before = verdict;
            }
        }
        changed
    }

    /// What becomes of a rule that is not even asked.
    fn outcome_before(&self, ready: &Ready, when: When) -> Option<Outcome> {
        if !ready.rule.enabled {
            return Some(Outcome::Off);
        }
        if !ready.broken.is_empty() {
            return Some(Outcome::Broken);
        }
        if !ready.rule.when.contains(&when) {
            return Some(Outcome::NotStarted);
        }
        if when.is_timed() && self.asker.facts.spent.contains(&ready.rule.id) {
            return Some(Outcome::Spent);
        }
        if self.stopped {
            return Some(Outcome::Stopped);
        }
        (self.plan.steps.len() >= STEPS).then_some(Outcome::Capped)
    }

    fn ask(
        &mut self,
        at: usize,
        ready: &Ready,
        seen: &mut impl FnMut(usize, &[bool], &TicketFacts),
        changed: &mut bool,
    ) -> Verdict {
        let before = self.plan.verdicts.get(at);
        let before = before.map_or(&[][..], |verdict| &verdict.answers);
        let (matched, answers) = self.asker.ask(ready, &self.plan.ticket, before);
        seen(at, &answers, &self.plan.ticket);
        if !matched {
            return Verdict {
                outcome: Outcome::Missed,
                answers,
            };
        }
        if let Some(matched) = self.matched.get_mut(at) {
            *matched = true;
        }
        self.stopped |= ready.rule.stop;
        let mut effects = Vec::new();
        for action in &ready.rule.actions {
            self.said.push(action.kind());
            if let Some(effect) = action.effect(&self.plan.ticket, &self.asker.around()) {
                self.plan.ticket.apply(&effect);
                *changed |= effect.changes();
                effects.push(effect);
            }
        }
        if effects.iter().any(|it| matches!(it, Effect::Name { .. })) {
            self.asker.follow_name(&self.plan.ticket);
        }
        let outcome = if effects.is_empty() {
            Outcome::Nothing
        } else {
            self.plan.steps.push(Step {
                rule: Some(ready.rule.id),
                effects,
            });
            Outcome::Fired
        };
        Verdict { outcome, answers }
    }

    /// Fills what no rule was about. Total: it asks nothing.
    fn default_rule(&mut self) {
        let when = self.asker.facts.when;
        if !matches!(when, When::MailMakesTicket | When::TicketMade) {
            return;
        }
        let set = self.asker.set;
        let default = &set.default;
        // A rule that says "medium" to a ticket that is medium has said it.
        let open = |kind| !self.said.contains(&kind);
        let ticket = &mut self.plan.ticket;
        let mut effects = Vec::new();
        if open(Kind::Status) && ticket.status != default.status {
            effects.push(Effect::Status {
                old: ticket.status,
                new: default.status,
            });
        }
        // Whoever makes a ticket by hand chose it, or it was made with the default.
        let chosen = when != When::MailMakesTicket;
        if !chosen && open(Kind::Priority) && ticket.priority != default.priority {
            effects.push(Effect::Priority {
                old: ticket.priority,
                new: default.priority,
            });
        }
        let fit = default.assignee.filter(|_| set.default_broken.is_none());
        let new = self.asker.facts.group.or(fit);
        if open(Kind::Assign) && ticket.assignee.is_none() && new.is_some() {
            effects.push(Effect::Assignee { old: None, new });
        }
        effects.iter().for_each(|effect| ticket.apply(effect));
        if !effects.is_empty() {
            self.plan.steps.push(Step {
                rule: None,
                effects,
            });
        }
    }
}

#[cfg(test)]
mod tests;
