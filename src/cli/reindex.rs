//! `guichet reindex`: has the search index made anew and shows how far it is. The running desk goes on
//! answering from the index it has.

use std::{io::IsTerminal, io::Write, process::ExitCode};

use clap::Args;

use crate::config::Loaded;

use super::settings::SettingArgs;

/// Make the search index anew, while the desk runs or not
///
/// Never needed in daily life: the index follows the store by itself, also after a crash. The
/// search answers from the old index until the new one is through.
#[derive(Debug, Args)]
pub struct Reindex {
    #[command(flatten)]
    pub settings: SettingArgs,
}

/// Reads the settings and hands over.
///
/// # Errors
/// What is wrong in the settings, or what `act` failed with.
pub fn run(
    args: &Reindex,
    act: impl FnOnce(Loaded) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    act(args.settings.load()?)
}

/// Shows on standard error how far it is: one line that changes on a terminal, else one for each
/// tenth.
#[derive(Default)]
pub struct Shown {
    tenth: Option<u64>,
}

impl Shown {
    /// Says that so many of all tickets are in the index.
    pub fn show(&mut self, done: u64, all: u64) {
        let mut err = std::io::stderr();
        if err.is_terminal() {
            // What cannot be shown is no fault of the index.
            drop(write!(err, "\r{done} of {all} tickets"));
            drop(err.flush());
            self.tenth = Some(0);
            return;
        }
        let tenth = done.saturating_mul(10).checked_div(all).unwrap_or(10);
        if self.tenth != Some(tenth) {
            self.tenth = Some(tenth);
            drop(writeln!(err, "{done} of {all} tickets"));
        }
    }

    /// Ends the line that changes.
    pub fn end(&self) {
        if self.tenth.is_some() && std::io::stderr().is_terminal() {
            eprintln!();
        }
    }
}
