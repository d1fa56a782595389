//! Gathers what the store knows of the clues in a mail; `domain::placement` decides on them.

use crate::{
    domain::{
        address::EmailAddress,
        id::TicketId,
        mailbox::Detail,
        message::{Direction, MsgId, Sender, Verdicts},
        placement::{self, Candidate, Clues, Placement, Reopening, Standing},
        ticket::Ticket,
        token::AddressToken,
    },
    store::{self, StoreError, WriteTx},
};

use super::Arrival;
use crate::desk::{forward, ticket_split};

/// Days that a closed ticket still takes mail, before the first run ended.
const REOPEN_DAYS: u16 = 30;

impl Arrival {
    pub(super) fn place(&self, tx: &WriteTx<'_>) -> Result<Placement, StoreError> {
        let (sent, received) = self.named_by_references(tx)?;
        let own = self.named_by_token(tx)?;
        // Only who has nothing of the ticket's own is somebody outside by it.
        let outside = match own {
            Some(_) => None,
            None => self.forwarded_by_token(tx)?,
        };
        let mut clues = Clues {
            token: own.or(outside),
            sent,
            returned: self.returned(tx)?,
            received,
            number: self.named_by_number(tx)?,
            aligned: placement::aligned(&Verdicts::default()),
            automatic: self.mail.automatic,
            candidates: Vec::new(),
        };
        // The address that a mail of ours asked for is the old ticket's, though it is in a new one now.
        if let (Some(old), Some(into)) = (clues.token, self.answers(tx)?)
            && ticket_split::came_from(tx, into, old)?
        {
            clues.token = Some(into);
        }
        clues = leading(tx, clues)?;
        let outside = outside.map(|id| store::ticket::root(tx, id)).transpose()?;
        let outside = outside.flatten().map(|root| root.id);
        for ticket in clues.tickets() {
            if let Some(ticket) = store::ticket::get(tx, ticket)? {
                let mut candidate = self.candidate(tx, &ticket)?;
                // Whoever From says: the customer has another address to write to.
                if outside == Some(ticket.id) {
                    candidate.standing = Standing::Outside;
                }
                clues.candidates.push(candidate);
            }
        }
        let days = self
            .book
            .settings
            .as_ref()
            .map_or(REOPEN_DAYS, |settings| settings.reopen_days);
        Ok(placement::place(
            &clues,
            Reopening {
                now: self.now,
                days,
            },
        ))
    }

    fn candidate(&self, tx: &WriteTx<'_>, ticket: &Ticket) -> Result<Candidate, StoreError> {
        Ok(Candidate {
            ticket: ticket.id,
            standing: self.standing(tx, ticket)?,
            closed: ticket.closed,
            deleted: ticket.deleted.is_some(),
        })
    }

    fn standing(&self, tx: &WriteTx<'_>, ticket: &Ticket) -> Result<Standing, StoreError> {
        let Some(from) = &self.mail.from else {
            return Ok(Standing::Stranger);
        };
        let key = from.address.key();
        // Whoever has several addresses is the customer under each of them.
        let customer = store::customer::get(tx, ticket.customer)?;
        if customer.is_some_and(|customer| customer.has(&key)) {
            return Ok(Standing::Participant);
        }
        // Who takes part may be asked apart too: what they answer there is not for the customer.
        if self.answers_outside(tx)? {
            return Ok(Standing::Outside);
        }
        let mut participants = ticket.participants.iter();
        let mut users = self.book.users.iter();
        let takes_part = participants.any(|p| p.confirmed && p.who.address.key() == key)
            || users.any(|user| user.active && user.email.key() == key);
        if takes_part {
            return Ok(Standing::Participant);
        }
        // Their program may leave out what it answers.
        Ok(match forward::went_to(tx, ticket, &key)? {
            true => Standing::Outside,
            false => Standing::Stranger,
        })
    }

    /// True if the nearest mail that it answers, of those that are known, was forwarded, or came back
    /// on something that was.
    fn answers_outside(&self, tx: &WriteTx<'_>) -> Result<bool, StoreError> {
        for id in self.answered_ids() {
            if let Some(known) = store::message::by_msg_id(tx, id)? {
                return Ok(known.sender == Sender::Outside);
            }
        }
        Ok(false)
    }

    /// In-Reply-To, then References from last to first.
    fn answered_ids(&self) -> impl Iterator<Item = &MsgId> {
        let references = self.mail.references.iter().rev();
        self.mail.in_reply_to.iter().chain(references)
    }

    /// The ticket whose token is a recipient; a return path counts like a reply address.
    fn named_by_token(&self, tx: &WriteTx<'_>) -> Result<Option<TicketId>, StoreError> {
        for recipient in &self.envelope.rcpt_to {
            let ticket = match &recipient.detail {
                Detail::Reply(token) => store::ticket::by_token(tx, token)?,
                Detail::Return(token) => {
                    store::delivery::by_return(tx, token)?.and_then(|d| d.ticket())
                }
                Detail::None | Detail::Plain(_) => None,
            };
            if ticket.is_some() {
                return Ok(ticket);
            }
        }
        for token in self.tokens_in_headers() {
            if let Some(ticket) = store::ticket::by_token(tx, &token)? {
                return Ok(Some(ticket));
            }
        }
        Ok(None)
    }

    /// The ticket that something was forwarded of, by the token that only those have who got it.
    fn forwarded_by_token(&self, tx: &WriteTx<'_>) -> Result<Option<TicketId>, StoreError> {
        let envelope = self.envelope.rcpt_to.iter().map(|it| it.detail.clone());
        let envelope = envelope.filter_map(|detail| match detail {
            Detail::Reply(token) => Some(token),
            Detail::Return(_) | Detail::None | Detail::Plain(_) => None,
        });
        for token in envelope.chain(self.tokens_in_headers()) {
            if let Some(forward) = store::forward::by_token(tx, &token)? {
                return Ok(Some(forward.ticket));
            }
        }
        Ok(None)
    }

    /// A provider that rewrites the envelope leaves the token in To or Cc.
    fn tokens_in_headers(&self) -> impl Iterator<Item = AddressToken> {
        let shown = self.mail.to.iter().chain(&self.mail.cc);
        shown.filter_map(|who| match self.detail(&who.address) {
            Some(Detail::Reply(token)) => Some(token),
            _ => None,
        })
    }

    pub(super) fn detail(&self, address: &EmailAddress) -> Option<Detail> {
        self.book
            .mailboxes
            .iter()
            .find_map(|mailbox| mailbox.matches(address.local(), address.domain()))
    }

    /// In-Reply-To, then References from last to first: tickets of ids sent and of ids received.
    fn named_by_references(
        &self,
        tx: &WriteTx<'_>,
    ) -> Result<(Vec<TicketId>, Vec<TicketId>), StoreError> {
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for id in self.answered_ids() {
            match store::message::by_msg_id(tx, id)? {
                Some(known) if known.direction == Direction::Out => sent.push(known.ticket),
                Some(known) => received.push(known.ticket),
                None => {}
            }
        }
        Ok((sent, received))
    }

    /// The ticket of the mail of ours that this one answers.
    fn answers(&self, tx: &WriteTx<'_>) -> Result<Option<TicketId>, StoreError> {
        let Some(id) = self.mail.in_reply_to.first() else {
            return Ok(None);
        };
        let known = store::message::by_msg_id(tx, id)?;
        let sent = known.filter(|known| known.direction == Direction::Out);
        Ok(sent.map(|sent| sent.ticket))
    }

    fn returned(&self, tx: &WriteTx<'_>) -> Result<Option<TicketId>, StoreError> {
        let Some(id): Option<&MsgId> = self
            .mail
            .report
            .as_ref()
            .and_then(|report| report.returned_id.as_ref())
        else {
            return Ok(None);
        };
        let known = store::message::by_msg_id(tx, id)?;
        Ok(known
            .filter(|known| known.direction == Direction::Out)
            .map(|known| known.ticket))
    }

    fn named_by_number(&self, tx: &WriteTx<'_>) -> Result<Option<TicketId>, StoreError> {
        let Some(number) = placement::subject_number(&self.mail.subject) else {
            return Ok(None);
        };
        Ok(store::ticket::get(tx, number)?.map(|ticket| ticket.id))
    }
}

/// The same clues, each merged ticket replaced by the one that it leads to.
fn leading(tx: &WriteTx<'_>, mut clues: Clues) -> Result<Clues, StoreError> {
    let single = [&mut clues.token, &mut clues.returned, &mut clues.number];
    let named = single.into_iter().filter_map(Option::as_mut);
    for id in named.chain(&mut clues.sent).chain(&mut clues.received) {
        if let Some(root) = store::ticket::root(tx, *id)? {
            *id = root.id;
        }
    }
    Ok(clues)
}
