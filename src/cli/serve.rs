//! `guichet serve`: starts the desk and stays. The desk itself is put together by `app`.

use std::process::ExitCode;

use clap::Args;

use crate::{
    app::App,
    base::clock::Clock,
    config::{Config, help},
};

use super::settings::SettingArgs;

/// Start the desk: pages, mail receiver, sender
#[derive(Debug, Args)]
#[command(after_long_help = help::list())]
pub struct Serve {
    #[command(flatten)]
    pub settings: SettingArgs,
}

/// Loads the configuration and hands it to `serve`, which returns when the desk has stopped.
///
/// # Errors
/// What is wrong with the configuration, or what `serve` failed with.
pub fn run(
    args: &Serve,
    serve: impl FnOnce(Config) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    serve(args.settings.load()?.config)
}

/// Serves until a signal.
///
/// # Errors
/// A sentence that says what kept the desk from starting.
pub fn stay(config: &Config) -> anyhow::Result<ExitCode> {
    let clock = Clock::default();
    super::stay::stay(
        config,
        async || Ok((App::start(config, clock.clone()).await?, ())),
        async |app, &()| super::stay::say_where(app, &clock).await,
    )
}
