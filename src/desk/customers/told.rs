//! Whom what happened concerns: customers and organizations whose tickets changed since a number.

use std::collections::BTreeSet;

use crate::{
    desk::{access::UserDesk, problem::Problem},
    domain::{
        activity::{Activity, CustomerField, Event},
        id::{ActivityId, CompanyId, CustomerId, TicketId},
        right::Right,
    },
    store,
};

/// Lines of one ticket that are looked at: more of them since may say anything.
const LINES: usize = 100;

impl UserDesk {
    /// The customers of some tickets, and those who had them since a number.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn customers_told(
        &self,
        tickets: &[TicketId],
        after: ActivityId,
    ) -> Result<BTreeSet<CustomerId>, Problem> {
        let mut customers = BTreeSet::new();
        self.told(tickets, after, |customer, lines| {
            customers.insert(customer);
            customers.extend(had(lines));
        })?;
        Ok(customers)
    }

    /// The organizations of which other customers, or another number of tickets, may be in sight
    /// since a number; None when it may be any, for somebody may have left one.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn companies_told(
        &self,
        tickets: &[TicketId],
        after: ActivityId,
    ) -> Result<Option<BTreeSet<CompanyId>>, Problem> {
        let (mut customers, mut any) = (BTreeSet::new(), false);
        self.told(tickets, after, |customer, lines| {
            // Without a line of its own it is what is known of the customer that changed.
            any |= lines.is_empty()
                || lines.len() == LINES
                || lines.iter().any(|it| leaves(&it.event));
            if lines.iter().any(|line| moves(&line.event)) {
                customers.insert(customer);
                customers.extend(had(lines));
            }
        })?;
        if any {
            return Ok(None);
        }
        let view = self.desk().store.read()?;
        let mut companies = BTreeSet::new();
        for id in customers {
            let customer = store::customer::get(&view, id)?;
            companies.extend(customer.and_then(|customer| customer.organization));
        }
        Ok(Some(companies))
    }

    /// Reads whose some tickets are, and what their logs say since a number.
    fn told(
        &self,
        tickets: &[TicketId],
        after: ActivityId,
        mut hear: impl FnMut(CustomerId, &[Activity]),
    ) -> Result<(), Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        for id in tickets {
            if let Some(ticket) = store::ticket::get(&view, *id)? {
                let lines = store::activity::log(&view, *id, after, LINES)?;
                hear(ticket.customer, &lines);
            }
        }
        Ok(())
    }
}

/// Who had a ticket before.
fn had(lines: &[Activity]) -> impl Iterator<Item = CustomerId> + '_ {
    lines.iter().filter_map(|line| match line.event {
        Event::Customer { old, .. } => Some(old),
        _ => None,
    })
}

/// True for what takes a customer out of an organization.
fn leaves(event: &Event) -> bool {
    match event {
        Event::CustomerEdited { fields } => fields.contains(&CustomerField::Organization),
        _ => false,
    }
}

/// True for what takes a ticket into the sight of somebody or out of it, or to another customer.
fn moves(event: &Event) -> bool {
    matches!(
        event,
        Event::Created(_)
            | Event::Assignee { .. }
            | Event::Customer { .. }
            | Event::CustomerEdited { .. }
            | Event::Deleted
            | Event::Restored
            | Event::Merged { .. }
            | Event::Unmerged { .. }
            | Event::SplitFrom { .. }
            | Event::SplitBack { .. }
            | Event::Rule(_)
            | Event::Erased
    )
}
