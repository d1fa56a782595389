//! The configuration file: read whole, changed one key at a time. Never loses a comment.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use toml_edit::{DocumentMut, Item};

use super::{
    fault::Fault,
    setting::{Definition, Place},
    value::Value,
};

/// The file that is read from the data folder when none is named.
pub const NAME: &str = "guichet.toml";

// A hundred times the sample; what is bigger is another file named by mistake.
const LARGEST: u64 = 1 << 20;

/// Why a key could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The file is there and is no TOML, or has something else where the section belongs.
    #[error("{0}")]
    Content(Fault),
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
}

/// Reads a file that was named.
///
/// # Errors
/// One fault with the file's name: missing, unreadable, too big, no UTF-8.
pub fn read(path: &Path) -> Result<String, Fault> {
    read_if_there(path)?.ok_or_else(|| fault(path, 0, "there is no such file".to_owned()))
}

/// Reads a file that may be absent.
///
/// # Errors
/// As [`read`], but for a missing file.
pub fn read_if_there(path: &Path) -> Result<Option<String>, Fault> {
    let mut octets = Vec::new();
    let opened = fs::File::open(path);
    match opened.and_then(|file| file.take(LARGEST + 1).read_to_end(&mut octets)) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(path, 0, format!("cannot be read: {error}"))),
    }
    if u64::try_from(octets.len()).is_ok_and(|length| length > LARGEST) {
        return Err(fault(path, 0, "is no configuration: over 1 MiB".to_owned()));
    }
    String::from_utf8(octets).map(Some).map_err(|error| {
        let before = error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to());
        let line = 1 + before.filter(|octet| **octet == b'\n').count();
        fault(path, line, "this line is no UTF-8".to_owned())
    })
}

/// Writes one setting, leaving everything else in the file as it is.
///
/// The file is made if it is missing and replaced in one step, so a crash leaves the old or the
/// new one. Who calls has checked the value.
///
/// # Errors
/// [`SetError`]; the file is then as it was.
pub fn set(path: &Path, setting: &dyn Definition, value: &Value) -> Result<(), SetError> {
    let old = read_if_there(path).map_err(SetError::Content)?;
    let text = edited(path, old.as_deref().unwrap_or(NEW), setting, value)?;
    replace(path, text.as_bytes()).map_err(|source| SetError::Io {
        path: path.to_owned(),
        source,
    })
}

const NEW: &str = "# Configuration of Guichet. `guichet check --help` lists every setting.\n";

fn edited(
    path: &Path,
    old: &str,
    setting: &dyn Definition,
    value: &Value,
) -> Result<String, SetError> {
    let content = |message: String| SetError::Content(fault(path, 0, message));
    let parse = |text: &str| {
        let parsed = text.parse::<DocumentMut>();
        parsed.map_err(|error| content(format!("is no TOML: {}", error.message())))
    };
    let mut new: toml_edit::Value = value
        .to_string()
        .parse()
        .map_err(|_| content(format!("{value} cannot be written")))?;
    let (section, key) = (setting.section(), setting.key());
    let mut document = parse(old)?;
    if !section.is_empty() && document.get(section).is_none() {
        // As text, so that what stands at the end of the file stays above the new section.
        document = parse(&format!("{}\n\n[{section}]\n", old.trim_end()))?;
    }
    let table = match document.get_mut(section).map(Item::as_table_like_mut) {
        Some(Some(table)) => table,
        Some(None) => return Err(content(format!("{section} is there, but is no section"))),
        None => document.as_table_mut(),
    };
    match table.get_mut(key) {
        Some(item) => {
            if let Some(old) = item.as_value() {
                // The comment behind a value belongs to the line, not to the value.
                *new.decor_mut() = old.decor().clone();
            }
            *item = Item::Value(new);
        }
        None => {
            table.insert(key, Item::Value(new));
        }
    }
    Ok(document.to_string())
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let mut file = fs::File::create(&beside)?;
    file.write_all(content)?;
    if let Ok(old) = fs::metadata(path) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()?;
    fs::rename(&beside, path)?;
    // The rename itself is durable only with its folder.
    let folder = path.parent().filter(|folder| folder.as_os_str() != "");
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn fault(path: &Path, line: usize, message: String) -> Fault {
    let path = path.to_owned();
    Fault::new(Place::File { path, line }, message)
}

#[cfg(test)]
mod tests;
