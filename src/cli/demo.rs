//! `guichet demo`: starts a desk with a sample organization. Never a connection outward.

use std::process::ExitCode;

use clap::Args;

use crate::{app::App, base::clock::Clock, config::Config};

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

/// Serves the sample organization until a signal; makes it first if the folder is empty.
///
/// # Errors
/// A sentence that says what kept the demo from starting: the folder of a real desk among others.
pub fn stay(config: &Config) -> anyhow::Result<ExitCode> {
    let clock = Clock::fixed(crate::base::clock::now());
    super::stay::stay(
        config,
        async || App::start_demo(config, clock.clone()).await,
        async |app, demo| {
            let made = demo.furnish(&app.desk, &clock, app.smtp).await?;
            if made > 0 {
                tracing::info!("the demo has {made} sample tickets");
            }
            demo.come_alive(&app.desk, &clock, app.smtp);
            tracing::info!("{}", demo.sign_in());
            super::stay::say_where(app, &clock).await
        },
    )
}
