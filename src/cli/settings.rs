//! The flags of the configuration, made from its definitions, and `--data` for every verb.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use crate::config::{
    self, Loaded, Sources,
    fault::{Fault, Faults},
    registry::{ENV_CONFIG, SETTINGS},
    setting::{Definition, Place},
};

/// `--config` and every setting that has a flag: for `serve`, `demo` and `check`.
#[derive(Clone, Debug, Default)]
pub struct SettingArgs(pub Sources);

/// `--config` and `--data`: for the verbs that work on a data folder without serving.
#[derive(Clone, Debug, Default)]
pub struct DataArgs(pub Sources);

impl SettingArgs {
    /// Loads the configuration that these flags, the environment and the file make.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(&self) -> Result<Loaded, Faults> {
        load(&self.0)
    }
}

impl DataArgs {
    /// As [`SettingArgs::load`].
    ///
    /// # Errors
    /// Everything that is wrong with the configuration.
    pub fn load(&self) -> Result<Loaded, Faults> {
        load(&self.0)
    }
}

fn load(sources: &Sources) -> Result<Loaded, Faults> {
    let mut sources = sources.clone();
    sources.env = environment()?;
    config::load(&sources)
}

fn environment() -> Result<Vec<(String, String)>, Faults> {
    let mut ours = Vec::new();
    for (name, value) in std::env::vars_os() {
        let Some(name) = name.to_str().filter(|name| name.starts_with("GUICHET_")) else {
            continue;
        };
        let Some(value) = value.to_str() else {
            let place = Place::Env(name.to_owned());
            return Err(Fault::new(place, "holds what is no UTF-8").into());
        };
        ours.push((name.to_owned(), value.to_owned()));
    }
    Ok(ours)
}

fn flagged(
    wanted: fn(&str) -> bool,
) -> impl Iterator<Item = (&'static str, &'static dyn Definition)> {
    let with_flag = |setting: &&'static dyn Definition| Some((setting.flag()?, *setting));
    SETTINGS
        .iter()
        .filter_map(with_flag)
        .filter(move |(flag, _)| wanted(flag))
}

fn augment(mut command: Command, wanted: fn(&str) -> bool) -> Command {
    for (flag, setting) in flagged(wanted) {
        let value_name = if flag == "data" { "DIR" } else { "ADDRESS" };
        let default = setting.default().trim_matches('"');
        let help = format!(
            "{} [default: {default}] [env: {}]",
            setting.help(),
            setting.env()
        );
        command = command.arg(Arg::new(flag).long(flag).value_name(value_name).help(help));
    }
    command.arg(
        Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help(format!(
                "Configuration file [default: guichet.toml in the data folder, if it is there] \
                 [env: {ENV_CONFIG}]"
            )),
    )
}

fn collect(matches: &ArgMatches, wanted: fn(&str) -> bool) -> Sources {
    let given = |(flag, setting): (&str, &dyn Definition)| {
        let value = matches.get_one::<String>(flag)?;
        Some((setting.name(), value.clone()))
    };
    Sources {
        config: matches.get_one::<PathBuf>("config").cloned(),
        flags: flagged(wanted).filter_map(given).collect(),
        env: Vec::new(),
    }
}

fn every(_: &str) -> bool {
    true
}

fn data_only(flag: &str) -> bool {
    flag == "data"
}

macro_rules! clap_args {
    ($name:ident, $wanted:expr) => {
        impl Args for $name {
            fn augment_args(command: Command) -> Command {
                augment(command, $wanted)
            }
            fn augment_args_for_update(command: Command) -> Command {
                augment(command, $wanted)
            }
        }

        impl FromArgMatches for $name {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                Ok(Self(collect(matches, $wanted)))
            }
            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                self.0 = collect(matches, $wanted);
                Ok(())
            }
        }
    };
}

clap_args!(SettingArgs, every);
clap_args!(DataArgs, data_only);
