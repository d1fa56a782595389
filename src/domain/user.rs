//! A person who signs in, and what each role may do.

use serde::{Deserialize, Serialize};

use super::{address::EmailAddress, id::UserId, time::Timestamp};

/// What a door asks for. One line of the route table names exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Right {
    /// Read tickets, messages and attachments.
    TicketRead,
    /// Change fields, write notes, make tickets.
    TicketEdit,
    /// Send mail to a customer.
    TicketReply,
    /// Change settings, mailboxes, people.
    Settings,
}

/// A named set of rights. Codes are on disk: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Admin,
    Expert,
}

impl Role {
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::Admin => true,
            Self::Expert => right != Right::Settings,
        }
    }

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Expert => "expert",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Admin, Self::Expert]
            .into_iter()
            .find(|role| role.word() == word)
    }
}

/// The two languages of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Fr,
}

impl Language {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::En, Self::Fr]
            .into_iter()
            .find(|language| language.word() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: EmailAddress,
    pub role: Role,
    /// argon2id in PHC form; None until a password was set.
    pub password: Option<String>,
    /// None follows the browser.
    pub language: Option<Language>,
    pub active: bool,
    pub created: Timestamp,
}
