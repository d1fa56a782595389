//! The one settings record, and the sealed secrets beside it.

use redb::ReadableTable;

use crate::domain::settings::Settings;

use super::{StoreError, View, WriteTx, record, seal::Key};

/// Reads the settings; None before the first run ended.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View) -> Result<Option<Settings>, StoreError> {
    record::get(view.settings()?, 0)
}

/// Writes the settings.
///
/// # Errors
/// [`StoreError`] if they cannot be written.
pub fn put(tx: &mut WriteTx<'_>, settings: &Settings) -> Result<(), StoreError> {
    record::put(tx.settings_mut()?, 0, settings).map(|_: Option<Settings>| ())
}

/// Reads and opens a secret.
///
/// # Errors
/// [`StoreError::Sealed`] if it was sealed under another key.
pub fn secret(view: &impl View, key: &Key, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    view.secret()?
        .get(name)?
        .map(|sealed| key.open(name, sealed.value()))
        .transpose()
}

/// Names the secrets that this key does not open; without a key all of them.
///
/// # Errors
/// [`StoreError`] if the table cannot be read.
pub fn sealed_otherwise(view: &impl View, key: Option<&Key>) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for row in view.secret()?.iter()? {
        let (name, sealed) = row?;
        let opens = key.is_some_and(|key| key.open(name.value(), sealed.value()).is_ok());
        if !opens {
            names.push(name.value().to_owned());
        }
    }
    Ok(names)
}

/// Seals and writes a secret; `None` removes it.
///
/// # Errors
/// [`StoreError`] if it cannot be sealed or written.
pub fn put_secret(
    tx: &mut WriteTx<'_>,
    key: &Key,
    name: &str,
    plain: Option<&[u8]>,
) -> Result<(), StoreError> {
    match plain {
        Some(plain) => {
            let sealed = key.seal(name, plain)?;
            tx.secret_mut()?.insert(name, sealed.as_slice())?;
        }
        None => forget_secret(tx, name)?,
    }
    Ok(())
}

/// Removes a secret; nothing happens if there is none.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn forget_secret(tx: &mut WriteTx<'_>, name: &str) -> Result<(), StoreError> {
    tx.secret_mut()?.remove(name)?;
    Ok(())
}
