//! The audit log: every administrative act and every sign-in. Lines are only ever added, and each
//! holds the hash of the one before, so that one that is missing or changed shows.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{
    id::{AuditId, UserId},
    time::Timestamp,
};

/// By which door somebody acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Via {
    Page,
    /// A token of the API, by its name.
    Token(String),
    /// The command line, by whoever owns the data folder.
    CommandLine,
    /// A one-time link.
    Link,
    /// The desk itself.
    Desk,
}

/// What kind of act it was: the quick filter of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Signing in and out, passwords, second steps, tokens.
    Access,
    /// Users, groups, roles, customers.
    People,
    /// Organization, mailboxes, tags, rules, business hours.
    Settings,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Access, Self::People, Self::Settings];

    #[must_use]
    pub fn word(self) -> &'static str {
        ["access", "people", "settings"][self as usize]
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

macro_rules! acts {
    ($($kind:ident { $($act:ident = $word:literal),* $(,)? })*) => {
        /// What was done. Words are on disk: never change one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Act { $($($act),*),* }

        impl Act {
            pub const ALL: &[Self] = &[$($(Self::$act),*),*];

            /// The word on disk, in the API and behind `audit-` in the catalogues.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($(Self::$act => $word),*),* }
            }

            #[must_use]
            pub fn kind(self) -> Kind {
                match self { $($(Self::$act)|* => Kind::$kind),* }
            }
        }
    };
}

acts! {
    Access {
        SignedIn = "signed-in",
        SignInFailed = "sign-in-failed",
        SignInPaused = "sign-in-paused",
        CodeFailed = "code-failed",
        SignedOut = "signed-out",
        SignInRevoked = "sign-in-revoked",
        PasswordSet = "password-set",
        PasswordAsked = "password-asked",
        SecondStepOn = "second-step-on",
        SecondStepOff = "second-step-off",
        RecoveryUsed = "recovery-used",
        RecoveryMade = "recovery-made",
        TokenMade = "token-made",
        TokenRevoked = "token-revoked",
        TokenChanged = "token-changed",
        TokenRestored = "token-restored",
        AuditExported = "audit-exported",
        AuditShortened = "audit-shortened",
    }
    People {
        UserMade = "user-made",
        UserInvited = "user-invited",
        UserChanged = "user-changed",
        UserDeactivated = "user-deactivated",
        UserActivated = "user-activated",
        GroupMade = "group-made",
        GroupChanged = "group-changed",
        GroupDeleted = "group-deleted",
        GroupRestored = "group-restored",
        RoleMade = "role-made",
        RoleChanged = "role-changed",
        RoleDeleted = "role-deleted",
        RoleRestored = "role-restored",
        CustomerMade = "customer-made",
        CustomerChanged = "customer-changed",
        CustomerMerged = "customer-merged",
        CustomerUnmerged = "customer-unmerged",
        CustomerErased = "customer-erased",
        CustomerExported = "customer-exported",
        CompanyChanged = "customer-organization-changed",
        CompanyDeleted = "customer-organization-deleted",
        CompanyRestored = "customer-organization-restored",
    }
    Settings {
        DeskSetUp = "desk-set-up",
        OrganizationChanged = "organization-changed",
        MailboxMade = "mailbox-made",
        MailboxChanged = "mailbox-changed",
        MailboxDeleted = "mailbox-deleted",
        MailboxRestored = "mailbox-restored",
        TagMade = "tag-made",
        TagChanged = "tag-changed",
        TagMerged = "tag-merged",
        TagDeleted = "tag-deleted",
        TagRestored = "tag-restored",
        RuleMade = "rule-made",
        RuleChanged = "rule-changed",
        RuleMoved = "rule-moved",
        RuleDeleted = "rule-deleted",
        RuleRestored = "rule-restored",
        CalendarMade = "calendar-made",
        CalendarChanged = "calendar-changed",
        CalendarDeleted = "calendar-deleted",
        CalendarRestored = "calendar-restored",
    }
}

impl Act {
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.word() == word)
    }
}

impl Serialize for Act {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Act {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("no such act"))
    }
}

/// One field before and after, in the API's words; never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub field: String,
    pub old: String,
    pub new: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    pub id: AuditId,
    pub at: Timestamp,
    /// None for the command line, the desk, and who did not prove to be anybody.
    pub user: Option<UserId>,
    /// Name and address as they were then; what was typed for who is nobody.
    pub who: String,
    pub via: Via,
    pub from: Option<IpAddr>,
    pub act: Act,
    /// The person, group, role, mailbox, tag, calendar or token that it was done to, by name.
    pub subject: String,
    pub changes: Vec<Changed>,
    /// SHA-256 of the record before this one; zero in the first.
    pub previous: [u8; 32],
}

/// Notes a field if it changed.
pub fn note(changes: &mut Vec<Changed>, field: &str, old: &str, new: &str) {
    if old != new {
        changes.push(Changed {
            field: field.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        });
    }
}
