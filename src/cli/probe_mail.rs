//! `guichet probe-mail`: parses a mail as the desk would. The desk runs it on a mail that may have
//! ended it; whether this process lives is the answer. Opens no file.

use std::{io::Read, process::ExitCode};

use anyhow::anyhow;

use crate::mail::{automatic::ReturnPath, inbound};

use super::stay::STACK;

/// Parses what stands on standard input.
///
/// # Errors
/// Standard input cannot be read, or the parser panicked.
pub fn run() -> anyhow::Result<ExitCode> {
    let mut raw = Vec::new();
    std::io::stdin().read_to_end(&mut raw)?;
    let parse = move || drop(inbound::parse_from(&raw, ReturnPath::Given));
    let parsed = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(parse)?
        .join();
    parsed.map_err(|_| anyhow!("the parser panicked"))?;
    Ok(ExitCode::SUCCESS)
}
