//! Which tickets hold which tag: a bitmap per tag, in memory, so that a count never reads a ticket.
//!
//! Gathered once after each start, kept by the writer after each commit.

use std::{borrow::Cow, collections::HashMap};

use roaring::RoaringBitmap;

use crate::domain::{
    access::Sight,
    id::{TagId, TicketId},
    ticket::{Status, Ticket},
};

use super::{Store, StoreError};

/// The tickets of every tag, by the ids that the tickets hold.
#[derive(Debug, Default, PartialEq)]
pub struct TagSets(HashMap<TagId, RoaringBitmap>);

/// What one write changed of a ticket's tags.
#[derive(Clone, Debug)]
pub(super) struct TagMove {
    ticket: u32,
    removed: Vec<TagId>,
    added: Vec<TagId>,
}

/// How many tickets have a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TagCount {
    /// Not closed.
    pub open: u64,
    pub all: u64,
}

impl TagMove {
    /// The same of what is known to have changed.
    #[cfg(test)]
    pub(super) fn between(ticket: u32, removed: &[TagId], added: &[TagId]) -> Self {
        Self {
            ticket,
            removed: removed.to_vec(),
            added: added.to_vec(),
        }
    }

    /// What putting `new` in place of `old` changes; None when it is nothing.
    pub(super) fn of(old: Option<&Ticket>, new: &Ticket) -> Option<Self> {
        let before = old.map_or(&[][..], |old| &old.tags);
        let only = |some: &[TagId], others: &[TagId]| {
            let some = some.iter().filter(|tag| !others.contains(tag));
            some.copied().collect::<Vec<_>>()
        };
        let (removed, added) = (only(before, &new.tags), only(&new.tags, before));
        let ticket = u32::try_from(new.id.0).ok()?;
        (!removed.is_empty() || !added.is_empty()).then_some(Self {
            ticket,
            removed,
            added,
        })
    }
}

/// The tickets of each tag by which they are ordered: of several that a ticket has, the first by name.
#[derive(Debug, Default)]
pub struct FirstTags {
    /// In the order of their names, each with its number; none of them shares a ticket with another.
    pub parts: Vec<(u32, RoaringBitmap)>,
    /// All of them together.
    pub tagged: RoaringBitmap,
}

impl FirstTags {
    /// Takes the tickets of each tag, in the order of the tags' names.
    #[must_use]
    pub fn of(sets: impl Iterator<Item = (u32, RoaringBitmap)>) -> Self {
        let mut firsts = Self::default();
        for (tag, set) in sets {
            let first = set - &firsts.tagged;
            if !first.is_empty() {
                firsts.tagged |= &first;
                firsts.parts.push((tag, first));
            }
        }
        firsts
    }

    /// The number of the tag that a ticket is ordered by; None for one without tags.
    #[must_use]
    pub fn of_ticket(&self, ticket: u32) -> Option<u32> {
        let mut parts = self.parts.iter();
        let part = parts.find(|(_, set)| set.contains(ticket))?;
        Some(part.0)
    }
}

impl TagSets {
    /// The first tags, for groups of tags that count as one, each under the number of its last.
    pub(super) fn firsts(&self, groups: &[Vec<TagId>]) -> FirstTags {
        let sets = groups.iter().filter_map(|tags| {
            let number = u32::try_from(tags.last()?.0).ok()?;
            Some((number, self.union(tags).into_owned()))
        });
        FirstTags::of(sets)
    }

    pub(super) fn put(&mut self, ticket: TicketId, tags: &[TagId]) {
        let Ok(ticket) = u32::try_from(ticket.0) else {
            return;
        };
        for tag in tags {
            self.0.entry(*tag).or_default().insert(ticket);
        }
    }

    /// Made twice it is the same: a gathering may have seen the commit already.
    pub(super) fn apply(&mut self, change: &TagMove) {
        for tag in &change.removed {
            if let Some(set) = self.0.get_mut(tag) {
                set.remove(change.ticket);
                if set.is_empty() {
                    self.0.remove(tag);
                }
            }
        }
        for tag in &change.added {
            self.0.entry(*tag).or_default().insert(change.ticket);
        }
    }

    /// The tickets that hold one of some tags.
    pub(super) fn union(&self, tags: &[TagId]) -> Cow<'_, RoaringBitmap> {
        let mut sets = tags.iter().filter_map(|tag| self.0.get(tag));
        let first = sets.next().map_or_else(Cow::default, Cow::Borrowed);
        sets.fold(first, |sum, set| Cow::Owned(sum.as_ref() | set))
    }
}

impl Store {
    /// Counts the tickets that somebody sees, for each group of tags that count as one.
    ///
    /// # Errors
    /// [`StoreError`] if the sets have to be gathered first and cannot be read.
    pub fn tag_counts(
        &self,
        groups: &[Vec<TagId>],
        sight: &Sight,
    ) -> Result<Vec<TagCount>, StoreError> {
        self.gathered(|sets, columns| {
            let seen = columns.in_sight(sight);
            let closed = columns.with_status(Status::Closed);
            let count = |tags: &Vec<TagId>| {
                let set = sets.union(tags).as_ref() & seen.as_ref();
                TagCount {
                    open: set.len() - set.intersection_len(closed),
                    all: set.len(),
                }
            };
            groups.iter().map(count).collect()
        })
    }

    /// Which of some groups of tags stand on a ticket that somebody sees.
    ///
    /// # Errors
    /// As [`Store::tag_counts`].
    pub fn tags_in_sight(
        &self,
        groups: &[Vec<TagId>],
        sight: &Sight,
    ) -> Result<Vec<bool>, StoreError> {
        self.gathered(|sets, columns| {
            let seen = columns.in_sight(sight);
            let stands = |tags: &Vec<TagId>| {
                let sets = tags.iter().filter_map(|tag| sets.0.get(tag));
                sets.into_iter().any(|set| !set.is_disjoint(&seen))
            };
            groups.iter().map(stands).collect()
        })
    }
}
