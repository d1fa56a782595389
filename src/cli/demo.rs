//! `guichet demo`: starts a desk with a sample organization. Never a connection outward.

use std::process::ExitCode;

use clap::Args;

use crate::config::Config;

use super::settings::SettingArgs;

/// Start a desk with a lively sample organization that never sends anything
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    pub settings: SettingArgs,
}

/// The data folder of the sample organization unless one is named: never that of a real desk.
pub const DATA: &str = "./guichet-demo";

/// Loads the configuration and hands it to `demo`, which returns when the desk has stopped.
///
/// # Errors
/// What is wrong with the configuration, or what `demo` failed with.
pub fn run(
    args: &Demo,
    demo: impl FnOnce(Config) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let mut loaded = args.settings.load()?;
    if loaded.raw.strongest(&crate::config::data::DATA).is_none() {
        loaded.config.data = DATA.into();
    }
    demo(loaded.config)
}
