//! An expert passes a message of a ticket's log on to somebody outside, beside the conversation with
//! the customer.
//!
//! Nothing of the ticket changes by it: it is no answer. Whoever gets it takes no part; what they
//! write back comes into the log and goes to nobody. Notes never leave.

mod original;
mod way_back;

use crate::{
    domain::{
        activity::{Activity, Actor, Event},
        address::{Correspondent, EmailAddress},
        id::{ActivityId, BlobId, MessageId, TicketId, UploadId, UserId},
        mailbox::Mailbox,
        message::{Direction, Message, MsgId, Sender, Verdict, Verdicts},
        placement::{forwarded_subject, tagged_subject},
        right::Right,
        ticket::Ticket,
        time::Timestamp,
        token::AddressToken,
    },
    mail::{
        forward::{self, Passage},
        inbound,
        outbound::{self, Outgoing},
    },
    store::{self, ReadTx, StoreError, View, WriteTx, blobs},
};

use super::{
    access::UserDesk,
    problem::{Fault, Problem},
    reading,
    reply::{
        TEXT_CHARS,
        parties::{self, COPIES},
        posting::Posting,
    },
    signature::{self, signature},
    ticket_edit,
    ticket_merge::family_log,
    upload,
};

pub use original::Original;
use original::Passed;

/// What an expert passes on.
#[derive(Clone, Debug)]
pub struct Forward {
    /// The line of the message.
    pub line: ActivityId,
    pub to: Vec<EmailAddress>,
    pub cc: Vec<EmailAddress>,
    /// None takes that of the message; the beginning and the ticket's number are written anew.
    pub subject: Option<String>,
    /// What is said to it; may be empty.
    pub text: String,
    /// The places of the message's files that go along; None for all of them.
    pub files: Option<Vec<usize>>,
    /// Further files.
    pub attachments: Vec<UploadId>,
    /// A name that no other form bears: the same that comes twice by it goes once. None is no form.
    pub form: Option<String>,
    /// The marked line above the message and who wrote it, in the customers' language.
    pub head: Vec<String>,
}

/// By what it is known, and when it goes.
struct Stamp {
    msg_id: MsgId,
    at: Timestamp,
}

/// All that the transaction needs, prepared before it.
struct Draft {
    posting: Posting,
    /// By which answers come; None if by the ticket's own.
    token: Option<AddressToken>,
    of: ActivityId,
    original: Message,
    me: UserDesk,
}

impl UserDesk {
    /// Reads a message of a ticket's log, of its own or of a ticket that was merged into it, to pass
    /// it on.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if that line is none, or its message is erased.
    pub fn forwardable(&self, id: TicketId, line: ActivityId) -> Result<Original, Problem> {
        self.need(Right::TicketReply)?;
        let view = self.desk().store.read()?;
        let ticket = self.ticket(&view, id)?;
        let (home, message) = original::find(&view, &ticket, line)?;
        Ok(Original {
            home,
            message,
            ticket,
            book: self.book()?,
        })
    }

    /// Sends a message of a ticket's log to people outside. Returns the line that says so: that of the
    /// first time for a form that comes again with the same in it.
    ///
    /// # Errors
    /// [`Problem::NotFound`] as [`UserDesk::forwardable`]; [`Problem::Field`] names what is wrong.
    /// Nothing was sent then.
    pub fn forward(
        &self,
        id: TicketId,
        forward: &Forward,
        now: Timestamp,
    ) -> Result<ActivityId, Problem> {
        self.need(Right::TicketReply)?;
        if forward.text.chars().count() > TEXT_CHARS {
            return Err(Problem::field("text", Fault::TooLong(TEXT_CHARS)));
        }
        let view = self.desk().store.read()?;
        let ticket = self.ticket(&view, id)?;
        let mailbox = parties::mailbox(&*self.book()?, &ticket)?;
        let domain = parties::mailbox_domain(&mailbox);
        let msg_id = way_back::msg_id(&view, self.user().id, &ticket, forward, &domain)?;
        if let Some(line) = way_back::line(&view, ticket.id, &msg_id)? {
            return Ok(line);
        }
        let stamp = Stamp { msg_id, at: now };
        let draft = self.draft_forward(&view, &ticket, mailbox, forward, stamp)?;
        drop(view);
        let (store, raw) = (&self.desk().store, draft.posting.raw.clone());
        store.stage(&raw)?;
        let sent = store.write_sized(raw.packed_bytes(), move |tx| draft.send(tx));
        // Nothing if they were linked.
        store.unstage(&raw);
        self.desk().mail_queued.notify_one();
        sent
    }

    fn draft_forward(
        &self,
        view: &ReadTx,
        ticket: &Ticket,
        mailbox: Mailbox,
        forward: &Forward,
        stamp: Stamp,
    ) -> Result<Draft, Problem> {
        let (_, original) = original::find(view, ticket, forward.line)?;
        let now = stamp.at;
        let mut outgoing = self.letter(view, ticket, &original, &mailbox, forward, stamp)?;
        let people = outgoing.to.iter().chain(&outgoing.cc);
        let recipients: Vec<_> = people.map(|who| who.address.clone()).collect();
        let token = way_back::token(view, ticket, &recipients)?;
        outgoing.reply_to = parties::reply_to(&mailbox, token.as_ref().unwrap_or(&ticket.token));
        let raw = outbound::build(&outgoing);
        let prepared = blobs::prepare(&raw)?;
        let said = own_words(forward);
        // Below the text stands what the mail holds besides: the signature, and what goes on.
        let below = outgoing.text.strip_prefix(said).unwrap_or(&outgoing.text);
        let message = Message {
            text: said.to_owned(),
            quoted: below.trim_start().to_owned(),
            raw: prepared.id,
            raw_bytes: raw.len() as u64,
            ..record(ticket, outgoing.clone(), &raw, self.user().id)
        };
        Ok(Draft {
            posting: Posting {
                message,
                raw: prepared,
                recipients,
                mailbox,
                uploads: forward.attachments.clone(),
                user: self.user().id,
                now,
            },
            token,
            of: forward.line,
            original,
            me: self.clone(),
        })
    }

    fn letter(
        &self,
        view: &ReadTx,
        ticket: &Ticket,
        original: &Message,
        mailbox: &Mailbox,
        forward: &Forward,
        Stamp { msg_id, at }: Stamp,
    ) -> Result<Outgoing, Problem> {
        let (to, cc) = self.addressees(ticket, forward)?;
        let passed = Passed::of(view, original, forward.files.as_deref(), &msg_id)?;
        let mut files = passed.files;
        files.extend(parties::files(view, self.user().id, &forward.attachments)?);
        if files
            .iter()
            .map(|file| file.bytes.len() as u64)
            .sum::<u64>()
            > upload::LARGEST
        {
            return Err(Problem::field("attachments", Fault::TooLarge));
        }
        let said = signature::below(own_words(forward), signature(self.user(), Some(mailbox)));
        let said = said.trim_start_matches('\n');
        let text = original::whole_text(original);
        let passage = Passage {
            head: &forward.head,
            text: &text,
        };
        let thread = thread(original, &to);
        let subject = forward.subject.as_deref().unwrap_or(&original.subject);
        Ok(Outgoing {
            msg_id,
            date: at,
            from: parties::sender(&*self.book()?, mailbox),
            // Whom it goes to says where answers go.
            reply_to: None,
            to,
            cc,
            subject: match thread.is_empty() {
                true => forwarded_subject(subject, ticket.id),
                false => tagged_subject(subject, ticket.id),
            },
            in_reply_to: thread.first().cloned(),
            references: thread.into_iter().rev().collect(),
            text: forward::text(said, passage),
            html: passed.html.map(|it| forward::html(said, passage, &it)),
            attachments: files,
            automatic: None,
            desk_mark: None,
        })
    }

    /// To and Cc: each once, none of our own addresses, at least one.
    fn addressees(
        &self,
        ticket: &Ticket,
        forward: &Forward,
    ) -> Result<(Vec<Correspondent>, Vec<Correspondent>), Problem> {
        if forward.to.is_empty() {
            return Err(Problem::field("to", Fault::Empty));
        }
        let mut keys = Vec::new();
        let mut of = |field, addresses: &[EmailAddress]| {
            let mut list = Vec::new();
            for address in addresses {
                if self.desk().is_own_address(address)? {
                    return Err(Problem::field(field, Fault::OwnMailbox));
                }
                if keys.contains(&address.key()) {
                    continue;
                }
                keys.push(address.key());
                if keys.len() > COPIES {
                    return Err(Problem::field(field, Fault::TooMany(COPIES)));
                }
                list.push(named(ticket, address));
            }
            Ok(list)
        };
        let to = of("to", &forward.to)?;
        Ok((to, of("cc", &forward.cc)?))
    }
}

impl Draft {
    fn send(&self, tx: &mut WriteTx<'_>) -> Result<ActivityId, Problem> {
        let mut ticket = self.me.ticket(tx, self.posting.message.ticket)?;
        if let Some(msg_id) = &self.posting.message.msg_id
            && let Some(line) = way_back::line(tx, ticket.id, msg_id)?
        {
            return Ok(line);
        }
        // Erased or split off since it was read: then it does not leave.
        let (_, now) = original::find(tx, &ticket, self.of)?;
        if now != self.original {
            return Err(Problem::NotFound);
        }
        let message = self.posting.put(tx)?;
        if let Some(token) = &self.token {
            store::forward::put(tx, token, message)?;
        }
        let event = Event::Forwarded {
            message,
            of: self.of,
        };
        let (actor, said) = (Actor::User(self.me.user().id), ticket.said);
        ticket_edit::log(tx, &mut ticket, actor, vec![event], self.posting.now)?;
        reading::wrote(tx, self.me.user().id, said, &ticket)?;
        Ok(ticket.rev)
    }
}

/// The text as it goes out: what stands at its ends and is not seen goes.
fn own_words(forward: &Forward) -> &str {
    forward.text.trim_start_matches('\n').trim_end()
}

/// The record of what goes out, without its text.
fn record(ticket: &Ticket, outgoing: Outgoing, raw: &[u8], author: UserId) -> Message {
    // Read back from the bytes that go out, so that the log shows what was sent.
    let parsed = inbound::parse(raw);
    Message {
        id: MessageId(0),
        ticket: ticket.id,
        direction: Direction::Out,
        at: outgoing.date,
        msg_id: Some(outgoing.msg_id),
        references: outgoing.references.into_iter().rev().collect(),
        from: Some(outgoing.from),
        to: outgoing.to,
        cc: outgoing.cc,
        reply_to: outgoing.reply_to,
        subject: outgoing.subject,
        text: String::new(),
        quoted: String::new(),
        has_html: parsed.has_html,
        attachments: parsed.attachments,
        raw: BlobId([0; 32]),
        raw_bytes: 0,
        not_parsed: None,
        automatic: None,
        verdicts: Verdicts {
            aligned: Verdict::None,
            ..Verdicts::default()
        },
        sender: Sender::Outside,
        also_to: Vec::new(),
        author: Some(author),
    }
}

/// What it answers, nearest first: only a mail of somebody outside that goes back to them. Whoever
/// is new to it has nothing of the customer's ids.
fn thread(original: &Message, to: &[Correspondent]) -> Vec<MsgId> {
    let outside = original.sender == Sender::Outside && original.direction == Direction::In;
    let from = original.from.as_ref().filter(|_| outside);
    let back = |from: &Correspondent| {
        let mut to = to.iter();
        to.any(|who| who.address.key() == from.address.key())
    };
    match from.is_some_and(back) {
        true => {
            let ids = original.msg_id.iter().chain(&original.references);
            ids.cloned().collect()
        }
        false => Vec::new(),
    }
}

/// Somebody by the name under which they take part.
fn named(ticket: &Ticket, address: &EmailAddress) -> Correspondent {
    let key = address.key();
    let mut participants = ticket.participants.iter();
    let known = participants.find(|p| p.who.address.key() == key);
    Correspondent {
        name: known.map_or_else(String::new, |p| p.who.name.clone()),
        address: address.clone(),
    }
}

/// True if something of a ticket was forwarded to an address, by its key.
pub(super) fn went_to(view: &impl View, ticket: &Ticket, key: &str) -> Result<bool, StoreError> {
    let whole = |id| store::activity::log(view, id, ActivityId(0), usize::MAX);
    let forwards = |line: &Activity| matches!(line.event, Event::Forwarded { .. });
    for line in family_log(view, ticket, whole)?
        .iter()
        .filter(|it| forwards(it))
    {
        let Some(id) = line.event.message() else {
            continue;
        };
        let Some(message) = store::message::get(view, id)? else {
            continue;
        };
        let mut people = message.to.iter().chain(&message.cc);
        if people.any(|who| who.address.key() == key) {
            return Ok(true);
        }
    }
    Ok(false)
}
