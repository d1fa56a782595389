//! The words of files that are no text, such as PDFs. A child of this program reads them, which has
//! little memory and time and opens nothing: a hostile file costs its own words, nothing else.

use std::{
    io::{self, Read as _, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    mail::{inbound, pdf::MOST_TEXT},
    store::{
        StoreError,
        gathered::Wanted,
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
/// A step begins no further message after this.
const TURN: Duration = Duration::from_secs(2);

impl Desk {
    /// Reads the files of some messages that wait for it, and takes their words into the search. A message
    /// whose files are not all read when nobody wants it any more goes on to wait.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read or kept; the next step tries again.
    pub fn file_text_step(&self, wanted: Wanted<'_>) -> Result<Behind, StoreError> {
        let Some(program) = &self.options.prober else {
            return Ok(Behind::Nothing);
        };
        let waiting = self.store.files_waiting(AT_ONCE);
        if waiting.is_empty() {
            return Ok(Behind::Nothing);
        }
        let (mut read, start) = (Vec::new(), Instant::now());
        for one in waiting {
            match self.read(program, one, wanted) {
                Ok(Some(one)) => read.push(one),
                Ok(None) => break,
                Err(error) if read.is_empty() => return Err(error),
                // The next step meets it again; what was read before it is kept.
                Err(_) => break,
            }
            if start.elapsed() > TURN {
                break;
            }
        }
        self.store.files_read(&read)?;
        Ok(Behind::Some)
    }

    fn read(
        &self,
        program: &Path,
        waiting: Waiting,
        wanted: Wanted<'_>,
    ) -> Result<Option<Read>, StoreError> {
        let Some((message, raw)) = self.store.file_source(waiting)? else {
            return Ok(Some(Read {
                waiting,
                of: None,
                texts: Vec::new(),
            }));
        };
        let mut texts = Vec::new();
        let slow = message.attachments.iter().filter(|file| is_slow(file));
        for file in slow.take(FILES) {
            if !wanted() {
                return Ok(None);
            }
            let bytes = inbound::attachment(&raw, file);
            if bytes.len() > LARGEST {
                continue;
            }
            // Where no process starts now, one may later: the message waits.
            let text = words_of(start(program)?, &bytes);
            texts.extend(text.unwrap_or_else(|error| {
                tracing::warn!(error = %error, "a file cannot be read in a process apart");
                None
            }));
        }
        Ok(Some(Read {
            waiting,
            of: Some(message.raw),
            texts,
        }))
    }
}

fn start(program: &Path) -> io::Result<Child> {
    Command::new(program)
        .arg(EXTRACT)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Has the program read a file. What it wrote counts however it ends: of a file that is too much for
/// it, the first pages. None where there are no words.
///
/// # Errors
/// What kept the child from being heard.
fn words_of(mut child: Child, bytes: &[u8]) -> io::Result<Option<String>> {
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
