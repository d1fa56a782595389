//! A list in the order of a text: few hits are compared, of many the alphabet is walked.

use std::cmp::{Ordering, Reverse};

use roaring::RoaringBitmap;

use crate::{
    domain::query::sort::{After, Direction, Place, Sort},
    store::alphabet,
};

use super::Columns;

/// Below this many hits they are compared; above, the alphabet is walked.
const FEW: u64 = 4_096;

/// Among equal texts the highest number stands first.
type Key<'a> = (&'a str, Reverse<u32>);

impl Columns {
    pub(super) fn by_text(
        &self,
        hits: Option<&RoaringBitmap>,
        texts: &alphabet::Order,
        sort: Sort,
        after: Option<&After>,
        limit: usize,
    ) -> Vec<u32> {
        let from = after.and_then(|after| match &after.at {
            Place::Text(text) => Some((text.as_str(), super::small(after.ticket.0))),
            _ => None,
        });
        let up = sort.direction == Direction::Up;
        if let Some(hits) = hits.filter(|hits| hits.len() <= FEW) {
            let in_turn = |one: Key<'_>, other: Key<'_>| match up {
                true => one.cmp(&other),
                false => other.cmp(&one),
            };
            let key = |number: u32| (texts.text(number), Reverse(number));
            let is_behind = |number: &u32| {
                from.is_none_or(|(text, last)| {
                    in_turn(key(*number), (text, Reverse(last))) == Ordering::Greater
                })
            };
            let mut few: Vec<u32> = hits.iter().filter(is_behind).collect();
            let in_turn = |one: &u32, other: &u32| in_turn(key(*one), key(*other));
            if few.len() > limit {
                few.select_nth_unstable_by(limit, in_turn);
                few.truncate(limit);
            }
            few.sort_unstable_by(in_turn);
            return few;
        }
        let rest = match from {
            None => texts.all(),
            Some((text, number)) if up => texts.behind(text, number),
            Some((text, number)) => texts.before(text, number),
        };
        // What a commit gave a text but not yet a row, or the other way, shows with the next one.
        let is_hit = |number: &u32| match hits {
            Some(hits) => hits.contains(*number),
            None => self.all.contains(*number),
        };
        let rest = rest.iter().copied();
        if up {
            rest.filter(is_hit).take(limit).collect()
        } else {
            rest.rev().filter(is_hit).take(limit).collect()
        }
    }
}
