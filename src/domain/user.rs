//! A person who signs in, and what they chose for themselves.

use serde::{Deserialize, Serialize};

use super::{
    access::Visibility,
    address::EmailAddress,
    credential::SecretHash,
    id::{RoleId, UserId},
    time::Timestamp,
};

/// Most characters of a signature.
pub const SIGNATURE_CHARS: usize = 2_000;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$about])* $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word of the API, of forms and of cookies.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

words! {
    /// The two languages of the desk.
    Language {
        #[default]
        En = "en",
        Fr = "fr",
    }
}

words! {
    /// Light or dark pages.
    Theme {
        /// As the browser asks for.
        #[default]
        System = "system",
        Light = "light",
        Dark = "dark",
    }
}

/// The second step of signing in. The seed is sealed beside the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondStep {
    /// The newest time step whose code was taken: none is taken twice (RFC 6238, 5.2).
    pub last_step: u64,
    /// Hashes of the recovery codes that are left.
    pub recovery: Vec<SecretHash>,
}

/// When somebody works: minutes after midnight in their own time zone, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// From and to; None for a day off. `from` is before `to`.
    pub days: [Option<(u16, u16)>; 7],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: EmailAddress,
    /// In the order they were given.
    pub roles: Vec<RoleId>,
    pub visibility: Visibility,
    /// argon2id in PHC form; None until a password was set.
    pub password: Option<String>,
    /// None while signing in has one step only.
    pub second_step: Option<SecondStep>,
    /// None follows the browser.
    pub language: Option<Language>,
    /// IANA name; None takes the organization's.
    pub time_zone: Option<String>,
    /// Below the answers of this person; empty takes the mailbox's.
    pub signature: String,
    pub theme: Theme,
    /// False turns all single keys off (WCAG 2.1.4).
    pub single_keys: bool,
    /// None works at all hours.
    pub hours: Option<WorkingHours>,
    /// Switched by the person: gets no work until it is switched back.
    pub away: bool,
    pub active: bool,
    pub created: Timestamp,
}

impl User {
    /// Somebody new, who chose nothing yet.
    #[must_use]
    pub fn new(id: UserId, name: String, email: EmailAddress, created: Timestamp) -> Self {
        Self {
            id,
            name,
            email,
            roles: Vec::new(),
            visibility: Visibility::All,
            password: None,
            second_step: None,
            language: None,
            time_zone: None,
            signature: String::new(),
            theme: Theme::System,
            single_keys: true,
            hours: None,
            away: false,
            active: true,
            created,
        }
    }
}
