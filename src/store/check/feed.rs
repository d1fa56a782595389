//! Does the change feed hold every number since its oldest, each of what it says?

use std::collections::BTreeMap;

use redb::ReadableTable;

use crate::{
    domain::change::Change,
    domain::id::TicketId,
    store::{StoreError, View, activity, record},
};

pub(super) fn check(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let newest = activity::newest(view)?.0;
    let given = record::number(view.counter()?, "ticket")?.unwrap_or(0);
    let mut feed = BTreeMap::new();
    for row in view.change()?.iter()? {
        let (number, change) = row?;
        let (code, id) = change.value();
        feed.insert(number.value(), Change::from_code(code, id));
    }
    let Some(oldest) = feed.keys().next().copied() else {
        return Ok(());
    };
    if feed.len() as u64 != newest.saturating_sub(oldest) + 1 || !feed.contains_key(&newest) {
        faults.push("the change feed has gaps".to_owned());
    }
    for (number, change) in &feed {
        let fine = match change {
            None => false,
            Some(Change::Settings) => true,
            // It may have been deleted for good since.
            Some(Change::Ticket(ticket)) => (1..=given).contains(&ticket.0),
        };
        if !fine {
            faults.push(format!("change {number} is of nothing that is there"));
        }
    }
    for row in view.activity()?.iter()? {
        let (ticket, number) = row?.0.value();
        let told = feed.get(&number) == Some(&Some(Change::Ticket(TicketId(ticket))));
        if number > newest || (number >= oldest && !told) {
            faults.push(format!(
                "line {number} of ticket #{ticket} is not in the change feed"
            ));
        }
    }
    Ok(())
}
