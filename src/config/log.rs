//! `[log]`: how much is said, and in which form.

use super::{fault::Faults, raw::RawConfig, setting::Setting, value::Word};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub level: Level,
    pub format: Format,
}

/// The least important event that is still written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// The form of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

impl Word for Level {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("error", Self::Error),
        ("warn", Self::Warn),
        ("info", Self::Info),
        ("debug", Self::Debug),
        ("trace", Self::Trace),
    ];
}

impl Word for Format {
    const WORDS: &'static [(&'static str, Self)] = &[("text", Self::Text), ("json", Self::Json)];
}

pub static LEVEL: Setting<Level> = Setting {
    section: "log",
    key: "level",
    default: "\"info\"",
    example: "\"info\"",
    flag: None,
    help: "error, warn, info, debug or trace",
    comment: "error, warn, info, debug or trace. Addresses and contents of mails appear at debug \
              and trace only.",
    refuse: |_, _| None,
};

pub static FORMAT: Setting<Format> = Setting {
    section: "log",
    key: "format",
    default: "\"text\"",
    example: "\"json\"",
    flag: None,
    help: "text or json",
    comment: "text for people, json for machines.",
    refuse: |_, _| None,
};

pub(super) fn mean(raw: &RawConfig, faults: &mut Faults) -> Option<Log> {
    let level = LEVEL.take(raw, faults);
    let format = FORMAT.take(raw, faults);
    Some(Log {
        level: level?,
        format: format?,
    })
}
