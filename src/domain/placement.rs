//! Which ticket a mail belongs to. Decides from clues that others looked up; stores nothing.
//!
//! The law is `mail.md`, 3.1 (which clue counts first) and 3.2 (who may join by it). Subjects
//! are never compared, and an unproven sender never joins by what can be guessed.

use std::time::Duration;

use super::{
    activity::LinkReason,
    id::TicketId,
    message::{Automatic, Sender, Verdict, Verdicts},
    settings::Moves,
    ticket::Status,
    time::Timestamp,
};

mod subject;
#[cfg(test)]
mod tests;

pub use subject::{bare_subject, first_subject, forwarded_subject, subject_number, tagged_subject};

/// What a mail says about its ticket, each clue already looked up in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// The ticket whose reply token is an envelope recipient.
    pub token: Option<TicketId>,
    /// In-Reply-To, then References from last to first: tickets of ids that we sent.
    pub sent: Vec<TicketId>,
    /// The ticket of the mail that a bounce or an absence notice returns.
    pub returned: Option<TicketId>,
    /// In the order of `sent`: tickets of ids that we only received.
    pub received: Vec<TicketId>,
    /// `[#n]` in the subject, if there is a ticket n.
    pub number: Option<TicketId>,
    /// True if SPF or DKIM passed for the domain of From, see [`aligned`].
    pub aligned: bool,
    /// Why the mail counts as written by a program; None for a person's mail.
    pub automatic: Option<Automatic>,
    /// What is known of the tickets above; one that is missing is a stranger's.
    pub candidates: Vec<Candidate>,
}

/// What placement must know of a ticket that a clue names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub ticket: TicketId,
    /// What the address of From is in that ticket.
    pub standing: Standing,
    /// When the ticket was closed; None while it is not.
    pub closed: Option<Timestamp>,
    /// It is in the bin, and takes nothing.
    pub deleted: bool,
}

/// What a sender is in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The customer, a confirmed person in copy, an expert.
    Participant,
    /// Somebody to whom an expert forwarded something: they write to the desk alone.
    Outside,
    /// Everybody else, somebody unconfirmed too.
    Stranger,
}

/// Where a mail goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// A ticket of its own, linked to the one that it named without proof or too late.
    New {
        linked: Option<(TicketId, LinkReason)>,
    },
    Join {
        ticket: TicketId,
        sender: Sender,
    },
}

/// How long a closed ticket still takes mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reopening {
    pub now: Timestamp,
    /// From the settings. 0 lets every mail on a closed ticket make a new one.
    pub days: u16,
}

/// How much a clue proves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// A random name that only we and our correspondents know.
    Secret,
    /// An id that anybody in copy of the customer's mail has seen.
    ReceivedId,
    /// A number that anybody can count up to.
    Number,
}

impl Clues {
    /// Lists every ticket that a clue names: what `candidates` must cover.
    ///
    /// Strongest first, each once.
    #[must_use]
    pub fn tickets(&self) -> Vec<TicketId> {
        let mut tickets = Vec::new();
        for (ticket, _) in self.in_order() {
            if !tickets.contains(&ticket) {
                tickets.push(ticket);
            }
        }
        tickets
    }

    // mail.md 3.1: token, ids that we sent, what is returned, ids that we received, number.
    fn in_order(&self) -> impl Iterator<Item = (TicketId, Evidence)> + '_ {
        let secret = self
            .token
            .into_iter()
            .chain(self.sent.iter().copied())
            .chain(self.returned)
            .map(|ticket| (ticket, Evidence::Secret));
        let received = self.received.iter().map(|t| (*t, Evidence::ReceivedId));
        let number = self.number.into_iter().map(|t| (t, Evidence::Number));
        secret.chain(received).chain(number)
    }

    fn candidate(&self, ticket: TicketId) -> Candidate {
        let known = self.candidates.iter().find(|c| c.ticket == ticket);
        known.copied().unwrap_or(Candidate {
            ticket,
            standing: Standing::Stranger,
            closed: None,
            deleted: false,
        })
    }
}

/// Says whether the sender checks prove the address in From.
///
/// `none`, `unknown` and `temperror` prove nothing.
#[must_use]
pub fn aligned(verdicts: &Verdicts) -> bool {
    verdicts.aligned == Verdict::Pass
}

/// Finds the ticket of a mail: the first clue decides, then who may join by it.
#[must_use]
pub fn place(clues: &Clues, reopening: Reopening) -> Placement {
    let Some((ticket, evidence)) = clues.in_order().next() else {
        return Placement::New { linked: None };
    };
    let candidate = clues.candidate(ticket);
    let known = candidate.standing == Standing::Participant;
    let sender = match evidence {
        Evidence::Secret if known => Sender::Known,
        Evidence::Secret if candidate.standing == Standing::Outside => Sender::Outside,
        Evidence::Secret => Sender::NewParticipant,
        _ if known && clues.aligned => Sender::Known,
        Evidence::ReceivedId => return linked(ticket, LinkReason::ReceivedIdOnly),
        Evidence::Number => return linked(ticket, LinkReason::NumberOnly),
    };
    // What is in the bin is gone in a month: nothing that arrives may go with it.
    if candidate.deleted {
        return linked(ticket, LinkReason::Deleted);
    }
    // A bounce or an absence notice is about the old ticket, however long it is closed.
    if !about_our_mail(clues.automatic) && candidate.closed.is_some_and(|at| reopening.is_over(at))
    {
        return linked(ticket, LinkReason::ClosedLongAgo);
    }
    Placement::Join { ticket, sender }
}

/// True for a word of those whom we wrote to, after which it is our turn; not for a stranger's, and
/// not for what our own mail brought back.
#[must_use]
pub fn is_word(sender: Sender, automatic: Option<Automatic>) -> bool {
    sender != Sender::NewParticipant && !about_our_mail(automatic)
}

/// Finds the status that a joined mail brings about; None changes nothing.
///
/// [`place`] has already sent mail on long closed tickets elsewhere.
#[must_use]
pub fn after_join(
    status: Status,
    sender: Sender,
    automatic: Option<Automatic>,
    moves: Moves,
) -> Option<Status> {
    if !is_word(sender, automatic) {
        return None;
    }
    match status {
        Status::Waiting if moves.answer_opens => Some(Status::Open),
        Status::Closed => Some(Status::Open),
        Status::Waiting | Status::Open | Status::Processing => None,
    }
}

impl Reopening {
    fn is_over(self, closed: Timestamp) -> bool {
        const DAY: u64 = 24 * 60 * 60;
        let limit = Duration::from_secs(u64::from(self.days) * DAY);
        self.days == 0 || self.now.since(closed) > limit
    }
}

fn about_our_mail(automatic: Option<Automatic>) -> bool {
    matches!(automatic, Some(Automatic::Bounce | Automatic::Reply))
}

fn linked(ticket: TicketId, reason: LinkReason) -> Placement {
    Placement::New {
        linked: Some((ticket, reason)),
    }
}
