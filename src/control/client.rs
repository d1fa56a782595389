//! The command line's end of the socket. Synchronous: a command waits for its answer.

use std::{
    io::{Read, Write},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::Path,
    time::Duration,
};

use super::{
    command::{Answer, Command},
    way,
};

/// Longest wait for an answer: a password hash behind four others.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sends a command to the running desk.
///
/// # Errors
/// What the socket said; the desk may be starting or stopping.
pub fn send(data: &Path, command: &Command) -> std::io::Result<Answer> {
    let (_folder, path) = way(data)?;
    let mut stream = UnixStream::connect(path)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(&serde_json::to_vec(command)?)?;
    stream.shutdown(Shutdown::Write)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}
