//! Records to bytes and back: a version byte, then postcard; a long body is zstd.
//!
//! A record kind that must change gets the next version and a branch in its `decode`; bytes of an
//! older version are converted when they are read and written anew when they are next put.

use serde::{Serialize, de::DeserializeOwned};

use crate::domain::{
    account_mail::AccountMail,
    activity::Activity,
    audit::AuditLine,
    calendar::Calendar,
    company::Company,
    credential::{ApiToken, Device, Login, PasswordLink, SetupLink, Upload},
    customer::Customer,
    customer_merge::Merge,
    delivery::Delivery,
    erasure::Erasing,
    group::Group,
    layout::Layout,
    mailbox::Mailbox,
    message::Message,
    note::Revised,
    receipt::Receipt,
    role::Role,
    rule::{
        Rule,
        explain::{Decision, Roster},
        facts::Timing,
        timer::Timer,
    },
    saved_view::SavedView,
    settings::{Moves, Retention, Settings},
    tag::Tag,
    ticket::Ticket,
    undo::Undo,
    user::User,
};

use super::{StoreError, packing};

/// Bit of the version byte: four bytes say how long the body is, then it follows as zstd.
pub const PACKED: u8 = 0x80;
/// Shorter bodies share a page of the file with others, and packing would win little.
const LONG: usize = 1_024;
/// No body is longer: it is bounded by the largest mail, and that by 128 MiB.
const LONGEST: usize = 256 << 20;

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
/// [`StoreError::Corrupt`] if the record cannot be written, which no record of ours can cause;
/// [`StoreError::Io`] if the compressor has no memory.
pub fn encode<R: Record>(record: &R) -> Result<Vec<u8>, StoreError> {
    let plain = postcard::to_extend(record, vec![R::VERSION])
        .map_err(|_| StoreError::Corrupt { table: R::NAME })?;
    match plain.split_first() {
        Some((version, body)) if body.len() >= LONG && !read_in_lists::<R>() => {
            let packed = pack(*version, body)?;
            Ok(packed.unwrap_or(plain))
        }
        _ => Ok(plain),
    }
}

/// Reads a record.
///
/// # Errors
/// [`StoreError::Corrupt`] for bytes that no release wrote.
pub fn decode<R: Record>(bytes: &[u8]) -> Result<R, StoreError> {
    let corrupt = || StoreError::Corrupt { table: R::NAME };
    let (version, body) = bytes.split_first().ok_or_else(corrupt)?;
    if version & PACKED == 0 {
        return R::decode(*version, body);
    }
    let body = unpack(body).ok_or_else(corrupt)?;
    R::decode(version & !PACKED, &body)
}

// A page of the list reads 50 tickets and shows no description, so unpacking would be for nothing.
fn read_in_lists<R: Record>() -> bool {
    R::NAME == Ticket::NAME
}

// None for what zstd makes no shorter.
fn pack(version: u8, body: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(length) = u32::try_from(body.len())
        .ok()
        .filter(|_| body.len() <= LONGEST)
    else {
        return Ok(None);
    };
    let zstd = packing::pack(body)?;
    let packed = [&[version | PACKED], &length.to_le_bytes()[..], &zstd].concat();
    Ok((packed.len() <= body.len()).then_some(packed))
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, zstd) = packed.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    if length > LONGEST {
        return None;
    }
    let body = packing::unpack(zstd, length).ok()?;
    (body.len() == length).then_some(body)
}

macro_rules! records {
    ($($kind:ty = $name:literal, $version:literal;)*) => {
        $(impl Record for $kind {
            const NAME: &'static str = $name;
            const VERSION: u8 = $version;
        })*

        /// Every record kind with the version that is written today, for the schema snapshot.
        pub const KINDS: &[(&str, u8)] =
            &[$(($name, $version),)* (Activity::NAME, Activity::VERSION),
              (Customer::NAME, Customer::VERSION), (Decision::NAME, Decision::VERSION),
              (Settings::NAME, Settings::VERSION), (Ticket::NAME, Ticket::VERSION)];
    };
}

records! {
    AccountMail = "account_mail", 1;
    ApiToken = "api_token", 1;
    AuditLine = "audit", 1;
    Calendar = "calendar", 1;
    Company = "organization", 1;
    Delivery = "delivery", 1;
    Device = "device", 1;
    Erasing = "erasing", 1;
    Group = "group", 1;
    Layout = "layout", 1;
    Revised = "note", 1;
    Login = "login", 1;
    Mailbox = "mailbox", 1;
    Merge = "customer.merge", 1;
    Message = "message", 1;
    PasswordLink = "password_link", 1;
    Receipt = "receipt", 1;
    Role = "role", 1;
    Roster = "rule.roster", 1;
    Rule = "rule", 1;
    SavedView = "saved_view", 1;
    SetupLink = "setup_link", 1;
    Tag = "tag", 1;
    Timer = "timer", 1;
    Undo = "undo", 1;
    Upload = "upload", 1;
    User = "user", 1;
}

impl Record for Activity {
    const NAME: &'static str = "activity";
    const VERSION: u8 = 2;

    fn decode(version: u8, body: &[u8]) -> Result<Self, StoreError> {
        let read = match version {
            // The event stands last, and a mail that came ended it: nobody noted what wrote it.
            // What follows other events is not read.
            1 => postcard::from_bytes(&[body, &[0]].concat()),
            2 => postcard::from_bytes(body),
            _ => return Err(StoreError::Corrupt { table: Self::NAME }),
        };
        read.map_err(|_| StoreError::Corrupt { table: Self::NAME })
    }
}

impl Record for Ticket {
    const NAME: &'static str = "ticket";
    const VERSION: u8 = 5;

    fn decode(version: u8, body: &[u8]) -> Result<Self, StoreError> {
        // What a version added stands at the end, and is None or empty where it was not known.
        let added = match version {
            2 => 4,
            3 => 3,
            4 => 1,
            5 => 0,
            _ => return Err(StoreError::Corrupt { table: Self::NAME }),
        };
        let whole = [body, &vec![0; added]].concat();
        let read = postcard::from_bytes(if added == 0 { body } else { &whole });
        read.map_err(|_| StoreError::Corrupt { table: Self::NAME })
    }
}

impl Record for Customer {
    const NAME: &'static str = "customer";
    const VERSION: u8 = 2;

    fn decode(version: u8, body: &[u8]) -> Result<Self, StoreError> {
        let read = match version {
            // Version 1 ended before the organization.
            1 => postcard::from_bytes(&[body, &[0]].concat()),
            2 => postcard::from_bytes(body),
            _ => return Err(StoreError::Corrupt { table: Self::NAME }),
        };
        read.map_err(|_| StoreError::Corrupt { table: Self::NAME })
    }
}

impl Record for Decision {
    const NAME: &'static str = "decision";
    const VERSION: u8 = 2;

    fn decode(version: u8, body: &[u8]) -> Result<Self, StoreError> {
        let corrupt = |_| StoreError::Corrupt { table: Self::NAME };
        let mut decision: Self = match version {
            // Version 1 ended before the times: there was nothing that looked at them.
            1 => {
                let none = postcard::to_stdvec(&Timing::default()).map_err(corrupt)?;
                postcard::from_bytes(&[body, &none].concat()).map_err(corrupt)?
            }
            2 => postcard::from_bytes(body).map_err(corrupt)?,
            _ => return Err(StoreError::Corrupt { table: Self::NAME }),
        };
        decision.before.timing = decision.timing;
        Ok(decision)
    }
}

impl Record for Settings {
    const NAME: &'static str = "settings";
    const VERSION: u8 = 2;

    fn decode(version: u8, body: &[u8]) -> Result<Self, StoreError> {
        let corrupt = |_| StoreError::Corrupt { table: Self::NAME };
        match version {
            // Version 1 ended before what a ticket does by itself: it did all of it, for good.
            1 => {
                let usual = (Moves::default(), Retention::default());
                let added = postcard::to_stdvec(&usual).map_err(corrupt)?;
                postcard::from_bytes(&[body, &added].concat()).map_err(corrupt)
            }
            2 => postcard::from_bytes(body).map_err(corrupt),
            _ => Err(StoreError::Corrupt { table: Self::NAME }),
        }
    }
}

#[cfg(test)]
mod tests;
