//! Mails of the desk to its users about their accounts: an invite, a new password.
//!
//! The words come from whoever speaks the languages (`web`), who is handed in as [`Letters`]; this
//! room makes the mail, seals it beside its delivery and queues it in the transaction of the act
//! that asked for it. It holds a link: it is never a message of a ticket.

use std::{sync::Arc, time::Duration};

use crate::{
    domain::{
        account_mail::AccountMail,
        address::{Correspondent, EmailAddress},
        credential::{LinkPurpose, SecretHash},
        delivery::{Delivery, DeliveryState, Parcel},
        id::{AccountMailId, DeliveryId, UserId},
        mailbox::Mailbox,
        message::MsgId,
        reason::Reason,
        time::Timestamp,
        token::AddressToken,
        user::{Language, User},
    },
    mail::outbound::{self, AutomaticKind, Outgoing},
    store::{self, StoreError, View, WriteTx, seal::Key},
};

use super::{
    Desk,
    access::UserDesk,
    book::Book,
    deliver, mint, password_link,
    people::{NewUser, clean},
    problem::{Fault, Problem},
    reply::parties::{mailbox_domain, plus, sender},
};

/// Message-IDs are known for so long: whatever comes back later than this was held by no server.
const REMEMBERED: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What a mail shall say.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    pub purpose: LinkPurpose,
    pub language: Language,
    /// Whom it is for.
    pub name: &'a str,
    pub organization: &'a str,
    /// Who invited them; None for the command line and for who asked themselves.
    pub by: Option<&'a str>,
    /// What stands at the end of the link.
    pub secret: &'a str,
}

/// The words of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Why there are no words: a fault of ours.
#[derive(Clone, Debug, thiserror::Error)]
#[error("a mail cannot be written: {0}")]
pub struct LetterError(pub String);

/// Writes mails in the languages of the desk, with links to its pages.
pub trait Letters: Send + Sync {
    /// Writes one.
    ///
    /// # Errors
    /// [`LetterError`] if its template and its words do not fit.
    fn write(&self, letter: &Letter<'_>) -> Result<Written, LetterError>;
}

/// Whom a mail is for.
pub(super) struct Addressee<'a> {
    pub name: &'a str,
    pub email: &'a EmailAddress,
    /// None takes the organization's.
    pub language: Option<Language>,
}

impl<'a> Addressee<'a> {
    pub(super) fn of(user: &'a User) -> Self {
        Self {
            name: &user.name,
            email: &user.email,
            language: user.language,
        }
    }
}

/// A mail and its link, made before the transaction that queues it.
#[derive(Clone)]
pub(super) struct Draft {
    purpose: LinkPurpose,
    link: SecretHash,
    msg_id: MsgId,
    recipient: EmailAddress,
    return_token: AddressToken,
    return_path: EmailAddress,
    raw: Arc<[u8]>,
    key: Key,
}

/// The newest mail about somebody's account, and where it stands.
#[derive(Clone, Debug)]
pub struct SentAccountMail {
    pub mail: AccountMail,
    pub delivery: Delivery,
}

impl Desk {
    /// Names who writes the mails, once per start. Without one the desk sends none.
    pub fn letters(&self, letters: Arc<dyn Letters>) {
        // The first one stays: a desk speaks with one voice.
        let _ = self.letters.set(letters);
    }

    /// Makes a mail with a new link; None where nobody writes mails.
    pub(super) fn account_draft(
        &self,
        to: &Addressee<'_>,
        purpose: LinkPurpose,
        by: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<Draft>, Problem> {
        let Some(letters) = self.letters.get() else {
            return Ok(None);
        };
        let book = self.book()?;
        let none = || Problem::field("email", Fault::NoMailbox);
        let mailbox = book.mailboxes.iter().find(|it| it.active);
        let mailbox = mailbox.ok_or_else(none)?;
        let secret = mint::link_secret();
        let written = letters.write(&Letter {
            purpose,
            language: to.language.unwrap_or(book.language()),
            name: to.name,
            organization: book.organization(),
            by,
            secret: &secret,
        });
        let written = written.map_err(|error| StoreError::from(std::io::Error::other(error)))?;
        let return_token = mint::address_token();
        let return_path = plus(
            mailbox,
            'b',
            return_token.as_str(),
            mailbox.delivery_domain(),
        );
        let msg_id = mint::msg_id(&mailbox_domain(mailbox)).ok_or_else(none)?;
        let raw = outbound::build(&outgoing(&book, mailbox, to, &msg_id, written, now));
        Ok(Some(Draft {
            purpose,
            link: mint::hash(&secret),
            msg_id,
            recipient: to.email.clone(),
            return_token,
            return_path: return_path.ok_or_else(none)?,
            raw: raw.into(),
            key: self.key.clone(),
        }))
    }

    /// Forgets mails that nothing can bring back any more.
    pub(super) fn forget_account_mails(&self, now: Timestamp) -> Result<(), StoreError> {
        let old = move |mail: &AccountMail| now.since(mail.queued) > REMEMBERED;
        if !store::account_mail::all(&self.store.read()?)?
            .iter()
            .any(old)
        {
            return Ok(());
        }
        self.store.write(move |tx| {
            for mail in store::account_mail::all(tx)?.into_iter().filter(old) {
                store::account_mail::remove(tx, &mail)?;
                store::settings::forget_secret(tx, &AccountMail::secret(mail.id))?;
                if let Some(delivery) = store::delivery::get(tx, mail.delivery)? {
                    store::delivery::remove(tx, &delivery)?;
                }
            }
            Ok(())
        })
    }

    /// The newest mail about somebody's account; None if there was none lately.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn account_mail_of(&self, user: UserId) -> Result<Option<SentAccountMail>, StoreError> {
        newest(&self.store.read()?, user)
    }
}

impl UserDesk {
    /// The newest mail about somebody's account, for whoever looks after people.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn account_mail(&self, user: UserId) -> Result<Option<SentAccountMail>, Problem> {
        self.need(crate::domain::right::Right::People)?;
        Ok(self.desk().account_mail_of(user)?)
    }

    /// The invite of somebody who is about to be made.
    pub(super) fn invite_draft(
        &self,
        new: &NewUser,
        now: Timestamp,
    ) -> Result<Option<Draft>, Problem> {
        let to = Addressee {
            name: &clean(&new.name, "name")?,
            email: &new.email,
            language: None,
        };
        let by = Some(self.user().name.as_str());
        self.desk().account_draft(&to, LinkPurpose::Invite, by, now)
    }
}

fn newest(view: &impl View, user: UserId) -> Result<Option<SentAccountMail>, StoreError> {
    let mails = store::account_mail::lately(view, user, Timestamp(i64::MIN))?;
    for mail in mails {
        if let Some(delivery) = store::delivery::get(view, mail.delivery)? {
            return Ok(Some(SentAccountMail { mail, delivery }));
        }
    }
    Ok(None)
}

fn outgoing(
    book: &Book,
    mailbox: &Mailbox,
    to: &Addressee<'_>,
    msg_id: &MsgId,
    written: Written,
    now: Timestamp,
) -> Outgoing {
    Outgoing {
        msg_id: msg_id.clone(),
        date: now,
        from: Correspondent {
            name: book.organization().to_owned(),
            ..sender(book, mailbox)
        },
        reply_to: None,
        to: vec![Correspondent {
            name: to.name.to_owned(),
            address: to.email.clone(),
        }],
        cc: Vec::new(),
        subject: written.subject,
        in_reply_to: None,
        references: Vec::new(),
        text: written.text,
        html: Some(written.html),
        attachments: Vec::new(),
        automatic: Some(AutomaticKind::Generated),
        desk_mark: None,
    }
}

impl Draft {
    pub(super) fn purpose(&self) -> LinkPurpose {
        self.purpose
    }

    /// Makes the link, in place of older ones, and queues the mail.
    pub(super) fn queue(
        &self,
        tx: &mut WriteTx<'_>,
        user: UserId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        give_up_older(tx, user, now)?;
        password_link::replace(tx, &self.link, user, self.purpose, now)?;
        let id: AccountMailId = store::account_mail::next_id(tx)?;
        let delivery: DeliveryId = store::delivery::next_id(tx)?;
        let mail = AccountMail {
            id,
            user,
            purpose: self.purpose,
            msg_id: self.msg_id.clone(),
            delivery,
            queued: now,
            link: self.link,
        };
        store::account_mail::put(tx, &mail)?;
        let name = AccountMail::secret(id);
        store::settings::put_secret(tx, &self.key, &name, Some(&self.raw))?;
        let delivery = Delivery {
            id: delivery,
            parcel: Parcel::Account(id),
            recipient: self.recipient.clone(),
            return_token: self.return_token.clone(),
            return_path: self.return_path.clone(),
            state: DeliveryState::Queued,
            attempts: 0,
            queued: now,
            changed: now,
        };
        store::delivery::put(tx, &delivery)
    }
}

/// A mail whose link was replaced is not worth sending.
fn give_up_older(tx: &mut WriteTx<'_>, user: UserId, now: Timestamp) -> Result<(), StoreError> {
    // No older link still works, so no older mail still waits.
    let oldest = now.minus(password_link::INVITE_LIFE);
    for mail in store::account_mail::lately(tx, user, oldest)? {
        let waits = store::delivery::get(tx, mail.delivery)?.filter(|it| it.due().is_some());
        if let Some(delivery) = waits {
            let reason = Reason::LinkReplaced.say("");
            deliver::set_state(tx, delivery, DeliveryState::Failed { reason }, now)?;
        }
    }
    Ok(())
}
