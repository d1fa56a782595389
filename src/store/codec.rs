//! Records to bytes and back: a version byte, then postcard.
//!
//! A record kind that must change gets the next version and a branch in its `decode`; bytes of an
//! older version are converted when they are read and written anew when they are next put.

use serde::{Serialize, de::DeserializeOwned};

use crate::domain::{
    account_mail::AccountMail,
    activity::Activity,
    audit::AuditLine,
    credential::{ApiToken, Device, Login, PasswordLink, SetupLink, Upload},
    customer::Customer,
    delivery::Delivery,
    group::Group,
    mailbox::Mailbox,
    message::Message,
    receipt::Receipt,
    role::Role,
    settings::Settings,
    tag::Tag,
    ticket::Ticket,
    undo::Undo,
    user::User,
};

use super::StoreError;

/// A kind of record: its name in errors and the version that is written today.
pub trait Record: Serialize + DeserializeOwned {
    const NAME: &'static str;
    const VERSION: u8;

    /// Reads the body of a record of `version`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a version or a body that no release wrote.
    fn decode(version: u8, body: &[u8]) -> Result<Self, StoreError> {
        if version != Self::VERSION {
            return Err(StoreError::Corrupt { table: Self::NAME });
        }
        postcard::from_bytes(body).map_err(|_| StoreError::Corrupt { table: Self::NAME })
    }
}

/// Writes a record.
///
/// # Errors
/// [`StoreError::Corrupt`] if the record cannot be written, which no record of ours can cause.
pub fn encode<R: Record>(record: &R) -> Result<Vec<u8>, StoreError> {
    postcard::to_extend(record, vec![R::VERSION])
        .map_err(|_| StoreError::Corrupt { table: R::NAME })
}

/// Reads a record.
///
/// # Errors
/// [`StoreError::Corrupt`] for bytes that no release wrote.
pub fn decode<R: Record>(bytes: &[u8]) -> Result<R, StoreError> {
    let (version, body) = bytes
        .split_first()
        .ok_or(StoreError::Corrupt { table: R::NAME })?;
    R::decode(*version, body)
}

macro_rules! records {
    ($($kind:ty = $name:literal, $version:literal;)*) => {
        $(impl Record for $kind {
            const NAME: &'static str = $name;
            const VERSION: u8 = $version;
        })*

        /// Every record kind with the version that is written today, for the schema snapshot.
        pub const KINDS: &[(&str, u8)] = &[$(($name, $version)),*];
    };
}

records! {
    AccountMail = "account_mail", 1;
    Activity = "activity", 1;
    ApiToken = "api_token", 1;
    AuditLine = "audit", 1;
    Customer = "customer", 1;
    Delivery = "delivery", 1;
    Device = "device", 1;
    Group = "group", 1;
    Login = "login", 1;
    Mailbox = "mailbox", 1;
    Message = "message", 1;
    PasswordLink = "password_link", 1;
    Receipt = "receipt", 1;
    Role = "role", 1;
    Settings = "settings", 1;
    SetupLink = "setup_link", 1;
    Tag = "tag", 1;
    Ticket = "ticket", 1;
    Undo = "undo", 1;
    Upload = "upload", 1;
    User = "user", 1;
}
