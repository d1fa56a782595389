//! One mailbox, new or there.

use serde::Serialize;

use super::{FieldError, route::RouteForm};

/// `settings_mailbox.html`: GET and POST `/settings/mail/new` and `/settings/mail/{id}`; POST
/// `/settings/mail/{id}/delete`.
///
/// Fields: `address`, `aliases` (a line or comma between), `delivery_domain`, `plus_addresses` (a
/// box), `display_name`, `default_group` (the number of a group, empty is nobody), `signature`,
/// `route` (`desk` or `own`) and those of [`RouteForm`].
#[derive(Clone, Debug, Serialize)]
pub struct SettingsMailboxPage {
    /// None for a new one.
    pub id: Option<u64>,
    /// The address as it is kept, for the heading; empty for a new one.
    pub name: String,
    pub address: String,
    pub aliases: String,
    pub delivery_domain: String,
    pub plus_addresses: bool,
    pub display_name: String,
    pub default_group: String,
    pub groups: Vec<GroupOption>,
    pub signature: String,
    pub route: RouteForm,
    /// False for the last one, which stays.
    pub may_delete: bool,
    /// The mark of what the form was drawn with; empty for a new one.
    pub seen: String,
    pub errors: Vec<FieldError>,
}

/// A group that may get new tickets.
#[derive(Clone, Debug, Serialize)]
pub struct GroupOption {
    pub value: String,
    pub name: String,
}
