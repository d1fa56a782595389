//! An expert answers: message, log, queue and status change in one transaction.

use std::sync::Arc;

use crate::{
    domain::{
        activity::{Actor, Cause, Event},
        address::{Correspondent, EmailAddress},
        assignee::Assignee,
        delivery::{Delivery, DeliveryState},
        id::{ActivityId, TicketId, UploadId},
        mailbox::Mailbox,
        message::{Direction, Message, MsgId, Sender, Verdict, Verdicts},
        placement::tagged_subject,
        ticket::{Participant, Status, Ticket},
        time::Timestamp,
        user::Right,
    },
    mail::{
        inbound,
        outbound::{self, File, Outgoing},
        quote,
    },
    store::{self, ReadTx, StoreError, WriteTx, blobs},
};

use super::{
    Desk,
    access::UserDesk,
    book::Book,
    mint,
    problem::{Fault, Problem},
    ticket_edit, upload,
};

/// Most characters of an answer.
pub const TEXT_CHARS: usize = 100_000;
/// Most ids in References (mail.md, 3.1).
const REFERENCES: usize = 50;
/// Most people in copy of one answer.
const COPIES: usize = 50;

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
    message: Message,
    raw: blobs::Prepared,
    recipients: Vec<EmailAddress>,
    mailbox: Mailbox,
    user: crate::domain::user::User,
    now: Timestamp,
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
            self.desk().store.stage(&draft.raw)?;
            let sent = self
                .desk()
                .store
                .write_sized(draft.raw.packed_bytes(), move |tx| draft.send(tx))?;
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
        let ticket = store::ticket::get(&view, id)?.ok_or(Problem::NotFound)?;
        stale(&ticket, reply)?;
        let mailbox = mailbox(&book, &ticket)?;
        let thread = Thread::read(&view, &ticket)?;
        let to = thread.to(&view, &ticket)?;
        let cc = copies(self.desk(), &ticket, &to, &reply.cc)?;
        let msg_id = mint::msg_id(&mailbox_domain(&mailbox))
            .ok_or(Problem::field("text", Fault::NoMailbox))?;
        let outgoing = Outgoing {
            msg_id: msg_id.clone(),
            date: now,
            from: sender(&book, &mailbox),
            reply_to: reply_to(&mailbox, &ticket),
            to: vec![to.clone()],
            cc: cc.clone(),
            subject: tagged_subject(&ticket.name, ticket.id),
            in_reply_to: thread.references.first().cloned(),
            references: thread.references.iter().rev().cloned().collect(),
            text: thread.with_quote(&ticket, reply, &cc),
            attachments: files(&view, self.user().id, &reply.attachments)?,
            automatic: None,
            desk_mark: None,
        };
        let raw = outbound::build(&outgoing);
        // The record is read back from the bytes that go out, so that the log shows what was sent.
        let parsed = inbound::parse(&raw);
        let message = Message {
            id: crate::domain::id::MessageId(0),
            ticket: id,
            direction: Direction::Out,
            at: now,
            msg_id: Some(msg_id),
            references: thread.references,
            from: Some(outgoing.from),
            to: outgoing.to,
            cc: outgoing.cc,
            reply_to: outgoing.reply_to,
            subject: outgoing.subject,
            text: reply.text.clone(),
            quoted: parsed.quoted,
            has_html: false,
            attachments: parsed.attachments,
            raw: crate::domain::id::BlobId([0; 32]),
            raw_bytes: raw.len() as u64,
            not_parsed: None,
            automatic: None,
            verdicts: Verdicts {
                aligned: Verdict::None,
                ..Verdicts::default()
            },
            sender: Sender::Known,
            also_to: Vec::new(),
            author: Some(self.user().id),
        };
        let prepared = blobs::prepare(&raw)?;
        Ok(Draft {
            last_message: ticket.last_message,
            message: Message {
                raw: prepared.id,
                ..message
            },
            raw: prepared,
            recipients: std::iter::once(to.address)
                .chain(cc.into_iter().map(|who| who.address))
                .collect(),
            mailbox,
            reply: reply.clone(),
            user: self.user().clone(),
            now,
        })
    }
}

impl Draft {
    fn send(&self, tx: &mut WriteTx<'_>) -> Result<Option<ActivityId>, Problem> {
        let mut ticket = store::ticket::get(tx, self.message.ticket)?.ok_or(Problem::NotFound)?;
        stale(&ticket, &self.reply)?;
        if ticket.last_message != self.last_message {
            return Ok(None);
        }
        let uploads = uploads(tx, self.user.id, &self.reply.attachments)?;
        blobs::link(tx, &self.raw)?;
        let id = store::message::next_id(tx)?;
        let message = Message {
            id,
            ..self.message.clone()
        };
        store::message::put(tx, &message)?;
        for upload in uploads {
            upload::remove(tx, &upload)?;
        }
        for recipient in &self.recipients {
            self.queue(tx, &message, recipient)?;
        }
        let actor = Actor::User(self.user.id);
        let mut events = self.new_participants(&ticket);
        events.push(Event::MessageOut { message: id });
        if ticket.assignee.is_none() && ticket.answered.is_none() {
            let new = Some(Assignee::User(self.user.id));
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
        ticket_edit::log(tx, &mut ticket, actor, events, self.now)?;
        Ok(ticket.last_message)
    }

    fn queue(
        &self,
        tx: &mut WriteTx<'_>,
        message: &Message,
        recipient: &EmailAddress,
    ) -> Result<(), Problem> {
        let return_token = mint::address_token();
        let return_path = plus(
            &self.mailbox,
            'b',
            return_token.as_str(),
            self.mailbox.delivery_domain(),
        )
        .ok_or(Problem::field("text", Fault::NoMailbox))?;
        let delivery = Delivery {
            id: store::delivery::next_id(tx)?,
            message: message.id,
            ticket: message.ticket,
            recipient: recipient.clone(),
            return_token,
            return_path,
            state: DeliveryState::Queued,
            attempts: 0,
            queued: self.now,
            changed: self.now,
        };
        Ok(store::delivery::put(tx, &delivery)?)
    }

    /// Who is in copy belongs to the conversation from now on: the expert put them there.
    fn new_participants(&self, ticket: &Ticket) -> Vec<Event> {
        let known = |who: &Correspondent| {
            ticket
                .participants
                .iter()
                .find(|p| p.who.address.key() == who.address.key())
        };
        let copies = self.message.cc.iter();
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

/// The messages that an answer follows.
struct Thread {
    /// Message-IDs, nearest first.
    references: Vec<MsgId>,
    /// The newest message of somebody known, which is quoted.
    last: Option<Message>,
}

impl Thread {
    fn read(view: &ReadTx, ticket: &Ticket) -> Result<Self, StoreError> {
        let (mut references, mut last) = (Vec::new(), None);
        for activity in store::activity::log(view, ticket.id, ActivityId(0), usize::MAX)? {
            let (Event::MessageIn { message } | Event::MessageOut { message }) = activity.event
            else {
                continue;
            };
            let Some(message) = store::message::get(view, message)? else {
                continue;
            };
            references.extend(message.msg_id.clone());
            // A stranger is not quoted until an expert has confirmed them (mail.md, 3.2).
            if message.direction == Direction::In && message.sender == Sender::Known {
                last = Some(message);
            }
        }
        references.reverse();
        references.dedup();
        references.truncate(REFERENCES);
        Ok(Self { references, last })
    }

    /// The customer, at the address that they asked answers to.
    fn to(&self, view: &ReadTx, ticket: &Ticket) -> Result<Correspondent, Problem> {
        let customer = store::customer::get(view, ticket.customer)?.ok_or(Problem::NotFound)?;
        let asked = self.last.as_ref().filter(|last| {
            last.from.as_ref().is_some_and(|from| {
                customer
                    .addresses
                    .iter()
                    .any(|a| a.key() == from.address.key())
            })
        });
        if let Some(reply_to) =
            asked.and_then(|last| last.reply_to.clone().or_else(|| last.from.clone()))
        {
            return Ok(reply_to);
        }
        let address = customer.addresses.first().cloned();
        let address = address.ok_or(Problem::field("text", Fault::NobodyToWriteTo))?;
        Ok(Correspondent {
            name: customer.name,
            address,
        })
    }

    fn with_quote(&self, ticket: &Ticket, reply: &Reply, cc: &[Correspondent]) -> String {
        let (Some(intro), Some(last)) = (&reply.quote_intro, &self.last) else {
            return reply.text.clone();
        };
        // Somebody new in copy gets no history.
        let known = |who: &Correspondent| {
            ticket
                .participants
                .iter()
                .any(|p| p.confirmed && p.who.address.key() == who.address.key())
        };
        if last.text.trim().is_empty() || !cc.iter().all(known) {
            return reply.text.clone();
        }
        format!(
            "{}\n\n{}",
            reply.text.trim_end(),
            quote::quote(&last.text, intro)
        )
    }
}

fn stale(ticket: &Ticket, reply: &Reply) -> Result<(), Problem> {
    match (reply.seen, ticket.last_message) {
        (Some(seen), Some(newest)) if seen < newest => Err(Problem::Stale { newest }),
        _ => Ok(()),
    }
}

fn mailbox(book: &Arc<Book>, ticket: &Ticket) -> Result<Mailbox, Problem> {
    let own = ticket
        .mailbox
        .and_then(|id| book.mailbox(id))
        .or_else(|| book.mailboxes.first());
    own.cloned().ok_or(Problem::field("text", Fault::NoMailbox))
}

fn mailbox_domain(mailbox: &Mailbox) -> String {
    crate::domain::address::domain_key(mailbox.address.domain()).unwrap_or_default()
}

fn sender(book: &Book, mailbox: &Mailbox) -> Correspondent {
    let name = if mailbox.display_name.is_empty() {
        book.organization()
    } else {
        &mailbox.display_name
    };
    Correspondent {
        name: name.to_owned(),
        address: mailbox.address.clone(),
    }
}

/// The address with the ticket's token, if the provider lets plus addresses through.
fn reply_to(mailbox: &Mailbox, ticket: &Ticket) -> Option<Correspondent> {
    let domain = mailbox.address.domain();
    let address = mailbox
        .plus_addresses
        .then(|| plus(mailbox, 't', ticket.token.as_str(), domain))?;
    Some(Correspondent {
        name: String::new(),
        address: address?,
    })
}

fn plus(mailbox: &Mailbox, kind: char, token: &str, domain: &str) -> Option<EmailAddress> {
    EmailAddress::parse(&format!(
        "{}+{kind}{token}@{domain}",
        mailbox.address.local()
    ))
    .ok()
}

/// Who is in copy: each once, nobody who gets it already, none of our own addresses.
fn copies(
    desk: &Desk,
    ticket: &Ticket,
    to: &Correspondent,
    cc: &[EmailAddress],
) -> Result<Vec<Correspondent>, Problem> {
    let mut copies: Vec<Correspondent> = Vec::new();
    if cc.len() > COPIES {
        return Err(Problem::field("cc", Fault::TooLong(COPIES)));
    }
    for address in cc {
        let key = address.key();
        if desk.is_own_address(address)? {
            return Err(Problem::field("cc", Fault::OwnMailbox));
        }
        if key == to.address.key() || copies.iter().any(|who| who.address.key() == key) {
            continue;
        }
        let known = ticket
            .participants
            .iter()
            .find(|p| p.who.address.key() == key);
        let name = known.map_or_else(String::new, |p| p.who.name.clone());
        copies.push(Correspondent {
            name,
            address: address.clone(),
        });
    }
    Ok(copies)
}

fn uploads(
    view: &impl store::View,
    user: crate::domain::id::UserId,
    ids: &[UploadId],
) -> Result<Vec<crate::domain::credential::Upload>, Problem> {
    let mut uploads = Vec::new();
    for id in ids {
        let upload = store::upload::get(view, *id)?.filter(|upload| upload.user == user);
        uploads.push(upload.ok_or(Problem::field("attachments", Fault::UploadGone))?);
    }
    if uploads.iter().map(|upload| upload.size_bytes).sum::<u64>() > upload::LARGEST {
        return Err(Problem::field("attachments", Fault::TooLarge));
    }
    Ok(uploads)
}

fn files(
    view: &ReadTx,
    user: crate::domain::id::UserId,
    ids: &[UploadId],
) -> Result<Vec<File>, Problem> {
    let mut files = Vec::new();
    for upload in uploads(view, user, ids)? {
        let gone = Problem::field("attachments", Fault::UploadGone);
        let bytes = blobs::get(view, upload.blob)?.ok_or(gone)?;
        files.push(File {
            name: upload.name,
            content_type: upload.content_type,
            bytes,
        });
    }
    Ok(files)
}
