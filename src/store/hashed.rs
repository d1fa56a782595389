//! Records that are found by the SHA-256 of a secret: what proves who somebody is.

/// Writes `get`, `put`, `remove`, `retain` and `all` for one such kind.
macro_rules! hashed {
    ($kind:ty, $table:ident, $table_mut:ident) => {
        use redb::ReadableTable;

        use crate::domain::credential::SecretHash;

        use super::{
            StoreError, View, WriteTx,
            codec::{decode, encode},
        };

        /// Finds one by the hash of its secret.
        ///
        /// # Errors
        /// [`StoreError`] if the record cannot be read.
        pub fn get(view: &impl View, hash: &SecretHash) -> Result<Option<$kind>, StoreError> {
            view.$table()?
                .get(hash.as_slice())?
                .map(|bytes| decode(bytes.value()))
                .transpose()
        }

        /// Writes one.
        ///
        /// # Errors
        /// [`StoreError`] if it cannot be written.
        pub fn put(
            tx: &mut WriteTx<'_>,
            hash: &SecretHash,
            record: &$kind,
        ) -> Result<(), StoreError> {
            tx.$table_mut()?
                .insert(hash.as_slice(), encode(record)?.as_slice())?;
            Ok(())
        }

        /// Removes one; true if it was there.
        ///
        /// # Errors
        /// [`StoreError`] if it cannot be written.
        pub fn remove(tx: &mut WriteTx<'_>, hash: &SecretHash) -> Result<bool, StoreError> {
            Ok(tx.$table_mut()?.remove(hash.as_slice())?.is_some())
        }

        /// Removes every one that `keep` refuses.
        ///
        /// # Errors
        /// [`StoreError`] if it cannot be written.
        pub fn retain(
            tx: &mut WriteTx<'_>,
            keep: impl Fn(&$kind) -> bool,
        ) -> Result<(), StoreError> {
            // What does not decode is of no use to anybody either.
            tx.$table_mut()?
                .retain(|_, bytes| decode(bytes).is_ok_and(|record| keep(&record)))?;
            Ok(())
        }

        /// Reads every one with its hash, in no order that means anything.
        ///
        /// # Errors
        /// [`StoreError`] if a record cannot be read.
        pub fn all(view: &impl View) -> Result<Vec<(SecretHash, $kind)>, StoreError> {
            let mut found = Vec::new();
            for row in view.$table()?.iter()? {
                let (hash, bytes) = row?;
                if let Ok(hash) = SecretHash::try_from(hash.value()) {
                    found.push((hash, decode(bytes.value())?));
                }
            }
            Ok(found)
        }
    };
}

pub(super) use hashed;
