//! `guichet user`: people who sign in. Judges the flags; `desk` does the rest.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};

use crate::{
    config::Loaded,
    domain::{access::Visibility, address::EmailAddress},
};

use super::{
    password_file::{self, Password, Purpose},
    settings::DataArgs,
    setup::one_line,
    usage::UsageError,
};

/// Add a person who signs in, or set a password
#[derive(Debug, Args)]
pub struct User {
    #[command(subcommand)]
    pub verb: UserVerb,
}

#[derive(Debug, Subcommand)]
pub enum UserVerb {
    Add(Add),
    Password(SetPassword),
}

/// Add a person who signs in
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    pub data: DataArgs,
    /// E-mail address to sign in with
    #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub email: EmailAddress,
    /// Name, as colleagues and customers read it
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub name: String,
    /// admin, expert, observer or a role of your own; several with commas between
    #[arg(
        long,
        value_name = "ROLE",
        default_value = "expert",
        value_delimiter = ','
    )]
    pub role: Vec<String>,
    /// own, groups or all: the tickets that they see
    #[arg(long, value_name = "WHAT", default_value = "all", value_parser = visibility)]
    pub visibility: Visibility,
    /// File that holds the password: one line, at least 12 characters
    #[arg(long, value_name = "FILE")]
    pub password_file: PathBuf,
}

/// Set the password of a person; signs out all of their browsers
#[derive(Debug, Args)]
pub struct SetPassword {
    #[command(flatten)]
    pub data: DataArgs,
    /// E-mail address that the person signs in with
    #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub email: EmailAddress,
    /// File that holds the password: one line, at least 12 characters
    #[arg(long, value_name = "FILE")]
    pub password_file: PathBuf,
}

/// What shall happen to a user; judged for its form.
#[derive(Clone, Debug)]
pub enum UserPlan {
    Add {
        email: EmailAddress,
        name: String,
        roles: Vec<String>,
        visibility: Visibility,
        password: Password,
    },
    Password {
        email: EmailAddress,
        password: Password,
    },
}

/// Judges the flags, then hands plan and configuration to `act`, which prints the outcome.
///
/// # Errors
/// Everything that is wrong with flags, file or configuration; or what `act` failed with.
pub fn run(
    args: &User,
    act: impl FnOnce(Loaded, UserPlan) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let (data, path) = match &args.verb {
        UserVerb::Add(add) => (&add.data, &add.password_file),
        UserVerb::Password(set) => (&set.data, &set.password_file),
    };
    let loaded = data.load()?;
    let mut usage = UsageError::default();
    let file = password_file::read(path, Purpose::SignIn);
    let Some(file) = usage.note("--password-file", file) else {
        return Err(usage.into());
    };
    if let Some(warning) = file.warning {
        eprintln!("warning: --password-file: {warning}");
    }
    act(loaded, plan(&args.verb, file.password))
}

fn plan(verb: &UserVerb, password: Password) -> UserPlan {
    match verb {
        UserVerb::Add(add) => UserPlan::Add {
            email: add.email.clone(),
            name: add.name.clone(),
            roles: add.role.clone(),
            visibility: add.visibility,
            password,
        },
        UserVerb::Password(set) => UserPlan::Password {
            email: set.email.clone(),
            password,
        },
    }
}

fn visibility(word: &str) -> Result<Visibility, &'static str> {
    Visibility::from_word(word).ok_or("write own, groups or all")
}
