//! A look into a store that nobody has open. Makes, repairs and migrates nothing.

use std::path::Path;

use redb::{Builder, ReadableDatabase};

use super::{ReadTx, StoreError, seal::Key, settings};

/// Names the secrets in `file` that the key in `key` does not open; all of them without a key.
///
/// # Errors
/// [`StoreError::Locked`] while a desk has it open; [`StoreError`] for a file that only a start can
/// read, such as that of a desk that was killed.
pub fn sealed_otherwise(file: &Path, key: &Path) -> Result<Vec<String>, StoreError> {
    let database = Builder::new().open_read_only(file)?;
    let view = ReadTx::new(database.begin_read()?);
    let key = Key::load(key).ok();
    settings::sealed_otherwise(&view, key.as_ref())
}
