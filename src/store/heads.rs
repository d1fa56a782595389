//! What lists and counts ask of every ticket beside its row, in memory: its tags, and when it last
//! said something. Read in one go after each start, kept by the writer after each commit.

use crate::domain::ticket::Ticket;

use super::{
    ReadTx, Store, StoreError,
    columns::Columns,
    gathered::Gather,
    said::{Said, SaidMove},
    tag_sets::{TagMove, TagSets},
    ticket,
};

/// Both of all tickets.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Heads {
    pub(super) tags: TagSets,
    pub(super) said: Said,
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

    fn gather(view: &ReadTx) -> Result<Self, StoreError> {
        let mut heads = Self::default();
        ticket::each(view, |ticket| {
            HeadMove::of(None, &ticket).for_each(|change| heads.take(change));
            Ok(())
        })?;
        Ok(heads)
    }

    fn take(&mut self, change: HeadMove) {
        match change {
            HeadMove::Tags(change) => self.tags.apply(&change),
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

    /// Gathers what lists and customers ask of every ticket, once; later commits keep it.
    ///
    /// # Errors
    /// [`StoreError`] if a record cannot be read.
    pub fn gather_heads(&self) -> Result<(), StoreError> {
        self.columns(Columns::gather_customers);
        self.shared.heads.with(self, |_| ())
    }
}
