//! One role: making, changing, deleting.

use serde::Serialize;

use super::{FieldError, settings_people::RoleName};

/// `settings_role.html`: `/settings/roles/new` and `/settings/roles/:id`, whose form sends `name` and
/// `rights` (words, several).
#[derive(Clone, Debug, Serialize)]
pub struct RolePage {
    /// Where the form goes.
    pub action: String,
    pub name: String,
    /// When the form was first drawn.
    pub was_name: String,
    pub rights: Vec<RightChoice>,
    /// None for a new one.
    pub known: Option<KnownRole>,
    /// The names above, `role` for the role as a whole.
    pub errors: Vec<FieldError>,
}

/// A box for a right.
#[derive(Clone, Debug, Serialize)]
pub struct RightChoice {
    pub word: &'static str,
    /// Its word in the ids of the catalogues.
    pub key: String,
    pub is_on: bool,
    /// Was on when the form was first drawn.
    pub was: bool,
    pub is_locked: bool,
}

/// What is known of a role that is there.
#[derive(Clone, Debug, Serialize)]
pub struct KnownRole {
    /// As it is kept, whatever is typed.
    pub label: RoleName,
    /// Of an admin, or with more than the reader may: its rights cannot be changed.
    pub is_fixed: bool,
    /// People and groups that have it.
    pub users: u64,
    pub groups: u64,
}
