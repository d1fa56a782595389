//! The words of a PDF. A format that is read with much code and little trust: only the child that
//! [`crate::cli::extract`] makes calls this, never the desk itself.

use std::io::{self, Write};

use pdf_extract::{Document, PlainTextOutput, output_doc};

/// Most bytes of text that are read of one PDF: as much as the search keeps of a text.
pub const MOST_TEXT: usize = 256 << 10;

/// Nothing can be read: no PDF, one that is locked by a password, or a broken one.
#[derive(Debug, thiserror::Error)]
#[error("no text of a PDF can be read here: {0}")]
pub struct NoText(String);

/// Writes the text of a PDF as it is read, page by page, at most `most` bytes of it. What was written
/// before a fault stays.
///
/// # Errors
/// [`NoText`] where it cannot be read on.
pub fn write_text(pdf: &[u8], to: &mut dyn Write, most: usize) -> Result<(), NoText> {
    let no_text = |error: &dyn std::fmt::Display| NoText(error.to_string());
    let mut document = Document::load_mem(pdf).map_err(|error| no_text(&error))?;
    if document.is_encrypted() {
        // Most are locked against changes only: the password that opens them is empty.
        document.decrypt("").map_err(|error| no_text(&error))?;
    }
    let mut bounded = Bounded { to, left: most };
    let mut output = PlainTextOutput::new(&mut bounded as &mut dyn Write);
    let written = output_doc(&document, &mut output);
    match written {
        Err(_) if bounded.left == 0 => Ok(()),
        other => other.map_err(|error| no_text(&error)),
    }
}

/// Takes so many bytes and refuses the next one.
struct Bounded<'a> {
    to: &'a mut dyn Write,
    left: usize,
}

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let wanted = bytes.get(..self.left).unwrap_or(bytes);
        let written = self.to.write(wanted)?;
        self.left -= written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
