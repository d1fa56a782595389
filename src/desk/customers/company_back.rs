//! Taking back what was done to an organization of customers, as new acts.

use crate::{
    desk::{problem::Problem, warrant::Warrant},
    domain::{
        access::Access,
        audit::Act,
        company::{Company, NAME_CHARS},
        id::CustomerId,
        time::Timestamp,
        undo::Undone,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::companies::{change, may_edit};

/// An organization was changed: each field that nobody changed since is as before, but for a name or
/// domain that another one has now.
pub(in crate::desk) fn change_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    (before, after): (&Company, &Company),
    now: Timestamp,
) -> Result<Undone, Problem> {
    if !may_edit(access) {
        return Err(Problem::Forbidden);
    }
    let is = store::company::get(tx, before.id)?.ok_or(Problem::NotFound)?;
    let mut back = is.clone();
    if is.name == after.name {
        let holder = store::company::by_name(tx, &before.name)?;
        if holder.is_none_or(|holder| holder.id == is.id) {
            back.name.clone_from(&before.name);
        }
    }
    if is.domains == after.domains {
        back.domains = free_domains(tx, before)?;
    }
    if back == is {
        return Err(Problem::NotFound);
    }
    change(tx, warrant, (&is, &back), now)?;
    Ok(undone(&back))
}

/// An organization was deleted: everybody who belonged to it and belongs to no other since belongs
/// to it again. What mail made of its domains meanwhile is the same organization.
pub(in crate::desk) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    (company, members): (&Company, &[CustomerId]),
    now: Timestamp,
) -> Result<Undone, Problem> {
    if !may_edit(access) {
        return Err(Problem::Forbidden);
    }
    if store::company::get(tx, company.id)?.is_some() {
        return Err(Problem::NotFound);
    }
    let mut members = members.to_vec();
    for domain in &company.domains {
        let holder = store::company::by_domain(tx, domain)?;
        // Nobody gave it a name yet, so nobody meant it to be another one.
        if let Some(made) = holder.filter(|made| made.unnamed().is_some()) {
            members.extend(store::company::members(tx, made.id)?);
            store::company::remove(tx, &made)?;
        }
    }
    let back = Company {
        name: free_name(tx, &company.name)?,
        domains: free_domains(tx, company)?,
        ..company.clone()
    };
    store::company::restore(tx, &back, &members)?;
    let act = Act::CompanyRestored;
    warrant.record(tx, act, &back.id.to_string(), Vec::new(), now)?;
    Ok(undone(&back))
}

fn undone(company: &Company) -> Undone {
    Undone {
        subject: company.name.clone(),
        ..Undone::default()
    }
}

/// Its domains without those that another one has now.
fn free_domains(view: &impl View, company: &Company) -> Result<Vec<String>, StoreError> {
    let mut free = Vec::new();
    for domain in &company.domains {
        let holder = store::company::by_domain(view, domain)?;
        if holder.is_none_or(|holder| holder.id == company.id) {
            free.push(domain.clone());
        }
    }
    Ok(free)
}

/// The name, or with a number behind it.
fn free_name(view: &impl View, name: &str) -> Result<String, StoreError> {
    let mut free = name.to_owned();
    for number in 2_u32.. {
        if store::company::by_name(view, &free)?.is_none() {
            break;
        }
        let behind = format!(" ({number})");
        let room = NAME_CHARS.saturating_sub(behind.len());
        free = name.chars().take(room).chain(behind.chars()).collect();
    }
    Ok(free)
}
