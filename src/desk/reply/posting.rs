//! A mail of an expert's, built: its record, its bytes and who gets it, put into a transaction.

use crate::{
    desk::{
        mint,
        problem::{Fault, Problem},
        upload,
    },
    domain::{
        address::EmailAddress,
        delivery::{Delivery, DeliveryState, Parcel},
        id::{MessageId, UploadId, UserId},
        mailbox::Mailbox,
        message::Message,
        time::Timestamp,
    },
    store::{self, WriteTx, blobs},
};

use super::parties::{return_path, uploads};

/// All of a mail that its transaction needs.
pub(in crate::desk) struct Posting {
    /// Its id is given in the transaction.
    pub message: Message,
    pub raw: blobs::Prepared,
    /// Each once.
    pub recipients: Vec<EmailAddress>,
    /// It is from there.
    pub mailbox: Mailbox,
    /// Files of the person that it takes.
    pub uploads: Vec<UploadId>,
    pub user: UserId,
    pub now: Timestamp,
}

impl Posting {
    /// Keeps the mail and queues it for each recipient; its uploads are over.
    ///
    /// # Errors
    /// [`Problem::Field`] `attachments` for an upload that is not there any more.
    pub fn put(&self, tx: &mut WriteTx<'_>) -> Result<MessageId, Problem> {
        let uploads = uploads(tx, self.user, &self.uploads)?;
        blobs::link(tx, &self.raw)?;
        let id = store::message::next_id(tx)?;
        let message = Message {
            id,
            ..self.message.clone()
        };
        store::message::put(tx, &message)?;
        for upload in uploads {
            upload::remove(tx, &upload)?;
        }
        for recipient in &self.recipients {
            self.queue(tx, &message, recipient)?;
        }
        Ok(id)
    }

    fn queue(
        &self,
        tx: &mut WriteTx<'_>,
        message: &Message,
        recipient: &EmailAddress,
    ) -> Result<(), Problem> {
        let return_token = mint::address_token();
        let return_path = return_path(&self.mailbox, &return_token)
            .ok_or(Problem::field("text", Fault::NoMailbox))?;
        let delivery = Delivery {
            id: store::delivery::next_id(tx)?,
            parcel: Parcel::Message {
                message: message.id,
                ticket: message.ticket,
            },
            recipient: recipient.clone(),
            return_token,
            return_path,
            state: DeliveryState::Queued,
            attempts: 0,
            queued: self.now,
            changed: self.now,
        };
        Ok(store::delivery::put(tx, &delivery)?)
    }
}
