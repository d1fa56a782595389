//! One group: making, changing, deleting.

use serde::Serialize;

use super::{FieldError, settings_people::Choice};

/// `settings_group.html`: `/settings/groups/new` and `/settings/groups/:id`, whose form sends `name`
/// and `members`, `mailboxes`, `roles` (ids, several).
#[derive(Clone, Debug, Serialize)]
pub struct GroupPage {
    /// Where the form goes.
    pub action: String,
    pub name: String,
    /// When the form was first drawn.
    pub was_name: String,
    pub members: Vec<Choice>,
    pub mailboxes: Vec<Choice>,
    pub roles: Vec<Choice>,
    /// None for a new one.
    pub known: Option<KnownGroup>,
    /// The names above.
    pub errors: Vec<FieldError>,
}

/// What is known of a group that is there.
#[derive(Clone, Debug, Serialize)]
pub struct KnownGroup {
    /// As it is kept, whatever is typed.
    pub name: String,
    /// Gives more than the reader may: members and roles cannot be changed.
    pub is_beyond: bool,
    /// Not closed; None if the reader may not know.
    pub tickets: Option<u64>,
}
