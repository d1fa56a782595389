//! What proves who somebody is: sign-ins, one-time links, API tokens. Secrets are hashes here.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{
    id::{ApiTokenId, UserId},
    right::{Right, Rights},
    time::Timestamp,
};

/// SHA-256 of a secret that only its owner holds.
pub type SecretHash = [u8; 32];

/// How far a sign-in came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoginStage {
    /// The password was right; the code of the second step is still asked for.
    Code,
    Whole,
}

/// One browser that signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub user: UserId,
    pub stage: LoginStage,
    pub created: Timestamp,
    /// Moved forward at most once a minute.
    pub seen: Timestamp,
    /// Where it signed in from.
    pub from: IpAddr,
    /// What the browser calls itself, cut; shown in the list of sign-ins.
    pub agent: String,
    /// The known browser that it is: loses its trust when the sign-in is revoked.
    pub device: Option<SecretHash>,
}

/// A browser that somebody signed in with before. It has tries of its own, so that a stranger who
/// guesses cannot shut its owner out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub user: UserId,
    pub seen: Timestamp,
    /// Until then the second step is not asked for; None asks each time.
    pub trusted_until: Option<Timestamp>,
}

/// The link that makes the first admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupLink {
    pub expires: Timestamp,
}

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkPurpose {
    /// The first password of somebody new.
    Invite,
    /// A new password instead of one that was forgotten.
    Reset,
}

/// A link that lets its holder set a password, once. A look does not burn it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordLink {
    pub user: UserId,
    pub purpose: LinkPurpose,
    pub expires: Timestamp,
    /// When it was used; None before. Kept for a while, so that a second use is told so.
    pub used: Option<Timestamp>,
}

impl PasswordLink {
    /// True while it opens something.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        self.used.is_none() && now < self.expires
    }
}

/// What a token may be used for. Codes are on disk: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Read tickets, messages, files.
    TicketsRead,
    /// The same, and make, change and answer tickets.
    TicketsWrite,
    /// People, groups, roles, mailboxes, tags, tokens, settings and the audit log; no tickets.
    Admin,
    /// Whatever its owner may, later rights too.
    All,
}

impl Scope {
    pub const ALL: [Self; 4] = [
        Self::TicketsRead,
        Self::TicketsWrite,
        Self::Admin,
        Self::All,
    ];

    /// The word of the API and of forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TicketsRead => "tickets:read",
            Self::TicketsWrite => "tickets:write",
            Self::Admin => "admin",
            Self::All => "all",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// True if a token with this scope may have to do with tokens. A program that reads tickets
    /// must not be able to make its leaked token last.
    #[must_use]
    pub fn keeps_tokens(self) -> bool {
        match self {
            Self::TicketsRead | Self::TicketsWrite => false,
            Self::Admin | Self::All => true,
        }
    }

    /// The most that a token with this scope may do.
    #[must_use]
    pub fn rights(self) -> Rights {
        match self {
            Self::TicketsRead => Rights::of(&[Right::TicketRead, Right::Api]),
            // What it made or changed is answered with, so it reads too.
            Self::TicketsWrite => Rights::of(&[
                Right::TicketRead,
                Right::TicketNote,
                Right::TicketEdit,
                Right::TicketReply,
                Right::Api,
            ]),
            Self::Admin => Rights::of(&[
                Right::Api,
                Right::Tags,
                Right::Mailboxes,
                Right::People,
                Right::Settings,
                Right::Audit,
                Right::Rules,
                Right::Views,
            ]),
            Self::All => Rights::EVERY,
        }
    }
}

/// A secret that stands for its owner on the API; never more than its owner may now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub user: UserId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub created: Timestamp,
    /// None works until it is revoked.
    pub expires: Option<Timestamp>,
    /// Moved forward at most once a minute; None until its first use.
    pub used: Option<Timestamp>,
}

impl ApiToken {
    /// The most that it may be used for, whoever owns it.
    #[must_use]
    pub fn rights(&self) -> Rights {
        self.scopes
            .iter()
            .fold(Rights::NONE, |rights, scope| rights.union(scope.rights()))
    }

    /// True if tokens may be read, made, changed and revoked through it.
    #[must_use]
    pub fn keeps_tokens(&self) -> bool {
        self.scopes.iter().copied().any(Scope::keeps_tokens)
    }

    /// True if it works no longer than the other one.
    #[must_use]
    pub fn ends_with(&self, other: &Self) -> bool {
        match (self.expires, other.expires) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(other)) => own <= other,
        }
    }

    /// True while it works.
    #[must_use]
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }
}

/// A file that waits for the message that will carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub id: super::id::UploadId,
    pub user: UserId,
    pub name: String,
    pub content_type: String,
    pub blob: super::id::BlobId,
    pub size_bytes: u64,
    pub created: Timestamp,
}
