//! Which addresses are ours, and making mailboxes.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        address::{EmailAddress, domain_key},
        change::Change,
        id::MailboxId,
        mailbox::{Detail, LOCAL_OCTETS, Mailbox},
    },
    store::{self, StoreError, WriteTx},
};

use super::{
    Desk,
    book::Book,
    problem::{Fault, Problem},
};

/// An envelope recipient that is ours.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// As the client wrote it.
    pub text: String,
    pub mailbox: MailboxId,
    pub detail: Detail,
}

/// A mailbox to be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewMailbox {
    pub address: EmailAddress,
    /// Empty takes the organization's name.
    pub display_name: String,
    pub aliases: Vec<EmailAddress>,
    /// Empty is the address's own.
    pub delivery_domain: String,
    pub plus_addresses: bool,
}

impl NewMailbox {
    /// A mailbox with nothing but its address.
    #[must_use]
    pub fn plain(address: EmailAddress) -> Self {
        Self {
            address,
            display_name: String::new(),
            aliases: Vec::new(),
            delivery_domain: String::new(),
            plus_addresses: true,
        }
    }
}

/// Why a recipient is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientError {
    /// Not a domain of ours: taking it would be relaying.
    NotOurs,
    /// Our domain, but nobody has that name.
    NoSuchMailbox,
    /// The book cannot be read: try later.
    Busy,
}

impl Desk {
    /// Says whether a recipient is ours. `domain` is None for a bare `<postmaster>`.
    ///
    /// # Errors
    /// [`RecipientError`] says which refusal to give.
    pub fn recipient(
        &self,
        local: &str,
        domain: Option<&str>,
    ) -> Result<Recipient, RecipientError> {
        let book = self.book().map_err(|_| RecipientError::Busy)?;
        let text = domain.map_or_else(|| local.to_owned(), |domain| format!("{local}@{domain}"));
        if let Some(domain) = domain {
            for mailbox in &book.mailboxes {
                if let Some(detail) = mailbox.matches(local, domain) {
                    return Ok(Recipient {
                        text,
                        mailbox: mailbox.id,
                        detail,
                    });
                }
            }
        }
        // RFC 5321 4.5.1: postmaster is always accepted, with our domains or with none.
        let ours = domain.is_none_or(|domain| {
            let key = domain_key(domain);
            key.is_some()
                && book
                    .mailboxes
                    .iter()
                    .any(|m| m.domains().any(|own| Some(&own) == key.as_ref()))
        });
        if !ours {
            return Err(RecipientError::NotOurs);
        }
        match book.mailboxes.first() {
            Some(first) if local.eq_ignore_ascii_case("postmaster") => Ok(Recipient {
                text,
                mailbox: first.id,
                detail: Detail::None,
            }),
            _ => Err(RecipientError::NoSuchMailbox),
        }
    }

    /// Makes a mailbox.
    ///
    /// # Errors
    /// [`Problem::Field`] if the address is a mailbox or a user already.
    pub fn mailbox_add(&self, new: NewMailbox) -> Result<Mailbox, Problem> {
        self.store.write(move |tx| add(tx, &new))
    }

    /// True if the address is one of the desk's own.
    ///
    /// # Errors
    /// [`StoreError`] if the mailboxes cannot be read.
    pub fn is_own_address(&self, address: &EmailAddress) -> Result<bool, StoreError> {
        Ok(is_own(&*self.book()?, address))
    }
}

/// True if the address is one of the desk's own, with or without something behind its `+`.
pub(super) fn is_own(book: &Book, address: &EmailAddress) -> bool {
    let (local, domain) = (address.local(), address.domain());
    book.mailboxes
        .iter()
        .any(|mailbox| mailbox.matches(local, domain).is_some())
}

pub(super) fn add(tx: &mut WriteTx<'_>, new: &NewMailbox) -> Result<Mailbox, Problem> {
    if new.address.local().len() > LOCAL_OCTETS {
        return Err(Problem::field("mailbox", Fault::NoRoomForToken));
    }
    let known = store::mailbox::all(tx)?;
    for address in std::iter::once(&new.address).chain(&new.aliases) {
        let (local, domain) = (address.local(), address.domain());
        let taken = known
            .iter()
            .any(|mailbox| mailbox.matches(local, domain).is_some());
        if taken || store::user::by_email(tx, address)?.is_some() {
            return Err(Problem::field("mailbox", Fault::Taken));
        }
        // A `+` in a mailbox's own name would make its tags ambiguous.
        if local.contains('+') {
            return Err(Problem::field("mailbox", Fault::Address));
        }
    }
    let mailbox = Mailbox {
        id: store::mailbox::next_id(tx)?,
        address: new.address.clone(),
        display_name: new.display_name.clone(),
        aliases: new.aliases.clone(),
        delivery_domain: new.delivery_domain.clone(),
        plus_addresses: new.plus_addresses,
        default_group: None,
        signature: String::new(),
        route: None,
        active: true,
    };
    store::mailbox::put(tx, &mailbox)?;
    tx.change(Change::Settings)?;
    Ok(mailbox)
}
