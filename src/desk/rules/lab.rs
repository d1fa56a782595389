//! The rule lab: a draft, and the whole rule set with it, over real messages of the past; one that
//! time starts over the tickets that are not closed, as they are now. Writes nothing; shows only
//! tickets that its reader sees.

mod past;

use std::sync::Arc;

use serde_json::Value;

use crate::{
    desk::{access::UserDesk, book::Book, problem::Problem},
    domain::{
        assignee::Assignee,
        id::{ActivityId, MailboxId, MessageId, RuleId, TagId, TicketId, UserId},
        message::{Direction, Message},
        right::Right,
        rule::{
            Rule, When,
            action::Effect,
            decide::{Plan, watch},
            explain::{Saw, saw},
            facts::Facts,
            set::{Known, Missing, RuleSet},
        },
        ticket::Ticket,
        time::Timestamp,
    },
    store::{self, ReadTx, StoreError, columns::Columns},
};

use super::{
    edit::with,
    facts,
    names::{BookNames, Unknown},
    written::Reader,
};
use past::{difference, moment};

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
    /// Everything before it is still to be looked at; None where no message is.
    before: Option<MessageId>,
    /// The same of tickets.
    before_ticket: Option<TicketId>,
    /// Tickets that may still be looked at: as many as messages.
    tickets: usize,
    now: Timestamp,
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
        now: Timestamp,
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
        let by_time = draft.when.iter().any(|when| when.is_timed());
        let by_else = draft.when.iter().any(|when| !when.is_timed());
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
            before: by_else.then_some(MessageId(u64::MAX)),
            before_ticket: by_time.then_some(TicketId(u64::from(u32::MAX))),
            tickets: messages.clamp(1, MESSAGES_MOST),
            now,
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
        let found = match (lab.before, lab.before_ticket) {
            (Some(before), _) => {
                let room = STEP.min(lab.wanted - lab.examined);
                self.try_messages(lab, &view, before, room)?
            }
            (None, Some(before)) => self.try_tickets(lab, &view, before)?,
            (None, None) => Vec::new(),
        };
        if lab.examined >= lab.wanted {
            lab.before = None;
        }
        lab.done = lab.before.is_none() && lab.before_ticket.is_none();
        Ok(found)
    }

    fn try_messages(
        &self,
        lab: &mut Lab,
        view: &ReadTx,
        before: MessageId,
        room: usize,
    ) -> Result<Vec<LabMatch>, Problem> {
        let messages = store::message::before(view, before, room)?;
        let last = messages.last().map(|message| message.id);
        lab.before = last.filter(|_| messages.len() == room);
        let mut found = Vec::new();
        for message in messages {
            if message.direction == Direction::Out {
                continue;
            }
            let Some(ticket) = store::ticket::get(view, message.ticket)? else {
                continue;
            };
            if !self.sees(&ticket) {
                continue;
            }
            lab.examined += 1;
            found.extend(lab.look(view, &ticket, &message, &|user| self.open_of(user))?);
        }
        Ok(found)
    }

    fn try_tickets(
        &self,
        lab: &mut Lab,
        view: &ReadTx,
        before: TicketId,
    ) -> Result<Vec<LabMatch>, Problem> {
        let room = STEP.min(lab.tickets);
        let columns = |columns: &Columns| columns.not_closed_before(before, room);
        let tickets = self.desk().store.columns(columns);
        let last = tickets.last().copied();
        lab.tickets -= tickets.len();
        lab.before_ticket = last.filter(|_| tickets.len() == room && lab.tickets > 0);
        let mut found = Vec::new();
        for id in tickets {
            let ticket = store::ticket::get(view, id)?;
            if let Some(ticket) = ticket.filter(|ticket| self.sees(ticket)) {
                lab.examined += 1;
                found.extend(lab.look_now(view, &ticket, &|user| self.open_of(user))?);
            }
        }
        Ok(found)
    }

    fn open_of(&self, user: UserId) -> u64 {
        let store = &self.desk().store;
        store.columns(|columns| columns.open_of(Assignee::User(user)))
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

    /// What is examined: `messages`, `tickets` or `both`.
    #[must_use]
    pub fn about(&self) -> &'static str {
        let when = self.rule().map_or(&[][..], |rule| &rule.when);
        let by_time = when.iter().any(|when| when.is_timed());
        match when.iter().any(|when| !when.is_timed()) {
            true if by_time => "both",
            false if by_time => "tickets",
            _ => "messages",
        }
    }

    fn look_now(
        &mut self,
        view: &ReadTx,
        ticket: &Ticket,
        open: &dyn Fn(UserId) -> u64,
    ) -> Result<Option<LabMatch>, StoreError> {
        let of_ticket = facts::of_ticket(view, &self.book, ticket, &self.set, self.now)?;
        let teams = facts::teams(view, &self.book, &self.set, open, self.now)?;
        let timer = store::timer::get(view, ticket.id)?;
        let mut spent = timer.map_or_else(Vec::new, |timer| timer.spent());
        // Whether it was started before says nothing about what the draft asks.
        spent.retain(|rule| Some(*rule) != self.replaces);
        let text = &ticket.description;
        // One that waking alone starts is tried as if the ticket woke now.
        let passes = self
            .rule()
            .is_some_and(|rule| rule.when.contains(&When::TimePassed));
        let when = match passes {
            true => When::TimePassed,
            false => When::TicketWakes,
        };
        let facts = Facts {
            service: self.book.service(ticket),
            spent,
            ..facts::facts(when, None, of_ticket, text, None, teams)
        };
        Ok(self.compare(ticket, ticket.rev, &facts, self.now))
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
        Ok(self.compare(ticket, line, &facts, message.at))
    }

    /// Decides with the draft and without it.
    fn compare(
        &mut self,
        ticket: &Ticket,
        line: ActivityId,
        facts: &Facts,
        now: Timestamp,
    ) -> Option<LabMatch> {
        let mut seen = None;
        let plan = watch(&self.set, facts, now, &mut |at, answers, ticket| {
            if at == self.place {
                seen = Some((answers.to_vec(), ticket.clone()));
            }
        });
        let today = watch(&self.book.rules, facts, now, &mut |_, _, _| {});
        let matches = matched(&plan, Some(self.place));
        let old = self.replaces.and_then(|id| {
            let mut rules = self.book.rules.rules.iter();
            rules.position(|ready| ready.rule.id == id)
        });
        let lost = !matches && matched(&today, old);
        self.matched += usize::from(matches);
        self.lost += usize::from(lost);
        if !matches && !lost {
            return None;
        }
        let (answers, at) = seen.unwrap_or((Vec::new(), facts.ticket.clone()));
        let ready = self.set.rules.get(self.place);
        let saw = match ready.filter(|_| !answers.is_empty()) {
            Some(ready) => saw(&self.set, ready, facts, &at, now),
            None => Vec::new(),
        };
        Some(LabMatch {
            ticket: ticket.id,
            name: ticket.name.clone(),
            customer: facts.ticket.customer.first().cloned().unwrap_or_default(),
            line,
            at: now,
            matches,
            answers,
            saw,
            changes: difference(&today, &plan),
        })
    }
}

fn matched(plan: &Plan, place: Option<usize>) -> bool {
    let verdict = place.and_then(|place| plan.verdicts.get(place));
    verdict.is_some_and(|verdict| verdict.outcome.matched())
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
