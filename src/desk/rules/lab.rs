//! The rule lab: a draft, and the whole rule set with it, over real messages of the past. Writes
//! nothing; shows only tickets that its reader sees.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    desk::{access::UserDesk, book::Book, problem::Problem},
    domain::{
        activity::{self, Activity, Cause, Event},
        assignee::Assignee,
        id::{ActivityId, MailboxId, MessageId, RuleId, TagId, TicketId, UserId},
        message::{Direction, Message},
        right::Right,
        rule::{
            Rule, When,
            action::Effect,
            decide::{Plan, watch},
            explain::{Saw, saw},
            facts::{Facts, TicketFacts},
            set::{Known, Missing, RuleSet},
        },
        ticket::Ticket,
        time::Timestamp,
    },
    store::{self, ReadTx, StoreError},
};

use super::{
    edit::with,
    facts,
    names::{BookNames, Unknown},
    written::Reader,
};

/// Messages that a try looks at when nobody says how many.
pub const MESSAGES: usize = 500;
/// Most messages that a try looks at.
pub const MESSAGES_MOST: usize = 50_000;
/// Matches that are shown one by one; all are counted.
pub const SHOWN: usize = 200;
/// Messages that are looked at in one go: between two of them whoever asked may have gone.
const STEP: usize = 250;

/// A draft among the rules of today, ready to be tried.
pub struct Lab {
    book: Arc<Book>,
    /// Today's rules with the draft among them.
    set: RuleSet,
    place: usize,
    /// The draft takes the place of this one.
    replaces: Option<RuleId>,
    /// Tags that saving the draft would make.
    made: Vec<(TagId, String)>,
    wanted: usize,
    /// Everything before it is still to be looked at.
    before: MessageId,
    pub examined: usize,
    pub matched: usize,
    /// Messages that the rule matches today and the draft does not.
    pub lost: usize,
    pub done: bool,
}

/// One message that the draft matches, or does not match any more.
#[derive(Clone, Debug)]
pub struct LabMatch {
    pub ticket: TicketId,
    pub name: String,
    pub customer: String,
    /// The line of the log that is the message.
    pub line: ActivityId,
    pub at: Timestamp,
    pub matches: bool,
    pub answers: Vec<bool>,
    pub saw: Vec<Saw>,
    /// What would be otherwise than it is by today's rules.
    pub changes: Vec<Effect>,
}

impl UserDesk {
    /// Begins to try a draft in its written form. `replaces` is the rule that it is an edit of.
    ///
    /// # Errors
    /// [`Problem::Rule`] names every fault of the draft.
    pub fn lab(
        &self,
        written: &Value,
        replaces: Option<RuleId>,
        messages: usize,
        unknown: Unknown,
    ) -> Result<Lab, Problem> {
        self.need(Right::Rules)?;
        self.need(Right::TicketRead)?;
        let book = self.book()?;
        let mut names = BookNames {
            book: &book,
            unknown,
            made: Vec::new(),
        };
        let written = Reader::new(&mut names).rule(written)?;
        let made = names.made;
        let mut rules: Vec<Rule> = book.rules.rules.iter().map(|it| it.rule.clone()).collect();
        let place = replaces.and_then(|id| rules.iter().position(|rule| rule.id == id));
        let id = replaces.unwrap_or(RuleId(u64::MAX));
        let mut draft = with(written, id, 0);
        // What is tried is what it would do once it is on.
        draft.enabled = true;
        let place = match place {
            Some(place) => {
                rules.splice(place..=place, [draft]);
                place
            }
            None => {
                rules.push(draft);
                rules.len() - 1
            }
        };
        let known = Tried {
            book: &book,
            made: &made,
        };
        let default = book.rules.default.clone();
        let set = RuleSet::new(u64::MAX, rules, default, &known, None);
        Ok(Lab {
            set,
            place,
            replaces,
            made,
            wanted: messages.clamp(1, MESSAGES_MOST),
            before: MessageId(u64::MAX),
            examined: 0,
            matched: 0,
            lost: 0,
            done: false,
            book,
        })
    }

    /// Looks at some more messages, newest first. Returns those that matched.
    ///
    /// # Errors
    /// [`Problem::Store`] if they cannot be read.
    pub fn lab_step(&self, lab: &mut Lab) -> Result<Vec<LabMatch>, Problem> {
        let view = self.desk().store.read()?;
        let mut found = Vec::new();
        let store = &self.desk().store;
        let open = |user| store.columns(|columns| columns.open_of(Assignee::User(user)));
        let room = STEP.min(lab.wanted - lab.examined);
        let messages = store::message::before(&view, lab.before, room)?;
        lab.done = messages.len() < room;
        for message in messages {
            lab.before = message.id;
            if message.direction == Direction::Out {
                continue;
            }
            let Some(ticket) = store::ticket::get(&view, message.ticket)? else {
                continue;
            };
            if !self.sees(&ticket) {
                continue;
            }
            lab.examined += 1;
            found.extend(lab.look(&view, &ticket, &message, &open)?);
        }
        lab.done |= lab.examined >= lab.wanted;
        Ok(found)
    }
}

impl Lab {
    /// The name of a tag, also of one that saving the draft would make.
    #[must_use]
    pub fn tag_name(&self, id: TagId) -> Option<&str> {
        let made = self.made.iter().find(|(own, _)| *own == id);
        made.map(|(_, name)| name.as_str())
            .or_else(|| self.book.tag_name(id))
    }

    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The draft.
    #[must_use]
    pub fn rule(&self) -> Option<&Rule> {
        self.set.rules.get(self.place).map(|ready| &ready.rule)
    }

    fn look(
        &mut self,
        view: &ReadTx,
        ticket: &Ticket,
        message: &Message,
        open: &dyn Fn(UserId) -> u64,
    ) -> Result<Option<LabMatch>, StoreError> {
        let log = store::activity::log(view, ticket.id, ActivityId(0), usize::MAX)?;
        let Some((line, when, before)) = moment(&log, message) else {
            return Ok(None);
        };
        let mut of_ticket = facts::of_ticket(view, &self.book, &before, &self.set, message.at)?;
        of_ticket.updated = before.updated;
        let today = self.book.rules.as_ref();
        let headers = if self.set.headers { &self.set } else { today };
        let mail = facts::of_message(view, headers, message, before.mailbox)?;
        let group = facts::group_of(&self.book, before.mailbox);
        let teams = facts::teams(view, &self.book, &self.set, open, message.at)?;
        let facts = Facts {
            service: self.book.service(&before),
            ..facts::facts(when, Some(Arc::new(mail)), of_ticket, "", group, teams)
        };
        let now = message.at;
        let mut seen = None;
        let plan = watch(&self.set, &facts, now, &mut |at, answers, ticket| {
            if at == self.place {
                seen = Some((answers.to_vec(), ticket.clone()));
            }
        });
        let today = watch(&self.book.rules, &facts, now, &mut |_, _, _| {});
        let matches = matched(&plan, Some(self.place));
        let old = self.replaces.and_then(|id| {
            let mut rules = self.book.rules.rules.iter();
            rules.position(|ready| ready.rule.id == id)
        });
        let lost = !matches && matched(&today, old);
        self.matched += usize::from(matches);
        self.lost += usize::from(lost);
        if !matches && !lost {
            return Ok(None);
        }
        let (answers, at) = seen.unwrap_or((Vec::new(), facts.ticket.clone()));
        let ready = self.set.rules.get(self.place);
        let saw = match ready.filter(|_| !answers.is_empty()) {
            Some(ready) => saw(&self.set, ready, &facts, &at, now),
            None => Vec::new(),
        };
        Ok(Some(LabMatch {
            ticket: ticket.id,
            name: ticket.name.clone(),
            customer: facts.ticket.customer.first().cloned().unwrap_or_default(),
            line,
            at: now,
            matches,
            answers,
            saw,
            changes: difference(&today, &plan),
        }))
    }
}

fn matched(plan: &Plan, place: Option<usize>) -> bool {
    let verdict = place.and_then(|place| plan.verdicts.get(place));
    verdict.is_some_and(|verdict| verdict.outcome.matched())
}

/// The line of a message, what it did, and the ticket as it was when the rules were asked.
fn moment(log: &[Activity], message: &Message) -> Option<(ActivityId, When, Ticket)> {
    let is_it = |line: &Activity| matches!(line.event, Event::MessageIn { message: id } if id == message.id);
    let at = log.iter().position(is_it)?;
    let before = log.get(..at)?;
    let makes = !before.iter().any(|line| {
        matches!(
            line.event,
            Event::MessageIn { .. } | Event::MessageOut { .. }
        )
    }) && matches!(before.first().map(|line| line.at), Some(made) if made == message.at);
    let updated = activity::rebuild(before)?.updated;
    // Its customer wrote, so it was opened again before the rules were asked.
    let reopened = log.get(at + 1).filter(|line| {
        let cause = matches!(
            line.event,
            Event::Status {
                cause: Cause::CustomerWrote,
                ..
            }
        );
        cause && line.at == message.at
    });
    let end = at + 1 + usize::from(reopened.is_some());
    let mut ticket = activity::rebuild(log.get(..end)?)?;
    ticket.updated = updated;
    let when = if makes {
        When::MailMakesTicket
    } else {
        When::MailJoinsTicket
    };
    Some((log.get(at)?.id, when, ticket))
}

/// What one plan makes otherwise than another.
fn difference(today: &Plan, plan: &Plan) -> Vec<Effect> {
    let (old, new): (&TicketFacts, &TicketFacts) = (&today.ticket, &plan.ticket);
    let mut effects = Vec::new();
    if old.status != new.status {
        effects.push(Effect::Status {
            old: old.status,
            new: new.status,
        });
    }
    if old.priority != new.priority {
        effects.push(Effect::Priority {
            old: old.priority,
            new: new.priority,
        });
    }
    if old.assignee != new.assignee {
        effects.push(Effect::Assignee {
            old: old.assignee,
            new: new.assignee,
        });
    }
    if old.name != new.name {
        effects.push(Effect::Name {
            old: old.name.clone(),
            new: new.name.clone(),
        });
    }
    let added = new.tags.iter().filter(|tag| !old.tags.contains(tag));
    effects.extend(added.map(|tag| Effect::TagAdded { tag: *tag }));
    let removed = old.tags.iter().filter(|tag| !new.tags.contains(tag));
    effects.extend(removed.map(|tag| Effect::TagRemoved { tag: *tag }));
    let (before, after) = (notes(today), notes(plan));
    let more = after.into_iter().filter(|note| !before.contains(note));
    effects.extend(more.cloned());
    effects
}

fn notes(plan: &Plan) -> Vec<&Effect> {
    let effects = plan.steps.iter().flat_map(|step| &step.effects);
    effects
        .filter(|effect| matches!(effect, Effect::Note { .. }))
        .collect()
}

/// The book, with the tags that saving the draft would make.
struct Tried<'a> {
    book: &'a Book,
    made: &'a [(TagId, String)],
}

impl Known for Tried<'_> {
    fn tag(&self, id: TagId) -> Option<TagId> {
        let made = self.made.iter().any(|(own, _)| *own == id);
        if made {
            return Some(id);
        }
        self.book.tag(id).map(|tag| tag.id)
    }

    fn mailbox(&self, id: MailboxId) -> bool {
        self.book.mailboxes.iter().any(|mailbox| mailbox.id == id)
    }

    fn unfit(&self, assignee: Assignee) -> Option<Missing> {
        self.book.unfit(assignee)
    }
}
