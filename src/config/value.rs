//! What a written value can mean: address, network, size, word. Pure; asks no resolver.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use crate::domain::{address::domain_key, ip_net::IpNet, origin::Origin};

/// A value as it was written, before anybody asked what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Whole(i64),
    List(Vec<Value>),
    /// Something that no setting takes, by its name in TOML.
    Other(&'static str),
}

/// A type that a setting can have.
pub trait Meaning: Sized {
    /// Makes out what is meant; the error continues the sentence "`key = value` …".
    ///
    /// # Errors
    /// What is wrong with it, without a full stop.
    fn read(value: &Value) -> Result<Self, String>;

    /// Reads text that has no type of its own: from the environment or a flag.
    fn from_text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

/// A number of bytes, written as `35 MiB` (or MB for powers of ten) or as a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

/// The name of a machine as A-labels in lower case, or an address literal in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName(pub String);

/// Where a name server answers; port 53 unless another was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameServer(pub SocketAddr);

/// A closed set of words, such as the levels of the log.
pub trait Word: Copy + 'static {
    const WORDS: &'static [(&'static str, Self)];
}

impl Value {
    /// Reads one value written as TOML; `None` if it is none.
    #[must_use]
    pub fn from_toml(text: &str) -> Option<Self> {
        Some(Self::from(&text.parse::<toml_edit::Value>().ok()?))
    }

    /// Names the type as TOML does, with its article.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Whole(_) => "a whole number",
            Self::List(_) => "a list",
            Self::Other(name) => name,
        }
    }
}

impl From<&toml_edit::Value> for Value {
    fn from(value: &toml_edit::Value) -> Self {
        match value {
            toml_edit::Value::String(text) => Self::Text(text.value().clone()),
            toml_edit::Value::Integer(number) => Self::Whole(*number.value()),
            toml_edit::Value::Array(list) => Self::List(list.iter().map(Self::from).collect()),
            toml_edit::Value::Boolean(_) => Self::Other("true or false"),
            toml_edit::Value::Float(_) => Self::Other("a number with a fraction"),
            toml_edit::Value::Datetime(_) => Self::Other("a date"),
            toml_edit::Value::InlineTable(_) => Self::Other("a table"),
        }
    }
}

/// Writes the value as TOML, so that what `check` prints can be pasted into a file.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => toml_edit::Value::from(text.as_str()).fmt(f),
            Self::Whole(number) => number.fmt(f),
            Self::List(values) => {
                f.write_str("[")?;
                for (position, value) in values.iter().enumerate() {
                    let comma = if position == 0 { "" } else { ", " };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str("]")
            }
            Self::Other(name) => write!(f, "({name})"),
        }
    }
}

fn text(value: &Value) -> Result<&str, String> {
    match value {
        Value::Text(text) => Ok(text.trim()),
        other => Err(format!("is {}, but a text belongs here", other.kind())),
    }
}

impl Meaning for SocketAddr {
    fn read(value: &Value) -> Result<Self, String> {
        let text = text(value)?;
        text.parse().map_err(|_| {
            let why = if text.parse::<IpAddr>().is_ok() {
                "has no port"
            } else if names_a_machine(text) {
                "names no address (names are not looked up here)"
            } else {
                "is no address with a port"
            };
            why.to_owned()
        })
    }
}

fn names_a_machine(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(host, port)| {
        port.parse::<u16>().is_ok() && host.parse::<IpAddr>().is_err() && domain_key(host).is_some()
    })
}

impl Meaning for PathBuf {
    fn read(value: &Value) -> Result<Self, String> {
        match text(value)? {
            "" => Err("is empty".to_owned()),
            text if text.contains('\0') => Err("holds a NUL".to_owned()),
            text => Ok(Self::from(text)),
        }
    }
}

impl<T: Meaning> Meaning for Option<T> {
    fn read(value: &Value) -> Result<Self, String> {
        match value {
            Value::Text(text) if text.trim().is_empty() => Ok(None),
            other => T::read(other).map(Some),
        }
    }
    fn from_text(text: &str) -> Value {
        T::from_text(text)
    }
}

impl<T: Meaning> Meaning for Vec<T> {
    fn read(value: &Value) -> Result<Self, String> {
        let Value::List(values) = value else {
            return Err(format!("is {}, but a list belongs here", value.kind()));
        };
        let read = |value| T::read(value).map_err(|wrong| format!("holds {value}, which {wrong}"));
        values.iter().map(read).collect()
    }

    // Neither an address nor a network holds a comma; nothing at all is the empty list.
    fn from_text(text: &str) -> Value {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        Value::List(parts.map(T::from_text).collect())
    }
}

impl Meaning for Origin {
    fn read(value: &Value) -> Result<Self, String> {
        Self::parse(text(value)?).map_err(|error| error.to_string())
    }
}

impl Meaning for IpNet {
    fn read(value: &Value) -> Result<Self, String> {
        Self::parse(text(value)?).map_err(|error| error.to_string())
    }
}

impl Meaning for HostName {
    fn read(value: &Value) -> Result<Self, String> {
        let name = domain_key(text(value)?);
        name.map(Self).ok_or_else(|| "is no host name".to_owned())
    }
}

impl Meaning for NameServer {
    fn read(value: &Value) -> Result<Self, String> {
        let text = text(value)?;
        let bare = text.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, 53));
        match bare.or_else(|_| text.parse::<SocketAddr>()) {
            Ok(server) if server.port() != 0 => Ok(Self(server)),
            Ok(_) => Err("has port 0".to_owned()),
            Err(_) => Err("is no address".to_owned()),
        }
    }
}

fn whole(value: &Value) -> Result<i64, String> {
    match value {
        Value::Whole(number) => Ok(*number),
        other => Err(format!(
            "is {}, but a whole number belongs here",
            other.kind()
        )),
    }
}

fn whole_from_text(text: &str) -> Value {
    let number = text.trim().parse().map(Value::Whole);
    number.unwrap_or_else(|_| Value::Text(text.to_owned()))
}

impl Meaning for u16 {
    fn read(value: &Value) -> Result<Self, String> {
        Self::try_from(whole(value)?).map_err(|_| "is not between 0 and 65535".to_owned())
    }
    fn from_text(text: &str) -> Value {
        whole_from_text(text)
    }
}

impl Meaning for usize {
    fn read(value: &Value) -> Result<Self, String> {
        Self::try_from(whole(value)?).map_err(|_| "is below zero".to_owned())
    }
    fn from_text(text: &str) -> Value {
        whole_from_text(text)
    }
}

impl Meaning for ByteSize {
    fn read(value: &Value) -> Result<Self, String> {
        let text = match value {
            Value::Whole(number) => number.to_string(),
            Value::Text(text) => text.trim().to_owned(),
            other => return Err(format!("is {}, but a size belongs here", other.kind())),
        };
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, unit) = text.split_at(digits);
        let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "kb" => 1_000,
            "mb" => 1_000_000,
            "gb" => 1_000_000_000,
            "kib" => 1 << 10,
            "mib" => 1 << 20,
            "gib" => 1 << 30,
            _ => return Err("is no size in B, KiB, MiB or GiB".to_owned()),
        };
        let number: u64 = digits.parse().map_err(|_| "is no size".to_owned())?;
        let bytes = number.checked_mul(factor);
        bytes
            .map(Self)
            .ok_or_else(|| "is beyond all disks".to_owned())
    }
    fn from_text(text: &str) -> Value {
        whole_from_text(text)
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [("GiB", 1u64 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
        let whole = |unit: &&(&str, u64)| self.0 >= unit.1 && self.0.is_multiple_of(unit.1);
        match units.iter().find(whole) {
            Some((name, size)) => write!(f, "{} {name}", self.0 / size),
            None => write!(f, "{} B", self.0),
        }
    }
}

impl<T: Word> Meaning for T {
    fn read(value: &Value) -> Result<Self, String> {
        let text = text(value)?.to_ascii_lowercase();
        let found = T::WORDS.iter().find(|(word, _)| *word == text);
        found.map(|(_, meant)| *meant).ok_or_else(|| {
            let words: Vec<_> = T::WORDS.iter().map(|(word, _)| *word).collect();
            let nearest = super::registry::nearest(&text, words.iter().copied());
            let hint = nearest.map_or(String::new(), |word| format!("; did you mean {word:?}?"));
            format!("is none of {}{hint}", words.join(", "))
        })
    }
}

#[cfg(test)]
mod tests;
