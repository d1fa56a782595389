//! The store's file: opened, made, or made anew after a death in the middle of making it. Never
//! empties a file that holds a page.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read},
    path::Path,
};

use redb::{Builder, Database, backends::FileBackend};

use super::StoreError;

/// What stands at the start of every file of redb; written last, when the file is whole.
const MAGIC: usize = 9;
/// The header of a file of redb. Behind it stand pages, and a new file has none.
const HEADER: usize = 320;
/// Far above the size of a new file.
const LARGEST_NEW: u64 = 4 << 20;

/// Opens the file, or makes it, so that a power cut leaves it whole, empty or absent. The file is what can be
/// told how the database will be read.
pub(super) fn create(builder: &Builder, path: &Path) -> Result<(Database, File), StoreError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let folder = File::open(folder)?;
    // Two that start at once would take each other's new file for a half-made one. A file system
    // without such locks is left to redb's own.
    drop(folder.lock());
    // redb refuses a file that it began itself and did not end.
    if is_half_made(path)? {
        OpenOptions::new().write(true).open(path)?.set_len(0)?;
    }
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let database = builder.create_with_backend(FileBackend::new(file.try_clone()?)?)?;
    // A commit syncs the file; that the folder names it, only this does.
    folder.sync_all()?;
    Ok((database, file))
}

fn is_half_made(path: &Path) -> io::Result<bool> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        file => file?,
    };
    let length = file.metadata()?.len();
    if length == 0 || length > LARGEST_NEW {
        return Ok(false);
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_NEW).read_to_end(&mut bytes)?;
    let is_zero = |byte: &u8| *byte == 0;
    Ok(bytes.iter().take(MAGIC).all(is_zero) && bytes.iter().skip(HEADER).all(is_zero))
}
