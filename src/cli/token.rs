//! `guichet token`: API tokens. Prints one once; only its hash is kept.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::{
    config::Loaded,
    domain::{address::EmailAddress, civil::read_end, credential::Scope},
};

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
    /// What it may be used for: tickets:read, tickets:write, admin or all; may be given several
    /// times [default: all]
    #[arg(long = "scope", value_name = "SCOPE", value_parser = scope)]
    pub scopes: Vec<Scope>,
    /// Last day on which it works, such as 2026-12-31 in the desk's time zone, or a time of RFC 3339
    /// [default: until it is revoked]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub expires: Option<String>,
}

/// A token to be made; judged for its form.
#[derive(Clone, Debug)]
pub struct TokenPlan {
    pub email: EmailAddress,
    pub name: String,
    /// Never empty.
    pub scopes: Vec<Scope>,
    /// A day or a time; None works until it is revoked.
    pub expires: Option<String>,
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
        scopes: if create.scopes.is_empty() {
            vec![Scope::All]
        } else {
            create.scopes.clone()
        },
        expires: create.expires.clone(),
    };
    act(create.data.load()?, plan)
}

fn scope(text: &str) -> Result<Scope, String> {
    let words = Scope::ALL.map(Scope::word).join(", ");
    Scope::from_word(text).ok_or_else(|| format!("a scope is one of {words}"))
}

fn date(text: &str) -> Result<String, &'static str> {
    // Which moment it is, the desk says: it knows its time zone.
    match read_end(text, "UTC") {
        Some(_) => Ok(text.to_owned()),
        None => Err("this is neither a day such as 2026-12-31 nor a time of RFC 3339"),
    }
}
