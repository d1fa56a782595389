//! One ticket as the expert view shows it: fields, log, customer, files.

use std::{collections::HashMap, sync::Arc};

use crate::{
    domain::{
        activity::{Activity, Actor, Event},
        answer::AnswerTo,
        company::Company,
        customer::Customer,
        delivery::Delivery,
        id::{ActivityId, TicketId, UserId},
        log_part::Show,
        message::{Attachment, Message},
        note::Revised,
        right::Right,
        ticket::Ticket,
    },
    mail::inbound,
    store::{self, ReadTx, StoreError, View, blobs},
};

use super::{
    access::UserDesk, book::Book, customers, note, problem::Problem, reply::thread::Thread,
    ticket_merge::family_log,
};

/// Most lines of a log in one answer.
pub const LOG_LINES: usize = 1_000;
/// Lines of a log on one page: more than nearly all tickets have, and quickly drawn.
const PAGE_LINES: usize = 300;
/// Lines of a log that is read whole, on paper.
const WHOLE_LINES: usize = 10_000;
/// Most earlier tickets of a customer beside a ticket.
const EARLIER: usize = 10;

/// One line of the log with what it shows of other records.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub activity: Activity,
    /// The message of a mail line.
    pub message: Option<Message>,
    /// Where an outgoing message stands, by recipient.
    pub deliveries: Vec<Delivery>,
    /// The customer of `Actor::Customer`.
    pub customer: Option<Customer>,
    /// What became of a note since it was written.
    pub revised: Option<Revised>,
    /// Whose the ticket was and whose it is, of a line that says so.
    pub moved: Option<(Option<Customer>, Option<Customer>)>,
}

/// Which part of a log is asked for: the newest lines by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogPart {
    /// Only lines before this one.
    pub before: Option<ActivityId>,
    pub show: Show,
    /// What this person had seen before the page that led here said that all was read; None to ask.
    pub seen: Option<ActivityId>,
}

/// Lines of a log that somebody has not seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fresh {
    pub first: ActivityId,
    /// How many say something, at most [`LOG_LINES`].
    pub lines: usize,
    /// The part of the log before this line begins with the first; None if the newest part holds it.
    pub before: Option<ActivityId>,
}

/// One ticket, whole.
#[derive(Debug)]
pub struct TicketView {
    pub ticket: Ticket,
    pub customer: Option<Customer>,
    /// The organization of the customer.
    pub organization: Option<Company>,
    /// Who was merged into the customer, as they were.
    pub merged: Vec<Customer>,
    /// The line of its own first message, which stays in it; None without one.
    pub first_message: Option<ActivityId>,
    /// Where an answer would go now; None when the customer has no address of theirs.
    pub answer_to: Option<AnswerTo>,
    pub log: Vec<LogLine>,
    /// The log has older lines than these: read them before the first.
    pub has_older: bool,
    /// The newest change that this person had seen of it.
    pub seen: ActivityId,
    /// What is new to this person; None where nothing is, or everything.
    pub fresh: Option<Fresh>,
    /// Other tickets of the customer, newest first.
    pub earlier: Vec<Ticket>,
    /// Tickets that this one is linked to.
    pub links: Vec<Ticket>,
    pub book: Arc<Book>,
    /// Who looks.
    pub reader: UserId,
}

impl TicketView {
    /// The number of the newest line, of its own or of what was merged into it.
    #[must_use]
    pub fn rev(&self) -> ActivityId {
        let last = self.log.last().map(|line| line.activity.id);
        last.map_or(self.ticket.rev, |last| last.max(self.ticket.rev))
    }
}

impl UserDesk {
    /// Reads a ticket with its log after a number.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn ticket_view(&self, id: TicketId, after: ActivityId) -> Result<TicketView, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let ticket = self.ticket_as_it_is(&view, id)?;
        let mut log = family_log(&view, &ticket, |id| {
            store::activity::log(&view, id, after, LOG_LINES)
        })?;
        log.truncate(LOG_LINES);
        self.whole(&view, ticket, log)
    }

    /// Reads a ticket with a part of its log.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn ticket_view_part(&self, id: TicketId, part: LogPart) -> Result<TicketView, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let before = part.before.unwrap_or(ActivityId(u64::MAX));
        let wanted = |event: &Event| part.show.wants(event);
        let ticket = self.ticket_as_it_is(&view, id)?;
        let mut log = family_log(&view, &ticket, |id| {
            store::activity::log_before(&view, id, before, PAGE_LINES + 1, wanted)
        })?;
        let more = log.len().saturating_sub(PAGE_LINES);
        log.drain(..more);
        let mut whole = self.whole(&view, ticket, log)?;
        whole.has_older = more > 0;
        let seen = part.seen.unwrap_or(whole.seen);
        whole.fresh = self.fresh(&view, &whole.ticket, seen)?;
        Ok(whole)
    }

    /// Reads a ticket with its whole log: at most [`WHOLE_LINES`], the newest.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn ticket_view_whole(&self, id: TicketId) -> Result<TicketView, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let ticket = self.ticket_as_it_is(&view, id)?;
        let before = ActivityId(u64::MAX);
        let mut log = family_log(&view, &ticket, |id| {
            store::activity::log_before(&view, id, before, WHOLE_LINES + 1, |_| true)
        })?;
        let more = log.len().saturating_sub(WHOLE_LINES);
        log.drain(..more);
        let mut whole = self.whole(&view, ticket, log)?;
        whole.has_older = more > 0;
        Ok(whole)
    }

    /// What this person has not seen of a ticket that they saw before.
    fn fresh(
        &self,
        view: &ReadTx,
        ticket: &Ticket,
        seen: ActivityId,
    ) -> Result<Option<Fresh>, StoreError> {
        if ticket.said <= seen {
            return Ok(None);
        }
        let me = self.user().id;
        let log = store::activity::log(view, ticket.id, seen, LOG_LINES)?;
        let is_new = |line: &Activity| line.event.says() && line.actor != Actor::User(me);
        let Some(at) = log.iter().position(is_new) else {
            return Ok(None);
        };
        // Of a ticket that was never seen everything is new: that needs no line.
        if matches!(log[at].event, Event::Created(_)) {
            return Ok(None);
        }
        Ok(Some(Fresh {
            first: log[at].id,
            lines: log.iter().filter(|line| is_new(line)).count(),
            before: log.get(at + PAGE_LINES).map(|line| line.id),
        }))
    }

    fn whole(
        &self,
        view: &ReadTx,
        ticket: Ticket,
        lines: Vec<Activity>,
    ) -> Result<TicketView, Problem> {
        let id = ticket.id;
        let mut log = Vec::new();
        for activity in lines {
            log.push(log_line(view, activity)?);
        }
        let of_customer = self
            .desk()
            .store
            .columns(|columns| columns.of_customer(ticket.customer));
        let others = of_customer.iter().rev().filter(|other| **other != id);
        let earlier = self.seen(view, others.copied(), EARLIER)?;
        let links = self.seen(view, ticket.links.iter().copied(), usize::MAX)?;
        let log = self.lines_in_sight(view, log)?;
        let customer = store::customer::get(view, ticket.customer)?;
        let line = customer.map(|customer| customers::line(view, customer));
        let (customer, organization, merged) = match line.transpose()? {
            Some(line) => (Some(line.customer), line.organization, line.merged),
            None => (None, None, Vec::new()),
        };
        let book = self.book()?;
        let thread = Thread::read(view, &ticket)?;
        Ok(TicketView {
            answer_to: thread.to(view, &ticket, &book)?,
            first_message: thread.first,
            ticket,
            customer,
            organization,
            merged,
            log,
            has_older: false,
            fresh: None,
            seen: store::reading::seen(view, self.user().id, id)?,
            earlier,
            links,
            book,
            reader: self.user().id,
        })
    }

    /// Without what names a ticket that this person may not see: that it is linked is no line for
    /// them. One that is gone for good was seen before, and stays a number.
    fn lines_in_sight(&self, view: &ReadTx, log: Vec<LogLine>) -> Result<Vec<LogLine>, StoreError> {
        let mut known = HashMap::new();
        let mut shown = Vec::with_capacity(log.len());
        for line in log {
            // A message that was split off is in the other ticket alone.
            let own = |message: &Message| message.ticket == line.activity.ticket;
            if !line.message.as_ref().is_none_or(own) {
                continue;
            }
            let Some(other) = line.activity.event.other() else {
                shown.push(line);
                continue;
            };
            let is_seen = match known.get(&other) {
                Some(is_seen) => *is_seen,
                None => {
                    let ticket = store::ticket::get(view, other)?;
                    let is_seen = ticket.is_none_or(|ticket| self.sees(&ticket));
                    known.insert(other, is_seen);
                    is_seen
                }
            };
            if is_seen {
                shown.push(line);
            }
        }
        Ok(shown)
    }

    /// Those of some tickets that this person sees, at most `most`.
    fn seen(
        &self,
        view: &impl View,
        ids: impl Iterator<Item = TicketId>,
        most: usize,
    ) -> Result<Vec<Ticket>, StoreError> {
        let mut found = Vec::new();
        for id in ids {
            if found.len() == most {
                break;
            }
            found.extend(store::ticket::get(view, id)?.filter(|ticket| self.sees(ticket)));
        }
        Ok(found)
    }

    /// True if one of some tickets is shown beside another one: linked to it, or of its customer.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn stands_beside(&self, id: TicketId, others: &[TicketId]) -> Result<bool, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let Some(ticket) = store::ticket::get(&view, id)?.filter(|ticket| self.sees(ticket)) else {
            return Ok(false);
        };
        for other in others.iter().filter(|other| **other != id) {
            let customer = store::ticket::get(&view, *other)?.map(|other| other.customer);
            if customer == Some(ticket.customer) || ticket.links.contains(other) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the message behind a line of a ticket's log, and its raw bytes.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if that line is no message of that ticket, or its original is erased.
    pub fn message_raw(
        &self,
        ticket: TicketId,
        line: ActivityId,
    ) -> Result<(Message, Vec<u8>), Problem> {
        let (message, raw) = self.message_bytes(ticket, line)?;
        match message.is_original() {
            true => Ok((message, raw)),
            false => Err(Problem::NotFound),
        }
    }

    fn message_bytes(
        &self,
        ticket: TicketId,
        line: ActivityId,
    ) -> Result<(Message, Vec<u8>), Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        self.ticket_as_it_is(&view, ticket)?;
        let message = message_of(&view, ticket, line)?;
        let raw = blobs::get(&view, message.raw)?.ok_or(Problem::NotFound)?;
        Ok((message, raw))
    }

    /// Reads a file of a message: its place in the message, from 0, and its bytes.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none.
    pub fn attachment(
        &self,
        ticket: TicketId,
        line: ActivityId,
        place: usize,
    ) -> Result<(Attachment, Vec<u8>), Problem> {
        let (message, raw) = self.message_bytes(ticket, line)?;
        let attachment = message
            .attachments
            .get(place)
            .cloned()
            .ok_or(Problem::NotFound)?;
        let bytes = inbound::attachment(&raw, &attachment);
        Ok((attachment, bytes))
    }
}

pub(super) fn log_line(view: &ReadTx, activity: Activity) -> Result<LogLine, StoreError> {
    let message = match activity.event {
        Event::MessageIn { message, .. }
        | Event::MessageOut { message }
        | Event::Forwarded { message, .. }
        | Event::Delivery { message, .. } => store::message::get(view, message)?,
        _ => None,
    };
    let deliveries = match &message {
        Some(message) if message.author.is_some() => store::delivery::of_message(view, message.id)?,
        _ => Vec::new(),
    };
    let customer = match activity.actor {
        crate::domain::activity::Actor::Customer(id) => store::customer_merge::ever(view, id)?,
        _ => None,
    };
    let moved = match activity.event {
        Event::Customer { old, new, .. } => Some((
            store::customer_merge::ever(view, old)?,
            store::customer_merge::ever(view, new)?,
        )),
        _ => None,
    };
    Ok(LogLine {
        revised: note::revised(view, &activity)?,
        activity,
        message,
        deliveries,
        customer,
        moved,
    })
}

fn message_of(view: &ReadTx, ticket: TicketId, line: ActivityId) -> Result<Message, Problem> {
    let activity = store::activity::get(view, ticket, line)?.ok_or(Problem::NotFound)?;
    let id = activity.event.message().ok_or(Problem::NotFound)?;
    let message = store::message::get(view, id)?;
    // One that was split off is under the number of its own ticket alone.
    let own = message.filter(|message| message.ticket == ticket);
    own.ok_or(Problem::NotFound)
}
