//! An expert answers: message, log, queue and status change in one transaction.

pub(super) mod letter;
pub(super) mod parties;
pub(super) mod posting;
pub(super) mod thread;

use std::sync::Arc;

use crate::{
    domain::{
        activity::{Actor, Cause, Event},
        address::{Correspondent, EmailAddress},
        assignee::Assignee,
        id::{ActivityId, TicketId, UploadId},
        placement::tagged_subject,
        right::Right,
        ticket::{Participant, Status, Ticket},
        time::Timestamp,
    },
    store::WriteTx,
};

use super::{
    access::UserDesk,
    book::Book,
    problem::{Fault, Problem},
    reading, rules,
    signature::signature,
    ticket_edit,
};

use letter::Letter;
use parties::{copies, files, mailbox};
use posting::Posting;
use thread::Thread;

/// Most characters of an answer.
pub const TEXT_CHARS: usize = 100_000;

/// What an expert wrote.
#[derive(Clone, Debug)]
pub struct Reply {
    pub text: String,
    pub cc: Vec<EmailAddress>,
    pub attachments: Vec<UploadId>,
    /// *Send and wait*, *Send and close*.
    pub then: Option<Status>,
    /// The newest message that the expert has seen; None asks for no check.
    pub seen: Option<ActivityId>,
    /// The line above the quoted message, in the customer's language; None quotes nothing.
    pub quote_intro: Option<String>,
}

/// All that the transaction needs, prepared before it.
struct Draft {
    reply: Reply,
    /// The ticket as it was when the message was built.
    last_message: Option<ActivityId>,
    posting: Posting,
    book: Arc<Book>,
    me: UserDesk,
}

impl UserDesk {
    /// Sends an answer to the ticket's customer. Returns the line of the log that it became.
    ///
    /// # Errors
    /// [`Problem::Stale`] if a message arrived that the expert has not seen; [`Problem::Field`]
    /// names what is wrong. Nothing was sent then.
    pub fn reply(&self, id: TicketId, reply: Reply, now: Timestamp) -> Result<ActivityId, Problem> {
        self.need(Right::TicketReply)?;
        if reply.text.trim().is_empty() {
            return Err(Problem::field("text", Fault::Empty));
        }
        if reply.text.chars().count() > TEXT_CHARS {
            return Err(Problem::field("text", Fault::TooLong(TEXT_CHARS)));
        }
        loop {
            let draft = self.draft(id, &reply, now)?;
            self.desk().store.stage(&draft.posting.raw)?;
            let bytes = draft.posting.raw.packed_bytes();
            let sent = self
                .desk()
                .store
                .write_sized(bytes, move |tx| draft.send(tx))?;
            // None: a message came between building and writing, and the expert asked for no check.
            if let Some(line) = sent {
                self.desk().mail_queued.notify_one();
                return Ok(line);
            }
        }
    }

    fn draft(&self, id: TicketId, reply: &Reply, now: Timestamp) -> Result<Draft, Problem> {
        let view = self.desk().store.read()?;
        let book = self.book()?;
        let ticket = self.ticket(&view, id)?;
        stale(&ticket, reply)?;
        let mailbox = mailbox(&book, &ticket)?;
        let thread = Thread::read(&view, &ticket)?;
        let to = thread.to(&view, &ticket, &book)?;
        let to = to
            .ok_or(Problem::field("text", Fault::NobodyToWriteTo))?
            .who;
        let cc = copies(self.desk(), &ticket, &to, &reply.cc)?;
        let text = thread.with_quote(&ticket, reply, &cc, signature(self.user(), Some(&mailbox)));
        let letter = Letter {
            ticket: &ticket,
            book: &book,
            mailbox,
            author: self.user().id,
            to,
            cc,
            subject: tagged_subject(&ticket.name, ticket.id),
            references: thread.references,
            text: &reply.text,
            whole: text,
            files: files(&view, self.user().id, &reply.attachments)?,
            uploads: reply.attachments.clone(),
            now,
        };
        Ok(Draft {
            last_message: ticket.last_message,
            posting: letter.build()?,
            book,
            reply: reply.clone(),
            me: self.clone(),
        })
    }
}

impl Draft {
    fn send(&self, tx: &mut WriteTx<'_>) -> Result<Option<ActivityId>, Problem> {
        let now = self.posting.now;
        let mut ticket = self.me.ticket(tx, self.posting.message.ticket)?;
        stale(&ticket, &self.reply)?;
        if ticket.last_message != self.last_message {
            return Ok(None);
        }
        let id = self.posting.put(tx)?;
        let actor = Actor::User(self.me.user().id);
        let mut events = self.new_participants(&ticket);
        events.push(Event::MessageOut { message: id });
        let settings = self.book.settings.as_ref();
        let assigns = settings.is_none_or(|settings| settings.moves.first_reply_assigns);
        if assigns && ticket.assignee.is_none() && ticket.answered.is_none() {
            let new = Some(Assignee::User(self.me.user().id));
            events.push(Event::Assignee {
                old: None,
                new,
                cause: Cause::FirstReply,
            });
        }
        if let Some(new) = self.reply.then.filter(|new| *new != ticket.status) {
            events.push(Event::Status {
                old: ticket.status,
                new,
                cause: Cause::Sent,
            });
        }
        let changes = events
            .iter()
            .any(|event| matches!(event, Event::Status { .. } | Event::Assignee { .. }));
        let (updated, said) = (ticket.updated, ticket.said);
        ticket_edit::log(tx, &mut ticket, actor, events, now)?;
        reading::wrote(tx, self.me.user().id, said, &ticket)?;
        let line = ticket.last_message;
        if changes {
            rules::run::changed(tx, &self.book, &mut ticket, updated, now)?;
        }
        Ok(line)
    }

    /// Who is in copy belongs to the conversation from now on: the expert put them there.
    fn new_participants(&self, ticket: &Ticket) -> Vec<Event> {
        let known = |who: &Correspondent| {
            ticket
                .participants
                .iter()
                .find(|p| p.who.address.key() == who.address.key())
        };
        let copies = self.posting.message.cc.iter();
        copies
            .filter_map(|who| match known(who) {
                None => Some(Event::ParticipantAdded {
                    participant: Participant {
                        who: who.clone(),
                        confirmed: true,
                    },
                }),
                Some(p) if !p.confirmed => Some(Event::ParticipantConfirmed {
                    address: who.address.key(),
                }),
                Some(_) => None,
            })
            .collect()
    }
}

fn stale(ticket: &Ticket, reply: &Reply) -> Result<(), Problem> {
    match (reply.seen, ticket.last_message) {
        (Some(seen), Some(newest)) if seen < newest => Err(Problem::Stale { newest }),
        _ => Ok(()),
    }
}
