//! The rows by number. Of all tickets they stand side by side; of the few in the bin, each for itself.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::{Row, kind::Kind};

/// Equal if they hold the same rows.
#[derive(Debug, PartialEq)]
pub(super) enum Rows {
    Dense(Dense),
    Sparse(BTreeMap<u32, Row>),
}

/// Both lists are of the same length and end with a row.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Dense {
    rows: Vec<Option<Row>>,
    /// Once more what is counted most: rows are wide, and these fit into the cache of a processor.
    kinds: Vec<Kind>,
}

impl Default for Rows {
    fn default() -> Self {
        Self::Dense(Dense::default())
    }
}

impl Dense {
    fn put(&mut self, number: u32, row: Row) -> Option<Row> {
        let index = number as usize;
        if self.rows.len() < index {
            self.rows.resize(index, None);
            self.kinds.resize(index, Kind::NONE);
        }
        if self.rows.len() == index {
            self.rows.push(Some(row));
            self.kinds.push(Kind::of(&row));
            return None;
        }
        *self.kinds.get_mut(index)? = Kind::of(&row);
        self.rows.get_mut(index)?.replace(row)
    }

    fn remove(&mut self, number: u32) -> Option<Row> {
        let old = self.rows.get_mut(number as usize)?.take();
        if let Some(kind) = self.kinds.get_mut(number as usize) {
            *kind = Kind::NONE;
        }
        while let Some(None) = self.rows.last() {
            self.rows.pop();
        }
        self.kinds.truncate(self.rows.len());
        old
    }
}

impl Rows {
    pub(super) fn get(&self, number: u32) -> Option<&Row> {
        match self {
            Self::Dense(dense) => dense.rows.get(number as usize)?.as_ref(),
            Self::Sparse(rows) => rows.get(&number),
        }
    }

    /// Makes room for the rows up to a number.
    pub(super) fn reserve(&mut self, number: usize) {
        if let Self::Dense(dense) = self {
            dense.rows.reserve(number);
            dense.kinds.reserve(number);
        }
    }

    /// The tickets of some kinds.
    pub(super) fn of_kinds(&self, is: impl Fn(Kind) -> bool) -> RoaringBitmap {
        let Self::Dense(Dense { kinds, .. }) = self else {
            let rows = self.each().filter(|(_, row)| is(Kind::of(row)));
            return rows.map(|(number, _)| number).collect();
        };
        let bits = kinds.chunks(8).map(|kinds| {
            let kinds = kinds.iter().enumerate();
            kinds.fold(0, |byte, (bit, kind)| byte | u8::from(is(*kind)) << bit)
        });
        RoaringBitmap::from_lsb0_bytes(0, &bits.collect::<Vec<u8>>())
    }

    /// What kind of ticket it is; none for a number without a row.
    pub(super) fn kind(&self, number: u32) -> Kind {
        match self {
            Self::Dense(dense) => dense.kinds.get(number as usize).copied(),
            Self::Sparse(rows) => rows.get(&number).map(Kind::of),
        }
        .unwrap_or(Kind::NONE)
    }

    /// Puts a row and gives back what stood there.
    pub(super) fn put(&mut self, number: u32, row: Row) -> Option<Row> {
        match self {
            Self::Dense(dense) => dense.put(number, row),
            Self::Sparse(rows) => rows.insert(number, row),
        }
    }

    pub(super) fn remove(&mut self, number: u32) -> Option<Row> {
        match self {
            Self::Dense(dense) => dense.remove(number),
            Self::Sparse(rows) => rows.remove(&number),
        }
    }

    /// Every row with its number, lowest first.
    pub(super) fn each(&self) -> Box<dyn Iterator<Item = (u32, &Row)> + '_> {
        match self {
            Self::Dense(dense) => {
                let rows = (0..).zip(&dense.rows);
                Box::new(rows.filter_map(|(number, row)| Some((number, row.as_ref()?))))
            }
            Self::Sparse(rows) => Box::new(rows.iter().map(|(number, row)| (*number, row))),
        }
    }
}
