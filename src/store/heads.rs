//! What lists and counts ask of every ticket beside its row, in memory: its tags, and when it last
//! said something. Read in one go after each start, kept by the writer after each commit.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::{id::TagId, ticket::Ticket};

use super::{
    ReadTx, Store, StoreError,
    columns::Columns,
    gathered::{Gather, Wanted, each_ticket},
    said::{Said, SaidMove},
    tag_sets::{FirstTags, TagMove, TagSets},
};

/// Both of all tickets.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Heads {
    pub(super) tags: TagSets,
    pub(super) said: Said,
    firsts: Firsts,
}

/// The order by tags that was asked for last, until a tag is given or taken: with many tickets it takes
/// longer to make than all the rest of a page.
#[derive(Debug, Default)]
struct Firsts(Mutex<Option<(Vec<Vec<TagId>>, Arc<FirstTags>)>>);

/// It holds nothing that the tags do not hold.
impl PartialEq for Firsts {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Firsts {
    fn of(&self, tags: &TagSets, groups: &[Vec<TagId>]) -> Arc<FirstTags> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, firsts)) if of == groups => Arc::clone(firsts),
            _ => {
                let firsts = Arc::new(tags.firsts(groups));
                *kept = Some((groups.to_vec(), Arc::clone(&firsts)));
                firsts
            }
        }
    }

    fn forget(&mut self) {
        *self.0.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What one write changed of a ticket.
#[derive(Clone, Debug)]
pub(super) enum HeadMove {
    Tags(TagMove),
    Said(SaidMove),
}

impl HeadMove {
    /// What putting `new` in place of `old` changes.
    pub(super) fn of(old: Option<&Ticket>, new: &Ticket) -> impl Iterator<Item = Self> + use<> {
        let tags = TagMove::of(old, new).map(Self::Tags);
        let said = SaidMove::of(old, new).map(Self::Said);
        tags.into_iter().chain(said)
    }
}

impl Gather for Heads {
    type Change = HeadMove;

    fn gather(view: &ReadTx, wanted: Wanted<'_>) -> Result<Self, StoreError> {
        let mut heads = Self::default();
        each_ticket(view, wanted, |ticket| {
            HeadMove::of(None, &ticket).for_each(|change| heads.take(change));
            Ok(())
        })?;
        Ok(heads)
    }

    fn take(&mut self, change: HeadMove) {
        match change {
            HeadMove::Tags(change) => {
                self.tags.apply(&change);
                self.firsts.forget();
            }
            HeadMove::Said(change) => self.said.take(change),
        }
    }
}

impl Store {
    /// Reads the tags together with the columns.
    pub(super) fn gathered<T>(
        &self,
        read: impl FnOnce(&TagSets, &Columns) -> T,
    ) -> Result<T, StoreError> {
        let heads = &self.shared.heads;
        heads.with(self, |heads| {
            self.columns(|columns| read(&heads.tags, columns))
        })
    }

    /// The tickets of each tag by which they are ordered; see [`TagSets::firsts`].
    pub(super) fn first_tags(&self, groups: &[Vec<TagId>]) -> Result<Arc<FirstTags>, StoreError> {
        let heads = &self.shared.heads;
        heads.with(self, |heads| heads.firsts.of(&heads.tags, groups))
    }

    /// Gathers what lists and customers ask of every ticket, once; later commits keep it.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read; [`StoreError::Closed`] once it is wanted no more.
    pub fn gather_heads(&self, wanted: Wanted<'_>) -> Result<(), StoreError> {
        self.columns(Columns::gather_customers);
        self.shared.heads.once(self, wanted)
    }
}
