//! `guichet user`: people who sign in. Judges the flags; `desk` does the rest.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};

use crate::{
    config::Loaded,
    domain::{access::Visibility, address::EmailAddress, origin::Origin},
};

use super::{
    password_file::{self, Password, Purpose},
    settings::DataArgs,
    setup::one_line,
    usage::UsageError,
};

/// List, add, disable people who sign in; give them a password again
#[derive(Debug, Args)]
pub struct User {
    #[command(subcommand)]
    pub verb: UserVerb,
}

#[derive(Debug, Subcommand)]
pub enum UserVerb {
    List(List),
    Add(Add),
    Password(SetPassword),
    TotpReset(TotpReset),
    Disable(Disable),
    Enable(Enable),
}

/// Show everybody who signs in: roles, groups, second step, state
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    pub data: DataArgs,
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
    /// Group that they belong to; several with commas between
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    pub group: Vec<String>,
    /// File that holds the password: one line, at least 12 characters [default: print an invite
    /// link, which needs `[web] url`]
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// Set the password of a person; signs out all of their browsers
#[derive(Debug, Args)]
pub struct SetPassword {
    #[command(flatten)]
    pub data: DataArgs,
    /// E-mail address that the person signs in with
    #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub email: EmailAddress,
    /// File that holds the password: one line, at least 12 characters [default: print a link to
    /// choose one, which needs `[web] url`]
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// Switch off the second step of a person who lost their codes
#[derive(Debug, Args)]
pub struct TotpReset {
    #[command(flatten)]
    pub data: DataArgs,
    /// E-mail address that the person signs in with
    #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub email: EmailAddress,
}

/// Shut a person out: ends sign-ins, gives open tickets back; keeps what they did
#[derive(Debug, Args)]
pub struct Disable {
    #[command(flatten)]
    pub data: DataArgs,
    /// E-mail address that the person signs in with
    #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub email: EmailAddress,
}

/// Let a person in again who was shut out
#[derive(Debug, Args)]
pub struct Enable {
    #[command(flatten)]
    pub data: DataArgs,
    /// E-mail address that the person signs in with
    #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub email: EmailAddress,
}

/// How somebody gets a password.
#[derive(Clone, Debug)]
pub enum Key {
    /// It is given here.
    Password(Password),
    /// They choose it behind a link, which starts with this.
    Link(Origin),
}

/// What shall happen to users; judged for its form.
#[derive(Clone, Debug)]
pub enum UserPlan {
    List,
    Add {
        email: EmailAddress,
        name: String,
        roles: Vec<String>,
        visibility: Visibility,
        groups: Vec<String>,
        key: Key,
    },
    Password {
        email: EmailAddress,
        key: Key,
    },
    TotpReset(EmailAddress),
    Disable(EmailAddress),
    Enable(EmailAddress),
}

/// Judges the flags, then hands plan and configuration to `act`, which prints the outcome.
///
/// # Errors
/// Everything that is wrong with flags, file or configuration; or what `act` failed with.
pub fn run(
    args: &User,
    act: impl FnOnce(Loaded, UserPlan) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let (loaded, plan) = match &args.verb {
        UserVerb::List(list) => (list.data.load()?, UserPlan::List),
        UserVerb::Add(add) => {
            let loaded = add.data.load()?;
            let plan = UserPlan::Add {
                email: add.email.clone(),
                name: add.name.clone(),
                roles: add.role.clone(),
                visibility: add.visibility,
                groups: add.group.clone(),
                key: key(&loaded, add.password_file.as_ref())?,
            };
            (loaded, plan)
        }
        UserVerb::Password(set) => {
            let loaded = set.data.load()?;
            let plan = UserPlan::Password {
                email: set.email.clone(),
                key: key(&loaded, set.password_file.as_ref())?,
            };
            (loaded, plan)
        }
        UserVerb::TotpReset(who) => (who.data.load()?, UserPlan::TotpReset(who.email.clone())),
        UserVerb::Disable(who) => (who.data.load()?, UserPlan::Disable(who.email.clone())),
        UserVerb::Enable(who) => (who.data.load()?, UserPlan::Enable(who.email.clone())),
    };
    act(loaded, plan)
}

fn key(loaded: &Loaded, path: Option<&PathBuf>) -> Result<Key, UsageError> {
    let mut usage = UsageError::default();
    let Some(path) = path else {
        let wrong = "--password-file: missing; without it a link is printed, which needs `[web] url`: \
                     write it to guichet.toml, or set GUICHET_WEB_URL";
        return match &loaded.config.web.url {
            Some(url) => Ok(Key::Link(url.clone())),
            None => Err(UsageError(vec![wrong.to_owned()])),
        };
    };
    let file = password_file::read(path, Purpose::SignIn);
    let Some(file) = usage.note("--password-file", file) else {
        return Err(usage);
    };
    if let Some(warning) = file.warning {
        eprintln!("warning: --password-file: {warning}");
    }
    Ok(Key::Password(file.password))
}

fn visibility(word: &str) -> Result<Visibility, &'static str> {
    Visibility::from_word(word).ok_or("write own, groups or all")
}
