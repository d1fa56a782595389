//! What goes of somebody who is erased, and what stands in its place. Decides; never stores.
//!
//! What they wrote goes wherever it stands. What others wrote stays, without what it repeats of
//! theirs and without their address.

mod quoted;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{
    activity::{Activity, Actor, Created, Event},
    address::{Correspondent, EmailAddress},
    id::{BlobId, CustomerId, DeliveryId, TicketId, UserId},
    merge::Absorbed,
    message::{Message, NotParsed, Verdicts},
    rule::action::Effect,
    ticket::Participant,
    time::Timestamp,
};

pub use quoted::{Repeats, abridged};

/// What stands where a text of theirs named a ticket or was its name.
pub const GONE: &str = "(erased)";

/// An erasure that is not over yet: it is durable, so that one that was cut short goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasing {
    /// Them, and who was merged into them.
    pub customers: Vec<CustomerId>,
    /// The keys of their addresses.
    pub addresses: Vec<String>,
    /// Their tickets.
    pub tickets: Vec<TicketId>,
    /// What came later is somebody else's, even from the same address.
    pub at: Timestamp,
    /// Who asked for it; None for the desk itself, which does it once more.
    pub user: Option<UserId>,
}

/// What there is of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub tickets: u64,
    pub messages: u64,
    pub files: u64,
    /// Of the raw messages.
    pub bytes: u64,
}

/// Who goes, ready to be asked about.
#[derive(Clone, Debug)]
pub struct Whom {
    customers: HashSet<CustomerId>,
    addresses: HashSet<String>,
    tickets: HashSet<TicketId>,
    until: Timestamp,
}

/// What a message has to do with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// They wrote it.
    Wrote,
    /// It names them.
    Named,
    Nothing,
}

impl Whom {
    #[must_use]
    pub fn of(erasing: &Erasing) -> Self {
        Self {
            customers: erasing.customers.iter().copied().collect(),
            addresses: erasing.addresses.iter().cloned().collect(),
            tickets: erasing.tickets.iter().copied().collect(),
            until: erasing.at,
        }
    }

    /// True for one of the records that go.
    #[must_use]
    pub fn is_customer(&self, id: CustomerId) -> bool {
        self.customers.contains(&id)
    }

    #[must_use]
    pub fn is_address(&self, address: &EmailAddress) -> bool {
        self.addresses.contains(&address.key())
    }

    /// True if a text is one of their addresses, in any spelling.
    #[must_use]
    pub fn is_address_text(&self, text: &str) -> bool {
        EmailAddress::parse(text).is_ok_and(|address| self.is_address(&address))
    }

    /// When they were erased.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.until
    }

    /// True for what was there when they were erased.
    #[must_use]
    pub fn is_before(&self, at: Timestamp) -> bool {
        at <= self.until
    }

    /// True if a text holds one of their addresses.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut addresses = self.addresses.iter();
        addresses.any(|address| text.contains(address.as_str()))
    }

    /// A text without their addresses.
    #[must_use]
    pub fn without(&self, text: &str) -> String {
        self.addresses
            .iter()
            .fold(text.to_owned(), |text, address| {
                replaced(&text, address, GONE)
            })
    }

    /// What a message has to do with them.
    #[must_use]
    pub fn part(&self, message: &Message) -> Part {
        if !self.is_before(message.at) {
            return Part::Nothing;
        }
        let is_theirs = |who: &Correspondent| self.is_address(&who.address);
        let from_outside = message.author.is_none();
        if from_outside && message.from.as_ref().is_some_and(is_theirs) {
            return Part::Wrote;
        }
        let mut named = message.to.iter().chain(&message.cc);
        let answers = message.from.iter().chain(&message.reply_to);
        match named.any(is_theirs) || answers.into_iter().any(is_theirs) {
            true => Part::Named,
            false => Part::Nothing,
        }
    }

    /// True if a line of a log holds something of theirs beside its message.
    #[must_use]
    pub fn is_in_line(&self, line: &Activity) -> bool {
        self.line(line, None, &HashSet::new()).is_some() || self.is_theirs_line(line)
    }

    // A ticket that was theirs once shows what they wrote in its name and its description.
    fn is_theirs_line(&self, line: &Activity) -> bool {
        match (&line.event, line.actor) {
            (Event::Created(created), _) => self.is_customer(created.customer),
            (Event::Customer { old, new, .. }, _) => {
                self.is_customer(*old) || self.is_customer(*new)
            }
            (_, Actor::Customer(id)) => self.is_customer(id),
            _ => false,
        }
    }

    /// The line that stands in the place of one; None if it stays as it is.
    ///
    /// `began` is what the ticket began with, if they began it: its name and description are theirs.
    /// `deliveries` are those that were on the way to them.
    #[must_use]
    pub fn line(
        &self,
        line: &Activity,
        began: Option<&Created>,
        deliveries: &HashSet<DeliveryId>,
    ) -> Option<Event> {
        if !self.is_before(line.at) {
            return None;
        }
        let event = self.event(&line.event, began, deliveries)?;
        (event != line.event).then_some(event)
    }

    fn event(
        &self,
        event: &Event,
        began: Option<&Created>,
        deliveries: &HashSet<DeliveryId>,
    ) -> Option<Event> {
        Some(match event {
            Event::Created(created) => {
                let mut created = created.clone();
                self.leave(&mut created.participants);
                if self.is_customer(created.customer) {
                    GONE.clone_into(&mut created.name);
                    created.description.clear();
                }
                Event::Created(created)
            }
            Event::ParticipantAdded { participant }
                if self.is_address(&participant.who.address) =>
            {
                Event::Erased
            }
            Event::ParticipantConfirmed { address }
            | Event::ParticipantUnconfirmed { address }
            | Event::ParticipantRemoved { address }
                if self.addresses.contains(address) =>
            {
                Event::Erased
            }
            Event::Delivery {
                delivery, state, ..
            } if deliveries.contains(delivery) || self.is_in(&format!("{state:?}")) => {
                Event::Erased
            }
            Event::Absorbed(absorbed) => Event::Absorbed(Box::new(self.absorbed(absorbed))),
            Event::Name { old, new } => Event::Name {
                old: title(old, began),
                new: title(new, began),
            },
            Event::Description { old, new } => Event::Description {
                old: description(old, began),
                new: description(new, began),
            },
            Event::Rule(fired) => {
                let mut fired = fired.clone();
                for effect in &mut fired.effects {
                    if let Effect::Name { old, new } = effect {
                        (*old, *new) = (title(old, began), title(new, began));
                    }
                }
                Event::Rule(fired)
            }
            _ => return None,
        })
    }

    fn absorbed(&self, absorbed: &Absorbed) -> Absorbed {
        let mut left = absorbed.clone();
        self.leave(&mut left.participants);
        if self.tickets.contains(&absorbed.other) {
            GONE.clone_into(&mut left.name);
        }
        left
    }

    fn leave(&self, participants: &mut Vec<Participant>) {
        participants.retain(|one| !self.is_address(&one.who.address));
    }
}

fn title(text: &str, began: Option<&Created>) -> String {
    match began {
        Some(began) if !began.name.is_empty() => text.replace(&began.name, GONE),
        _ => text.to_owned(),
    }
}

fn description(text: &str, began: Option<&Created>) -> String {
    match began {
        Some(began) if !began.description.is_empty() => text.replace(&began.description, GONE),
        _ => text.to_owned(),
    }
}

/// A text with every `old` of it, in any case, replaced. `old` is in lower case.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let lower = text.to_lowercase();
    // Lower case of other lengths: what stood where is not known any more.
    if lower.len() != text.len() || old.is_empty() {
        return match lower.contains(old) && !old.is_empty() {
            true => lower.replace(old, new),
            false => text.to_owned(),
        };
    }
    let (mut whole, mut from) = (String::with_capacity(text.len()), 0);
    for (at, found) in lower.match_indices(old) {
        whole.push_str(text.get(from..at).unwrap_or_default());
        whole.push_str(new);
        from = at + found.len();
    }
    whole.push_str(text.get(from..).unwrap_or_default());
    whole
}

/// What is left of a message that they wrote: that there was one, and when.
#[must_use]
pub fn emptied(message: &Message, nothing: BlobId) -> Message {
    Message {
        msg_id: None,
        references: Vec::new(),
        from: None,
        to: Vec::new(),
        cc: Vec::new(),
        reply_to: None,
        subject: String::new(),
        text: String::new(),
        quoted: String::new(),
        has_html: false,
        attachments: Vec::new(),
        raw: nothing,
        raw_bytes: 0,
        not_parsed: Some(NotParsed::Erased),
        verdicts: Verdicts::default(),
        ..message.clone()
    }
}
