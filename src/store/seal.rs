//! Secrets at rest: XChaCha20-Poly1305 under `guichet.key`, which is never in the store.
//!
//! Losing the key costs the re-entry of passwords, never a ticket.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};

use super::StoreError;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// The sealing key of one desk.
#[derive(Clone)]
pub struct Key([u8; KEY_BYTES]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// Reads the key file, or makes it with mode 0600 when there is none.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it cannot be read or made; [`StoreError::NoKey`] if it is no key.
    pub fn load_or_make(path: &Path) -> Result<Self, StoreError> {
        if path.try_exists()? {
            return Self::load(path);
        }
        let mut bytes = [0; KEY_BYTES];
        random(&mut bytes)?;
        write(path, &bytes)?;
        Ok(Self(bytes))
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it cannot be read; [`StoreError::NoKey`] if it is no key.
    pub fn load(path: &Path) -> Result<Self, StoreError> {
        let mut bytes = Vec::new();
        File::open(path)?.read_to_end(&mut bytes)?;
        let key = bytes.try_into();
        key.map(Self).map_err(|bytes: Vec<u8>| StoreError::NoKey {
            found: bytes.len(),
            wanted: KEY_BYTES,
        })
    }

    /// A key for tests and for a demo, kept nowhere.
    #[must_use]
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Seals a secret for one place: it opens under no other name.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the system has no random bytes.
    pub fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_BYTES];
        random(&mut nonce)?;
        let payload = Payload {
            msg: plain,
            aad: name.as_bytes(),
        };
        let sealed = XChaCha20Poly1305::new(&self.0.into())
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| StoreError::Sealed)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens a secret.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it was sealed under another key or name, or was changed.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (nonce, sealed) = sealed
            .split_at_checked(NONCE_BYTES)
            .ok_or(StoreError::Sealed)?;
        let payload = Payload {
            msg: sealed,
            aad: name.as_bytes(),
        };
        XChaCha20Poly1305::new(&self.0.into())
            .decrypt(XNonce::from_slice(nonce), payload)
            .map_err(|_| StoreError::Sealed)
    }
}

// Under another name first: a process that dies half way leaves no half key.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let new = path.with_extension("key.new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|error| std::io::Error::other(error.to_string()).into())
}
