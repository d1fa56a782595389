//! The messages that an answer follows: what it refers to, whom it goes to, what it quotes.

use crate::{
    desk::{book::Book, mailbox, signature, ticket_merge::family_log},
    domain::{
        activity::Event,
        address::Correspondent,
        answer::{self, AnswerTo},
        id::ActivityId,
        message::{Direction, Message, MsgId},
        ticket::Ticket,
    },
    mail::quote,
    store::{self, ReadTx, StoreError},
};

use super::Reply;

/// Most ids in References (mail.md, 3.1).
const REFERENCES: usize = 50;

/// The messages that an answer follows.
pub(in crate::desk) struct Thread {
    /// Message-IDs, nearest first.
    pub(super) references: Vec<MsgId>,
    /// What a person of this conversation wrote, oldest first.
    followed: Vec<Message>,
    /// The line of the ticket's own first message, which stays in it.
    pub(in crate::desk) first: Option<ActivityId>,
}

impl Thread {
    pub(in crate::desk) fn read(view: &ReadTx, ticket: &Ticket) -> Result<Self, StoreError> {
        let (mut followed, mut first) = (Vec::new(), None);
        let whole = |id| store::activity::log(view, id, ActivityId(0), usize::MAX);
        for activity in family_log(view, ticket, whole)? {
            let Some(message) = activity.event.message() else {
                continue;
            };
            let message = store::message::get(view, message)?;
            // One that was split off is of another conversation.
            let message = message.filter(|message| message.ticket == activity.ticket);
            let forwarded = matches!(activity.event, Event::Forwarded { .. });
            if activity.ticket == ticket.id && message.is_some() && !forwarded {
                first.get_or_insert(activity.id);
            }
            followed.extend(message.filter(|message| answer::follows(message, ticket)));
        }
        let ids = followed.iter().rev().filter_map(|it| it.msg_id.clone());
        let mut references: Vec<MsgId> = ids.collect();
        references.dedup();
        references.truncate(REFERENCES);
        Ok(Self {
            references,
            followed,
            first,
        })
    }

    /// The customer, at the address that they asked answers to; None without one.
    pub(in crate::desk) fn to(
        &self,
        view: &ReadTx,
        ticket: &Ticket,
        book: &Book,
    ) -> Result<Option<AnswerTo>, StoreError> {
        let Some(customer) = store::customer::get(view, ticket.customer)? else {
            return Ok(None);
        };
        let own = |address: &_| mailbox::is_own(book, address);
        Ok(answer::answer_to(
            self.followed.iter(),
            ticket,
            &customer,
            own,
        ))
    }

    /// The newest message from outside, which is quoted.
    fn last(&self) -> Option<&Message> {
        let mut newest = self.followed.iter().rev();
        newest.find(|message| message.direction == Direction::In)
    }

    pub(super) fn with_quote(
        &self,
        ticket: &Ticket,
        reply: &Reply,
        cc: &[Correspondent],
        signature: Option<&str>,
    ) -> String {
        let text = signature::below(&reply.text, signature);
        let (Some(intro), Some(last)) = (&reply.quote_intro, self.last()) else {
            return text;
        };
        // Somebody new in copy gets no history.
        let known = |who: &Correspondent| {
            ticket
                .participants
                .iter()
                .any(|p| p.confirmed && p.who.address.key() == who.address.key())
        };
        if last.text.trim().is_empty() || !cc.iter().all(known) {
            return text;
        }
        format!("{}\n\n{}", text.trim_end(), quote::quote(&last.text, intro))
    }
}
