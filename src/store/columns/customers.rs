//! The tickets of each customer, from the rows when they are first asked for: a start has no need of
//! them.

use std::{collections::HashMap, sync::OnceLock};

use super::{members::Members, rows::Rows};

/// Follows the rows once it was asked.
#[derive(Debug, Default)]
pub(super) struct Customers(OnceLock<HashMap<u32, Members>>);

/// What nobody asked for follows from the rows.
impl PartialEq for Customers {
    fn eq(&self, other: &Self) -> bool {
        let both = self.0.get().zip(other.0.get());
        both.is_none_or(|(one, other)| one == other)
    }
}

impl Customers {
    /// The tickets of one of them.
    pub(super) fn of(&self, customer: u64, rows: &Rows) -> Option<&Members> {
        let customer = u32::try_from(customer).ok()?;
        self.ready(rows).get(&customer)
    }

    /// All of them, gathered if nobody asked before.
    pub(super) fn ready(&self, rows: &Rows) -> &HashMap<u32, Members> {
        self.0.get_or_init(|| gathered(rows))
    }

    pub(super) fn insert(&mut self, customer: u32, number: u32) {
        if let Some(all) = self.0.get_mut() {
            all.entry(customer).or_default().insert(number);
        }
    }

    pub(super) fn remove(&mut self, customer: u32, number: u32) {
        let Some(all) = self.0.get_mut() else {
            return;
        };
        if let Some(members) = all.get_mut(&customer) {
            members.remove(number);
            if members.is_empty() {
                all.remove(&customer);
            }
        }
    }
}

fn gathered(rows: &Rows) -> HashMap<u32, Members> {
    let pairs = rows.each().map(|(number, row)| (row.customer, number));
    let mut pairs: Vec<(u32, u32)> = pairs.collect();
    pairs.sort_unstable();
    let groups = || pairs.chunk_by(|(one, _), (other, _)| one == other);
    // A map that grows hashes everything in it again each time.
    let mut all = HashMap::with_capacity(groups().count());
    all.extend(groups().filter_map(|group| {
        let (customer, _) = group.first()?;
        let numbers = group.iter().map(|(_, number)| *number);
        Some((*customer, Members::of(numbers.collect())))
    }));
    all
}
