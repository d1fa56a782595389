//! The words that customers and their organizations are found by, each with whose it is: whoever
//! looks for some of a million looks here and not at each of them.

use std::collections::BTreeSet;

use redb::{ReadableTable, Table};
use roaring::RoaringTreemap;

use crate::domain::{
    address::EmailAddress,
    company::Company,
    customer::Customer,
    fold::fold,
    id::{CompanyId, CustomerId},
    words::words,
};

use super::{StoreError, View, WriteTx, company, record};

type Words = BTreeSet<String>;

/// What is missing in a file from before there were words.
pub(super) const TABLE: &str = "customer.by_word";
/// Behind a word, before the number of whose it is; no word holds it.
const END: u8 = 0;
/// Above every byte that a word may go on with: UTF-8 has none of it.
const ABOVE: u8 = 0xff;

/// The customers of a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Begun {
    pub customers: RoaringTreemap,
    /// There are more than were wanted.
    pub more: bool,
}

/// The customers in whose name, addresses, number or organization a word begins so. Reads at most
/// `most` rows for each of both.
///
/// # Errors
/// [`StoreError`] if an index cannot be read.
pub fn begun(view: &impl View, word: &str, most: usize) -> Result<Begun, StoreError> {
    let mut begun = Begun::default();
    let (own, more) = numbers(view.customer_by_word()?, word, most)?;
    begun.customers.extend(own);
    let (companies, more_companies) = numbers(view.company_by_word()?, word, most)?;
    begun.more = more || more_companies;
    let mut left = most;
    for id in companies {
        for member in company::members_behind(view, CompanyId(id), CustomerId(0))? {
            if left == 0 {
                begun.more = true;
                return Ok(begun);
            }
            left -= 1;
            begun.customers.insert(member?.0);
        }
    }
    Ok(begun)
}

/// The organizations in whose name or domains a word begins so, from at most `most` rows.
///
/// # Errors
/// [`StoreError`] if the index cannot be read.
pub fn companies(
    view: &impl View,
    word: &str,
    most: usize,
) -> Result<BTreeSet<CompanyId>, StoreError> {
    let (found, _) = numbers(view.company_by_word()?, word, most)?;
    Ok(found.into_iter().map(CompanyId).collect())
}

/// Whose word begins so; true beside them if there are more rows.
fn numbers(
    table: &impl ReadableTable<&'static [u8], ()>,
    word: &str,
    most: usize,
) -> Result<(Vec<u64>, bool), StoreError> {
    let from = word.as_bytes();
    let to = [from, &[ABOVE]].concat();
    let mut found = Vec::new();
    for row in table.range::<&[u8]>(from..to.as_slice())? {
        if found.len() == most {
            return Ok((found, true));
        }
        let row = row?.0;
        let number = row.value().last_chunk().copied().map(u64::from_be_bytes);
        found.extend(number);
    }
    Ok((found, false))
}

/// The words of a customer.
#[must_use]
pub fn of_customer(customer: &Customer) -> Words {
    let addresses = customer.addresses.iter().map(EmailAddress::as_str);
    let texts = addresses.chain([customer.name.as_str(), &customer.phone]);
    texts.flat_map(cut).collect()
}

/// The words of an organization.
#[must_use]
pub fn of_company(company: &Company) -> Words {
    let domains = company.domains.iter().map(String::as_str);
    let texts = domains.chain([company.name.as_str()]);
    texts.flat_map(cut).collect()
}

fn cut(text: &str) -> Vec<String> {
    let folded = fold(text);
    let cut = words(&folded).filter_map(|at| folded.get(at).map(str::to_owned));
    cut.collect()
}

/// The key of a word of somebody.
#[must_use]
pub fn key(word: &str, number: u64) -> Vec<u8> {
    [word.as_bytes(), &[END], &number.to_be_bytes()].concat()
}

/// Moves the words of a customer; None for who is not there.
pub(super) fn put_customer(
    tx: &mut WriteTx<'_>,
    before: Option<&Customer>,
    now: Option<&Customer>,
) -> Result<(), StoreError> {
    let Some(id) = now.or(before).map(|customer| customer.id.0) else {
        return Ok(());
    };
    let (before, now) = (before.map(of_customer), now.map(of_customer));
    put(tx.customer_by_word_mut()?, id, before, now)
}

/// The same of an organization.
pub(super) fn put_company(
    tx: &mut WriteTx<'_>,
    before: Option<&Company>,
    now: Option<&Company>,
) -> Result<(), StoreError> {
    let Some(id) = now.or(before).map(|company| company.id.0) else {
        return Ok(());
    };
    let (before, now) = (before.map(of_company), now.map(of_company));
    put(tx.company_by_word_mut()?, id, before, now)
}

fn put(
    table: &mut Table<'_, &'static [u8], ()>,
    id: u64,
    before: Option<Words>,
    now: Option<Words>,
) -> Result<(), StoreError> {
    let (before, now) = (before.unwrap_or_default(), now.unwrap_or_default());
    for gone in before.difference(&now) {
        table.remove(key(gone, id).as_slice())?;
    }
    // Those from before too: in a file of an earlier format they are not there yet.
    for word in &now {
        table.insert(key(word, id).as_slice(), ())?;
    }
    Ok(())
}

/// Writes the words of everybody who is there, in a file that had none.
pub(super) fn fill(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    for company in company::all(tx)? {
        put_company(tx, None, Some(&company))?;
    }
    let rows = View::customer(tx)?.iter()?;
    let numbers = rows.map(|row| Ok(row?.0.value()));
    for number in numbers.collect::<Result<Vec<u64>, StoreError>>()? {
        let customer = record::get::<Customer>(View::customer(tx)?, number)?;
        put_customer(tx, None, customer.as_ref())?;
    }
    Ok(())
}
