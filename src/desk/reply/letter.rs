//! A mail to a customer as somebody wrote it, and its making: headers, bytes, record.

use crate::{
    desk::{
        book::Book,
        mint,
        problem::{Fault, Problem},
    },
    domain::{
        address::Correspondent,
        id::{MessageId, UploadId, UserId},
        mailbox::Mailbox,
        message::{Direction, Message, MsgId, Sender, Verdict, Verdicts},
        ticket::Ticket,
        time::Timestamp,
    },
    mail::{
        inbound,
        outbound::{self, File, Outgoing},
    },
    store::blobs,
};

use super::{
    parties::{mailbox_domain, reply_to, sender},
    posting::Posting,
};

/// A mail to a customer that is not built yet.
pub(in crate::desk) struct Letter<'a> {
    pub ticket: &'a Ticket,
    pub book: &'a Book,
    /// It is from there.
    pub mailbox: Mailbox,
    pub author: UserId,
    pub to: Correspondent,
    pub cc: Vec<Correspondent>,
    pub subject: String,
    /// Message-IDs that it follows, nearest first.
    pub references: Vec<MsgId>,
    /// What was written, as the log shows it.
    pub text: &'a str,
    /// The same with what stands below it.
    pub whole: String,
    pub files: Vec<File>,
    /// Where the files came from.
    pub uploads: Vec<UploadId>,
    pub now: Timestamp,
}

impl Letter<'_> {
    /// Builds it.
    ///
    /// # Errors
    /// [`Problem::Field`] `text` if the mailbox has no domain to send from.
    pub fn build(self) -> Result<Posting, Problem> {
        let msg_id = mint::msg_id(&mailbox_domain(&self.mailbox))
            .ok_or(Problem::field("text", Fault::NoMailbox))?;
        let outgoing = Outgoing {
            msg_id: msg_id.clone(),
            date: self.now,
            from: sender(self.book, &self.mailbox),
            reply_to: reply_to(&self.mailbox, &self.ticket.token),
            to: vec![self.to.clone()],
            cc: self.cc.clone(),
            subject: self.subject,
            in_reply_to: self.references.first().cloned(),
            references: self.references.iter().rev().cloned().collect(),
            text: self.whole,
            html: None,
            attachments: self.files,
            automatic: None,
            desk_mark: None,
        };
        let raw = outbound::build(&outgoing);
        // The record is read back from the bytes that go out, so that the log shows what was sent.
        let parsed = inbound::parse(&raw);
        let prepared = blobs::prepare(&raw)?;
        let message = Message {
            id: MessageId(0),
            ticket: self.ticket.id,
            direction: Direction::Out,
            at: self.now,
            msg_id: Some(msg_id),
            references: self.references,
            from: Some(outgoing.from),
            to: outgoing.to,
            cc: outgoing.cc,
            reply_to: outgoing.reply_to,
            subject: outgoing.subject,
            text: self.text.to_owned(),
            quoted: parsed.quoted,
            has_html: false,
            attachments: parsed.attachments,
            raw: prepared.id,
            raw_bytes: raw.len() as u64,
            not_parsed: None,
            automatic: None,
            verdicts: Verdicts {
                aligned: Verdict::None,
                ..Verdicts::default()
            },
            sender: Sender::Known,
            also_to: Vec::new(),
            author: Some(self.author),
        };
        let copies = self.cc.into_iter().map(|who| who.address);
        Ok(Posting {
            message,
            raw: prepared,
            recipients: std::iter::once(self.to.address).chain(copies).collect(),
            mailbox: self.mailbox,
            uploads: self.uploads,
            user: self.author,
            now: self.now,
        })
    }
}
