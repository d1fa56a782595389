//! The command line's end of the socket. Synchronous: a command waits for its answer.

use std::{
    io::{Read, Write},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::Path,
};

use super::{
    DOING, SENDING,
    command::{Answer, Command},
    way,
};

/// Sends a command to the running desk.
///
/// # Errors
/// What the socket said; the desk may be starting or stopping.
pub fn send(data: &Path, command: &Command) -> std::io::Result<Answer> {
    let (_folder, path) = way(data)?;
    let mut stream = UnixStream::connect(path)?;
    // Longer than the desk works on it: whatever comes of a command is heard of.
    stream.set_read_timeout(Some(DOING + SENDING))?;
    stream.write_all(&serde_json::to_vec(command)?)?;
    stream.shutdown(Shutdown::Write)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}
