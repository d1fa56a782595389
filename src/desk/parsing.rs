//! The guard around the parser: a mail that ends the process is kept raw when it comes again.
//!
//! While a mail is parsed its hash is a file in `<data>/parsing/`. What stands there at start was
//! being parsed when the process died.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    sync::{Condvar, Mutex, PoisonError},
};

use crate::{
    mail::{
        automatic::ReturnPath,
        inbound::{self, InboundMail},
    },
    store::StoreError,
};

/// Mails above this size wait for their share of [`HEAVY_AT_ONCE`].
const HEAVY: usize = 4 << 20;
/// Bytes of heavy mails that are parsed at the same time; a larger mail is parsed alone.
const HEAVY_AT_ONCE: usize = 48 << 20;

pub(super) struct Parsing {
    folder: PathBuf,
    poison: HashSet<String>,
    heavy: Mutex<usize>,
    lighter: Condvar,
}

impl Parsing {
    pub(super) fn open(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder)?;
        let mut poison = HashSet::new();
        for entry in fs::read_dir(folder)? {
            poison.insert(entry?.file_name().to_string_lossy().into_owned());
        }
        if !poison.is_empty() {
            tracing::warn!(
                count = poison.len(),
                "mails were being parsed when the desk last died"
            );
        }
        Ok(Self {
            folder: folder.to_owned(),
            poison,
            heavy: Mutex::new(0),
            lighter: Condvar::new(),
        })
    }

    /// Parses a mail, unless it is known to end the process.
    pub(super) fn parse(&self, raw: &[u8], path: ReturnPath, hash: &[u8; 32]) -> InboundMail {
        let name = data_encoding::HEXLOWER.encode(hash);
        if self.poison.contains(&name) {
            return inbound::not_parsed(raw, path);
        }
        let mark = self.folder.join(name);
        // Without the mark the mail is parsed all the same: it is more likely good than fatal.
        let marked = fs::File::create(&mark);
        let mail = self.within_bounds(raw.len(), || inbound::parse_from(raw, path));
        if marked.is_ok()
            && let Err(error) = fs::remove_file(&mark)
        {
            tracing::warn!(error = %error, "a parse mark stays behind");
        }
        mail
    }

    /// Bounds the memory that parsing takes: what is heavy waits for its turn.
    fn within_bounds<T>(&self, bytes: usize, parse: impl FnOnce() -> T) -> T {
        if bytes <= HEAVY {
            return parse();
        }
        let full = |heavy: &mut usize| *heavy > 0 && *heavy + bytes > HEAVY_AT_ONCE;
        let waiting = self.heavy.lock().unwrap_or_else(PoisonError::into_inner);
        let mut heavy = self
            .lighter
            .wait_while(waiting, full)
            .unwrap_or_else(PoisonError::into_inner);
        *heavy += bytes;
        drop(heavy);
        // The parser catches its own panics, so the share is always given back.
        let parsed = parse();
        *self.heavy.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.lighter.notify_all();
        parsed
    }
}
