//! Tells systemd how the service is doing: the datagrams of sd_notify(3).
//!
//! Without `NOTIFY_SOCKET` every call does nothing. Opens no socket that systemd passed on.

use std::{
    ffi::OsString,
    io,
    os::unix::net::UnixDatagram,
    os::{linux::net::SocketAddrExt, unix::ffi::OsStrExt, unix::net::SocketAddr},
    time::Duration,
};

use tokio_util::sync::CancellationToken;

/// The way to the service manager, if there is one.
#[derive(Debug, Default)]
pub struct Notifier {
    way: Option<(UnixDatagram, SocketAddr)>,
    watchdog: Option<Duration>,
}

/// What systemd wrote into the environment of the service.
#[derive(Clone, Debug, Default)]
pub struct NotifyEnv {
    /// `NOTIFY_SOCKET`: a path, or an abstract name that begins with `@`.
    pub socket: Option<OsString>,
    /// `WATCHDOG_USEC`.
    pub watchdog_usec: Option<OsString>,
    /// `WATCHDOG_PID`: whom the watchdog is meant for; None is anybody.
    pub watchdog_pid: Option<OsString>,
}

impl NotifyEnv {
    /// Reads the environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Self {
            socket: std::env::var_os("NOTIFY_SOCKET"),
            watchdog_usec: std::env::var_os("WATCHDOG_USEC"),
            watchdog_pid: std::env::var_os("WATCHDOG_PID"),
        }
    }
}

impl Notifier {
    /// Finds the service manager; `pid` is that of this process.
    ///
    /// # Errors
    /// The socket's name is none, or no socket could be made.
    pub fn new(env: &NotifyEnv, pid: u32) -> io::Result<Self> {
        let way = match &env.socket {
            None => None,
            Some(name) => Some((UnixDatagram::unbound()?, address(name.as_bytes())?)),
        };
        let number = |text: &OsString| text.to_str()?.parse::<u64>().ok();
        let meant = env
            .watchdog_pid
            .as_ref()
            .is_none_or(|meant| number(meant) == Some(pid.into()));
        let usec = env.watchdog_usec.as_ref().and_then(number);
        Ok(Self {
            watchdog: usec
                .filter(|usec| meant && *usec > 0 && way.is_some())
                .map(Duration::from_micros),
            way,
        })
    }

    /// Says that the desk answers; `status` is shown by `systemctl status`.
    ///
    /// # Errors
    /// The datagram could not be sent.
    pub fn ready(&self, status: &str) -> io::Result<()> {
        self.send(&format!("READY=1\nSTATUS={}", one_line(status)))
    }

    /// Says that the desk has begun to stop.
    ///
    /// # Errors
    /// The datagram could not be sent.
    pub fn stopping(&self) -> io::Result<()> {
        self.send("STOPPING=1")
    }

    /// Says that the desk is alive.
    ///
    /// # Errors
    /// The datagram could not be sent.
    pub fn alive(&self) -> io::Result<()> {
        self.send("WATCHDOG=1")
    }

    /// Waits between two signs of life: half of what the service manager waits for one.
    ///
    /// `None` when it waits for none. Source: sd_watchdog_enabled(3).
    #[must_use]
    pub fn watchdog_interval(&self) -> Option<Duration> {
        self.watchdog.map(|patience| patience / 2)
    }

    /// Gives a sign of life at every interval until `stop`, if `healthy` says so.
    ///
    /// `healthy` should go through what may hang (the writer of the store); while it does, no
    /// sign is given and the service manager restarts the desk.
    pub async fn keep_alive<F, H>(&self, mut healthy: F, stop: CancellationToken)
    where
        F: FnMut() -> H + Send,
        H: Future<Output = Health> + Send,
    {
        let Some(interval) = self.watchdog_interval() else {
            return;
        };
        let mut tick = tokio::time::interval(interval);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let beats = async {
            loop {
                tick.tick().await;
                if healthy().await == Health::Well
                    && let Err(error) = self.alive()
                {
                    tracing::warn!(%error, "the service manager does not take the sign of life");
                }
            }
        };
        let _ = stop.run_until_cancelled(beats).await;
    }

    fn send(&self, state: &str) -> io::Result<()> {
        match &self.way {
            None => Ok(()),
            Some((socket, address)) => socket.send_to_addr(state.as_bytes(), address).map(|_| ()),
        }
    }
}

/// Whether a sign of life is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    Well,
    Stuck,
}

// sd_notify(3): `@` stands for the NUL of an abstract name; a path is absolute.
fn address(name: &[u8]) -> io::Result<SocketAddr> {
    match name {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name),
        [b'/', ..] => SocketAddr::from_pathname(std::ffi::OsStr::from_bytes(name)),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "NOTIFY_SOCKET is neither a path nor an abstract name",
        )),
    }
}

// A line break would begin another assignment.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests;
