//! Organizations of customers as people look through them: page by page, with what belongs to each.

use std::collections::HashSet;

use crate::{
    domain::{
        access::Sight,
        company::Company,
        customer::Customer,
        fold::fold,
        id::{CompanyId, CustomerId},
        right::Right,
        words::wanted::Wanted,
    },
    store::{self, StoreError, View},
};

use crate::desk::{access::UserDesk, problem::Problem};

use super::find::BROAD;

/// An organization with what of it this person sees.
#[derive(Clone, Debug)]
pub struct CompanyLine {
    pub company: Company,
    pub customers: u64,
    pub tickets: u64,
}

/// A customer of an organization.
#[derive(Clone, Debug)]
pub struct Member {
    pub customer: Customer,
    /// Those that this person sees.
    pub tickets: u64,
}

impl UserDesk {
    /// True if this person sees all tickets, or one of a customer who belongs to it.
    pub(super) fn sees_company(&self, view: &impl View, id: CompanyId) -> Result<bool, StoreError> {
        if self.access().sight == Sight::All {
            return Ok(true);
        }
        for member in store::company::members_behind(view, id, CustomerId(0))? {
            if self.sees_customer(member?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Finds organizations that this person sees, by name, at most `limit` behind a name. True
    /// beside them if there are more. No words find all; else each begins a word of the name or of
    /// one of the domains.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn company_list(
        &self,
        typed: &str,
        after: &str,
        limit: usize,
    ) -> Result<(Vec<CompanyLine>, bool), Problem> {
        self.need(Right::TicketRead)?;
        let wanted = Wanted::read(typed);
        let view = self.desk().store.read()?;
        let by_domain = with_domain(&view, &wanted)?;
        let mut lines = Vec::new();
        // What the names of the index say needs no record.
        for named in store::company::named_behind(&view, &fold(after))? {
            let (name, id) = named?;
            let is_found = wanted.fits_folded(&name) || by_domain.contains(&id);
            if !is_found || !self.sees_company(&view, id)? {
                continue;
            }
            if lines.len() == limit {
                return Ok((lines, true));
            }
            lines.extend(self.company_line_of(&view, id)?);
        }
        Ok((lines, false))
    }

    /// The names of organizations that this person sees in which words begin so, by name.
    pub(in crate::desk) fn company_names(
        &self,
        view: &impl View,
        wanted: &Wanted,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        if let Some(word) = wanted.words().first() {
            for id in store::customer_word::companies(view, word, BROAD)? {
                let company = store::company::get(view, id)?;
                let company = company.filter(|company| wanted.fits(&company.name));
                if names.len() < limit && company.is_some() && self.sees_company(view, id)? {
                    names.extend(company.map(|company| company.name));
                }
            }
            names.sort_by_cached_key(|name| fold(name));
            return Ok(names);
        }
        for named in store::company::named_behind(view, "")? {
            let (_, id) = named?;
            if names.len() == limit {
                break;
            }
            if self.sees_company(view, id)? {
                names.extend(store::company::get(view, id)?.map(|company| company.name));
            }
        }
        Ok(names)
    }

    /// Finds an organization that this person sees by its name, which a query writes without
    /// quotation marks.
    pub(in crate::desk) fn company_named(
        &self,
        view: &impl View,
        name: &str,
    ) -> Result<Option<CompanyId>, StoreError> {
        let wanted = fold(name);
        let mut found = store::company::by_name(view, name)?.map(|company| company.id);
        if found.is_none() {
            for named in store::company::named_behind(view, "")? {
                let (name, id) = named?;
                if name.contains('"') && name.replace('"', "") == wanted {
                    found = Some(id);
                    break;
                }
            }
        }
        match found {
            Some(id) if self.sees_company(view, id)? => Ok(Some(id)),
            _ => Ok(None),
        }
    }

    /// Reads an organization with what belongs to it.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn company_line(&self, id: CompanyId) -> Result<CompanyLine, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        if !self.sees_company(&view, id)? {
            return Err(Problem::NotFound);
        }
        self.company_line_of(&view, id)?.ok_or(Problem::NotFound)
    }

    /// Who belongs to an organization and is this person's to see, in the order they were made, at
    /// most `limit` behind a number. True beside them if there are more.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is none that this person may see.
    pub fn company_members(
        &self,
        id: CompanyId,
        after: CustomerId,
        limit: usize,
    ) -> Result<(Vec<Member>, bool), Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        if !self.sees_company(&view, id)? {
            return Err(Problem::NotFound);
        }
        let mut members = Vec::new();
        for member in store::company::members_behind(&view, id, after)? {
            let member = member?;
            if !self.sees_customer(member) {
                continue;
            }
            if members.len() == limit {
                return Ok((members, true));
            }
            let tickets = self.tickets_of(member);
            let customer = store::customer::get(&view, member)?;
            members.extend(customer.map(|customer| Member { customer, tickets }));
        }
        Ok((members, false))
    }

    fn company_line_of(
        &self,
        view: &impl View,
        id: CompanyId,
    ) -> Result<Option<CompanyLine>, StoreError> {
        let Some(company) = store::company::get(view, id)? else {
            return Ok(None);
        };
        let members = store::company::members(view, id)?;
        let sight = &self.access().sight;
        let counts = self.desk().store.columns(|columns| {
            let of = members.iter().map(|member| {
                columns.count_of_customer(*member, |row| {
                    let place = row.place();
                    sight.sees(place.assignee, place.mailbox)
                })
            });
            of.collect::<Vec<u64>>()
        });
        // Who sees all tickets sees those who have none too.
        let is_seen = |count: &&u64| **count > 0 || *sight == Sight::All;
        Ok(Some(CompanyLine {
            customers: counts.iter().filter(is_seen).count() as u64,
            tickets: counts.iter().sum(),
            company,
        }))
    }
}

/// The organizations with a domain that the words begin parts of; none for no words.
fn with_domain(view: &impl View, wanted: &Wanted) -> Result<HashSet<CompanyId>, StoreError> {
    let mut found = HashSet::new();
    if wanted.words().is_empty() {
        return Ok(found);
    }
    for named in store::company::domains(view)? {
        let (domain, id) = named?;
        if wanted.fits_folded(&domain) {
            found.insert(id);
        }
    }
    Ok(found)
}
