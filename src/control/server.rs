//! The running desk's end of the socket: mode 0600, only for the same user and root.

use std::{os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
};
use tokio_util::sync::CancellationToken;

use crate::{base::clock::Clock, desk::Desk, domain::time::Timestamp};

use super::{
    DOING, SENDING,
    command::{Answer, Command, execute},
    way,
};

/// Largest command.
const COMMAND_BYTES: u64 = 64 << 10;

/// How long the desk waits for a client and for its own work.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a command to come, and for its answer to be taken.
    pub sending: Duration,
    /// For a command to be done.
    pub doing: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            sending: SENDING,
            doing: DOING,
        }
    }
}

/// Pause after a failed accept: with no descriptor left, the next one fails at once too.
const AFTER_ERROR: Duration = Duration::from_millis(100);

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
    patience: Patience,
    stopping: CancellationToken,
) {
    loop {
        let accepted = tokio::select! {
            () = stopping.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "the control socket cannot be answered");
                tokio::time::sleep(AFTER_ERROR).await;
                continue;
            }
        };
        if !is_ours(&stream) {
            tracing::warn!("somebody else's process knocked at the control socket");
            continue;
        }
        if let Err(error) = answer(stream, &desk, &clock, patience).await {
            tracing::warn!(error = %error, "a command was not answered");
        }
    }
}

fn is_ours(stream: &UnixStream) -> bool {
    let own = rustix::process::geteuid().as_raw();
    stream
        .peer_cred()
        .is_ok_and(|peer| peer.uid() == own || peer.uid() == 0)
}

async fn answer(
    mut stream: UnixStream,
    desk: &Arc<Desk>,
    clock: &Clock,
    patience: Patience,
) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let mut command = (&mut stream).take(COMMAND_BYTES);
    tokio::time::timeout(patience.sending, command.read_to_end(&mut bytes)).await??;
    let now = clock.now();
    let answer = match serde_json::from_slice::<Command>(&bytes) {
        Ok(command) => match tokio::time::timeout(patience.doing, done(desk, command, now)).await {
            Ok(answer) => answer,
            Err(_) => Answer::Refused(
                "the desk has not done it in time; it may still come about: look before you \
                 repeat it"
                    .to_owned(),
            ),
        },
        Err(_) => Answer::Refused("this command is of another release of guichet".to_owned()),
    };
    let reply = serde_json::to_vec(&answer).map_err(std::io::Error::other)?;
    tokio::time::timeout(patience.sending, stream.write_all(&reply)).await??;
    stream.shutdown().await
}

async fn done(desk: &Arc<Desk>, command: Command, now: Timestamp) -> Answer {
    if command.hashes() {
        let doing = desk.run_hashing(move |desk| execute(desk, command, now));
        doing
            .await
            .unwrap_or_else(|error| Answer::Refused(error.to_string()))
    } else {
        let doing = desk.run(move |desk| execute(desk, command, now));
        doing
            .await
            .unwrap_or_else(|stopping| Answer::Refused(stopping.to_string()))
    }
}
