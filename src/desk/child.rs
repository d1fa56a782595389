//! The end of a child process that was started on something hostile. Waits for so long, then ends it.

use std::{
    io,
    process::Child,
    time::{Duration, Instant},
};

const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// Waits for the end of a child; true if it ended well. One that takes longer than `patience` is ended.
///
/// # Errors
/// What kept it from being waited for.
pub(super) fn ends_well(child: &mut Child, patience: Duration) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if start.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}
