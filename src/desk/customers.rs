//! Customers as people see and change them. Whoever sees some tickets only sees the customers of
//! those, and no other verb leads to a customer.

mod edit;

use crate::{
    domain::{
        access::Sight,
        company::Company,
        customer::{Customer, Seen},
        id::CustomerId,
        right::Right,
    },
    store::{self, StoreError, View},
};

use super::{access::UserDesk, problem::Problem};

pub use edit::CustomerEdit;

/// A customer with the organization that they belong to.
#[derive(Clone, Debug)]
pub struct CustomerLine {
    pub customer: Customer,
    pub organization: Option<Company>,
}

impl CustomerLine {
    /// The name of the organization; empty for none.
    #[must_use]
    pub fn organization_name(&self) -> &str {
        self.organization
            .as_ref()
            .map_or("", |company| &company.name)
    }

    /// What a form that shows this shows.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen::of(&self.customer, self.organization_name())
    }
}

/// Reads the organization of a customer.
pub(super) fn line(view: &impl View, customer: Customer) -> Result<CustomerLine, StoreError> {
    let organization = match customer.organization {
        Some(id) => store::company::get(view, id)?,
        None => None,
    };
    Ok(CustomerLine {
        customer,
        organization,
    })
}

impl UserDesk {
    /// True if this person sees all tickets, or one of this customer's.
    #[must_use]
    pub fn sees_customer(&self, id: CustomerId) -> bool {
        let sight = &self.access().sight;
        if *sight == Sight::All {
            return true;
        }
        self.desk().store.columns(|columns| {
            columns.any_of_customer(id, |row| {
                let place = row.place();
                sight.sees(place.assignee, place.mailbox)
            })
        })
    }

    /// Reads a customer that this person sees: the only way to one.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that is not there and for one that is not theirs to see.
    pub(super) fn seen_customer(
        &self,
        view: &impl View,
        id: CustomerId,
    ) -> Result<Customer, Problem> {
        if !self.sees_customer(id) {
            return Err(Problem::NotFound);
        }
        store::customer::get(view, id)?.ok_or(Problem::NotFound)
    }

    /// Reads a customer.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn customer(&self, id: CustomerId) -> Result<CustomerLine, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let customer = self.seen_customer(&view, id)?;
        Ok(line(&view, customer)?)
    }
}
