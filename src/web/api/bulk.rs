//! Many tickets at once for programs: `POST /api/v1/tickets/bulk`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        ticket_bulk::{BulkDone, Deed},
        ticket_edit::TicketEdit,
    },
    domain::{
        id::TicketId,
        ticket::{Priority, Status},
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    assignee::{self, AssigneeIn},
    json::{answer, given, read},
    ticket::{asked, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BulkIn {
    /// Their numbers; or a query.
    #[serde(default, deserialize_with = "given")]
    tickets: Option<Vec<u64>>,
    /// In the language of the search box.
    #[serde(default, deserialize_with = "given")]
    query: Option<String>,
    #[serde(default, deserialize_with = "given")]
    change: Option<ChangeIn>,
    /// Puts them into the bin, in place of a change.
    #[serde(default)]
    delete: bool,
    /// Takes them out of the bin, in place of a change.
    #[serde(default)]
    restore: bool,
    /// Merges them into the ticket with this number, in place of a change.
    #[serde(default, deserialize_with = "given")]
    merge_into: Option<u64>,
}

/// What is absent stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeIn {
    #[serde(default, deserialize_with = "given")]
    status: Option<Status>,
    #[serde(default, deserialize_with = "given")]
    priority: Option<Priority>,
    /// Null is nobody.
    #[serde(default, deserialize_with = "present")]
    assignee: Option<Option<AssigneeIn>>,
    #[serde(default)]
    add_tags: Vec<String>,
    #[serde(default)]
    remove_tags: Vec<String>,
}

impl ChangeIn {
    fn read(self, book: &Book) -> Result<TicketEdit, WebError> {
        Ok(TicketEdit {
            status: self.status,
            priority: self.priority,
            assignee: match &self.assignee {
                None => None,
                Some(None) => Some(None),
                Some(Some(who)) => Some(Some(assignee::read(book, who)?)),
            },
            add_tags: self.add_tags,
            remove_tags: self.remove_tags,
            ..TicketEdit::default()
        })
    }
}

/// Changes tickets, by number or all that a query finds. Tickets that are not there, or not the
/// caller's to see, are named and do not keep the others.
pub async fn bulk(call: Call, user: UserDesk) -> Answer {
    let asked_for: BulkIn = read(&call)?;
    let now = call.now;
    let run = move |_: &_| {
        let book = user.book()?;
        let BulkIn {
            tickets,
            query,
            change,
            delete,
            restore,
            merge_into,
        } = asked_for;
        let deed = match (change, delete, restore, merge_into) {
            (Some(change), false, false, None) => Deed::Edit(Box::new(change.read(&book)?)),
            (None, true, false, None) => Deed::Delete,
            (None, false, true, None) => Deed::Restore,
            (None, false, false, Some(into)) => Deed::Merge(TicketId(into)),
            _ => {
                return Err(WebError::Schema {
                    field: Some("change".to_owned()),
                    detail: "one of `change`, an object, `delete`: true, `restore`: true, and \
                             `merge_into`, a number"
                        .to_owned(),
                });
            }
        };
        let ids = match (tickets, query) {
            (Some(numbers), None) => numbers.into_iter().map(TicketId).collect(),
            (None, Some(query)) => user.ticket_ids(&asked(&user, &query, now)?)?,
            _ => {
                return Err(WebError::Schema {
                    field: Some("tickets".to_owned()),
                    detail: "either `tickets`, a list of numbers, or `query`".to_owned(),
                });
            }
        };
        user.ticket_bulk(&ids, &deed, now).map_err(WebError::from)
    };
    let BulkDone {
        changed,
        same,
        missing,
        ..
    } = call.run(run).await?;
    let missing: Vec<u64> = missing.into_iter().map(|id| id.0).collect();
    answer(
        StatusCode::OK,
        &json!({ "changed": changed, "same": same, "missing": missing }),
    )
}
