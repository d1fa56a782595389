//! A mail of ours about an account comes back: by itself, in a report, in an answer, passed on.
//!
//! Such mails hold what opens an account, so none of them ever becomes or joins a ticket. What a
//! program sent back is noted by its receipt; what a person sent is refused with a reason, so that
//! they know that nobody read it.

use crate::{
    domain::{
        credential::SecretHash, delivery::Parcel, id::UserId, mailbox::Detail, message::MsgId,
        outcome::Kept, receipt::ReceiptVerdict,
    },
    mail::inbound::{self, InboundMail, texts},
    store::{self, StoreError, WriteTx},
};

use super::{Arrival, ReceiveError};
use crate::desk::{mint, password_link};

/// Most Message-IDs and links that are looked up for one mail.
const MOST: usize = 200;

/// What of a mail may name an account mail. Gathered before the transaction.
pub(super) struct Clues {
    /// Message-IDs that it answers, returns, or carries inside.
    ids: Vec<MsgId>,
    /// Hashes of what looks like a link of ours.
    links: Vec<SecretHash>,
}

/// Whether there are links that a mail could hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    None,
    Some,
}

impl Clues {
    pub(super) fn of(mail: &InboundMail, raw: &[u8], there: Links) -> Self {
        let mut ids: Vec<MsgId> = mail.in_reply_to.clone();
        ids.extend(mail.references.iter().rev().cloned());
        ids.extend(mail.report.iter().filter_map(|it| it.returned_id.clone()));
        carried_ids(raw, &mut ids);
        let mut links = Vec::new();
        if there == Links::Some {
            for text in [&mail.text, &mail.quoted] {
                note_links(text, &mut links);
            }
            // What the text does not show: an address behind a word, a second text beside the first.
            // The guard of the parser was passed by these very bytes.
            if mail.not_parsed.is_none() {
                texts::texts(raw, &mut |text| note_links(text, &mut links));
            }
        }
        for attachment in &mail.attachments {
            if attachment.content_type == "message/rfc822" {
                let inside = inbound::attachment(raw, attachment);
                carried_ids(&inside, &mut ids);
            }
        }
        ids.truncate(MOST);
        Self { ids, links }
    }
}

/// Every Message-ID field of the raw bytes: also those of mails inside of the mail.
fn carried_ids(raw: &[u8], ids: &mut Vec<MsgId>) {
    const FIELD: &[u8] = b"message-id:";
    for line in raw.split(|byte| *byte == b'\n') {
        let Some((name, value)) = line.split_at_checked(FIELD.len()) else {
            continue;
        };
        if ids.len() < MOST && name.eq_ignore_ascii_case(FIELD) {
            ids.extend(MsgId::parse(&String::from_utf8_lossy(value)));
        }
    }
}

fn note_links(text: &str, links: &mut Vec<SecretHash>) {
    for path in password_link::PATHS {
        for (at, _) in text.match_indices(path) {
            let rest = text.get(at + path.len()..).unwrap_or_default();
            let secret = rest.get(..password_link::SECRET_CHARS).unwrap_or_default();
            if links.len() >= MOST || !password_link::is_secret(secret) {
                continue;
            }
            let hash = mint::hash(secret);
            if !links.contains(&hash) {
                links.push(hash);
            }
        }
    }
}

impl Arrival {
    /// Deals with a mail that has to do with an account mail; None for every other.
    pub(super) fn account(&self, tx: &mut WriteTx<'_>) -> Result<Option<Kept>, ReceiveError> {
        // It came back as it was sent: a forward of the provider, or two desks in a ring.
        if let Some(msg_id) = &self.mail.msg_id
            && store::account_mail::by_msg_id(tx, msg_id)?.is_some()
        {
            return Err(ReceiveError::Loop);
        }
        let Some(user) = self.whose_account(tx)? else {
            return Ok(None);
        };
        if self.mail.automatic.is_none() {
            return Err(ReceiveError::Account);
        }
        self.report(tx)?;
        self.receipt(tx, ReceiptVerdict::Account { user }).map(Some)
    }

    fn whose_account(&self, tx: &WriteTx<'_>) -> Result<Option<UserId>, StoreError> {
        for recipient in &self.envelope.rcpt_to {
            if let Detail::Return(token) = &recipient.detail
                && let Some(delivery) = store::delivery::by_return(tx, token)?
                && let Parcel::Account(id) = delivery.parcel
                && let Some(mail) = store::account_mail::get(tx, id)?
            {
                return Ok(Some(mail.user));
            }
        }
        for id in &self.account.ids {
            if let Some(mail) = store::account_mail::by_msg_id(tx, id)? {
                return Ok(Some(mail.user));
            }
        }
        for hash in &self.account.links {
            if let Some(link) = store::password_link::get(tx, hash)? {
                return Ok(Some(link.user));
            }
        }
        Ok(None)
    }
}
