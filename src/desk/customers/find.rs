//! Finding customers among all that there are, by their words. Never looks at each of them, but
//! where nothing is asked for.

use roaring::RoaringTreemap;

use crate::{
    domain::{
        access::Sight, customer::Customer, id::CustomerId, right::Right, words::wanted::Wanted,
    },
    store::{self, ReadTx, StoreError, customer_word::begun},
};

use crate::desk::{access::UserDesk, problem::Problem};

use super::{CustomerLine, line};

/// Rows of the index that are read of one word, where another one may narrow more: some
/// milliseconds.
pub(super) const BROAD: usize = 8_192;
/// Customers that are looked at in their order before the index is read to its end: words that many
/// have are soon met.
const SOON: usize = 2_000;

/// Lines, and whether there are more.
type Found = (Vec<CustomerLine>, bool);

impl UserDesk {
    /// Finds customers that this person sees, in the order they were made, at most `limit` behind
    /// a number. True beside them if there are more. No words find all.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn customers(
        &self,
        query: &str,
        after: CustomerId,
        limit: usize,
    ) -> Result<Found, Problem> {
        self.need(Right::TicketRead)?;
        let wanted = Wanted::read(query);
        let view = self.desk().store.read()?;
        let (some, broad) = self.narrowed(&view, &wanted)?;
        if some.is_none() && !broad.is_empty() {
            let first = store::customer::behind(&view, after)?.take(SOON);
            let found = self.lines(&view, first, &wanted, limit)?;
            if found.1 {
                return Ok(found);
            }
        }
        let found = match read_out(&view, some, &broad)? {
            Some(mut some) => {
                some.remove_range(..=after.0);
                let get = |id| store::customer::get(&view, CustomerId(id)).transpose();
                let some = some.into_iter().filter_map(get);
                self.lines(&view, some, &wanted, limit)
            }
            None => {
                let all = store::customer::behind(&view, after)?;
                self.lines(&view, all, &wanted, limit)
            }
        };
        Ok(found?)
    }

    /// Some customers that this person sees and each word begins a word of: whichever come first.
    pub(in crate::desk) fn customers_begun(
        &self,
        wanted: &Wanted,
        limit: usize,
    ) -> Result<Vec<CustomerLine>, Problem> {
        let view = self.desk().store.read()?;
        let some = match wanted.words() {
            // Whoever they are of so many, they fit.
            [word] if self.access().sight == Sight::All => {
                Some(begun(&view, word, BROAD)?.customers)
            }
            _ => {
                let (some, broad) = self.narrowed(&view, wanted)?;
                read_out(&view, some, &broad)?
            }
        };
        let Some(some) = some else {
            return Ok(self.customers("", CustomerId(0), limit)?.0);
        };
        let get = |id| store::customer::get(&view, CustomerId(id)).transpose();
        let some = some.into_iter().filter_map(get);
        Ok(self.lines(&view, some, wanted, limit)?.0)
    }

    /// Who may fit by sight and by the words that few have, None for anybody; and the other words.
    fn narrowed<'w>(
        &self,
        view: &ReadTx,
        wanted: &'w Wanted,
    ) -> Result<(Option<RoaringTreemap>, Vec<&'w str>), StoreError> {
        let sight = &self.access().sight;
        let store = &self.desk().store;
        let mut some = store.columns(|columns| columns.customers_in_sight(sight));
        let mut broad = Vec::new();
        for word in wanted.words() {
            let begun = begun(view, word, BROAD)?;
            if begun.more {
                broad.push(word.as_str());
            } else {
                some = Some(narrow(some, begun.customers));
            }
        }
        Ok((some, broad))
    }

    fn lines(
        &self,
        view: &ReadTx,
        customers: impl Iterator<Item = Result<Customer, StoreError>>,
        wanted: &Wanted,
        limit: usize,
    ) -> Result<Found, StoreError> {
        let mut found = Vec::new();
        for customer in customers {
            let customer = customer?;
            let is_going = store::erasure::get(view, customer.id)?.is_some();
            if is_going || !self.sees_customer(customer.id) {
                continue;
            }
            let line = line(view, customer)?;
            if line.is_found(wanted) {
                if found.len() == limit {
                    return Ok((found, true));
                }
                found.push(line);
            }
        }
        Ok((found, false))
    }
}

/// Narrows by words that many have, where it is still worth it.
fn read_out(
    view: &ReadTx,
    mut some: Option<RoaringTreemap>,
    broad: &[&str],
) -> Result<Option<RoaringTreemap>, StoreError> {
    for word in broad {
        if some.as_ref().is_none_or(|some| some.len() > BROAD as u64) {
            some = Some(narrow(some, begun(view, word, usize::MAX)?.customers));
        }
    }
    Ok(some)
}

fn narrow(some: Option<RoaringTreemap>, with: RoaringTreemap) -> RoaringTreemap {
    match some {
        Some(some) => some & with,
        None => with,
    }
}
