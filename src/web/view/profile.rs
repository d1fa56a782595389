//! What a person chose for themselves.

use serde::Serialize;

use super::FieldError;
use crate::domain::user::Theme;

/// `profile.html`: POST `/profile` with the fields of the same names, `single_keys` and `away` as
/// check boxes, and `hours.1.from`, `hours.1.to` to `hours.7.to`.
#[derive(Clone, Debug, Serialize)]
pub struct ProfilePage {
    pub name: String,
    /// How they sign in; an admin changes it.
    pub email: String,
    /// A word of a language; empty follows the browser.
    pub language: String,
    /// Empty takes the organization's.
    pub time_zone: String,
    /// The organization's zone.
    pub organization_zone: String,
    pub signature: String,
    pub theme: Theme,
    pub single_keys: bool,
    pub away: bool,
    /// Monday first.
    pub hours: Vec<Day>,
    /// True right after they were saved.
    pub saved: bool,
    pub errors: Vec<FieldError>,
}

/// One day of the week: what was typed, empty on a day off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `HH:MM`.
    pub from: String,
    pub to: String,
}
