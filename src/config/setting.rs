//! What a setting is: one definition from which reading, help and sample are made.
//!
//! Knows no particular setting; those are in the files of their sections.

use std::{fmt, path::PathBuf};

use super::{
    fault::{Fault, Faults},
    raw::{RawConfig, Written},
    value::{Meaning, Value},
};

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: the default of the definition.
    Default,
    /// A line of a file, from 1; 0 names the file as a whole.
    File { path: PathBuf, line: usize },
    /// A variable of the environment.
    Env(String),
    /// A flag, with its dashes.
    Flag(String),
}

/// One setting.
///
/// `T` is what its value means. All texts are English and end without a line break.
pub struct Setting<T: 'static> {
    /// The table it stands in; `""` for the top of the file.
    pub section: &'static str,
    pub key: &'static str,
    /// As TOML would hold it; `""` for a setting that is absent by default.
    pub default: &'static str,
    /// A value that is right, as TOML.
    pub example: &'static str,
    /// The long flag without its dashes, for the few settings that have one.
    pub flag: Option<&'static str>,
    /// One line for `--help`.
    pub help: &'static str,
    /// What stands above it in the sample file.
    pub comment: &'static str,
    /// Refuses what can be read but is impossible; the text continues "`key = value` …".
    pub refuse: fn(&T, &Place) -> Option<String>,
}

/// A setting without its type: what listings and help need.
pub trait Definition: Sync {
    fn section(&self) -> &'static str;
    fn key(&self) -> &'static str;
    fn default(&self) -> &'static str;
    fn example(&self) -> &'static str;
    fn flag(&self) -> Option<&'static str>;
    fn help(&self) -> &'static str;
    fn comment(&self) -> &'static str;
    /// Reads text from the environment or a flag, where TOML's types do not exist.
    fn untyped(&self, text: &str) -> Value;

    /// Writes `web.listen`, or `data` for the top of the file.
    fn name(&self) -> String {
        match self.section() {
            "" => self.key().to_owned(),
            section => format!("{section}.{}", self.key()),
        }
    }

    /// Writes `GUICHET_WEB_LISTEN`.
    fn env(&self) -> String {
        format!("GUICHET_{}", self.name().replace('.', "_")).to_uppercase()
    }
}

impl<T: Meaning> Setting<T> {
    /// Takes the strongest value, or the default. `None` when a fault was noted.
    pub fn take(&self, raw: &RawConfig, faults: &mut Faults) -> Option<T> {
        self.take_placed(raw, faults).map(|(value, _)| value)
    }

    /// Like [`Setting::take`], with the place that the value comes from.
    pub fn take_placed(&self, raw: &RawConfig, faults: &mut Faults) -> Option<(T, Place)> {
        let before = faults.0.len();
        let mut strongest = self.read_default();
        for written in raw.all(self) {
            if let Some(value) = self.take_from(written, faults) {
                strongest = Some((value, written.place.clone()));
            }
        }
        strongest.filter(|_| faults.0.len() == before)
    }

    /// Takes one written value, whether or not a stronger one exists.
    pub fn take_from(&self, written: &Written, faults: &mut Faults) -> Option<T> {
        match self.read(&written.value, &written.place) {
            Ok(value) => Some(value),
            Err(fault) => {
                faults.0.push(fault);
                None
            }
        }
    }

    fn read(&self, value: &Value, place: &Place) -> Result<T, Fault> {
        let wrong = match T::read(value) {
            Ok(meant) => match (self.refuse)(&meant, place) {
                None => return Ok(meant),
                Some(wrong) => wrong,
            },
            Err(wrong) => wrong,
        };
        let (name, example) = (self.name(), self.example);
        let message = format!(
            "{name} = {value} {wrong}; for example: {} = {example}",
            self.key
        );
        Err(Fault::new(place.clone(), message))
    }

    fn read_default(&self) -> Option<(T, Place)> {
        let value = if self.default.is_empty() {
            Value::Text(String::new())
        } else {
            Value::from_toml(self.default)?
        };
        let meant = T::read(&value).ok()?;
        Some((meant, Place::Default))
    }
}

impl<T: Meaning> Definition for Setting<T> {
    fn section(&self) -> &'static str {
        self.section
    }
    fn key(&self) -> &'static str {
        self.key
    }
    fn default(&self) -> &'static str {
        self.default
    }
    fn example(&self) -> &'static str {
        self.example
    }
    fn flag(&self) -> Option<&'static str> {
        self.flag
    }
    fn help(&self) -> &'static str {
        self.help
    }
    fn comment(&self) -> &'static str {
        self.comment
    }
    fn untyped(&self, text: &str) -> Value {
        T::from_text(text)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line: 0 } => path.display().fmt(f),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Env(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}
