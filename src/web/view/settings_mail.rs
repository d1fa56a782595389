//! The list of mailboxes.

use serde::Serialize;

use super::FieldError;

/// `settings_mail.html`: GET `/settings/mail`; POST `/settings/mail/{id}/restore`.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsMailPage {
    /// In the order they were made.
    pub mailboxes: Vec<MailboxRow>,
    /// Those that receive nothing any more.
    pub deleted: Vec<MailboxRow>,
    /// Why a mailbox could not be brought back.
    pub errors: Vec<FieldError>,
}

/// One mailbox.
#[derive(Clone, Debug, Serialize)]
pub struct MailboxRow {
    pub id: u64,
    pub address: String,
    pub aliases: Vec<String>,
    /// The name beside it in From.
    pub display_name: String,
    /// Who gets new tickets; None leaves them to nobody.
    pub group: Option<String>,
    /// The first line of the signature; empty without one.
    pub signature: String,
    /// True if its mail leaves through a server of its own.
    pub own_route: bool,
}
