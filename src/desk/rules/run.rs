//! Lets the rules decide about one event and does what they say, in the transaction of the event.
//!
//! The one place where a decision is applied: each rule that changed something is one line of the
//! log. A mail is kept whatever the rules do: one that cannot be asked is as if there were none.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use crate::{
    desk::{book::Book, ticket_edit::check_assignee},
    domain::{
        activity::{self, Actor, Event, Fired},
        assignee::Assignee,
        id::{ActivityId, MessageId, RuleId},
        rule::{
            DEFAULT, DefaultRule, When,
            action::Effect,
            decide::{Outcome, Plan, decide},
            explain::{Decision, pack},
            facts::{Facts, MailFacts},
            set::RuleSet,
            team::Team,
        },
        ticket::Ticket,
        time::Timestamp,
    },
    store::{self, StoreError, WriteTx},
};

use super::facts;

/// What the rules are asked about.
pub(in crate::desk) struct Asked<'a> {
    pub book: &'a Book,
    pub when: When,
    /// What came, if a mail did.
    pub mail: Option<(&'a Arc<MailFacts>, MessageId)>,
    /// The line of the log that caused it.
    pub cause: ActivityId,
    /// The ticket's last change before that.
    pub updated: Timestamp,
    /// Rules that time does not start again.
    pub spent: Vec<RuleId>,
    pub now: Timestamp,
}

/// Asks the rules and does what they say. Returns how many lines that made; the ticket is the
/// caller's to put.
pub(in crate::desk) fn run(
    tx: &mut WriteTx<'_>,
    ticket: &mut Ticket,
    asked: &Asked<'_>,
) -> Result<usize, StoreError> {
    Ok(act(tx, ticket, asked)?.0)
}

/// Asks the rules because of what time brought, and puts the ticket if one of them changed it. Returns the
/// rules that matched.
pub(in crate::desk) fn passed(
    tx: &mut WriteTx<'_>,
    book: &Book,
    ticket: &mut Ticket,
    (when, spent): (When, Vec<RuleId>),
    now: Timestamp,
) -> Result<Vec<RuleId>, StoreError> {
    let asked = Asked {
        book,
        when,
        mail: None,
        cause: ticket.rev,
        updated: ticket.updated,
        spent,
        now,
    };
    let (lines, plan) = act(tx, ticket, &asked)?;
    if lines > 0 {
        store::ticket::put(tx, ticket)?;
    }
    let verdicts = book.rules.rules.iter().zip(&plan.verdicts);
    let matched = verdicts.filter(|(_, verdict)| verdict.outcome.matched());
    Ok(matched.map(|(ready, _)| ready.rule.id).collect())
}

fn act(
    tx: &mut WriteTx<'_>,
    ticket: &mut Ticket,
    asked: &Asked<'_>,
) -> Result<(usize, Plan), StoreError> {
    let (book, set) = (asked.book, asked.book.rules.as_ref());
    let mut before = facts::of_ticket(tx, book, ticket, set, asked.now)?;
    before.updated = asked.updated;
    let group = asked
        .mail
        .and_then(|_| facts::group_of(book, ticket.mailbox));
    let mail = asked.mail.map(|(mail, _)| Arc::clone(mail));
    let open = |user| tx.open_of(Assignee::User(user));
    let teams = facts::teams(tx, book, set, &open, asked.now)?;
    let text = &ticket.description;
    let facts = Facts {
        service: book.service(ticket),
        spent: asked.spent.clone(),
        ..facts::facts(asked.when, mail, before, text, group, teams)
    };
    let plan = match catch_unwind(AssertUnwindSafe(|| decide(set, &facts, asked.now))) {
        Ok(plan) => plan,
        Err(_) => {
            tracing::error!(ticket.id = %ticket.id, "the rules failed on ticket {}", ticket.id);
            let none = RuleSet {
                default: set.default.clone(),
                default_broken: set.default_broken,
                ..RuleSet::default()
            };
            decide(&none, &facts, asked.now)
        }
    };
    count(tx, asked, &plan)?;
    take_turns(tx, &plan, &facts.teams)?;
    let lines = write(tx, ticket, asked, &plan)?;
    // What time started has no cause in the log but what it did.
    let cause = match asked.when {
        When::TimePassed => lines.first().copied(),
        _ => Some(asked.cause),
    };
    if let Some(cause) = cause {
        keep(tx, ticket, asked, cause, &plan, &facts)?;
    }
    Ok((lines.len(), plan))
}

/// Writes what the rules say, one line of the log for each.
fn write(
    tx: &mut WriteTx<'_>,
    ticket: &mut Ticket,
    asked: &Asked<'_>,
    plan: &Plan,
) -> Result<Vec<ActivityId>, StoreError> {
    if plan.verdicts.iter().any(|it| it.outcome == Outcome::Capped) {
        tracing::warn!(ticket.id = %ticket.id, "as many rules fired on ticket {} as may", ticket.id);
    }
    let mut lines = Vec::new();
    for step in &plan.steps {
        let fired = Fired {
            rule: step.rule.unwrap_or(DEFAULT),
            name: step
                .rule
                .map_or_else(String::new, |id| name(&asked.book.rules, id)),
            effects: still_possible(tx, step.effects.clone())?,
        };
        if fired.effects.is_empty() {
            continue;
        }
        let (rule, id) = (fired.rule, ticket.id);
        let event = Event::Rule(Box::new(fired));
        let line = store::activity::append(tx, id, asked.now, Actor::System, event)?;
        activity::apply(ticket, &line);
        lines.push(line.id);
        tracing::info!(ticket.id = %id, rule.id = %rule, "rule {rule} changed ticket {id}");
    }
    Ok(lines)
}

/// Asks the rules about a ticket of which somebody just changed a field, and puts it if a rule did.
pub(in crate::desk) fn changed(
    tx: &mut WriteTx<'_>,
    book: &Book,
    ticket: &mut Ticket,
    updated: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let asked = Asked {
        book,
        when: When::TicketChanged,
        mail: None,
        cause: ticket.rev,
        updated,
        spent: Vec::new(),
        now,
    };
    if run(tx, ticket, &asked)? > 0 {
        store::ticket::put(tx, ticket)?;
    }
    Ok(())
}

/// Counts what matched.
fn count(tx: &mut WriteTx<'_>, asked: &Asked<'_>, plan: &Plan) -> Result<(), StoreError> {
    let set = &asked.book.rules;
    for (ready, verdict) in set.rules.iter().zip(&plan.verdicts) {
        if verdict.outcome.matched() {
            store::rule::hit(tx, ready.rule.id, asked.now)?;
        }
    }
    if asked.when == When::MailMakesTicket {
        store::rule::hit(tx, DEFAULT, asked.now)?;
    }
    Ok(())
}

/// Keeps why, so that the ticket can say it.
fn keep(
    tx: &mut WriteTx<'_>,
    ticket: &Ticket,
    asked: &Asked<'_>,
    cause: ActivityId,
    plan: &Plan,
    facts: &Facts,
) -> Result<(), StoreError> {
    let set = &asked.book.rules;
    if set.rules.is_empty() {
        return Ok(());
    }
    let (outcomes, answers) = pack(&plan.verdicts);
    let decision = Decision {
        ticket: ticket.id,
        cause,
        at: asked.now,
        when: asked.when,
        message: asked.mail.map(|(_, message)| message),
        set: set.version,
        before: facts.ticket.clone(),
        timing: facts.ticket.timing,
        teams: facts.teams.clone(),
        outcomes,
        answers,
    };
    store::rule::put_decision(tx, &decision)
}

/// Remembers who was given the last ticket of each group, so that the next one gets the next.
fn take_turns(tx: &mut WriteTx<'_>, plan: &Plan, teams: &[Team]) -> Result<(), StoreError> {
    let effects = plan.steps.iter().flat_map(|step| &step.effects);
    let given = effects.filter_map(|effect| match effect {
        Effect::Assignee {
            new: Some(Assignee::User(user)),
            ..
        } => Some(*user),
        _ => None,
    });
    for user in given {
        for team in teams.iter().filter(|team| team.members.contains(&user)) {
            store::group::take_turn(tx, team.group, user)?;
        }
    }
    Ok(())
}

fn name(set: &RuleSet, id: RuleId) -> String {
    set.get(id)
        .map_or_else(String::new, |ready| ready.rule.name.clone())
}

/// Leaves out what cannot be done any more: the rules were read a moment before the transaction.
fn still_possible(tx: &WriteTx<'_>, effects: Vec<Effect>) -> Result<Vec<Effect>, StoreError> {
    let mut possible = Vec::new();
    for effect in effects {
        let fits = match &effect {
            Effect::Assignee { new, .. } => match check_assignee(tx, *new) {
                Ok(()) => true,
                Err(crate::desk::problem::Problem::Store(error)) => return Err(error),
                Err(_) => false,
            },
            Effect::TagAdded { tag } => store::tag::get(tx, *tag)?.is_some_and(|tag| tag.active),
            _ => true,
        };
        if fits {
            possible.push(effect);
        }
    }
    Ok(possible)
}

/// What a new ticket has where nobody said otherwise: its priority, whom it is given to, what it is
/// answered from.
pub(in crate::desk) fn defaults(book: &Book) -> &DefaultRule {
    &book.rules.default
}
