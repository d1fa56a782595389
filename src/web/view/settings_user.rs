//! One person: inviting, changing, deactivating.

use serde::Serialize;

use super::{FieldError, log::Delivery, settings_people::Choice};
use crate::domain::time::Timestamp;

/// `settings_user.html`: `/settings/people/new` and `/settings/people/:id`, whose form sends `name`,
/// `email`, `roles` and `groups` (ids, several), `visibility`.
#[derive(Clone, Debug, Serialize)]
pub struct UserPage {
    /// Where the form goes.
    pub action: String,
    pub name: String,
    pub email: String,
    pub roles: Vec<Choice>,
    pub groups: Vec<Choice>,
    /// `own`, `groups`, `all`.
    pub visibility: Vec<Choice>,
    /// What the form was first drawn with.
    pub was: Was,
    /// None for somebody new.
    pub known: Option<KnownUser>,
    /// The names above, `user` for the person as a whole, `active`.
    pub errors: Vec<FieldError>,
}

/// What the fields held when the form was first drawn.
#[derive(Clone, Debug, Serialize)]
pub struct Was {
    pub name: String,
    pub email: String,
    pub visibility: String,
}

/// What is known of somebody who is there.
#[derive(Clone, Debug, Serialize)]
pub struct KnownUser {
    /// As it is kept, whatever is typed.
    pub name: String,
    pub has_password: bool,
    pub last_seen: Option<Timestamp>,
    pub is_active: bool,
    /// May more than the reader: nothing can be changed.
    pub is_beyond: bool,
    /// Not closed; None if the reader may not know.
    pub tickets: Option<u64>,
    pub second_step: bool,
    /// The reader looks at their own page.
    pub is_reader: bool,
    /// The newest mail with a link for them; None if there was none lately.
    pub mail: Option<AccountMail>,
}

/// A mail with a link to choose a password.
#[derive(Clone, Debug, Serialize)]
pub struct AccountMail {
    /// Else it is for a new password.
    pub is_invite: bool,
    pub sent: Timestamp,
    pub delivery: Delivery,
}
