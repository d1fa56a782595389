//! What the admin writes: file, environment and flags become one [`Config`].
//!
//! Two steps: [`RawConfig`](raw::RawConfig) is what was written and where, [`Config`] is what is
//! meant. Every setting is defined once, in the file of its section; parsing, messages, `--help`,
//! names of environment variables and `packaging/guichet.toml` all come from that definition.
//! Must never hold what a page can change (that is in the store) nor open anything but its file.

use std::path::{Path, PathBuf};

pub mod data;
pub mod dns;
pub mod fault;
pub mod file;
pub mod help;
pub mod limits;
pub mod log;
pub mod outbox;
pub mod raw;
pub mod registry;
pub mod setting;
pub mod smtp;
pub mod value;
pub mod web;

use fault::{Fault, Faults};
use raw::RawConfig;
use setting::Place;

/// What is meant. Each room takes from it what it needs; `app` hands it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The folder that holds everything that is kept.
    pub data: PathBuf,
    pub web: web::Web,
    pub smtp: smtp::Smtp,
    pub dns: dns::Dns,
    pub outbox: outbox::Outbox,
    pub limits: limits::Limits,
    pub log: log::Log,
}

/// Where to look for what was written; nothing of it is read from the process itself.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file named by `--config`; None takes `<data>/guichet.toml` if it is there.
    pub config: Option<PathBuf>,
    /// Name of a setting as in `web.listen`, and what its flag was given.
    pub flags: Vec<(String, String)>,
    /// The variables of the environment; those without our prefix are passed over.
    pub env: Vec<(String, String)>,
}

/// A configuration and the writing that it came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub config: Config,
    pub raw: RawConfig,
    /// The file that was read, if there was one.
    pub file: Option<PathBuf>,
}

impl Config {
    /// Makes the configuration of a test: free ports on loopback, no limit on disk space.
    #[must_use]
    pub fn for_testing(data: &Path) -> Self {
        let mut raw = RawConfig::default();
        let data = data.display().to_string();
        for (name, value) in [
            ("data", data.as_str()),
            ("web.listen", "127.0.0.1:0"),
            ("smtp.listen", "127.0.0.1:0"),
            ("smtp.hostname", "desk.test"),
            ("outbox.allow_private", "127.0.0.0/8, ::1"),
            ("limits.disk_reserve", "0"),
            ("log.level", "warn"),
        ] {
            raw.add_flag(name, value);
        }
        Self::mean(&raw).expect("a test proves that these values are accepted")
    }

    /// Makes out what was meant, with every default filled in.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the sections; values that a stronger source
    /// overrides are judged too.
    pub fn mean(raw: &RawConfig) -> Result<Self, Faults> {
        let mut faults = Faults(raw.faults.clone());
        let data = data::mean(raw, &mut faults);
        let web = web::mean(raw, &mut faults);
        let smtp = smtp::mean(raw, &mut faults);
        let dns = dns::mean(raw, &mut faults);
        let outbox = outbox::mean(raw, &mut faults);
        let limits = limits::mean(raw, &mut faults);
        let log = log::mean(raw, &mut faults);
        listen_apart(raw, &mut faults);
        match (data, web, smtp, dns, outbox, limits, log) {
            (
                Some(data),
                Some(web),
                Some(smtp),
                Some(dns),
                Some(outbox),
                Some(limits),
                Some(log),
            ) if faults.0.is_empty() => Ok(Self {
                data,
                web,
                smtp,
                dns,
                outbox,
                limits,
                log,
            }),
            _ => Err(faults),
        }
    }
}

/// Reads file, environment and flags. A flag beats the environment, which beats the file.
///
/// # Errors
/// Everything that is wrong in any of them, or that the file cannot be read.
pub fn load(sources: &Sources) -> Result<Loaded, Faults> {
    let mut raw = RawConfig::default();
    let mut env_config = None;
    for (name, value) in &sources.env {
        if name == registry::ENV_CONFIG {
            env_config = Some(PathBuf::from(value)).filter(|path| path.as_os_str() != "");
        } else {
            raw.add_env(name, value);
        }
    }
    for (name, value) in &sources.flags {
        raw.add_flag(name, value);
    }
    let file = match sources.config.clone().or(env_config) {
        Some(path) => {
            raw.add_file(&path, &file::read(&path)?);
            Some(path)
        }
        None => add_found_file(&mut raw)?,
    };
    Ok(Loaded {
        config: Config::mean(&raw)?,
        raw,
        file,
    })
}

fn add_found_file(raw: &mut RawConfig) -> Result<Option<PathBuf>, Faults> {
    let folder = data::folder(raw);
    let path = folder.join(file::NAME);
    let Some(text) = file::read_if_there(&path)? else {
        return Ok(None);
    };
    raw.add_file(&path, &text);
    data::check_found(raw, &folder);
    Ok(Some(path))
}

// One address cannot serve pages and mail; an unspecified address covers all others of its port.
fn listen_apart(raw: &RawConfig, faults: &mut Faults) {
    let mut unheard = Faults::default();
    let (Some((web, web_place)), Some((smtp, smtp_place))) = (
        web::LISTEN.take_placed(raw, &mut unheard),
        smtp::LISTEN.take_placed(raw, &mut unheard),
    ) else {
        return;
    };
    let overlap = web.ip() == smtp.ip() || web.ip().is_unspecified() || smtp.ip().is_unspecified();
    if web.port() == 0 || web.port() != smtp.port() || !overlap {
        return;
    }
    let (name, place, other, other_place) = if smtp_place == Place::Default {
        ("web.listen", web_place, "smtp.listen", smtp_place)
    } else {
        ("smtp.listen", smtp_place, "web.listen", web_place)
    };
    faults.0.push(Fault::new(
        place,
        format!(
            "{name} takes the same port as {other} (from {other_place}); give them two different ports"
        ),
    ));
}

#[cfg(test)]
mod tests;
