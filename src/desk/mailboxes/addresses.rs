//! Which addresses a mailbox may have: none that reaches a user or another mailbox.

use crate::{
    desk::{
        mailbox::receiving,
        problem::{Fault, Problem},
    },
    domain::{
        address::EmailAddress,
        mailbox::{LOCAL_OCTETS, Mailbox},
    },
    store::{self, View},
};

/// Refuses addresses that cannot be a mailbox's, that a user has, or that reach another mailbox.
pub(super) fn free(view: &impl View, mailbox: &Mailbox) -> Result<(), Problem> {
    let users = store::user::all(view)?;
    let others = receiving(view)?;
    let own = std::iter::once((&mailbox.address, "address"))
        .chain(mailbox.aliases.iter().map(|alias| (alias, "aliases")));
    for (address, field) in own {
        // A `+` in a mailbox's own name would make its tags ambiguous.
        if address.local().contains('+') {
            return Err(Problem::field(field, Fault::Address));
        }
        if address.local().len() > LOCAL_OCTETS {
            return Err(Problem::field(field, Fault::NoRoomForToken));
        }
        // Only this one of its addresses, so that the field can be named.
        let alone = Mailbox {
            address: address.clone(),
            aliases: Vec::new(),
            delivery_domain: mailbox.delivery_domain().to_owned(),
            ..mailbox.clone()
        };
        let of_user = users.iter().any(|user| reaches(&alone, &user.email));
        let of_other = others
            .iter()
            .filter(|other| other.id != mailbox.id)
            .any(|other| meet(&alone, other));
        if of_user || of_other {
            return Err(Problem::field(field, Fault::Taken));
        }
    }
    Ok(())
}

fn reaches(mailbox: &Mailbox, address: &EmailAddress) -> bool {
    mailbox.matches(address.local(), address.domain()).is_some()
}

/// True if some address reaches both.
fn meet(one: &Mailbox, other: &Mailbox) -> bool {
    let addresses = |of: &Mailbox, at: &Mailbox| {
        std::iter::once(&of.address)
            .chain(&of.aliases)
            .any(|address| {
                reaches(at, address) || at.matches(address.local(), of.delivery_domain()).is_some()
            })
    };
    addresses(one, other) || addresses(other, one)
}
