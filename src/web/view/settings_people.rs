//! People and rights: who works here, their groups, what each role may do.

use serde::Serialize;

use super::{FieldError, Person};
use crate::domain::time::Timestamp;

/// A role by its name, which for a predefined one is a word of the catalogues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleName {
    pub name: String,
    pub is_predefined: bool,
}

/// One box of a list of boxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    pub label: RoleName,
    /// Behind the label, such as an address; empty without.
    pub detail: String,
    pub is_chosen: bool,
    /// Was chosen when the form was first drawn.
    pub was: bool,
    /// Beyond what the reader may give.
    pub is_locked: bool,
}

/// `settings_people.html`: GET `/settings/people`; the matrix is POST `/settings/roles`.
#[derive(Clone, Debug, Serialize)]
pub struct PeoplePage {
    pub users: Vec<UserRow>,
    pub groups: Vec<GroupRow>,
    /// The columns of the matrix.
    pub roles: Vec<RoleColumn>,
    /// Its lines.
    pub rights: Vec<RightRow>,
    /// Field `rights`.
    pub errors: Vec<FieldError>,
}

/// Somebody of the list.
#[derive(Clone, Debug, Serialize)]
pub struct UserRow {
    pub id: u64,
    pub person: Person,
    pub email: String,
    pub roles: Vec<RoleName>,
    pub groups: Vec<String>,
    /// False until they set a password.
    pub has_password: bool,
    pub second_step: bool,
    /// Their invite could not be delivered.
    pub invite_failed: bool,
    /// None if they were never here.
    pub last_seen: Option<Timestamp>,
    pub is_active: bool,
}

/// A group of the list.
#[derive(Clone, Debug, Serialize)]
pub struct GroupRow {
    pub id: u64,
    pub name: String,
    pub members: Vec<Person>,
    pub mailboxes: Vec<String>,
    pub roles: Vec<RoleName>,
}

/// A column of the matrix.
#[derive(Clone, Debug, Serialize)]
pub struct RoleColumn {
    pub id: u64,
    pub label: RoleName,
    /// The words of its rights when the page was made, with commas; None if they cannot be changed.
    pub was: Option<String>,
}

/// A line of the matrix.
#[derive(Clone, Debug, Serialize)]
pub struct RightRow {
    /// Its word, as the form sends it.
    pub word: &'static str,
    /// Its word in the ids of the catalogues.
    pub key: String,
    /// In the order of the columns.
    pub cells: Vec<Cell>,
}

/// A box of the matrix.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Cell {
    pub is_on: bool,
    pub is_locked: bool,
}
