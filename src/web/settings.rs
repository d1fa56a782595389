//! The way to the settings: the first of their pages that a person may open.

use crate::{desk::access::UserDesk, domain::right::Right};

use super::{
    call::Call,
    gate::{Answer, see_other},
};

/// Pages with the right that each asks for, in the order of their list.
pub const PAGES: &[(&str, Right)] = &[
    ("/settings/organization", Right::Settings),
    ("/settings/mail", Right::Mailboxes),
    ("/settings/rules", Right::Rules),
    ("/settings/calendars", Right::Settings),
    ("/settings/tags", Right::Tags),
    ("/settings/people", Right::People),
    ("/settings/tokens", Right::Api),
    ("/settings/retention", Right::Settings),
    ("/settings/audit", Right::Audit),
];

/// The first settings page of a person; None if there is none for them.
#[must_use]
pub fn first(user: &UserDesk) -> Option<&'static str> {
    PAGES
        .iter()
        .find(|(_, right)| user.may(*right))
        .map(|(path, _)| *path)
}

/// Leads there, or to the first page, which says what there is instead.
pub async fn settings(_: Call, user: UserDesk) -> Answer {
    Ok(see_other(first(&user).unwrap_or("/")))
}
