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

/// What a ticket does by itself (product.md, 1). That a closed one opens again is a number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// An answer opens a ticket that waited for it.
    pub answer_opens: bool,
    /// A ticket that is nobody's is given to whoever answers it first.
    pub first_reply_assigns: bool,
}

impl Default for Moves {
    fn default() -> Self {
        Self {
            answer_opens: true,
            first_reply_assigns: true,
        }
    }
}

/// For how many days things are kept (product.md, 1); None keeps them for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Closed tickets in which nothing happens go into the bin after this time.
    pub closed_days: Option<u16>,
    pub receipt_days: u16,
    /// Lines of the audit log.
    pub audit_days: Option<u16>,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            closed_days: None,
            receipt_days: 90,
            audit_days: None,
        }
    }
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
    pub moves: Moves,
    pub retention: Retention,
}

impl Settings {
    /// What the form of the organization shows: all but what has a form of its own.
    #[must_use]
    pub fn beside_retention(&self) -> Self {
        Self {
            retention: Retention::default(),
            ..self.clone()
        }
    }
}
