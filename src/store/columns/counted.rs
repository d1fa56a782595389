//! The filters of a list: which tickets pass, and how many.
//!
//! A ticket has one status and one priority. So a count adds up what each value has and makes no set
//! that nobody looks at: with a million tickets the sets are what a count costs. A few tickets are
//! looked at one by one, which gives all counts at once; many are counted by their sets.

use std::{borrow::Cow, ptr};

use roaring::RoaringBitmap;

use crate::domain::{assignee::Assignee, query::Query, tally::Counts};

use super::{
    Columns,
    kind::{Codes, Kinds},
    members::Members,
    row,
};

/// Some of the tickets; None is all of them.
type Part<'a> = Option<Cow<'a, RoaringBitmap>>;

/// Sets hold up to one in sixteen of all numbers as a list, which is slow to count against others.
const FEW: u64 = 16;

impl Columns {
    /// How many tickets a query finds.
    #[must_use]
    pub fn count(&self, query: &Query, found: Option<&RoaringBitmap>) -> u64 {
        let rest = self.rest(query, found);
        let rest = rest.as_deref();
        let (status, priority) = (statuses(query), priorities(query));
        let kinds = || self.kinds(rest);
        match (status, priority) {
            (None, None) => rest.map_or(self.all.len(), RoaringBitmap::len),
            _ if let Some(kinds) = kinds() => kinds.total(status, priority),
            (Some(codes), None) => size(rest, &self.status, codes),
            (None, Some(codes)) => size(rest, &self.priority, codes),
            (Some(status), Some(codes)) => {
                let rest = within(rest, &self.status, status);
                size(Some(&rest), &self.priority, codes)
            }
        }
    }

    /// The tickets that a query finds.
    #[must_use]
    pub fn found(&self, query: &Query, found: Option<&RoaringBitmap>) -> RoaringBitmap {
        let hits = self.hits(query, found);
        hits.map_or_else(|| self.all.clone(), Cow::into_owned)
    }

    /// Counts by status and by priority; each leaves out its own filter, so that the numbers on
    /// the quick filters say what a press would show.
    #[must_use]
    pub fn counts(&self, query: &Query, found: Option<&RoaringBitmap>) -> Counts {
        let rest = self.rest(query, found);
        let rest = rest.as_deref();
        let (status, priority) = (statuses(query), priorities(query));
        if let Some(kinds) = self.kinds(rest) {
            return Counts {
                total: kinds.total(status, priority),
                status: kinds.by_status(priority),
                priority: kinds.by_priority(status),
            };
        }
        let of_status = status.map(|codes| within(rest, &self.status, codes));
        let of_priority = priority.map(|codes| within(rest, &self.priority, codes));
        let by_status = sizes(of_priority.as_ref().or(rest), &self.status);
        let by_priority = sizes(of_status.as_ref().or(rest), &self.priority);
        let total = match (status, priority) {
            (Some(codes), _) => sum(&by_status, codes),
            (None, Some(codes)) => sum(&by_priority, codes),
            (None, None) => rest.map_or(self.all.len(), RoaringBitmap::len),
        };
        Counts {
            total,
            status: by_status,
            priority: by_priority,
        }
    }

    /// How many of a few tickets there are of each kind; None where sets count them faster. Of what is
    /// not closed it is known.
    fn kinds(&self, of: Option<&RoaringBitmap>) -> Option<Kinds> {
        if of.is_some_and(|of| ptr::eq(of, &self.pending.tickets)) {
            return Some(self.pending.kinds.clone());
        }
        let of = of.filter(|of| of.len() * FEW <= self.all.len())?;
        Some(Kinds::of(of.iter().map(|number| self.rows.kind(number))))
    }

    /// The tickets that pass every filter; None when there is no filter at all.
    pub(super) fn hits<'a>(&'a self, query: &Query, found: Option<&'a RoaringBitmap>) -> Part<'a> {
        let mut hits = self.rest(query, found);
        for (values, codes) in [
            (&self.status, statuses(query)),
            (&self.priority, priorities(query)),
        ] {
            if let Some(codes) = codes {
                hits = Some(Cow::Owned(within(hits.as_deref(), values, codes)));
            }
        }
        hits
    }

    /// The tickets that pass every filter but those of status and priority; None when there is none.
    fn rest<'a>(&'a self, query: &Query, found: Option<&'a RoaringBitmap>) -> Part<'a> {
        let mut hits = found.map(Cow::Borrowed);
        let mut narrow = |with: Cow<'a, RoaringBitmap>| {
            hits = Some(match hits.take() {
                Some(hits) => Cow::Owned(hits.as_ref() & with.as_ref()),
                None => with,
            });
        };
        let kept = |of: Option<&'a RoaringBitmap>| of.map_or_else(Cow::default, Cow::Borrowed);
        if let Some(assignee) = query.assignee {
            narrow(kept(
                self.assignee.get(&row::small(Assignee::code(assignee))),
            ));
        }
        if let Some(mailbox) = query.mailbox {
            narrow(kept(self.mailbox.get(&row::small(mailbox.0))));
        }
        if let Some(customer) = query.customer {
            let members = self.customers.of(customer.0, &self.rows);
            narrow(Cow::Owned(members.map(Members::bitmap).unwrap_or_default()));
        }
        hits
    }
}

fn statuses(query: &Query) -> Option<Codes> {
    Codes::chosen(query.status.iter().map(|status| status.code()))
}

fn priorities(query: &Query) -> Option<Codes> {
    Codes::chosen(query.priority.iter().map(|priority| priority.code()))
}

/// How many of some tickets have each value.
fn sizes(of: Option<&RoaringBitmap>, values: &[RoaringBitmap; 4]) -> [u64; 4] {
    values
        .each_ref()
        .map(|value| of.map_or(value.len(), |of| of.intersection_len(value)))
}

/// How many of some tickets have one of some values.
fn size(of: Option<&RoaringBitmap>, values: &[RoaringBitmap; 4], codes: Codes) -> u64 {
    let values = values.iter().enumerate();
    values
        .filter(|(code, _)| codes.has(*code))
        .map(|(_, value)| of.map_or(value.len(), |of| of.intersection_len(value)))
        .sum()
}

fn sum(sizes: &[u64; 4], codes: Codes) -> u64 {
    let sizes = sizes.iter().enumerate();
    sizes
        .filter(|(code, _)| codes.has(*code))
        .map(|(_, size)| size)
        .sum()
}

/// Those of some tickets that have one of some values.
fn within(of: Option<&RoaringBitmap>, values: &[RoaringBitmap; 4], codes: Codes) -> RoaringBitmap {
    let values = values.iter().enumerate();
    let values = values.filter(|(code, _)| codes.has(*code));
    match of {
        Some(of) => values.fold(RoaringBitmap::new(), |sum, (_, one)| sum | (of & one)),
        None => values.fold(RoaringBitmap::new(), |sum, (_, one)| sum | one),
    }
}
