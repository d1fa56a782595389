//! `guichet token`: API tokens. Prints one once; only its hash is kept.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::{config::Loaded, domain::address::EmailAddress};

use super::{settings::DataArgs, setup::one_line};

/// Make an API token
#[derive(Debug, Args)]
pub struct Token {
    #[command(subcommand)]
    pub verb: TokenVerb,
}

#[derive(Debug, Subcommand)]
pub enum TokenVerb {
    Create(Create),
}

/// Make an API token of a person and print it as the last line
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    pub data: DataArgs,
    /// E-mail address of the person whose rights the token has
    #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub email: EmailAddress,
    /// What it is for
    #[arg(long, value_name = "NAME", default_value = "command line", value_parser = one_line)]
    pub name: String,
}

/// A token to be made; judged for its form.
#[derive(Clone, Debug)]
pub struct TokenPlan {
    pub email: EmailAddress,
    pub name: String,
}

/// Hands plan and configuration to `act`, which prints the token.
///
/// # Errors
/// Everything that is wrong with the configuration; or what `act` failed with.
pub fn run(
    args: &Token,
    act: impl FnOnce(Loaded, TokenPlan) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let TokenVerb::Create(create) = &args.verb;
    let plan = TokenPlan {
        email: create.email.clone(),
        name: create.name.clone(),
    };
    act(create.data.load()?, plan)
}
