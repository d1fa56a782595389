//! Who an answer is from, where its answers go, who is in copy, which files go along.

use crate::{
    desk::{
        Desk,
        book::Book,
        problem::{Fault, Problem},
        upload,
    },
    domain::{
        address::{Correspondent, EmailAddress, domain_key},
        credential::Upload,
        id::{UploadId, UserId},
        mailbox::Mailbox,
        ticket::Ticket,
        token::AddressToken,
    },
    mail::outbound::File,
    store::{self, ReadTx, blobs},
};

/// Most people in copy of one answer.
pub(in crate::desk) const COPIES: usize = 50;

pub(in crate::desk) fn mailbox(book: &Book, ticket: &Ticket) -> Result<Mailbox, Problem> {
    let own = book.answers_from(ticket.mailbox);
    own.cloned().ok_or(Problem::field("text", Fault::NoMailbox))
}

pub(in crate::desk) fn mailbox_domain(mailbox: &Mailbox) -> String {
    domain_key(mailbox.address.domain()).unwrap_or_default()
}

pub(in crate::desk) fn sender(book: &Book, mailbox: &Mailbox) -> Correspondent {
    let name = if mailbox.display_name.is_empty() {
        book.organization()
    } else {
        &mailbox.display_name
    };
    Correspondent {
        name: name.to_owned(),
        address: mailbox.address.clone(),
    }
}

/// The address with a reply token, if the provider lets plus addresses through.
pub(in crate::desk) fn reply_to(mailbox: &Mailbox, token: &AddressToken) -> Option<Correspondent> {
    let domain = mailbox.address.domain();
    let address = mailbox
        .plus_addresses
        .then(|| plus(mailbox, 't', token.as_str(), domain))?;
    Some(Correspondent {
        name: String::new(),
        address: address?,
    })
}

/// Where reports come to: with the delivery's token, or where the provider drops what stands behind
/// a `+` to the mailbox itself (a report is then known by the Message-ID that it returns).
pub(super) fn return_path(mailbox: &Mailbox, token: &AddressToken) -> Option<EmailAddress> {
    let domain = mailbox.delivery_domain();
    if mailbox.plus_addresses {
        plus(mailbox, 'b', token.as_str(), domain)
    } else {
        EmailAddress::parse(&format!("{}@{domain}", mailbox.address.local())).ok()
    }
}

pub(in crate::desk) fn plus(
    mailbox: &Mailbox,
    kind: char,
    token: &str,
    domain: &str,
) -> Option<EmailAddress> {
    EmailAddress::parse(&format!(
        "{}+{kind}{token}@{domain}",
        mailbox.address.local()
    ))
    .ok()
}

/// Who is in copy: each once, nobody who gets it already, none of our own addresses.
pub(super) fn copies(
    desk: &Desk,
    ticket: &Ticket,
    to: &Correspondent,
    cc: &[EmailAddress],
) -> Result<Vec<Correspondent>, Problem> {
    let mut copies: Vec<Correspondent> = Vec::new();
    if cc.len() > COPIES {
        return Err(Problem::field("cc", Fault::TooLong(COPIES)));
    }
    for address in cc {
        let key = address.key();
        if desk.is_own_address(address)? {
            return Err(Problem::field("cc", Fault::OwnMailbox));
        }
        if key == to.address.key() || copies.iter().any(|who| who.address.key() == key) {
            continue;
        }
        let known = ticket
            .participants
            .iter()
            .find(|p| p.who.address.key() == key);
        let name = known.map_or_else(String::new, |p| p.who.name.clone());
        copies.push(Correspondent {
            name,
            address: address.clone(),
        });
    }
    Ok(copies)
}

pub(super) fn uploads(
    view: &impl store::View,
    user: UserId,
    ids: &[UploadId],
) -> Result<Vec<Upload>, Problem> {
    let mut uploads = Vec::new();
    for id in ids {
        let upload = store::upload::get(view, *id)?.filter(|upload| upload.user == user);
        uploads.push(upload.ok_or(Problem::field("attachments", Fault::UploadGone))?);
    }
    if uploads.iter().map(|upload| upload.size_bytes).sum::<u64>() > upload::LARGEST {
        return Err(Problem::field("attachments", Fault::TooLarge));
    }
    Ok(uploads)
}

pub(in crate::desk) fn files(
    view: &ReadTx,
    user: UserId,
    ids: &[UploadId],
) -> Result<Vec<File>, Problem> {
    let mut files = Vec::new();
    for upload in uploads(view, user, ids)? {
        let gone = Problem::field("attachments", Fault::UploadGone);
        let bytes = blobs::get(view, upload.blob)?.ok_or(gone)?;
        files.push(File {
            name: upload.name,
            content_type: upload.content_type,
            bytes,
            content_id: None,
        });
    }
    Ok(files)
}
