//! The one shape of an assignee: `null`, `{"user":email,"name"}` or `{"group":name}`.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{book::Book, problem::Fault},
    domain::{address::EmailAddress, assignee::Assignee, fold::fold},
    web::error::WebError,
};

/// An assignee as a program writes it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssigneeIn {
    user: Option<String>,
    /// Accepted because the API writes it; the address decides.
    #[serde(rename = "name")]
    _name: Option<String>,
    group: Option<String>,
}

/// Writes an assignee.
#[must_use]
pub fn write(book: &Book, assignee: Option<Assignee>) -> Value {
    match assignee {
        None => Value::Null,
        Some(Assignee::User(id)) => book.user(id).map_or(
            Value::Null,
            |user| json!({ "user": user.email.as_str(), "name": user.name }),
        ),
        // A log tells of groups that are no more.
        Some(Assignee::Group(id)) => book
            .group_name(id)
            .map_or(Value::Null, |name| json!({ "group": name })),
    }
}

/// Finds who is meant.
///
/// # Errors
/// [`WebError::Field`] if there is no such user or group, or both are given.
pub fn read(book: &Book, assignee: &AssigneeIn) -> Result<Assignee, WebError> {
    let unknown = || WebError::Field {
        field: "assignee".to_owned(),
        fault: Fault::Unknown,
    };
    match (&assignee.user, &assignee.group) {
        (Some(email), None) => {
            let key = EmailAddress::parse(email).map_err(|_| unknown())?.key();
            let user = book
                .users
                .iter()
                .find(|user| user.active && user.email.key() == key);
            user.map(|user| Assignee::User(user.id)).ok_or_else(unknown)
        }
        (None, Some(name)) => {
            let group = book
                .groups
                .iter()
                .find(|group| fold(&group.name) == fold(name));
            group
                .map(|group| Assignee::Group(group.id))
                .ok_or_else(unknown)
        }
        _ => Err(unknown()),
    }
}
