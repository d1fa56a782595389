//! Making a customer before their first ticket.

use crate::{
    domain::{audit::Act, customer::Customer, right::Right, time::Timestamp},
    store,
};

use crate::desk::{
    access::UserDesk,
    problem::{Fault, Problem},
};

use super::{
    CustomerEdit, CustomerLine,
    edit::{change, named},
    line,
};

impl UserDesk {
    /// Makes a customer. Without an organization it is that of the first address that names one.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; an address that somebody has is.
    pub fn customer_make(
        &self,
        new: CustomerEdit,
        now: Timestamp,
    ) -> Result<CustomerLine, Problem> {
        self.need(Right::TicketEdit)?;
        let me = self.clone();
        self.desk().store.write(move |tx| {
            let id = store::customer::next_id(tx)?;
            let addresses = new.addresses.clone().unwrap_or_default();
            let blank = Customer {
                id,
                name: String::new(),
                addresses: Vec::new(),
                phone: String::new(),
                notes: String::new(),
                created: now,
                organization: None,
            };
            let fields = change(tx, blank, &new, now)?;
            let made = store::customer::get(tx, id)?;
            let mut made = made.filter(|made| !made.label().is_empty());
            if let Some(made) = &mut made
                && new.organization.is_none()
            {
                made.organization = store::company::of_addresses(tx, &addresses, now)?;
                store::customer::put(tx, made)?;
            }
            let made = made.ok_or(Problem::field("name", Fault::Empty))?;
            let act = Act::CustomerMade;
            me.warrant()
                .record(tx, act, &id.to_string(), named(&fields), now)?;
            Ok(line(tx, made)?)
        })
    }
}
