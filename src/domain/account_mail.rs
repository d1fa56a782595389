//! A mail of the desk to one of its users about their account. Belongs to no ticket.

use serde::{Deserialize, Serialize};

use super::{
    credential::{LinkPurpose, SecretHash},
    id::{AccountMailId, DeliveryId, UserId},
    message::MsgId,
    time::Timestamp,
};

/// What the desk remembers of such a mail. Its bytes hold a link, so they are a sealed secret
/// beside it, only until it was delivered or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountMail {
    pub id: AccountMailId,
    pub user: UserId,
    pub purpose: LinkPurpose,
    /// Remembered, so that the mail is known when it comes back.
    pub msg_id: MsgId,
    pub delivery: DeliveryId,
    pub queued: Timestamp,
    /// The link in it: once that has ended, the mail is not sent any more.
    pub link: SecretHash,
}

impl AccountMail {
    /// The name of its bytes among the secrets.
    #[must_use]
    pub fn secret(id: AccountMailId) -> String {
        format!("account_mail.{id}")
    }
}
