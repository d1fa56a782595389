//! `guichet extract`: writes the words of a PDF from standard input to standard output. The desk runs
//! it on files that strangers sent, so it takes its own means away first: it opens no file and no
//! socket, and has 256 MiB of memory and five seconds of CPU time.

use std::{
    io::{Read, Write, stdin, stdout},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::{desk::file_text::GREETING, mail::pdf};

use super::stay::STACK;

/// Address space, in bytes.
const MEMORY: u64 = 256 << 20;
/// CPU time, in seconds.
const SECONDS: u64 = 5;

/// Reads, then writes at most [`pdf::MOST_TEXT`] bytes.
///
/// # Errors
/// The limits cannot be set, standard input cannot be read, or it holds no text of a PDF.
pub fn run() -> anyhow::Result<ExitCode> {
    confine().context("the limits cannot be set")?;
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes)?;
    let extract = move || {
        let mut out = stdout().lock();
        out.write_all(GREETING.as_bytes())?;
        let written = pdf::write_text(&bytes, &mut out, pdf::MOST_TEXT);
        // What was read before a fault is of use.
        out.flush()?;
        Ok::<_, anyhow::Error>(written?)
    };
    let extracted = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(extract)?
        .join();
    extracted.map_err(|_| anyhow!("the reader of PDFs panicked"))??;
    Ok(ExitCode::SUCCESS)
}

/// Gives up for good what a reader of texts has no use for.
fn confine() -> rustix::io::Result<()> {
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, SECONDS),
        // What is open stays open: standard input, output and error.
        (Resource::Nofile, 0),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit)?;
    }
    Ok(())
}
