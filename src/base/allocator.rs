//! What the allocator of the C library is told. It reads that once, from the environment, when a
//! program starts.

use std::{env, os::unix::process::CommandExt, process::Command};

/// Names and values of `mallopt(3)`: what is over a megabyte goes back to the system when it is freed,
/// threads share what is smaller, and of that up to 8 MB are kept at hand: less, and each page would
/// give its room back and ask for it again. Without them the allocator learns from a few whole mails
/// of 20 MB to keep the room of all of them for later: 450 MB where 250 are in use.
const TOLD: [(&str, &str); 3] = [
    ("MALLOC_MMAP_THRESHOLD_", "1000000"),
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_TRIM_THRESHOLD_", "8000000"),
];

/// Starts the program once more in its own place, with the same arguments and number, if the allocator
/// was not told before; does not come back from that. What an admin has set stays as it is. Where a
/// start in its place is refused, this one goes on and says so in the log.
pub fn tell() {
    let untold = TOLD
        .into_iter()
        .filter(|(name, _)| env::var_os(name).is_none());
    let untold: Vec<_> = untold.collect();
    if untold.is_empty() {
        return;
    }
    let Ok(program) = env::current_exe() else {
        tracing::warn!("large mails will take more memory: /proc is not there");
        return;
    };
    let mut args = env::args_os();
    let mut again = Command::new(program);
    if let Some(name) = args.next() {
        again.arg0(name);
    }
    let error = again.args(args).envs(untold).exec();
    tracing::warn!(%error, "large mails will take more memory: the desk cannot start in its own place");
}
