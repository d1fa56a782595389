//! Which addresses are ours: what the receiver asks for each recipient.

use crate::{
    domain::{
        address::{EmailAddress, domain_key},
        id::MailboxId,
        mailbox::{Detail, Mailbox},
    },
    store::{self, StoreError, View},
};

use super::{Desk, book::Book};

/// An envelope recipient that is ours.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// As the client wrote it.
    pub text: String,
    pub mailbox: MailboxId,
    pub detail: Detail,
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

/// The mailboxes that receive, oldest first.
pub(super) fn receiving(view: &impl View) -> Result<Vec<Mailbox>, StoreError> {
    let all = store::mailbox::all(view)?.into_iter();
    Ok(all.filter(|mailbox| mailbox.active).collect())
}

/// The name of the password of a mailbox's own server among the secrets.
pub(super) fn password_name(id: MailboxId) -> String {
    format!("mailbox.{id}.password")
}
