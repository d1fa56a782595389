//! A password from a file: on a command line it would show in the list of processes.

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    os::unix::fs::PermissionsExt,
    path::Path,
};

/// A password on its way; never shown by `{:?}`.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// What the password is for, which decides how short it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing in to the desk: ours to judge.
    SignIn,
    /// Somebody else's server, whose rules are not ours.
    Smarthost,
}

/// A password and what is careless about its file, in words.
#[derive(Debug)]
pub struct PasswordFile {
    pub password: Password,
    pub warning: Option<String>,
}

/// Why a file gives no password.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("{0} does not exist")]
    Missing(String),
    #[error("{0} cannot be read: {1}")]
    Io(String, io::Error),
    #[error("{0} is empty")]
    Empty(String),
    #[error("{0} is no UTF-8")]
    NotUtf8(String),
    #[error("{0} holds more than one line; a password is one line")]
    Lines(String),
    #[error("{0} holds a control character, which no keyboard types")]
    Control(String),
    #[error("{0} holds more than {LONGEST} octets; is it the right file?")]
    TooLong(String),
    #[error("{0} holds a password of {1} characters; it takes at least {SHORTEST}")]
    TooShort(String, usize),
}

// Twelve characters are out of reach for guessing through the sign-in page, whose tries are
// counted, and are still typed by hand.
const SHORTEST: usize = 12;
const LONGEST: usize = 1024;

impl Password {
    /// The characters themselves, for hashing, sealing or sending.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Reads the one line of a file; the line break at its end does not count.
///
/// # Errors
/// [`PasswordError`] names the file and what is wrong with it.
pub fn read(path: &Path, purpose: Purpose) -> Result<PasswordFile, PasswordError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&name, error))?;
    let world_readable = file
        .metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o004 != 0);
    let mut octets = Vec::new();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX) + 3;
    file.take(most)
        .read_to_end(&mut octets)
        .map_err(|error| unreadable(&name, error))?;
    let warning = world_readable
        .then(|| format!("{name} can be read by everybody on this machine; chmod 600 mends that"));
    Ok(PasswordFile {
        password: judge(name, octets, purpose)?,
        warning,
    })
}

fn unreadable(name: &str, error: io::Error) -> PasswordError {
    match error.kind() {
        io::ErrorKind::NotFound => PasswordError::Missing(name.to_owned()),
        _ => PasswordError::Io(name.to_owned(), error),
    }
}

fn judge(name: String, octets: Vec<u8>, purpose: Purpose) -> Result<Password, PasswordError> {
    let Ok(text) = String::from_utf8(octets) else {
        return Err(PasswordError::NotUtf8(name));
    };
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let characters = line.chars().count();
    if line.trim().is_empty() {
        Err(PasswordError::Empty(name))
    } else if line.len() > LONGEST {
        Err(PasswordError::TooLong(name))
    } else if line.contains(['\n', '\r']) {
        Err(PasswordError::Lines(name))
    } else if line.chars().any(char::is_control) {
        Err(PasswordError::Control(name))
    } else if purpose == Purpose::SignIn && characters < SHORTEST {
        Err(PasswordError::TooShort(name, characters))
    } else {
        Ok(Password(line.to_owned()))
    }
}

#[cfg(test)]
mod tests;
