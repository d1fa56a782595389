//! The organizations of customers, and the indexes of their domains and names.

use std::ops::Bound;

use redb::ReadableTable;

use crate::domain::{
    address::EmailAddress,
    company::{Company, domain_of, name_of_domain},
    fold::fold,
    id::{CompanyId, CustomerId},
    time::Timestamp,
};

use super::{StoreError, View, WriteTx, customer, customer_word, erasure, record};

/// Gives the id of the next organization.
///
/// # Errors
/// [`StoreError`] if the counter cannot be written.
pub fn next_id(tx: &mut WriteTx<'_>) -> Result<CompanyId, StoreError> {
    tx.next("organization").map(CompanyId)
}

/// Reads an organization.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: CompanyId) -> Result<Option<Company>, StoreError> {
    record::get(view.company()?, id.0)
}

/// Finds the organization of a mail domain, written as A-labels.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_domain(view: &impl View, domain: &str) -> Result<Option<Company>, StoreError> {
    match record::number(view.company_by_domain()?, domain)? {
        Some(id) => get(view, CompanyId(id)),
        None => Ok(None),
    }
}

/// Finds an organization by its name, whatever its case and accents.
///
/// # Errors
/// [`StoreError`] if the index or the record cannot be read.
pub fn by_name(view: &impl View, name: &str) -> Result<Option<Company>, StoreError> {
    match record::number(view.company_by_name()?, &fold(name))? {
        Some(id) => get(view, CompanyId(id)),
        None => Ok(None),
    }
}

/// The organization of the first address whose domain names one; made when it is not known yet.
///
/// # Errors
/// [`StoreError`] if it cannot be read or written.
pub fn of_addresses(
    tx: &mut WriteTx<'_>,
    addresses: &[EmailAddress],
    now: Timestamp,
) -> Result<Option<CompanyId>, StoreError> {
    let Some(domain) = addresses.iter().find_map(domain_of) else {
        return Ok(None);
    };
    if let Some(known) = by_domain(tx, &domain)? {
        return Ok(Some(known.id));
    }
    let name = name_of_domain(&domain);
    // Somebody may have written the very domain as a name.
    let mut company = match by_name(tx, &name)? {
        Some(known) => known,
        None => Company {
            id: next_id(tx)?,
            name,
            domains: Vec::new(),
            created: now,
        },
    };
    company.domains.push(domain);
    put(tx, &company)?;
    Ok(Some(company.id))
}

/// The organization of a name; made when there is none.
///
/// # Errors
/// [`StoreError`] if it cannot be read or written.
pub fn named(tx: &mut WriteTx<'_>, name: &str, now: Timestamp) -> Result<CompanyId, StoreError> {
    if let Some(known) = by_name(tx, name)? {
        return Ok(known.id);
    }
    let company = Company {
        id: next_id(tx)?,
        name: name.to_owned(),
        domains: Vec::new(),
        created: now,
    };
    put(tx, &company)?;
    Ok(company.id)
}

/// Writes an organization and moves its index keys. When what its customers' tickets are found by
/// changed, each of them is a change.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put(tx: &mut WriteTx<'_>, company: &Company) -> Result<(), StoreError> {
    let old: Option<Company> = record::put(tx.company_mut()?, company.id.0, company)?;
    if let Some(old) = &old {
        remove_keys(tx, old)?;
    }
    tx.company_by_name_mut()?
        .insert(fold(&company.name).as_str(), company.id.0)?;
    for domain in &company.domains {
        tx.company_by_domain_mut()?
            .insert(domain.as_str(), company.id.0)?;
    }
    customer_word::put_company(tx, old.as_ref(), Some(company))?;
    let shown = |of: &Company| (of.name.clone(), of.domains.clone());
    if old.is_some_and(|old| shown(&old) != shown(company)) {
        let members = members(tx, company.id)?;
        customer::tell_tickets(tx, &members)?;
    }
    Ok(())
}

fn remove_keys(tx: &mut WriteTx<'_>, company: &Company) -> Result<(), StoreError> {
    tx.company_by_name_mut()?
        .remove(fold(&company.name).as_str())?;
    for domain in &company.domains {
        tx.company_by_domain_mut()?.remove(domain.as_str())?;
    }
    Ok(())
}

/// Removes an organization. Its customers stay, and belong to none.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remove(tx: &mut WriteTx<'_>, company: &Company) -> Result<(), StoreError> {
    let members = members(tx, company.id)?;
    for id in &members {
        if let Some(mut member) = customer::get(tx, *id)? {
            member.organization = None;
            customer::put_silently(tx, &member)?;
        }
    }
    tx.company_mut()?.remove(company.id.0)?;
    remove_keys(tx, company)?;
    customer_word::put_company(tx, Some(company), None)?;
    customer::tell_tickets(tx, &members)
}

/// Who belongs to an organization, in the order they were made.
///
/// # Errors
/// [`StoreError`] if the index cannot be read.
pub fn members(view: &impl View, id: CompanyId) -> Result<Vec<CustomerId>, StoreError> {
    let rows = view
        .customer_by_company()?
        .range((id.0, 0)..=(id.0, u64::MAX))?;
    rows.map(|row| Ok(CustomerId(row?.0.value().1))).collect()
}

/// Who belongs to an organization behind a number, in the order they were made.
///
/// # Errors
/// [`StoreError`] if the index cannot be read; an item that is one for a key that cannot.
pub fn members_behind(
    view: &impl View,
    id: CompanyId,
    after: CustomerId,
) -> Result<impl Iterator<Item = Result<CustomerId, StoreError>>, StoreError> {
    let from = (id.0, after.0.saturating_add(1));
    let rows = view.customer_by_company()?.range(from..=(id.0, u64::MAX))?;
    Ok(rows.map(|row| Ok(CustomerId(row?.0.value().1))))
}

/// The organizations behind a folded name with their folded names, in the order of these.
///
/// # Errors
/// [`StoreError`] if the index cannot be read; an item that is one for a key that cannot.
pub fn named_behind(
    view: &impl View,
    after: &str,
) -> Result<impl Iterator<Item = Result<(String, CompanyId), StoreError>>, StoreError> {
    let behind = (Bound::Excluded(after), Bound::Unbounded);
    let rows = view.company_by_name()?.range::<&str>(behind)?;
    Ok(rows.map(|row| {
        let (name, id) = row?;
        Ok((name.value().to_owned(), CompanyId(id.value())))
    }))
}

/// Every domain with the organization that it names.
///
/// # Errors
/// [`StoreError`] if the index cannot be read; an item that is one for a key that cannot.
pub fn domains(
    view: &impl View,
) -> Result<impl Iterator<Item = Result<(String, CompanyId), StoreError>>, StoreError> {
    let rows = view.company_by_domain()?.iter()?;
    Ok(rows.map(|row| {
        let (domain, id) = row?;
        Ok((domain.value().to_owned(), CompanyId(id.value())))
    }))
}

/// Writes an organization that was removed, with those of some customers who belong to none; each
/// ticket of theirs is a change.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn restore(
    tx: &mut WriteTx<'_>,
    company: &Company,
    members: &[CustomerId],
) -> Result<(), StoreError> {
    put(tx, company)?;
    let mut back = Vec::new();
    for id in members {
        // Of one who is being erased nothing is left but the number.
        let is_going = erasure::get(tx, *id)?.is_some();
        let member = customer::get(tx, *id)?.filter(|_| !is_going);
        if let Some(mut member) = member.filter(|member| member.organization.is_none()) {
            member.organization = Some(company.id);
            customer::put_silently(tx, &member)?;
            back.push(*id);
        }
    }
    customer::tell_tickets(tx, &back)
}

/// Reads every organization, in the order they were made.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn all(view: &impl View) -> Result<Vec<Company>, StoreError> {
    record::all(view.company()?)
}
