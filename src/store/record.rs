//! Reading and writing one record of a table keyed by a number. Used by every record kind.

use redb::{ReadableTable, Table};

use super::{
    StoreError,
    codec::{self, Record},
};

type Bytes = &'static [u8];

/// Reads one record.
pub(super) fn get<R: Record>(
    table: &impl ReadableTable<u64, Bytes>,
    id: u64,
) -> Result<Option<R>, StoreError> {
    table
        .get(id)?
        .map(|bytes| codec::decode(bytes.value()))
        .transpose()
}

/// Writes one record and returns what stood there.
pub(super) fn put<R: Record>(
    table: &mut Table<'_, u64, Bytes>,
    id: u64,
    record: &R,
) -> Result<Option<R>, StoreError> {
    let bytes = codec::encode(record)?;
    let old = table.insert(id, bytes.as_slice())?;
    old.map(|bytes| codec::decode(bytes.value())).transpose()
}

/// Reads every record, in the order of their numbers.
pub(super) fn all<R: Record>(table: &impl ReadableTable<u64, Bytes>) -> Result<Vec<R>, StoreError> {
    table
        .iter()?
        .map(|row| codec::decode(row?.1.value()))
        .collect()
}

/// Hands over every record, in the order of their numbers, one in memory at a time.
pub(super) fn each<R: Record>(
    table: &impl ReadableTable<u64, Bytes>,
    mut with: impl FnMut(R) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    for row in table.iter()? {
        with(codec::decode(row?.1.value())?)?;
    }
    Ok(())
}

/// Reads the number behind an index key.
pub(super) fn number(
    table: &impl ReadableTable<&'static str, u64>,
    key: &str,
) -> Result<Option<u64>, StoreError> {
    Ok(table.get(key)?.map(|number| number.value()))
}
