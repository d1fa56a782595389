//! What was written, by whom and where. Judges names only, never values.

use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, TableLike};

use super::{
    fault::Fault,
    registry::{ENV_CONFIG, SECTIONS, SETTINGS, by_name, find, nearest},
    setting::{Definition, Place},
    value::Value,
};

/// One value that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// As in `web.listen`.
    pub name: String,
    pub value: Value,
    pub place: Place,
}

/// Everything that was written, and which names nobody knows.
#[derive(Clone, Debug, Default)]
pub struct RawConfig {
    written: Vec<Written>,
    pub(super) faults: Vec<Fault>,
}

impl RawConfig {
    /// Takes a file's text; what is no TOML or no setting becomes a fault with its line.
    pub fn add_file(&mut self, path: &Path, text: &str) {
        let reader = Reader { path, text };
        match Document::parse(text) {
            Ok(document) => reader.top(document.as_table(), self),
            Err(error) => {
                let line = error.span().map_or(1, |span| reader.line(span.start));
                let message = error.message().trim().replace('\n', ", ");
                let fault = Fault::new(reader.place(line), format!("this is no TOML: {message}"));
                self.faults.push(fault);
            }
        }
    }

    /// Takes a variable of the environment; those that are not for us are passed over.
    pub fn add_env(&mut self, name: &str, text: &str) {
        if !name.starts_with("GUICHET_") {
            return;
        }
        let place = Place::Env(name.to_owned());
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.env() == name) {
            self.push(*setting, setting.untyped(text), place);
        } else if !from_orchestrator(name) {
            let known: Vec<String> = SETTINGS.iter().map(|setting| setting.env()).collect();
            let words = known.iter().map(String::as_str).chain([ENV_CONFIG]);
            let hint = did_you_mean(nearest(name, words));
            let message = format!("no setting has this name{hint}");
            self.faults.push(Fault::new(place, message));
        }
    }

    /// Takes what the flag of a setting was given; `name` is as in `web.listen`.
    pub fn add_flag(&mut self, name: &str, text: &str) {
        if let Some(setting) = by_name(name) {
            let flag = setting
                .flag()
                .map_or_else(|| name.to_owned(), |flag| format!("--{flag}"));
            self.push(setting, setting.untyped(text), Place::Flag(flag));
        }
    }

    /// Lists what was written for a setting, the strongest last.
    pub fn all(&self, setting: &dyn Definition) -> impl Iterator<Item = &Written> {
        let name = setting.name();
        let mut found: Vec<_> = self
            .written
            .iter()
            .filter(|written| written.name == name)
            .collect();
        found.sort_by_key(|written| strength(&written.place));
        found.into_iter()
    }

    /// The value that counts and where it comes from; `None` where nobody wrote any.
    #[must_use]
    pub fn strongest(&self, setting: &dyn Definition) -> Option<&Written> {
        self.all(setting).last()
    }

    fn push(&mut self, setting: &dyn Definition, value: Value, place: Place) {
        let name = setting.name();
        self.written.push(Written { name, value, place });
    }
}

fn strength(place: &Place) -> u8 {
    match place {
        Place::Default => 0,
        Place::File { .. } => 1,
        Place::Env(_) => 2,
        Place::Flag(_) => 3,
    }
}

fn did_you_mean(word: Option<&str>) -> String {
    word.map_or_else(String::new, |word| format!("; did you mean {word}?"))
}

// Kubernetes and Docker describe a service called "guichet" by variables that begin like ours:
// GUICHET_SERVICE_HOST, GUICHET_PORT_8080_TCP_ADDR. They are no mistake of the admin.
fn from_orchestrator(name: &str) -> bool {
    name.contains("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.contains("_PORT_")
        || name == "GUICHET_PORT"
        || name == "GUICHET_WEB_PORT"
        || name == "GUICHET_SMTP_PORT"
}

/// Walks the tables of one file.
struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn top(&self, table: &dyn TableLike, raw: &mut RawConfig) {
        for (key, item) in table.iter() {
            let line = self.key_line(table, key, item);
            let known = SECTIONS.iter().any(|(section, _)| *section == key);
            match item.as_table_like() {
                Some(inner) if known => self.section(key, inner, raw),
                Some(_) if find("", key).is_none() => {
                    raw.faults.push(self.fault(line, unknown_section(key)));
                }
                _ if known => {
                    let message = format!("{key} is a section; write [{key}] on a line of its own");
                    raw.faults.push(self.fault(line, message));
                }
                _ => self.setting("", key, item, line, raw),
            }
        }
    }

    fn section(&self, section: &str, table: &dyn TableLike, raw: &mut RawConfig) {
        for (key, item) in table.iter() {
            let line = self.key_line(table, key, item);
            self.setting(section, key, item, line, raw);
        }
    }

    fn setting(&self, section: &str, key: &str, item: &Item, line: usize, raw: &mut RawConfig) {
        let Some(setting) = find(section, key) else {
            raw.faults.push(self.fault(line, unknown_key(section, key)));
            return;
        };
        let value = item.as_value().map_or(Value::Other("a table"), Value::from);
        raw.push(setting, value, self.place(line));
    }

    fn fault(&self, line: usize, message: String) -> Fault {
        Fault::new(self.place(line), message)
    }

    fn place(&self, line: usize) -> Place {
        Place::File {
            path: PathBuf::from(self.path),
            line,
        }
    }

    fn key_line(&self, table: &dyn TableLike, key: &str, item: &Item) -> usize {
        let key_span = table.key(key).and_then(toml_edit::Key::span);
        let span = key_span.or_else(|| item.span());
        span.map_or(0, |span| self.line(span.start))
    }

    fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        1 + before.filter(|octet| **octet == b'\n').count()
    }
}

fn unknown_section(section: &str) -> String {
    let words = || SECTIONS.iter().map(|(section, _)| *section);
    let known: Vec<&str> = words().collect();
    match nearest(section, words()) {
        Some(word) => format!("unknown section [{section}]; did you mean [{word}]?"),
        None => format!("unknown section [{section}]; known: {}", known.join(", ")),
    }
}

// A key that exists elsewhere was probably written under the wrong heading.
fn unknown_key(section: &str, key: &str) -> String {
    let here = match section {
        "" => "at the top of the file".to_owned(),
        section => format!("in [{section}]"),
    };
    let unknown = format!("unknown key {key:?} {here}");
    let keys = || {
        SETTINGS
            .iter()
            .map(|setting| (setting.section(), setting.key()))
    };
    let homes: Vec<String> = keys()
        .filter(|(_, word)| *word == key)
        .map(|(home, _)| match home {
            "" => "at the top of the file".to_owned(),
            home => format!("under [{home}]"),
        })
        .collect();
    if !homes.is_empty() {
        return format!("{unknown}; it belongs {}", homes.join(" or "));
    }
    let words = |section| {
        keys()
            .filter(move |(home, _)| *home == section)
            .map(|(_, word)| word)
    };
    if let Some(word) = nearest(key, words(section)) {
        return format!("{unknown}; did you mean {word:?}?");
    }
    let known: Vec<&str> = words(section).collect();
    format!("{unknown}; known there: {}", known.join(", "))
}
