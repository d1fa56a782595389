//! A ZIP file that is sent while it is written: what was taken out of it is not in memory any more,
//! but for a line of its table of contents for each entry.

use std::{
    io::{self, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use flate2::{Compression, write::DeflateEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter, time::UtcDateTime};

use crate::domain::time::Timestamp;

/// A ZIP file that is being written.
pub struct Archive {
    zip: ZipArchiveWriter<Pipe>,
    written: Pipe,
}

impl Archive {
    #[must_use]
    pub fn new() -> Self {
        let written = Pipe::default();
        Self {
            zip: ZipArchiveWriter::new(written.clone()),
            written,
        }
    }

    /// Adds an entry. `path` is one of ours ([`crate::domain::export`]); `at` is when what is in it
    /// came to be.
    ///
    /// # Errors
    /// What `write` said.
    pub fn add(
        &mut self,
        path: &str,
        at: Timestamp,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let file = self.zip.new_file(path);
        let at = UtcDateTime::from_unix(at.0.div_euclid(1_000_000));
        let file = file.compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.last_modified(at).start().map_err(io::Error::other)?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        write(&mut writer)?;
        let (encoder, descriptor) = writer.finish().map_err(io::Error::other)?;
        encoder.finish()?;
        entry.finish(descriptor).map_err(io::Error::other)?;
        Ok(())
    }

    /// Takes out what was written since the last time.
    #[must_use]
    pub fn take(&self) -> Vec<u8> {
        self.written.take()
    }

    /// Bytes that wait to be taken out.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.written.len()
    }

    /// Ends the file: gives what is left of it, its table of contents last.
    ///
    /// # Errors
    /// [`io::Error`] never: it is written to memory.
    pub fn end(self) -> io::Result<Vec<u8>> {
        let written = self.zip.finish().map_err(io::Error::other)?;
        Ok(written.take())
    }
}

/// Where bytes wait; the archive holds one end of it and whoever sends them the other.
#[derive(Clone, Debug, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
