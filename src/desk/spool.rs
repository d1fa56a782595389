//! Large mails while they come in and wait: on disk, not in memory. Nothing outlives its mail: a
//! file has no name any more once it is open, so that even a kill leaves nothing behind.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
};

use super::mint;
use crate::domain::token::base32;

/// A raw mail, wherever its bytes are.
#[derive(Debug)]
pub enum RawMail {
    Held(Vec<u8>),
    Spooled(SpoolFile),
}

/// The folder of large mails.
#[derive(Clone, Debug)]
pub struct Spool(PathBuf);

/// A mail that is being written down.
#[derive(Debug)]
pub struct SpoolFile {
    file: File,
    bytes: usize,
}

impl Spool {
    /// Opens the folder, makes it if there is none; what a kill left there is removed.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        for entry in fs::read_dir(folder)? {
            fs::remove_file(entry?.path())?;
        }
        Ok(Self(folder.to_owned()))
    }

    /// Begins a mail.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin(&self) -> io::Result<SpoolFile> {
        let path = self.0.join(base32(&mint::bytes::<10>()));
        let mut options = OpenOptions::new();
        let file = options
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)?;
        fs::remove_file(&path)?;
        Ok(SpoolFile { file, bytes: 0 })
    }
}

impl SpoolFile {
    /// Writes more of the mail.
    ///
    /// # Errors
    /// What the disk said; [`io::ErrorKind::StorageFull`] when it is full.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.bytes += bytes.len();
        Ok(())
    }

    /// Octets so far.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

impl RawMail {
    /// Octets of the mail.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::Held(raw) => raw.len(),
            Self::Spooled(spool) => spool.bytes,
        }
    }

    /// Reads the mail into memory.
    ///
    /// # Errors
    /// What the disk said.
    pub fn read(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Held(raw) => Ok(raw),
            Self::Spooled(mut spool) => {
                let mut raw = Vec::with_capacity(spool.bytes);
                spool.file.rewind()?;
                spool.file.read_to_end(&mut raw)?;
                Ok(raw)
            }
        }
    }
}

#[cfg(test)]
mod tests;
