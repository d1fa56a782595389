//! Customers as people see and change them. Whoever sees some tickets only sees the customers of
//! those, and no other verb leads to a customer.

pub(super) mod back;
mod companies;
pub(super) mod company_back;
mod company_list;
mod edit;
pub(super) mod erase;
pub mod export;
mod find;
mod known;
mod make;
pub(super) mod merge;
mod told;

use crate::{
    domain::{
        access::Sight,
        address::EmailAddress,
        company::Company,
        customer::{Customer, Seen},
        id::CustomerId,
        right::Right,
        ticket::Ticket,
        words::wanted::Wanted,
    },
    store::{self, StoreError, View},
};

use super::{access::UserDesk, problem::Problem};

pub use companies::{CompanyEdit, CompanySeen};
pub use company_list::{CompanyLine, Member};
pub use edit::CustomerEdit;
pub use erase::ErasePreview;

/// A customer with the organization that they belong to and who else they are.
#[derive(Clone, Debug)]
pub struct CustomerLine {
    pub customer: Customer,
    pub organization: Option<Company>,
    /// Who was merged into them, as they were.
    pub merged: Vec<Customer>,
}

impl CustomerLine {
    /// True if each word begins a word of the name, the organization, an address or the number.
    fn is_found(&self, wanted: &Wanted) -> bool {
        let customer = &self.customer;
        let addresses = customer.addresses.iter().map(EmailAddress::as_str);
        let mut text = vec![customer.name.as_str(), self.organization_name()];
        text.extend(addresses);
        let domains = self
            .organization
            .iter()
            .flat_map(|company| &company.domains);
        text.extend(domains.map(String::as_str));
        text.push(&customer.phone);
        wanted.fits(&text.join("\n"))
    }

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

/// Reads what belongs to a customer.
pub(super) fn line(view: &impl View, customer: Customer) -> Result<CustomerLine, StoreError> {
    let organization = match customer.organization {
        Some(id) => store::company::get(view, id)?,
        None => None,
    };
    Ok(CustomerLine {
        merged: store::customer_merge::into(view, customer.id)?,
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
        // Of one who is being erased nothing is left but the number.
        if store::erasure::get(view, id)?.is_some() {
            return Err(Problem::NotFound);
        }
        store::customer::get(view, id)?.ok_or(Problem::NotFound)
    }

    /// How many tickets of a customer this person sees.
    #[must_use]
    pub fn tickets_of(&self, id: CustomerId) -> u64 {
        let sight = &self.access().sight;
        self.desk().store.columns(|columns| {
            columns.count_of_customer(id, |row| {
                let place = row.place();
                sight.sees(place.assignee, place.mailbox)
            })
        })
    }

    /// The newest tickets of a customer that this person sees, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn newest_of(&self, id: CustomerId, limit: usize) -> Result<Vec<Ticket>, Problem> {
        self.need(Right::TicketRead)?;
        let store = &self.desk().store;
        let of_customer = store.columns(|columns| columns.of_customer(id));
        let view = store.read()?;
        let mut found = Vec::new();
        for ticket in of_customer.into_iter().rev() {
            if found.len() == limit {
                break;
            }
            let ticket = store::ticket::get(&view, ticket)?;
            found.extend(ticket.filter(|ticket| self.sees(ticket)));
        }
        Ok(found)
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
