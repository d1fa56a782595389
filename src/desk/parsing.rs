//! The guard around the parser: a mail that ends the process never ends it twice.
//!
//! While a mail is parsed its hash is a file in `<data>/parsing/`, which holds how often the process
//! died over it before. What stands there at start was being parsed when the process died, but a
//! kill or a power cut hits innocent mails too. So a marked mail that comes again is first parsed by
//! a child process: if the child lives, the mail is parsed as any other; if it dies, or if the desk
//! died twice all the same, the mail is kept raw. Must never lose a mail.

mod probe;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    domain::time::Timestamp,
    mail::{
        automatic::ReturnPath,
        inbound::{self, InboundMail},
    },
    store::StoreError,
};

/// The verb under which the program parses a mail from standard input and does nothing else.
pub const PROBE: &str = "probe-mail";

/// A sender gives up after 5 days (RFC 5321, 4.5.4.1); no mark is needed for longer.
const MARK_LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// So many deaths over one mail are no coincidence, whatever the child says.
const CERTAIN: u32 = 2;

pub(super) struct Parsing {
    folder: PathBuf,
    /// The program that is run as a child; None keeps every marked mail raw.
    prober: Option<PathBuf>,
    /// Hash of a mail → how often the process died while it was parsed.
    deaths: Mutex<HashMap<String, u32>>,
}

impl Parsing {
    pub(super) fn open(folder: &Path, prober: Option<PathBuf>) -> Result<Self, StoreError> {
        fs::create_dir_all(folder)?;
        let mut deaths = HashMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let before = fs::read_to_string(entry.path()).unwrap_or_default();
            deaths.insert(
                entry.file_name().to_string_lossy().into_owned(),
                before.parse::<u32>().unwrap_or(0).saturating_add(1),
            );
        }
        if !deaths.is_empty() {
            tracing::warn!(
                count = deaths.len(),
                "mails were being parsed when the desk died; they are tried apart when they return"
            );
        }
        Ok(Self {
            folder: folder.to_owned(),
            prober,
            deaths: Mutex::new(deaths),
        })
    }

    /// Parses a mail, unless it is known to end the process.
    pub(super) fn parse(&self, raw: &[u8], path: ReturnPath, hash: &[u8; 32]) -> InboundMail {
        let name = data_encoding::HEXLOWER.encode(hash);
        let before = self.deaths().get(&name).copied().unwrap_or(0);
        if before >= CERTAIN || (before > 0 && !self.survives(raw)) {
            tracing::warn!("a mail ended the desk before and is kept as it came");
            self.deaths().insert(name, CERTAIN);
            return inbound::not_parsed(raw, path);
        }
        let mark = self.folder.join(&name);
        // Without the mark the mail is parsed all the same: it is more likely good than fatal.
        let marked = fs::write(&mark, count(before));
        let mail = inbound::parse_from(raw, path);
        if marked.is_ok() {
            remove(&mark);
        }
        if before > 0 {
            self.deaths().remove(&name);
        }
        mail
    }

    /// Forgets marks of mails that nobody will send again.
    pub(super) fn tidy(&self, now: Timestamp) {
        let oldest = now.minus(MARK_LIFE);
        self.deaths().retain(|name, _| {
            let mark = self.folder.join(name);
            let old = made(&mark).is_none_or(|made| made < oldest);
            if old {
                remove(&mark);
            }
            !old
        });
    }

    fn survives(&self, raw: &[u8]) -> bool {
        let Some(prober) = &self.prober else {
            return false;
        };
        match probe::run(prober, raw) {
            Ok(outcome) => outcome == probe::Outcome::Lived,
            Err(error) => {
                tracing::warn!(error = %error, "a marked mail cannot be tried in a process apart");
                false
            }
        }
    }

    fn deaths(&self) -> MutexGuard<'_, HashMap<String, u32>> {
        self.deaths.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// An empty mark is one write less for the mails that were never under suspicion.
fn count(deaths: u32) -> String {
    if deaths == 0 {
        String::new()
    } else {
        deaths.to_string()
    }
}

fn made(mark: &Path) -> Option<Timestamp> {
    let made = fs::metadata(mark).and_then(|it| it.modified()).ok()?;
    let since = made.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_micros()).ok().map(Timestamp)
}

fn remove(mark: &Path) {
    match fs::remove_file(mark) {
        // The same mail came over two connections at once, and the other one was faster.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(error = %error, "a parse mark stays behind"),
        Ok(()) => {}
    }
}
