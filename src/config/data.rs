//! `data`: the folder of the desk. Creates nothing.

use std::path::{Path, PathBuf};

use super::{
    fault::{Fault, Faults},
    file,
    raw::RawConfig,
    setting::{Place, Setting},
};

pub static DATA: Setting<PathBuf> = Setting {
    section: "",
    key: "data",
    default: "\"./guichet-data\"",
    example: "\"/var/lib/guichet\"",
    flag: Some("data"),
    help: "Folder that holds everything that is kept",
    comment: "The folder that holds everything that is kept: tickets, mails, keys. A relative path \
              starts at the folder of this file. Leave it out of a guichet.toml that lies in the \
              data folder itself.",
    refuse: |_, _| None,
};

/// Finds the folder before any file is read: flag, environment or default.
#[must_use]
pub fn folder(raw: &RawConfig) -> PathBuf {
    let mut unheard = Faults::default();
    let found = DATA.take(raw, &mut unheard);
    found.unwrap_or_else(|| PathBuf::from("./guichet-data"))
}

/// Makes out the folder; a relative path in a file starts at the folder of that file.
pub(super) fn mean(raw: &RawConfig, faults: &mut Faults) -> Option<PathBuf> {
    let (path, place) = DATA.take_placed(raw, faults)?;
    Some(from_place(path, &place))
}

/// Refuses a file in a data folder that names another data folder.
pub(super) fn check_found(raw: &mut RawConfig, folder: &Path) {
    let mut unheard = Faults::default();
    let mut faults = Vec::new();
    for written in raw.all(&DATA) {
        let Place::File { .. } = written.place else {
            continue;
        };
        let Some(named) = DATA.take_from(written, &mut unheard) else {
            continue;
        };
        if from_place(named, &written.place) != folder {
            let message = format!(
                "data = {} names another folder than the one that this {} lies in; leave data out \
                 or name the file by --config",
                written.value,
                file::NAME
            );
            faults.push(Fault::new(written.place.clone(), message));
        }
    }
    raw.faults.append(&mut faults);
}

fn from_place(path: PathBuf, place: &Place) -> PathBuf {
    match place {
        Place::File { path: file, .. } => match file.parent() {
            Some(parent) => parent.join(path),
            None => path,
        },
        _ => path,
    }
}
