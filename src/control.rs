//! The admin's commands, the same whether the desk runs or not.
//!
//! A command finds the store locked when a desk runs, and then goes through `<data>/control.sock`;
//! else it opens the store itself. The lock says which, never the socket: a kill leaves one behind.

use std::{
    fs::File,
    os::fd::AsRawFd,
    path::{Path, PathBuf},
    time::Duration,
};

pub mod client;
pub mod command;
pub mod server;
pub mod user;

/// The socket's name in the data folder.
pub const SOCKET: &str = "control.sock";
/// Longest that a command may take: a password hash behind four others, a slow disk.
pub const DOING: Duration = Duration::from_secs(30);
/// Longest that a command, or its answer, may be under way.
pub const SENDING: Duration = Duration::from_secs(10);
/// Longest path of a Unix socket (unix(7)), its NUL left out.
const LONGEST: usize = 107;

/// Names the socket by a path that is short enough: a Unix address holds 107 octets, a data folder
/// may be deeper. The folder must stay open while the path is used.
fn way(data: &Path) -> std::io::Result<(File, PathBuf)> {
    let folder = File::open(data)?;
    let path = data.join(SOCKET);
    if path.as_os_str().len() <= LONGEST {
        return Ok((folder, path));
    }
    let path = format!("/proc/self/fd/{}/{SOCKET}", folder.as_raw_fd());
    Ok((folder, path.into()))
}
