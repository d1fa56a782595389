//! What the organization chose and the store keeps. One record.

use serde::{Deserialize, Serialize};

use super::user::Language;

/// How a smarthost is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SmarthostSecurity {
    /// TLS from the first byte, certificate verified.
    Tls,
    /// STARTTLS, required and verified.
    StartTls,
    /// In clear: only towards loopback or allowed nets, never with a password.
    Plain,
}

impl SmarthostSecurity {
    pub const ALL: [Self; 3] = [Self::Tls, Self::StartTls, Self::Plain];

    /// The word of the API and of forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["tls", "starttls", "plain"][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|security| security.word() == word)
    }

    /// The port that is meant where none is written (RFC 8314, 3.3 and RFC 6409, 3.1).
    #[must_use]
    pub fn default_port(self) -> u16 {
        [465, 587, 25][self as usize]
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
