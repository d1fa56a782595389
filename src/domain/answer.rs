//! Whom an answer goes to and what it follows. Decides from what messages say; looks nothing up.

use super::{
    address::{Correspondent, EmailAddress, domain_key},
    customer::Customer,
    message::{Automatic, Direction, Message, Sender},
    ticket::Ticket,
};

/// Where an answer goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerTo {
    pub who: Correspondent,
    /// The address in From, when the customer asked for answers to another domain (mail.md, 3.5):
    /// whoever writes the answer is to know. None otherwise.
    pub instead_of: Option<EmailAddress>,
}

/// True for what an answer may follow and quote: our own mail, and what a person of this
/// conversation wrote.
///
/// Not a bounce, not an absence notice, nobody whom no expert has confirmed (mail.md, 3.2), and
/// nothing that was forwarded or came back on it: that is not for the customer.
#[must_use]
pub fn follows(message: &Message, ticket: &Ticket) -> bool {
    if message.sender == Sender::Outside {
        return false;
    }
    if message.direction == Direction::Out {
        return true;
    }
    let about_our_mail = matches!(
        message.automatic,
        Some(Automatic::Bounce | Automatic::Reply)
    );
    !about_our_mail && (message.sender == Sender::Known || is_confirmed(message, ticket))
}

fn is_confirmed(message: &Message, ticket: &Ticket) -> bool {
    message.from.as_ref().is_some_and(|from| {
        let key = from.address.key();
        ticket
            .participants
            .iter()
            .any(|p| p.confirmed && p.who.address.key() == key)
    })
}

/// Finds the address of an answer: where the customer's newest message asks for it, else where it
/// came from, else the customer's first address. None if there is no such address.
///
/// `messages` in any order that ends with the newest; `is_own` knows the desk's own addresses,
/// which are never answered: such a mail would come back to us.
#[must_use]
pub fn answer_to<'m>(
    messages: impl DoubleEndedIterator<Item = &'m Message>,
    ticket: &Ticket,
    customer: &Customer,
    is_own: impl Fn(&EmailAddress) -> bool,
) -> Option<AnswerTo> {
    let of_customer = |from: &Correspondent| {
        let key = from.address.key();
        customer.addresses.iter().any(|own| own.key() == key)
    };
    let usable = |who: &&Correspondent| !is_own(&who.address);
    let newest = messages.rev().find_map(|message| {
        let from = message.from.as_ref().filter(|from| of_customer(from))?;
        let counts = message.direction == Direction::In && follows(message, ticket);
        counts.then_some((from, message.reply_to.as_ref()))
    });
    if let Some((from, asked)) = newest {
        if let Some(who) = asked.filter(usable) {
            let elsewhere = domain_key(who.address.domain()) != domain_key(from.address.domain());
            return Some(AnswerTo {
                who: who.clone(),
                instead_of: elsewhere.then(|| from.address.clone()),
            });
        }
        if usable(&from) {
            return Some(AnswerTo {
                who: from.clone(),
                instead_of: None,
            });
        }
    }
    let address = customer.addresses.iter().find(|address| !is_own(address))?;
    Some(AnswerTo {
        who: Correspondent {
            name: customer.name.clone(),
            address: address.clone(),
        },
        instead_of: None,
    })
}
