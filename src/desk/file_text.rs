//! The words of files that are no text, such as PDFs. A child of this program reads them, which has
//! little memory and time and opens nothing: a hostile file costs its own words, nothing else.

use std::{
    io::{self, Read as _, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    mail::{inbound, pdf::MOST_TEXT},
    store::{
        StoreError,
        search::{
            files::{Read, Waiting},
            texts::is_slow,
        },
    },
};

use super::{Desk, child::ends_well, search::Behind};

/// The verb under which the program reads a PDF from standard input and does nothing else.
pub const EXTRACT: &str = "extract";

/// What the child writes first: whatever else ran in its place is not heard.
pub const GREETING: &str = "words of a file:\n";

/// Messages whose files are read before the search shows their words.
const AT_ONCE: usize = 8;
/// Most such files of one message.
const FILES: usize = 5;
/// A larger file is not read: the child would not hold it.
const LARGEST: usize = 64 << 20;
/// The child has five seconds of CPU time; on a busy machine they take longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// A step, or the files of one message, takes little longer than this.
const TURN: Duration = Duration::from_secs(2);

impl Desk {
    /// Reads the files of some messages that wait for it, and takes their words into the search.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read or kept; the next step tries again.
    pub fn file_text_step(&self) -> Result<Behind, StoreError> {
        let Some(program) = &self.options.prober else {
            return Ok(Behind::Nothing);
        };
        let waiting = self.store.files_waiting(AT_ONCE);
        if waiting.is_empty() {
            return Ok(Behind::Nothing);
        }
        let (mut read, start) = (Vec::new(), Instant::now());
        for one in waiting {
            read.push(self.read(program, one)?);
            if start.elapsed() > TURN {
                break;
            }
        }
        self.store.files_read(&read)?;
        Ok(Behind::Some)
    }

    fn read(&self, program: &Path, waiting: Waiting) -> Result<Read, StoreError> {
        let Some((message, raw)) = self.store.file_source(waiting)? else {
            return Ok(Read {
                waiting,
                of: None,
                texts: Vec::new(),
            });
        };
        let (mut texts, start) = (Vec::new(), Instant::now());
        let slow = message.attachments.iter().filter(|file| is_slow(file));
        for file in slow.take(FILES) {
            if start.elapsed() > TURN {
                break;
            }
            let text = extract(program, &inbound::attachment(&raw, file));
            texts.extend(text.unwrap_or_else(|error| {
                tracing::warn!(error = %error, "a file cannot be read in a process apart");
                None
            }));
        }
        Ok(Read {
            waiting,
            of: Some(message.raw),
            texts,
        })
    }
}

/// Runs the program on a file. What it wrote counts however it ends: of a file that is too much for
/// it, the first pages. None where there are no words.
///
/// # Errors
/// What kept the child from starting, or from being heard.
fn extract(program: &Path, bytes: &[u8]) -> io::Result<Option<String>> {
    if bytes.len() > LARGEST {
        return Ok(None);
    }
    let mut child = Command::new(program)
        .arg(EXTRACT)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    // It reads everything before it writes anything; one that dies meanwhile breaks the pipe.
    if let Some(mut stdin) = child.stdin.take() {
        drop(stdin.write_all(bytes));
    }
    let out = child.stdout.take();
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let most = u64::try_from(GREETING.len() + MOST_TEXT).unwrap_or(u64::MAX);
        let read = out.map(|out| out.take(most).read_to_end(&mut text));
        read.transpose().map(|_| text)
    });
    let ended = ends_well(&mut child, PATIENCE);
    let text = reader
        .join()
        .map_err(|_| io::Error::other("the reader panicked"))??;
    ended?;
    let text = text.strip_prefix(GREETING.as_bytes()).unwrap_or_default();
    let text = String::from_utf8_lossy(text).into_owned();
    Ok((!text.trim().is_empty()).then_some(text))
}
