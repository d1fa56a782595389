//! `guichet smarthost`: the server that sends all mail. Judges the flags; `desk` does the rest.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};

use crate::{
    config::Loaded,
    domain::{settings::Smarthost as Server, smarthost::SmarthostPassword},
};

use super::{
    password_file::{self, Password, Purpose},
    settings::DataArgs,
    usage::UsageError,
};

/// Choose the server that sends all mail, or see which one does
#[derive(Debug, Args)]
pub struct Smarthost {
    #[command(subcommand)]
    pub verb: SmarthostVerb,
}

#[derive(Debug, Subcommand)]
pub enum SmarthostVerb {
    Set(Set),
    /// Send straight to each recipient's server from now on
    None(Plain),
    /// Say which server sends the mail; the password is never shown
    Show(Plain),
}

/// Send through this server from now on, without a restart
#[derive(Debug, Args)]
pub struct Set {
    #[command(flatten)]
    pub data: DataArgs,
    /// smtps://, smtp:// or plain://, then [user@]host[:port]
    #[arg(value_name = "URL", value_parser = Server::parse)]
    pub smarthost: Server,
    /// File that holds the smarthost's password
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Plain {
    #[command(flatten)]
    pub data: DataArgs,
}

/// What shall happen to the smarthost; judged for its form and its dangers.
#[derive(Clone, Debug)]
pub enum SmarthostPlan {
    Set(Server, Option<Password>),
    None,
    Show,
}

/// Judges the flags, then hands plan and configuration to `act`, which prints the outcome.
///
/// # Errors
/// Everything that is wrong with flags, file or configuration; or what `act` failed with.
pub fn run(
    args: &Smarthost,
    act: impl FnOnce(Loaded, SmarthostPlan) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    match &args.verb {
        SmarthostVerb::Set(set) => {
            let loaded = set.data.load()?;
            let plan = plan(set, &loaded)?;
            act(loaded, plan)
        }
        SmarthostVerb::None(none) => act(none.data.load()?, SmarthostPlan::None),
        SmarthostVerb::Show(show) => act(show.data.load()?, SmarthostPlan::Show),
    }
}

fn plan(set: &Set, loaded: &Loaded) -> Result<SmarthostPlan, UsageError> {
    let mut usage = UsageError::default();
    let file = set.password_file.as_ref().and_then(|path| {
        usage.note(
            "--password-file",
            password_file::read(path, Purpose::Smarthost),
        )
    });
    // A file that cannot be read is one complaint, not two.
    let given = if set.password_file.is_some() {
        SmarthostPassword::Given
    } else {
        SmarthostPassword::Absent
    };
    let allowed = &loaded.config.outbox.allow_private;
    usage.note("URL", set.smarthost.check(given, allowed));
    if !usage.0.is_empty() {
        return Err(usage);
    }
    if let Some(warning) = file.as_ref().and_then(|file| file.warning.as_ref()) {
        eprintln!("warning: --password-file: {warning}");
    }
    let password = file.map(|file| file.password);
    Ok(SmarthostPlan::Set(set.smarthost.clone(), password))
}
