//! `guichet check`: judges the configuration and says what is in effect. Changes no data folder.

use std::process::ExitCode;

use clap::Args;

use crate::config::{Config, help};

use super::settings::SettingArgs;

/// Check the configuration and print what is in effect, with the place each value comes from
#[derive(Debug, Args)]
#[command(after_long_help = help::list())]
pub struct Check {
    #[command(flatten)]
    pub settings: SettingArgs,
    /// Print a sample configuration file with every setting instead
    #[arg(long)]
    pub print_sample: bool,
}

/// Prints the configuration in effect as TOML, then as warnings what `advice` finds in the data
/// folder: the desk starts all the same.
///
/// # Errors
/// [`Faults`](crate::config::fault::Faults) with everything that is wrong.
pub fn run(args: &Check, advice: impl FnOnce(&Config) -> Vec<String>) -> anyhow::Result<ExitCode> {
    if args.print_sample {
        print!("{}", help::sample());
    } else {
        let loaded = args.settings.load()?;
        print!("{}", help::effective(&loaded));
        for line in advice(&loaded.config) {
            eprintln!("warning: {line}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
