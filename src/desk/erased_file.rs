//! The file `erased` in the data folder: what the store remembers of erased customers, once more, so
//! that a store of before, put back from a backup, learns of it. Holds no name and no address.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use data_encoding::HEXLOWER;

use crate::{
    domain::time::Timestamp,
    store::erasure::{Mark, Remembered},
};

/// Its name. It belongs to every backup, and to every folder that one is put back into.
pub(super) const NAME: &str = "erased";

/// Reads what stands in it; nothing if there is no such file. Lines that are none are left out.
pub(super) fn read(folder: &Path) -> io::Result<Vec<Remembered>> {
    let text = match std::fs::read_to_string(folder.join(NAME)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text?,
    };
    Ok(text.lines().filter_map(line).collect())
}

fn line(text: &str) -> Option<Remembered> {
    let (at, mark) = text.trim().split_once(' ')?;
    let mark = HEXLOWER.decode(mark.as_bytes()).ok()?;
    Some(Remembered {
        mark: Mark::try_from(mark).ok()?,
        at: Timestamp(at.parse().ok()?),
        user: None,
    })
}

/// Adds to it, and waits until it is on disk.
pub(super) fn add(folder: &Path, some: &[Remembered]) -> io::Result<()> {
    if some.is_empty() {
        return Ok(());
    }
    let mut text = String::new();
    for one in some {
        text += &format!("{} {}\n", one.at.0, HEXLOWER.encode(&one.mark));
    }
    let mut options = OpenOptions::new();
    let mut file = options
        .append(true)
        .create(true)
        .mode(0o600)
        .open(folder.join(NAME))?;
    // A line that a kill cut short is no reason to lose the next one.
    file.write_all(format!("\n{text}").as_bytes())?;
    file.sync_all()?;
    File::open(folder)?.sync_all()
}
