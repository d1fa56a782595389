//! The running desk's end of the socket: mode 0600, only for the same user and root.

use std::{os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
};
use tokio_util::sync::CancellationToken;

use crate::{base::clock::Clock, desk::Desk};

use super::{
    command::{Answer, Command, execute},
    way,
};

/// Largest command.
const COMMAND_BYTES: u64 = 64 << 10;
/// A client that says nothing for so long is let go.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the socket. The store is locked by now, so a socket that stands there is a dead one's.
///
/// # Errors
/// What the disk said.
pub fn bind(data: &Path) -> std::io::Result<UnixListener> {
    let (_folder, path) = way(data)?;
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Answers one command after the other until the desk stops.
pub async fn serve(
    listener: UnixListener,
    desk: Arc<Desk>,
    clock: Clock,
    stopping: CancellationToken,
) {
    loop {
        let accepted = tokio::select! {
            () = stopping.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else { continue };
        if !is_ours(&stream) {
            tracing::warn!("somebody else's process knocked at the control socket");
            continue;
        }
        match tokio::time::timeout(PATIENCE, answer(stream, &desk, &clock)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(error = %error, "a command was not answered"),
            Err(_) => tracing::warn!("a command took too long to be sent"),
        }
    }
}

fn is_ours(stream: &UnixStream) -> bool {
    let own = rustix::process::geteuid().as_raw();
    stream
        .peer_cred()
        .is_ok_and(|peer| peer.uid() == own || peer.uid() == 0)
}

async fn answer(mut stream: UnixStream, desk: &Arc<Desk>, clock: &Clock) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    (&mut stream)
        .take(COMMAND_BYTES)
        .read_to_end(&mut bytes)
        .await?;
    let now = clock.now();
    let answer = match serde_json::from_slice::<Command>(&bytes) {
        Ok(command) if command.hashes() => desk
            .run_hashing(move |desk| execute(desk, command, now))
            .await
            .unwrap_or_else(|error| Answer::Refused(error.to_string())),
        Ok(command) => desk
            .run(move |desk| execute(desk, command, now))
            .await
            .unwrap_or_else(|stopping| Answer::Refused(stopping.to_string())),
        Err(_) => Answer::Refused("this command is of another release of guichet".to_owned()),
    };
    let reply = serde_json::to_vec(&answer).map_err(std::io::Error::other)?;
    stream.write_all(&reply).await?;
    stream.shutdown().await
}
