//! Walks through an order: of all tickets, or of those that are not closed. These are few in most
//! desks, and most lists are of nothing else.

use std::{ops::Bound, ptr};

use roaring::RoaringBitmap;

use crate::domain::query::sort::{Direction, Sort, SortKey};

use super::{Columns, order::Part};

/// Among which tickets the hits are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    All,
    /// Not closed.
    Open,
}

/// What a look at the row of a hit costs, in steps of a walk: rows are in no cache of the processor.
const LOOK: u64 = 4;

impl Columns {
    /// The smallest part of all tickets that is known to hold every hit.
    pub(super) fn among(&self, hits: Option<&RoaringBitmap>) -> Among {
        let open = &self.pending.tickets;
        let is_open = |hits: &RoaringBitmap| {
            ptr::eq(hits, open) || (hits.len() <= open.len() && hits.is_subset(open))
        };
        match hits.is_some_and(is_open) {
            true => Among::Open,
            false => Among::All,
        }
    }

    /// True if a page is likely to be full before each hit were looked at, as it is when the hits are
    /// spread evenly.
    pub(super) fn is_walk_shorter(
        &self,
        hits: Option<&RoaringBitmap>,
        among: Among,
        limit: usize,
    ) -> bool {
        let Some(hits) = hits.map(RoaringBitmap::len) else {
            return true;
        };
        let all = match among {
            Among::All => self.all.len(),
            Among::Open => self.pending.tickets.len(),
        };
        let steps = (limit as u64).saturating_mul(all) / hits.max(1);
        steps < hits.saturating_mul(LOOK)
    }

    /// The numbers of a part in their order, others among them.
    pub(super) fn in_order<'a>(
        &'a self,
        part: &Part<'_>,
        among: Among,
        sort: Sort,
        behind: Option<(i64, u32)>,
    ) -> Box<dyn Iterator<Item = u32> + 'a> {
        let up = sort.direction == Direction::Up;
        let by_change = matches!(part, Part::Value(..) | Part::Rest(_) | Part::NotDue);
        if sort.key == SortKey::Number && !by_change {
            return self.by_number(up, among, behind);
        }
        let made = sort.key == SortKey::Created && !by_change;
        let order = match (part, among) {
            (Part::Due, _) => &self.due,
            (_, Among::Open) if made => &self.pending.made,
            (_, Among::Open) => &self.pending.changed,
            (_, Among::All) => &self.order,
        };
        let made = (made && among == Among::All).then_some(&self.made);
        if up && !by_change {
            let start = behind.unwrap_or((i64::MIN, 0));
            if let Some(made) = made {
                let at = made.partition_point(|one| *one <= start);
                return numbers(made.get(at..).unwrap_or_default().iter());
            }
            return numbers(order.range((Bound::Excluded(start), Bound::Unbounded)));
        }
        let end = behind.map_or((i64::MAX, u32::MAX), |(at, number)| (!at, !number));
        if let Some(made) = made {
            let at = made.partition_point(|one| *one < end);
            return numbers(made.get(..at).unwrap_or_default().iter().rev());
        }
        numbers(order.range(..end).rev())
    }

    fn by_number(
        &self,
        up: bool,
        among: Among,
        behind: Option<(i64, u32)>,
    ) -> Box<dyn Iterator<Item = u32> + '_> {
        let mut numbers = match among {
            Among::All => self.all.iter(),
            Among::Open => self.pending.tickets.iter(),
        };
        match (up, behind) {
            (true, Some((_, number))) => numbers.advance_to(number.saturating_add(1)),
            (false, Some((_, turned))) => match (!turned).checked_sub(1) {
                Some(last) => numbers.advance_back_to(last),
                None => return Box::new(std::iter::empty()),
            },
            (_, None) => {}
        }
        if up {
            Box::new(numbers)
        } else {
            Box::new(numbers.rev())
        }
    }
}

fn numbers<'a>(
    places: impl Iterator<Item = &'a (i64, u32)> + 'a,
) -> Box<dyn Iterator<Item = u32> + 'a> {
    Box::new(places.map(|(_, number)| *number))
}
