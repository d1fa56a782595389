//! The organizations that customers belong to. Whoever sees some tickets sees those of the customers
//! of these; only who sees all of them changes one, as it is everybody's who belongs to it.

use crate::{
    domain::{
        access::Sight,
        address::domain_key,
        audit::{Act, Changed, note},
        company::{self, Company},
        customer::clean_name,
        fold::fold,
        id::CompanyId,
        right::Right,
        time::Timestamp,
    },
    store::{self, StoreError, View, WriteTx},
};

use crate::desk::{
    access::UserDesk,
    problem::{Fault, Problem},
};

/// Most domains of one organization.
const DOMAINS: usize = 100;

/// What to change; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct CompanyEdit {
    pub name: Option<String>,
    /// Whoever first writes from one of them belongs to it.
    pub domains: Option<Vec<String>>,
}

impl UserDesk {
    /// True if this person sees all tickets, or one of a customer who belongs to it.
    fn sees_company(&self, view: &impl View, id: CompanyId) -> Result<bool, StoreError> {
        if self.access().sight == Sight::All {
            return Ok(true);
        }
        let members = store::company::members(view, id)?;
        Ok(members.into_iter().any(|id| self.sees_customer(id)))
    }

    /// The organizations that this person sees, in the order they were made.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn companies(&self) -> Result<Vec<Company>, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let mut seen = Vec::new();
        for company in store::company::all(&view)? {
            if self.sees_company(&view, company.id)? {
                seen.push(company);
            }
        }
        Ok(seen)
    }

    /// Reads an organization.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn company(&self, id: CompanyId) -> Result<Company, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        if !self.sees_company(&view, id)? {
            return Err(Problem::NotFound);
        }
        store::company::get(&view, id)?.ok_or(Problem::NotFound)
    }

    /// Gives an organization another name or other domains.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; [`Problem::NotFound`] for who sees some tickets only.
    pub fn company_edit(
        &self,
        id: CompanyId,
        edit: CompanyEdit,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let me = self.clone();
        self.companies_write(move |tx| {
            let old = store::company::get(tx, id)?.ok_or(Problem::NotFound)?;
            let new = edited(tx, &old, &edit)?;
            let mut fields = Vec::new();
            if new.name != old.name {
                fields.push("name");
            }
            if new.domains != old.domains {
                fields.push("domains");
            }
            if !fields.is_empty() {
                store::company::put(tx, &new)?;
                let mut changes: Vec<Changed> = Vec::new();
                note(&mut changes, "fields", "", &fields.join(", "));
                let act = Act::CompanyChanged;
                me.warrant()
                    .record(tx, act, &id.to_string(), changes, now)?;
            }
            Ok(())
        })
    }

    /// Deletes an organization. Its customers stay, and belong to none.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that is not there, and for who sees some tickets only.
    pub fn company_delete(&self, id: CompanyId, now: Timestamp) -> Result<(), Problem> {
        let me = self.clone();
        self.companies_write(move |tx| {
            let company = store::company::get(tx, id)?.ok_or(Problem::NotFound)?;
            store::company::remove(tx, &company)?;
            let act = Act::CompanyDeleted;
            me.warrant()
                .record(tx, act, &id.to_string(), Vec::new(), now)?;
            Ok(())
        })
    }

    fn companies_write(
        &self,
        act: impl Fn(&mut WriteTx<'_>) -> Result<(), Problem> + Send + 'static,
    ) -> Result<(), Problem> {
        self.need(Right::TicketEdit)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            if warrant.admit(tx, Right::TicketEdit)?.sight != Sight::All {
                return Err(Problem::NotFound);
            }
            act(tx)
        })
    }
}

fn edited(view: &impl View, old: &Company, edit: &CompanyEdit) -> Result<Company, Problem> {
    let mut new = old.clone();
    if let Some(name) = &edit.name {
        if name.trim().chars().count() > company::NAME_CHARS {
            return Err(Problem::field("name", Fault::TooLong(company::NAME_CHARS)));
        }
        new.name = clean_name(name);
        if fold(&new.name).trim().is_empty() {
            return Err(Problem::field("name", Fault::Empty));
        }
        let known = store::company::by_name(view, &new.name)?;
        if known.is_some_and(|known| known.id != old.id) {
            return Err(Problem::field("name", Fault::Taken));
        }
    }
    if let Some(domains) = &edit.domains {
        if domains.len() > DOMAINS {
            return Err(Problem::field("domains", Fault::TooMany(DOMAINS)));
        }
        new.domains.clear();
        for domain in domains {
            let key = domain_key(domain.trim()).ok_or(Problem::field("domains", Fault::Domain))?;
            let known = store::company::by_domain(view, &key)?;
            if known.is_some_and(|known| known.id != old.id) {
                return Err(Problem::field("domains", Fault::Taken));
            }
            if !new.domains.contains(&key) {
                new.domains.push(key);
            }
        }
    }
    Ok(new)
}
