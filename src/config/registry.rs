//! The list of all settings, in the order of the sample file. Adds nothing to their definitions.

use super::{data, dns, limits, log, outbox, setting::Definition, smtp, web};

/// Names a configuration file in the environment, as `--config` does on the command line.
pub const ENV_CONFIG: &str = "GUICHET_CONFIG";

/// Every setting, once. A new one is added here and in the file of its section.
pub static SETTINGS: &[&dyn Definition] = &[
    &data::DATA,
    &web::LISTEN,
    &web::URL,
    &web::PROXIES,
    &smtp::LISTEN,
    &smtp::HOSTNAME,
    &smtp::GREETING_DELAY,
    &smtp::UNLIMITED_FROM,
    &dns::SERVERS,
    &outbox::ALLOW_PRIVATE,
    &outbox::MX_PORT,
    &limits::MESSAGE_SIZE,
    &limits::CONNECTIONS,
    &limits::DISK_RESERVE,
    &limits::CACHE,
    &log::LEVEL,
    &log::FORMAT,
];

/// What each section is about: one line for the sample file.
pub static SECTIONS: &[(&str, &str)] = &[
    ("web", "The pages, the API and the event stream."),
    ("smtp", "The receiver: the door that mail comes in by."),
    (
        "dns",
        "Name look-ups: MX records, addresses, sender checks.",
    ),
    (
        "outbox",
        "The sender. A smarthost is set in the pages or by `guichet setup`.",
    ),
    (
        "limits",
        "Bounds. The defaults fit a machine with 1 GB of memory.",
    ),
    ("log", "The log goes to standard error, one line per event."),
];

/// Finds the setting that stands in this section under this key.
#[must_use]
pub fn find(section: &str, key: &str) -> Option<&'static dyn Definition> {
    let here = |setting: &&&dyn Definition| setting.section() == section && setting.key() == key;
    SETTINGS.iter().find(here).copied()
}

/// Finds the setting with a name such as `web.listen`.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static dyn Definition> {
    let (section, key) = name.split_once('.').unwrap_or(("", name));
    find(section, key)
}

/// Picks the word that was probably meant; `None` if none is near.
#[must_use]
pub fn nearest<'a>(written: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let scored = words.map(|word| (nearness(&written, &word.to_lowercase()), word));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score > 0.0).map(|(_, word)| word)
}

// A slip of the fingers (one letter, one more for every five) goes before a likeness: `wbe` is
// `web`. 0.75: `host` for `hostname` is above it, unrelated words are below 0.7.
fn nearness(written: &str, word: &str) -> f64 {
    let slips = strsim::osa_distance(written, word);
    if slips <= 1 + written.chars().count() / 5 {
        return 1.0 + strsim::normalized_damerau_levenshtein(written, word);
    }
    let likeness = strsim::jaro_winkler(written, word);
    if likeness > 0.75 { likeness } else { 0.0 }
}
