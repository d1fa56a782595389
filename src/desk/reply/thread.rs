//! The messages that an answer follows: what it refers to, whom it goes to, what it quotes.

use crate::{
    desk::{
        problem::{Fault, Problem},
        signature,
    },
    domain::{
        activity::Event,
        address::Correspondent,
        id::ActivityId,
        message::{Direction, Message, MsgId, Sender},
        ticket::Ticket,
    },
    mail::quote,
    store::{self, ReadTx, StoreError},
};

use super::Reply;

/// Most ids in References (mail.md, 3.1).
const REFERENCES: usize = 50;

/// The messages that an answer follows.
pub(super) struct Thread {
    /// Message-IDs, nearest first.
    pub(super) references: Vec<MsgId>,
    /// The newest message of somebody known, which is quoted.
    last: Option<Message>,
}

impl Thread {
    pub(super) fn read(view: &ReadTx, ticket: &Ticket) -> Result<Self, StoreError> {
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
    pub(super) fn to(&self, view: &ReadTx, ticket: &Ticket) -> Result<Correspondent, Problem> {
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

    pub(super) fn with_quote(
        &self,
        ticket: &Ticket,
        reply: &Reply,
        cc: &[Correspondent],
        signature: Option<&str>,
    ) -> String {
        let text = signature::below(&reply.text, signature);
        let (Some(intro), Some(last)) = (&reply.quote_intro, &self.last) else {
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
