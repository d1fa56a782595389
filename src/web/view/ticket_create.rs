//! The form that makes a ticket by hand: in a dialog, or as a page of its own without script.

use serde::Serialize;

use super::{AssigneeOption, FieldError};
use crate::domain::ticket::Priority;

/// `_ticket_create.html`: GET and POST `/tickets/new`.
///
/// Fields: `form` (its own name), `customer.id` (of one that was chosen; empty: by the others), `customer.name`,
/// `customer.email`, `customer.phone`, `name`, `description`, `priority`, `assignee` (empty: nobody),
/// `tags` (words with commas between), `notify_customer` (there: the customer gets the description
/// by e-mail).
#[derive(Clone, Debug, Serialize)]
pub struct TicketCreate {
    /// By this the same form that is sent twice is known.
    pub form: String,
    /// The number of the customer who was chosen; empty for none.
    pub known: String,
    /// What was typed; empty at first.
    pub email: String,
    pub customer_name: String,
    pub phone: String,
    pub name: String,
    pub description: String,
    pub priority: Priority,
    /// The value of the chosen assignee; empty is nobody.
    pub assignee: String,
    pub assignees: Vec<AssigneeOption>,
    pub tags: String,
    /// True if the customer is told.
    pub notify: bool,
    /// Field names as above.
    pub errors: Vec<FieldError>,
}

impl TicketCreate {
    /// Makes the empty form, by a name that no other bears.
    #[must_use]
    pub fn new(form: String, assignees: Vec<AssigneeOption>) -> Self {
        Self {
            form,
            notify: false,
            known: String::new(),
            email: String::new(),
            customer_name: String::new(),
            phone: String::new(),
            name: String::new(),
            description: String::new(),
            priority: Priority::default(),
            assignee: String::new(),
            assignees,
            tags: String::new(),
            errors: Vec::new(),
        }
    }
}

/// `ticket_create.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TicketCreatePage {
    pub create: TicketCreate,
}
