//! One ticket as the expert view shows it: fields, log, customer, files.

use std::sync::Arc;

use crate::{
    domain::{
        activity::{Activity, Event},
        answer::AnswerTo,
        company::Company,
        customer::Customer,
        delivery::Delivery,
        id::{ActivityId, TicketId},
        message::{Attachment, Message},
        right::Right,
        ticket::Ticket,
    },
    mail::inbound,
    store::{self, ReadTx, StoreError, View, blobs},
};

use super::{access::UserDesk, book::Book, customers, problem::Problem, reply::thread::Thread};

/// Most lines of a log in one answer.
pub const LOG_LINES: usize = 1_000;
/// Lines of a log on one page: more than nearly all tickets have, and quickly drawn.
const PAGE_LINES: usize = 300;
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
    /// Whose the ticket was and whose it is, of a line that says so.
    pub moved: Option<(Option<Customer>, Option<Customer>)>,
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
    /// Where an answer would go now; None when the customer has no address of theirs.
    pub answer_to: Option<AnswerTo>,
    pub log: Vec<LogLine>,
    /// The log has older lines than these: read them before the first.
    pub has_older: bool,
    /// Other tickets of the customer, newest first.
    pub earlier: Vec<Ticket>,
    /// Tickets that this one is linked to.
    pub links: Vec<Ticket>,
    pub book: Arc<Book>,
}

impl UserDesk {
    /// Reads a ticket with its log after a number.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn ticket_view(&self, id: TicketId, after: ActivityId) -> Result<TicketView, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let log = store::activity::log(&view, id, after, LOG_LINES)?;
        self.whole(&view, id, log)
    }

    /// Reads a ticket with the newest lines of its log before a number; None asks for the newest.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn ticket_view_before(
        &self,
        id: TicketId,
        before: Option<ActivityId>,
    ) -> Result<TicketView, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let before = before.unwrap_or(ActivityId(u64::MAX));
        let mut log = store::activity::log_before(&view, id, before, PAGE_LINES + 1)?;
        let more = log.len().saturating_sub(PAGE_LINES);
        log.drain(..more);
        let mut whole = self.whole(&view, id, log)?;
        whole.has_older = more > 0;
        Ok(whole)
    }

    fn whole(
        &self,
        view: &ReadTx,
        id: TicketId,
        lines: Vec<Activity>,
    ) -> Result<TicketView, Problem> {
        let ticket = self.ticket(view, id)?;
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
        // That a ticket is linked to one that this person may not see is no line for them.
        let hidden = |other: &TicketId| !links.iter().any(|link| link.id == *other);
        log.retain(|line: &LogLine| {
            !matches!(&line.activity.event, Event::Linked { other, .. } if hidden(other))
        });
        let customer = store::customer::get(view, ticket.customer)?;
        let line = customer.map(|customer| customers::line(view, customer));
        let (customer, organization, merged) = match line.transpose()? {
            Some(line) => (Some(line.customer), line.organization, line.merged),
            None => (None, None, Vec::new()),
        };
        let book = self.book()?;
        Ok(TicketView {
            answer_to: Thread::read(view, &ticket)?.to(view, &ticket, &book)?,
            ticket,
            customer,
            organization,
            merged,
            log,
            has_older: false,
            earlier,
            links,
            book,
        })
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

    /// Reads the message behind a line of a ticket's log, and its raw bytes.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if that line is no message of that ticket.
    pub fn message_raw(
        &self,
        ticket: TicketId,
        line: ActivityId,
    ) -> Result<(Message, Vec<u8>), Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        self.ticket(&view, ticket)?;
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
        let (message, raw) = self.message_raw(ticket, line)?;
        let attachment = message
            .attachments
            .get(place)
            .cloned()
            .ok_or(Problem::NotFound)?;
        let bytes = inbound::attachment(&raw, &attachment);
        Ok((attachment, bytes))
    }
}

fn log_line(view: &ReadTx, activity: Activity) -> Result<LogLine, StoreError> {
    let message = match activity.event {
        Event::MessageIn { message, .. }
        | Event::MessageOut { message }
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
        activity,
        message,
        deliveries,
        customer,
        moved,
    })
}

fn message_of(view: &ReadTx, ticket: TicketId, line: ActivityId) -> Result<Message, Problem> {
    let activity = store::activity::get(view, ticket, line)?.ok_or(Problem::NotFound)?;
    match activity.event {
        Event::MessageIn { message, .. } | Event::MessageOut { message } => {
            store::message::get(view, message)?.ok_or(Problem::NotFound)
        }
        _ => Err(Problem::NotFound),
    }
}
