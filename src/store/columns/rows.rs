//! The rows by number. Of all tickets they stand side by side; of the few in the bin, each for itself.

use std::collections::BTreeMap;

use super::Row;

/// Equal if they hold the same rows.
#[derive(Debug, PartialEq)]
pub(super) enum Rows {
    /// Ends with a row.
    Dense(Vec<Option<Row>>),
    Sparse(BTreeMap<u32, Row>),
}

impl Default for Rows {
    fn default() -> Self {
        Self::Dense(Vec::new())
    }
}

impl Rows {
    pub(super) fn get(&self, number: u32) -> Option<&Row> {
        match self {
            Self::Dense(rows) => rows.get(number as usize)?.as_ref(),
            Self::Sparse(rows) => rows.get(&number),
        }
    }

    /// Puts a row and gives back what stood there.
    pub(super) fn put(&mut self, number: u32, row: Row) -> Option<Row> {
        match self {
            Self::Dense(rows) => {
                let index = number as usize;
                if rows.len() <= index {
                    rows.resize(index + 1, None);
                }
                rows.get_mut(index).and_then(|slot| slot.replace(row))
            }
            Self::Sparse(rows) => rows.insert(number, row),
        }
    }

    pub(super) fn remove(&mut self, number: u32) -> Option<Row> {
        match self {
            Self::Dense(rows) => {
                let old = rows.get_mut(number as usize).and_then(Option::take);
                while let Some(None) = rows.last() {
                    rows.pop();
                }
                old
            }
            Self::Sparse(rows) => rows.remove(&number),
        }
    }

    /// Every row with its number, lowest first.
    pub(super) fn each(&self) -> Box<dyn Iterator<Item = (u32, &Row)> + '_> {
        match self {
            Self::Dense(rows) => {
                let rows = (0..).zip(rows);
                Box::new(rows.filter_map(|(number, row)| Some((number, row.as_ref()?))))
            }
            Self::Sparse(rows) => Box::new(rows.iter().map(|(number, row)| (*number, row))),
        }
    }
}
