//! The guard around the parser: a mail that ends the process is kept raw when it comes again.
//!
//! While a mail is parsed its hash is a file in `<data>/parsing/`. What stands there at start was
//! being parsed when the process died.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    mail::{
        automatic::ReturnPath,
        inbound::{self, InboundMail},
    },
    store::StoreError,
};

pub(super) struct Parsing {
    folder: PathBuf,
    poison: HashSet<String>,
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
        let mail = inbound::parse_from(raw, path);
        if marked.is_ok()
            && let Err(error) = fs::remove_file(&mark)
        {
            tracing::warn!(error = %error, "a parse mark stays behind");
        }
        mail
    }
}
