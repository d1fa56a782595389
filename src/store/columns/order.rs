//! A list in any order, page by page.
//!
//! Few hits are compared with each other. Many stand close together in every order: it is walked
//! until the page is full, among the tickets that are not closed if all hits are. Should they all
//! stand at its far end, the walk gives up and they are compared after all, so that no page costs
//! more than one look at each hit.

use std::{borrow::Cow, cmp::Reverse, collections::HashMap};

use roaring::RoaringBitmap;

use crate::{
    domain::{
        id::TicketId,
        query::{
            Query,
            sort::{After, Direction, Place, Sort, SortKey},
        },
        time::Timestamp,
    },
    store::{
        alphabet::{self, Alphabet},
        search::best::Scores,
        tag_sets::FirstTags,
    },
};

use super::{Columns, Row, lowest::lowest, walk::Among};

/// The number of no tag.
const UNTAGGED: u32 = 0;
/// Most steps of a walk.
const STEPS: usize = 32_768;

/// An order with what is needed to know it.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    pub sort: Sort,
    /// The codes of those who can have a ticket, in the order of their names.
    pub assignees: &'a [u32],
    /// The codes of the mailboxes, in the order of their addresses.
    pub mailboxes: &'a [u32],
    /// Needed for texts.
    pub alphabet: Option<&'a Alphabet>,
    /// Needed for tags.
    pub tags: Option<&'a FirstTags>,
    /// Needed for the best answers.
    pub scores: Option<&'a Scores>,
}

impl Order<'_> {
    fn texts(&self) -> Option<&alphabet::Order> {
        let alphabet = self.alphabet?;
        match self.sort.key {
            SortKey::Name => Some(&alphabet.names),
            SortKey::Customer => Some(&alphabet.customers),
            _ => None,
        }
    }

    fn score(&self, number: u32) -> i64 {
        self.scores.map_or(0, |scores| scores.rank(number))
    }

    /// True if the lowest number of what decides stands first; the best is the highest.
    fn is_up(&self) -> bool {
        (self.sort.direction == Direction::Up) != (self.sort.key == SortKey::Best)
    }
}

/// Where a row stands among those that are ordered by numbers: the lowest is the first.
type Rank = (u32, i64, u32);

/// One part of an order in which rows stand together.
pub(super) enum Part<'a> {
    /// Tickets of one value, newest change first.
    Value(u32, &'a RoaringBitmap),
    /// Tickets without a tag, newest change first: those that are not here.
    Rest(&'a RoaringBitmap),
    Due,
    NotDue,
    Whole,
}

impl Columns {
    /// One page of a list, and whether there is more behind it.
    #[must_use]
    pub fn list(
        &self,
        query: &Query,
        found: Option<&RoaringBitmap>,
        order: &Order<'_>,
        after: Option<&After>,
        limit: usize,
    ) -> (Vec<TicketId>, bool) {
        let hits = self.hits(query, found);
        let after = after.filter(|after| after.fits(order.sort));
        let mut page = match order.texts() {
            Some(texts) => self.by_text(
                hits.as_deref(),
                texts,
                order.sort,
                after,
                limit.saturating_add(1),
            ),
            None => self.by_rank(hits.as_deref(), order, after, limit.saturating_add(1)),
        };
        let more = page.len() > limit;
        page.truncate(limit);
        let ids = page.into_iter().map(|number| TicketId(number.into()));
        (ids.collect(), more)
    }

    /// The place of a ticket in an order.
    #[must_use]
    pub fn place(&self, order: &Order<'_>, ticket: TicketId) -> Option<After> {
        let row = self.row(ticket)?;
        let updated = Timestamp(row.updated);
        let at = match order.sort.key {
            SortKey::Updated => Place::At(row.updated),
            SortKey::Created => Place::At(row.created),
            SortKey::Number => Place::At(i64::try_from(ticket.0).ok()?),
            SortKey::Best => Place::At(order.score(u32::try_from(ticket.0).ok()?)),
            SortKey::Due => Place::Due((row.due != 0).then_some(Timestamp(row.due)), updated),
            SortKey::Name | SortKey::Customer => {
                let number = u32::try_from(ticket.0).ok()?;
                Place::Text(order.texts()?.text(number).to_owned())
            }
            SortKey::Status => Place::Value(row.status.into(), updated),
            SortKey::Priority => Place::Value(row.priority.into(), updated),
            SortKey::Assignee => Place::Value(row.assignee, updated),
            SortKey::Mailbox => Place::Value(row.mailbox, updated),
            SortKey::Tags => {
                let number = u32::try_from(ticket.0).ok()?;
                let first = order.tags.and_then(|tags| tags.of_ticket(number));
                Place::Value(first.unwrap_or(UNTAGGED), updated)
            }
        };
        Some(After { at, ticket })
    }

    /// True if a ticket stands behind one place and not behind another.
    #[must_use]
    pub fn stands(
        &self,
        order: &Order<'_>,
        ticket: TicketId,
        (from, until): (Option<&After>, Option<&After>),
    ) -> bool {
        let Some(place) = self.place(order, ticket) else {
            return false;
        };
        let behind = |one: &After, other: &After| match (&one.at, &other.at) {
            (Place::Text(one_text), Place::Text(other_text)) => {
                let one = (one_text, Reverse(one.ticket));
                let other = (other_text, Reverse(other.ticket));
                match order.sort.direction {
                    Direction::Up => one > other,
                    Direction::Down => one < other,
                }
            }
            _ => self.rank_of(order, one) > self.rank_of(order, other),
        };
        from.is_none_or(|from| behind(&place, from))
            && until.is_none_or(|until| !behind(&place, until))
    }

    fn by_rank(
        &self,
        hits: Option<&RoaringBitmap>,
        order: &Order<'_>,
        after: Option<&After>,
        limit: usize,
    ) -> Vec<u32> {
        let behind = after.and_then(|after| self.rank_of(order, after));
        let among = self.among(hits);
        let mut page = Vec::new();
        for (at, part) in self.parts(order).iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let left = limit - page.len();
            if left == 0 {
                break;
            }
            let behind = match behind {
                Some((before, ..)) if at < before => continue,
                Some((before, value, number)) if at == before => Some((value, number)),
                _ => None,
            };
            let narrowed = match (part, hits) {
                (Part::Value(_, set), Some(hits)) => Some(Cow::Owned(*set & hits)),
                // The tickets of a tag may be in the bin.
                (Part::Value(_, set), None) => Some(Cow::Owned(*set & &self.all)),
                (Part::Rest(others), hits) => Some(Cow::Owned(hits.unwrap_or(&self.all) - *others)),
                (_, hits) => hits.map(Cow::Borrowed),
            };
            page.extend(self.of_part(part, narrowed.as_deref(), among, order, behind, left));
        }
        page
    }

    /// The parts in their order. The place in it is the first number of a [`Rank`].
    fn parts<'a>(&'a self, order: &Order<'a>) -> Vec<Part<'a>> {
        let up = order.sort.direction == Direction::Up;
        match order.sort.key {
            SortKey::Due => vec![Part::Due, Part::NotDue],
            SortKey::Status | SortKey::Priority => {
                let sets = match order.sort.key {
                    SortKey::Status => &self.status,
                    _ => &self.priority,
                };
                let parts = (0..).zip(sets).map(|(code, set)| Part::Value(code, set));
                let mut parts: Vec<Part<'_>> = parts.collect();
                if !up {
                    parts.reverse();
                }
                parts
            }
            SortKey::Assignee => by_name(&self.assignee, order.assignees, up),
            SortKey::Mailbox => by_name(&self.mailbox, order.mailboxes, up),
            SortKey::Tags => {
                let tags = order.tags.into_iter();
                let parts = tags.clone().flat_map(|tags| &tags.parts);
                let mut parts: Vec<Part<'_>> =
                    parts.map(|(tag, set)| Part::Value(*tag, set)).collect();
                if !up {
                    parts.reverse();
                }
                parts.extend(tags.map(|tags| Part::Rest(&tags.tagged)));
                parts
            }
            _ => vec![Part::Whole],
        }
    }

    fn rank_of(&self, order: &Order<'_>, after: &After) -> Option<Rank> {
        let number = super::small(after.ticket.0);
        let up = order.is_up();
        let turn = |at: i64, number: u32| if up { (at, number) } else { (!at, !number) };
        let (part, (at, number)) = match &after.at {
            Place::At(at) => (0, turn(*at, number)),
            Place::Due(Some(due), _) => (0, turn(due.0, number)),
            Place::Due(None, updated) => (1, (!updated.0, !number)),
            Place::Value(code, updated) => {
                let parts = self.parts(order);
                let is_it = |part: &Part<'_>| match part {
                    Part::Value(one, _) => one == code,
                    Part::Rest(_) => *code == UNTAGGED,
                    _ => false,
                };
                let at = parts.iter().position(is_it)?;
                (u32::try_from(at).ok()?, (!updated.0, !number))
            }
            Place::Text(_) => return None,
        };
        Some((part, at, number))
    }

    /// What decides inside of a part: the lowest is the first.
    fn inside(part: &Part<'_>, order: &Order<'_>, row: &Row, number: u32) -> (i64, u32) {
        let newest_first = (!row.updated, !number);
        let at = match (part, order.sort.key) {
            (Part::Value(..) | Part::Rest(_) | Part::NotDue, _) => return newest_first,
            (Part::Due, _) => row.due,
            (Part::Whole, SortKey::Created) => row.created,
            (Part::Whole, SortKey::Number) => i64::from(number),
            (Part::Whole, SortKey::Best) => order.score(number),
            (Part::Whole, _) => row.updated,
        };
        if order.is_up() {
            (at, number)
        } else {
            (!at, !number)
        }
    }

    fn of_part(
        &self,
        part: &Part<'_>,
        hits: Option<&RoaringBitmap>,
        among: Among,
        order: &Order<'_>,
        behind: Option<(i64, u32)>,
        limit: usize,
    ) -> Vec<u32> {
        let is_part = |row: &Row| match part {
            Part::Due => row.due != 0,
            Part::NotDue => row.due == 0,
            Part::Value(..) | Part::Rest(_) | Part::Whole => true,
        };
        // How well tickets answer is another order with each question: all hits are compared.
        let walks = order.sort.key != SortKey::Best;
        if walks && self.is_walk_shorter(hits, among, limit) {
            let (mut page, mut steps) = (Vec::new(), 0);
            let mut walk = self.in_order(part, among, order.sort, behind);
            loop {
                let Some(number) = walk.next().filter(|_| page.len() < limit) else {
                    return page;
                };
                steps += 1;
                if steps > STEPS {
                    break;
                }
                let is_hit = hits.is_none_or(|hits| hits.contains(number));
                if is_hit && self.rows.get(number).is_some_and(is_part) {
                    page.push(number);
                }
            }
        }
        let numbers = hits.unwrap_or(&self.all).iter();
        let ranked = numbers.filter_map(|number| {
            let row = self.rows.get(number).filter(|row| is_part(row))?;
            Some((Self::inside(part, order, row, number), number))
        });
        let rest = ranked.filter(|(rank, _)| behind.is_none_or(|behind| *rank > behind));
        lowest(rest, limit)
    }
}

/// The tickets of each code in the order of its names: none first, then those in `names`, then what has no name.
fn by_name<'a>(sets: &'a HashMap<u32, RoaringBitmap>, names: &[u32], up: bool) -> Vec<Part<'a>> {
    let mut parts: Vec<_> = sets.iter().collect();
    parts.sort_by_key(|(code, _)| match **code {
        0 => (0, 0, 0),
        code => match names.iter().position(|one| *one == code) {
            Some(at) => (1, at, 0),
            None => (2, 0, code),
        },
    });
    if !up {
        parts.reverse();
    }
    let parts = parts.into_iter();
    parts.map(|(code, set)| Part::Value(*code, set)).collect()
}
