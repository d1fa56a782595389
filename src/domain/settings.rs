//! What the organization chose and the store keeps. One record.

use serde::{Deserialize, Serialize};

use super::user::Language;

/// How a smarthost is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SmarthostSecurity {
    /// TLS from the first byte, certificate verified.
    Tls,
    /// STARTTLS, required and verified.
    StartTls,
    /// In clear: only towards loopback or allowed nets, never with a password.
    Plain,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Smarthost {
    pub security: SmarthostSecurity,
    pub host: String,
    pub port: u16,
    /// Empty when it asks for no sign-in.
    pub user: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub organization: String,
    /// The language of mails to customers and of pages before anybody signed in.
    pub language: Language,
    /// IANA name, such as `Europe/Paris`.
    pub time_zone: String,
    /// None sends straight to the MX of each recipient.
    pub smarthost: Option<Smarthost>,
    /// A closed ticket is opened again by its customer within this time.
    pub reopen_days: u16,
    /// True for the sample organization: nothing leaves the machine.
    pub demo: bool,
}
