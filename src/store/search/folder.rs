//! Where indices lie: `<folder>/<number>`, of which one is in use. Others are leftovers.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::index::Built;

/// Opens the index that is in use, and removes whatever else lies there.
///
/// `belongs` tells if an index is of this store.
pub(super) fn open(folder: &Path, belongs: impl Fn(&Built) -> bool) -> Option<(u64, Built)> {
    let mut numbers = numbers(folder);
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let mut used: Option<(u64, Built)> = None;
    for number in numbers {
        let place = place(folder, number);
        let built = Built::open(&place).filter(&belongs);
        let better = match (&built, &used) {
            // One that is through stands before a later one that was begun.
            (Some(built), Some((_, used))) => built.come.next.is_none() && used.come.next.is_some(),
            (Some(_), None) => true,
            (None, _) => false,
        };
        if better {
            let before = used.replace((number, built?));
            if let Some((number, _)) = before {
                remove(folder, number);
            }
        } else {
            drop(built);
            remove(folder, number);
        }
    }
    used
}

/// The folder of an index.
pub(super) fn place(folder: &Path, number: u64) -> PathBuf {
    folder.join(number.to_string())
}

/// Removes an index; false if something still writes into it, and it is to be tried again.
pub(super) fn remove(folder: &Path, number: u64) -> bool {
    let place = place(folder, number);
    match fs::remove_dir_all(&place) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => {
            tracing::warn!(error = %error, "an old search index is still at {}", place.display());
            false
        }
    }
}

/// The numbers that are taken.
pub(super) fn numbers(folder: &Path) -> Vec<u64> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter_map(|name| name.parse().ok()).collect()
}
