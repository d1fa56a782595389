//! A list in the order of a text: few hits are compared, of many the alphabet is walked.

use std::cmp::Reverse;

use roaring::RoaringBitmap;

use crate::{
    domain::query::sort::{After, Direction, Place, Sort},
    store::alphabet,
};

use super::{Columns, order::FEW};

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
            let mut few: Vec<u32> = hits.iter().collect();
            few.sort_unstable_by_key(|number| (texts.text(*number), Reverse(*number)));
            if !up {
                few.reverse();
            }
            let is_behind = |number: &u32| match from {
                None => true,
                Some((text, last)) => {
                    let one = (texts.text(*number), Reverse(*number));
                    if up {
                        one > (text, Reverse(last))
                    } else {
                        one < (text, Reverse(last))
                    }
                }
            };
            return few.into_iter().filter(is_behind).take(limit).collect();
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
