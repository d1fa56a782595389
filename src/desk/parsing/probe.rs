//! Parses a mail in a child process, which may die of it. Decides nothing about the mail.

use std::{
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use super::{super::child::ends_well, PROBE};

/// Many times what the largest accepted mail takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// How the child fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Lived,
    Died,
}

/// Runs the program on a mail and waits for its end.
///
/// # Errors
/// What kept the child from starting.
pub(super) fn run(program: &Path, raw: &[u8]) -> io::Result<Outcome> {
    let mut child = Command::new(program)
        .arg(PROBE)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // A child that reads no further is judged by its end, not by the broken pipe.
    if let Some(mut stdin) = child.stdin.take() {
        drop(stdin.write_all(raw));
    }
    let lived = ends_well(&mut child, PATIENCE)?;
    Ok(if lived { Outcome::Lived } else { Outcome::Died })
}
