//! `guichet setup`: the first run without a browser. Judges the flags; `desk` does the rest.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use crate::{
    config::{Config, Loaded},
    domain::{
        address::EmailAddress, ip_net::IpNet, origin::Origin, settings::Smarthost,
        smarthost::SmarthostPassword,
    },
};

use super::{
    password_file::{self, Password, Purpose},
    settings::DataArgs,
    usage::UsageError,
};

/// Set the desk up without a browser: organization, first admin, first mailbox
#[derive(Debug, Args)]
pub struct Setup {
    #[command(flatten)]
    pub data: DataArgs,
    /// Name of the organization, as customers read it
    #[arg(long, value_name = "NAME", value_parser = organization_name)]
    pub organization: String,
    /// E-mail address of the first admin, who signs in with it
    #[arg(long, value_name = "EMAIL", value_parser = EmailAddress::parse)]
    pub admin: EmailAddress,
    /// File that holds the admin's password: one line, at least 12 characters
    #[arg(long, value_name = "FILE")]
    pub password_file: PathBuf,
    /// Address that customers write to
    #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    pub mailbox: EmailAddress,
    /// Address of the pages, such as https://desk.example.org; written to guichet.toml
    #[arg(long, value_name = "URL", value_parser = read_url)]
    pub url: Option<Origin>,
    /// Server that sends all mail: smtps://, smtp:// or plain://, then [user@]host[:port]
    #[arg(long, value_name = "URL", value_parser = Smarthost::parse)]
    pub smarthost: Option<Smarthost>,
    /// File that holds the smarthost's password
    #[arg(long, value_name = "FILE", requires = "smarthost")]
    pub smarthost_password_file: Option<PathBuf>,
    /// Print an API token of the admin as the last line
    #[arg(long)]
    pub token: bool,
}

/// A first run that was judged: nothing in it can be refused for its form.
#[derive(Clone, Debug)]
pub struct SetupPlan {
    pub organization: String,
    pub admin: EmailAddress,
    pub password: Password,
    pub mailbox: EmailAddress,
    /// To be written to the configuration file as `[web] url`.
    pub url: Option<Origin>,
    /// A smarthost and its password; None sends straight to each MX.
    pub smarthost: Option<(Smarthost, Option<Password>)>,
    pub token: TokenWish,
}

/// Whether the admin gets an API token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenWish {
    Print,
    None,
}

/// Judges the flags, then hands plan and configuration to `setup`, which prints the outcome.
///
/// # Errors
/// Everything that is wrong with flags, files or configuration; or what `setup` failed with.
pub fn run(
    args: &Setup,
    setup: impl FnOnce(Loaded, SetupPlan) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let loaded = args.data.load()?;
    let (plan, warnings) = plan(args, &loaded.config)?;
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
    setup(loaded, plan)
}

/// Judges the flags and reads the password files; warnings are for the person who typed.
///
/// # Errors
/// Everything that is wrong, with the flag it is about.
pub fn plan(args: &Setup, config: &Config) -> Result<(SetupPlan, Vec<String>), UsageError> {
    let mut usage = UsageError::default();
    let mut warnings = Vec::new();
    let mut password = |flag: &str, path: &PathBuf, purpose| {
        let file = usage.note(flag, password_file::read(path, purpose))?;
        warnings.extend(file.warning.map(|warning| format!("{flag}: {warning}")));
        Some(file.password)
    };
    let admin_password = password("--password-file", &args.password_file, Purpose::SignIn);
    let smarthost_password = args.smarthost_password_file.as_ref();
    let smarthost_password = smarthost_password
        .map(|path| password("--smarthost-password-file", path, Purpose::Smarthost));
    if let Some(smarthost) = &args.smarthost {
        let given = smarthost_password.is_some();
        judge_smarthost(
            smarthost,
            given_or_not(given),
            &config.outbox.allow_private,
            &mut usage,
        );
    }
    let password = admin_password.filter(|_| usage.0.is_empty()).ok_or(usage)?;
    let smarthost = args.smarthost.clone();
    let plan = SetupPlan {
        organization: args.organization.clone(),
        admin: args.admin.clone(),
        password,
        mailbox: args.mailbox.clone(),
        url: args.url.clone(),
        smarthost: smarthost.map(|smarthost| (smarthost, smarthost_password.flatten())),
        token: if args.token {
            TokenWish::Print
        } else {
            TokenWish::None
        },
    };
    Ok((plan, warnings))
}

fn given_or_not(given: bool) -> SmarthostPassword {
    if given {
        SmarthostPassword::Given
    } else {
        SmarthostPassword::Absent
    }
}

fn judge_smarthost(
    smarthost: &Smarthost,
    password: SmarthostPassword,
    allowed: &[IpNet],
    usage: &mut UsageError,
) {
    if let Err(error) = smarthost.check(password, allowed) {
        usage.0.push(format!("--smarthost: {error}"));
    }
}

/// Reads a name that stands in pages and in From: one line, at most 100 characters.
fn organization_name(text: &str) -> Result<String, &'static str> {
    one_line(text)
}

/// Reads a name of a person, an organization or a token.
///
/// # Errors
/// What is wrong with it, in words.
pub fn one_line(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    if name.is_empty() {
        Err("a name is not empty")
    } else if name.chars().any(char::is_control) {
        Err("a name is one line without control characters")
    } else if name.chars().count() > 100 {
        Err("a name has at most 100 characters")
    } else {
        Ok(name.to_owned())
    }
}

fn read_url(text: &str) -> Result<Origin, String> {
    Origin::parse(text).map_err(|error| format!("{error}; for example https://desk.example.org"))
}

#[cfg(test)]
mod tests;
