//! Why a rule fired on a ticket or did not, and whether it would now.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use crate::{
    desk::{access::UserDesk, book::Book, problem::Problem},
    domain::{
        activity::{Activity, Event},
        id::{ActivityId, MailboxId, MessageId, RuleId, TicketId},
        rebuild::rebuild,
        right::Right,
        rule::{
            Rule, When,
            action::Effect,
            decide::{Outcome, ask, watch},
            explain::{Decision, Saw, saw, unpack},
            facts::{Facts, MailFacts, TicketFacts},
            set::RuleSet,
        },
        ticket::Ticket,
        time::Timestamp,
    },
    store::{self, ReadTx, StoreError},
};

use super::facts;

/// Decisions of one ticket that are shown.
pub const DECISIONS: usize = 20;

/// What the rules said about one event of a ticket.
#[derive(Clone, Debug)]
pub struct DecisionWhy {
    pub when: When,
    pub at: Timestamp,
    /// The line of the log that caused it.
    pub cause: ActivityId,
    /// In the order that they had then.
    pub rules: Vec<RuleWhy>,
}

/// What one rule said.
#[derive(Clone, Debug)]
pub struct RuleWhy {
    /// As it was then.
    pub rule: Rule,
    /// False once it was deleted.
    pub exists: bool,
    pub outcome: Outcome,
    /// For each condition in its order; empty if it was not asked.
    pub answers: Vec<bool>,
    pub saw: Vec<Saw>,
    /// What it changed then.
    pub effects: Vec<Effect>,
}

/// What the rules said about a ticket, newest first, and what they would say now.
#[derive(Clone, Debug)]
pub struct Why {
    pub ticket: Ticket,
    pub decisions: Vec<DecisionWhy>,
    /// Each rule of now, asked about the ticket and its newest mail, whatever starts it.
    pub now: Vec<RuleWhy>,
}

impl UserDesk {
    /// Says why rules fired on a ticket or did not.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for a ticket that is not there or not for this person.
    pub fn why(&self, id: TicketId, now: Timestamp) -> Result<Why, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let ticket = self.ticket_as_it_is(&view, id)?;
        let book = self.book()?;
        let log = store::activity::log(&view, id, ActivityId(0), usize::MAX)?;
        let mut sets: HashMap<u64, RuleSet> = HashMap::new();
        let mut decisions = Vec::new();
        for decision in store::rule::decisions(&view, id, DECISIONS)? {
            let set = match sets.entry(decision.set) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(set_of(&view, &book, decision.set)?),
            };
            decisions.push(explained(&view, &book, set, &log, decision)?);
        }
        let now = would(&view, &book, &ticket, &log, now)?;
        Ok(Why {
            ticket,
            decisions,
            now,
        })
    }
}

/// The rules that there were at a version; those of now lend what they compiled.
fn set_of(view: &ReadTx, book: &Book, version: u64) -> Result<RuleSet, StoreError> {
    let roster = store::rule::roster_at(view, version)?;
    let rules = store::rule::rules(view, &roster)?;
    let now = Some(book.rules.as_ref());
    Ok(RuleSet::new(version, rules, roster.default, book, now))
}

fn explained(
    view: &ReadTx,
    book: &Book,
    set: &RuleSet,
    log: &[Activity],
    decision: Decision,
) -> Result<DecisionWhy, StoreError> {
    let counts: Vec<usize> = set.rules.iter().map(|ready| ready.tests.len()).collect();
    let verdicts = unpack(&decision, &counts);
    let facts = as_it_was(view, set, log, &decision)?;
    // Asked once more for what each condition saw; what it answered then is kept.
    let mut looked: Vec<Option<TicketFacts>> = vec![None; set.rules.len()];
    watch(set, &facts, decision.at, &mut |at, _, ticket| {
        if let Some(place) = looked.get_mut(at) {
            *place = Some(ticket.clone());
        }
    });
    let rules = set.rules.iter().zip(verdicts).zip(looked);
    let rules = rules.map(|((ready, verdict), looked)| {
        let ticket = looked.as_ref().unwrap_or(&facts.ticket);
        let saw = if verdict.answers.is_empty() {
            Vec::new()
        } else {
            saw(set, ready, &facts, ticket, decision.at)
        };
        RuleWhy {
            exists: book.rules.get(ready.rule.id).is_some(),
            rule: ready.rule.clone(),
            outcome: verdict.outcome,
            answers: verdict.answers,
            saw,
            effects: effects(log, &decision, ready.rule.id),
        }
    });
    Ok(DecisionWhy {
        when: decision.when,
        at: decision.at,
        cause: decision.cause,
        rules: rules.collect(),
    })
}

/// What a rule changed when this was decided, as the log has it.
fn effects(log: &[Activity], decision: &Decision, id: RuleId) -> Vec<Effect> {
    let of_it = log
        .iter()
        .filter(|line| line.id >= decision.cause && line.at == decision.at);
    let fired = of_it.filter_map(|line| match &line.event {
        Event::Rule(fired) if fired.rule == id => Some(fired),
        _ => None,
    });
    fired.flat_map(|fired| fired.effects.clone()).collect()
}

/// What was looked at then: the ticket as it was kept, the mail from its record.
fn as_it_was(
    view: &ReadTx,
    set: &RuleSet,
    log: &[Activity],
    decision: &Decision,
) -> Result<Facts, StoreError> {
    let mail = message_facts(view, set, decision.message, decision.before.mailbox)?;
    let before: Vec<Activity> = log
        .iter()
        .filter(|line| line.id <= decision.cause)
        .cloned()
        .collect();
    let description = rebuild(&before).map(|ticket| ticket.description);
    Ok(facts::facts(
        decision.when,
        mail,
        decision.before.clone(),
        &description.unwrap_or_default(),
        None,
        decision.teams.clone(),
    ))
}

fn message_facts(
    view: &ReadTx,
    set: &RuleSet,
    message: Option<MessageId>,
    mailbox: Option<MailboxId>,
) -> Result<Option<Arc<MailFacts>>, StoreError> {
    let Some(id) = message else {
        return Ok(None);
    };
    let message = store::message::get(view, id)?;
    message
        .map(|message| facts::of_message(view, set, &message, mailbox).map(Arc::new))
        .transpose()
}

/// Asks each rule of now about the ticket as it is and its newest mail from outside.
fn would(
    view: &ReadTx,
    book: &Book,
    ticket: &Ticket,
    log: &[Activity],
    now: Timestamp,
) -> Result<Vec<RuleWhy>, StoreError> {
    let set = &book.rules;
    let newest = log.iter().rev().find_map(|line| match line.event {
        Event::MessageIn { message, .. } => Some(message),
        _ => None,
    });
    let mail = message_facts(view, set, newest, ticket.mailbox)?;
    let when = if mail.is_some() {
        When::MailJoinsTicket
    } else {
        When::TicketChanged
    };
    let before = facts::of_ticket(view, book, ticket, set, now)?;
    let gathered = |when, mail| {
        let ticket_facts = before.clone();
        facts::facts(
            when,
            mail,
            ticket_facts,
            &ticket.description,
            None,
            Vec::new(),
        )
    };
    let (of_mail, of_time) = (gathered(when, mail), gathered(When::TimePassed, None));
    let timer = store::timer::get(view, ticket.id)?;
    let spent = timer.map_or_else(Vec::new, |timer| timer.spent());
    let mut rules = Vec::new();
    for ready in &set.rules {
        // Time looks at no mail.
        let by_time = ready.rule.when.iter().all(|when| when.is_timed());
        let facts = if by_time { &of_time } else { &of_mail };
        let (matched, answers) = ask(set, ready, facts, now);
        let outcome = match matched {
            _ if !ready.rule.enabled => Outcome::Off,
            _ if !ready.broken.is_empty() => Outcome::Broken,
            true if by_time && spent.contains(&ready.rule.id) => Outcome::Spent,
            true => Outcome::Fired,
            false => Outcome::Missed,
        };
        rules.push(RuleWhy {
            rule: ready.rule.clone(),
            exists: true,
            outcome,
            answers,
            saw: saw(set, ready, facts, &facts.ticket, now),
            effects: Vec::new(),
        });
    }
    Ok(rules)
}
