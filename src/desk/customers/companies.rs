//! The organizations that customers belong to. Whoever sees some tickets sees those of the customers
//! of these; only who sees all of them changes one, as it is everybody's who belongs to it.

use crate::{
    domain::{
        access::{Access, Sight},
        address::domain_key,
        audit::{Act, Changed, note},
        company::{self, Company},
        customer::clean_name,
        fold::fold,
        id::{CompanyId, UndoId},
        right::Right,
        time::Timestamp,
        undo::Inverse,
    },
    store::{self, StoreError, View, WriteTx},
};

use crate::desk::{
    access::UserDesk,
    problem::{Fault, Problem},
    undo::offer,
    warrant::Warrant,
};

/// Most domains of one organization.
const DOMAINS: usize = 100;

/// What to change; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct CompanyEdit {
    pub name: Option<String>,
    /// Whoever first writes from one of them belongs to it.
    pub domains: Option<Vec<String>>,
    /// What was seen when it was written. A field that was left as it was seen stays what it is
    /// now, one that somebody else changed since is refused; None asks for no check.
    pub seen: Option<CompanySeen>,
}

/// What a form that changes an organization showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanySeen {
    pub name: String,
    pub domains: Vec<String>,
}

impl UserDesk {
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

    /// True if this person may change organizations.
    #[must_use]
    pub fn may_edit_companies(&self) -> bool {
        may_edit(self.access())
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
    ) -> Result<Option<UndoId>, Problem> {
        let me = self.clone();
        self.companies_write(move |tx| {
            let old = store::company::get(tx, id)?.ok_or(Problem::NotFound)?;
            let new = edited(tx, &old, &edit)?;
            if new == old {
                return Ok(None);
            }
            change(tx, me.warrant(), (&old, &new), now)?;
            let subject = new.name.clone();
            let inverse = Inverse::CompanyChange {
                before: Box::new(old),
                after: Box::new(new),
            };
            Ok(offer(tx, me.warrant(), &subject, inverse, now)?)
        })
    }

    /// Deletes an organization. Its customers stay, and belong to none.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that is not there, and for who sees some tickets only.
    pub fn company_delete(&self, id: CompanyId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        let me = self.clone();
        self.companies_write(move |tx| {
            let company = store::company::get(tx, id)?.ok_or(Problem::NotFound)?;
            let members = store::company::members(tx, id)?;
            store::company::remove(tx, &company)?;
            let act = Act::CompanyDeleted;
            me.warrant()
                .record(tx, act, &id.to_string(), Vec::new(), now)?;
            let subject = company.name.clone();
            let inverse = Inverse::CompanyRestore {
                company: Box::new(company),
                members,
            };
            Ok(offer(tx, me.warrant(), &subject, inverse, now)?)
        })
    }

    fn companies_write<T: Send + 'static>(
        &self,
        act: impl Fn(&mut WriteTx<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.need(Right::TicketEdit)?;
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            if !may_edit(&warrant.admit(tx, Right::TicketEdit)?) {
                return Err(Problem::NotFound);
            }
            act(tx)
        })
    }
}

pub(super) fn may_edit(access: &Access) -> bool {
    access.may(Right::TicketEdit) && access.sight == Sight::All
}

/// Writes another name or other domains; the audit log says which, and not what they hold.
pub(super) fn change(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (old, new): (&Company, &Company),
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut fields = Vec::new();
    if new.name != old.name {
        fields.push("name");
    }
    if new.domains != old.domains {
        fields.push("domains");
    }
    store::company::put(tx, new)?;
    let mut changes: Vec<Changed> = Vec::new();
    note(&mut changes, "fields", "", &fields.join(", "));
    let act = Act::CompanyChanged;
    warrant.record(tx, act, &new.id.to_string(), changes, now)?;
    Ok(())
}

fn edited(view: &impl View, old: &Company, edit: &CompanyEdit) -> Result<Company, Problem> {
    let mut new = old.clone();
    if let Some(name) = &edit.name {
        let name = name_of(name)?;
        let seen = edit.seen.as_ref().map(|seen| &seen.name);
        if is_meant(seen, &old.name, &name, "name")? {
            let known = store::company::by_name(view, &name)?;
            if known.is_some_and(|known| known.id != old.id) {
                return Err(Problem::field("name", Fault::Taken));
            }
            new.name = name;
        }
    }
    if let Some(domains) = &edit.domains {
        let domains = keys_of(domains)?;
        let seen = edit.seen.as_ref().map(|seen| &seen.domains);
        if is_meant(seen, &old.domains, &domains, "domains")? {
            for key in &domains {
                let known = store::company::by_domain(view, key)?;
                if known.is_some_and(|known| known.id != old.id) {
                    return Err(Problem::field("domains", Fault::Taken));
                }
            }
            new.domains = domains;
        }
    }
    Ok(new)
}

/// True if a value was written on purpose: it is another one than was seen.
fn is_meant<T: PartialEq>(
    seen: Option<&T>,
    old: &T,
    new: &T,
    field: &'static str,
) -> Result<bool, Problem> {
    match seen {
        _ if old == new => Ok(false),
        Some(seen) if seen == new => Ok(false),
        Some(seen) if seen != old => Err(Problem::field(field, Fault::Changed)),
        _ => Ok(true),
    }
}

fn name_of(typed: &str) -> Result<String, Problem> {
    if typed.trim().chars().count() > company::NAME_CHARS {
        return Err(Problem::field("name", Fault::TooLong(company::NAME_CHARS)));
    }
    let name = clean_name(typed);
    if fold(&name).trim().is_empty() {
        return Err(Problem::field("name", Fault::Empty));
    }
    Ok(name)
}

/// Domains as they are kept, each once.
fn keys_of(typed: &[String]) -> Result<Vec<String>, Problem> {
    if typed.len() > DOMAINS {
        return Err(Problem::field("domains", Fault::TooMany(DOMAINS)));
    }
    let mut keys = Vec::new();
    for domain in typed {
        let key = domain_key(domain.trim()).ok_or(Problem::field("domains", Fault::Domain))?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}
