//! The command line: one file per verb, exit code 0, 1 (failed) or 2 (what was written is wrong).
//!
//! A verb reads and judges what was typed, hands the checked rest to the one function that does
//! the work, and prints the outcome. Must never decide anything about tickets or mail.

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand};
use rustix::fs::Mode;

pub mod act;
pub mod check;
pub mod demo;
pub mod extract;
pub mod mailbox;
pub mod password_file;
pub mod probe_mail;
pub mod reindex;
pub mod serve;
pub mod settings;
pub mod setup;
pub mod smarthost;
pub mod stay;
pub mod token;
pub mod usage;
pub mod user;

use usage::UsageError;

use crate::{
    config::fault::Faults,
    desk::{file_text::EXTRACT, parsing::PROBE},
};

/// A self-hosted service desk in one file: mail in, tickets, answers out.
#[derive(Debug, Parser)]
#[command(
    name = "guichet",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
struct Guichet {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Setup(setup::Setup),
    User(user::User),
    Mailbox(mailbox::Mailbox),
    Token(token::Token),
    Smarthost(smarthost::Smarthost),
    Check(check::Check),
    Reindex(reindex::Reindex),
    /// Parse a mail from standard input and say nothing
    #[command(name = PROBE, hide = true)]
    ProbeMail,
    /// Write the words of a PDF from standard input
    #[command(name = EXTRACT, hide = true)]
    Extract,
}

/// Runs what the arguments ask for; the first one is the name of the program.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    // Whatever the mode of the folder that an admin made: files of the desk are its owner's alone.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let outcome = match Guichet::try_parse_from(args) {
        Ok(guichet) => match guichet.verb {
            Verb::Serve(args) => serve::run(&args, |config| serve::stay(&config)),
            Verb::Demo(args) => demo::run(&args, |config| demo::stay(&config)),
            Verb::Setup(args) => setup::run(&args, act::setup),
            Verb::User(args) => user::run(&args, act::user),
            Verb::Mailbox(args) => mailbox::run(&args, act::mailbox),
            Verb::Token(args) => token::run(&args, act::token),
            Verb::Smarthost(args) => smarthost::run(&args, act::smarthost),
            Verb::Check(args) => check::run(&args, act::advice),
            Verb::Reindex(args) => reindex::run(&args, act::reindex::reindex),
            Verb::ProbeMail => probe_mail::run(),
            Verb::Extract => extract::run(),
        },
        Err(error) => {
            // Help and version are no errors; clap knows which stream and code they take.
            let _ = error.print();
            return exit(u8::try_from(error.exit_code()).unwrap_or(EXIT_USAGE));
        }
    };
    outcome.unwrap_or_else(|error| report(&error))
}

const EXIT_FAILED: u8 = 1;
const EXIT_USAGE: u8 = 2;

fn exit(code: u8) -> ExitCode {
    ExitCode::from(code)
}

// One line for each thing that is wrong; the cause follows its symptom after a colon.
fn report(error: &anyhow::Error) -> ExitCode {
    let wrong_input = if let Some(faults) = error.downcast_ref::<Faults>() {
        Some(faults.to_string())
    } else {
        error
            .downcast_ref::<UsageError>()
            .map(UsageError::to_string)
    };
    let (text, code) = match wrong_input {
        Some(text) => (text, EXIT_USAGE),
        None => (format!("{error:#}"), EXIT_FAILED),
    };
    for line in text.lines() {
        eprintln!("error: {line}");
    }
    exit(code)
}

#[cfg(test)]
mod tests;
