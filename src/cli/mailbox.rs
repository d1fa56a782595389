//! `guichet mailbox`: addresses that the desk receives for. Judges the flags only.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::{
    config::Loaded,
    domain::address::{EmailAddress, domain_key},
};

use super::{settings::DataArgs, setup::one_line, usage::UsageError};

/// Add an address that the desk receives for
#[derive(Debug, Args)]
pub struct Mailbox {
    #[command(subcommand)]
    pub verb: MailboxVerb,
}

#[derive(Debug, Subcommand)]
pub enum MailboxVerb {
    Add(Add),
}

/// Add an address that the desk receives for
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    pub data: DataArgs,
    /// Address that customers write to and that answers come from
    #[arg(value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    pub address: EmailAddress,
    /// Name beside the address in From [default: the organization's]
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub display_name: Option<String>,
    /// Another address of the same mailbox; may be given several times
    #[arg(long = "alias", value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    pub aliases: Vec<EmailAddress>,
    /// Domain that really reaches this machine [default: that of the address]
    #[arg(long, value_name = "DOMAIN", value_parser = domain)]
    pub delivery_domain: Option<String>,
    /// The provider drops what stands behind a +, so answers carry their ticket elsewhere
    #[arg(long)]
    pub no_plus_addresses: bool,
}

/// Whether an address of the mailbox may carry a `+tag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlusAddresses {
    Yes,
    No,
}

/// A mailbox to be made; judged for its form.
#[derive(Clone, Debug)]
pub struct MailboxPlan {
    pub address: EmailAddress,
    /// Empty takes the organization's name.
    pub display_name: String,
    pub aliases: Vec<EmailAddress>,
    /// Empty is the address's own.
    pub delivery_domain: String,
    pub plus_addresses: PlusAddresses,
}

/// Judges the flags, then hands plan and configuration to `act`, which prints the outcome.
///
/// # Errors
/// Everything that is wrong with flags or configuration; or what `act` failed with.
pub fn run(
    args: &Mailbox,
    act: impl FnOnce(Loaded, MailboxPlan) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let MailboxVerb::Add(add) = &args.verb;
    let plan = plan(add)?;
    act(add.data.load()?, plan)
}

fn plan(add: &Add) -> Result<MailboxPlan, UsageError> {
    // What stands behind a + is a tag of the mailbox, so it cannot be part of its name.
    let mut addresses = std::iter::once(&add.address).chain(&add.aliases);
    if let Some(tagged) = addresses.find(|address| address.local().contains('+')) {
        let wrong = format!("{tagged}: the address of a mailbox holds no +");
        return Err(UsageError(vec![wrong]));
    }
    let plus_addresses = if add.no_plus_addresses {
        PlusAddresses::No
    } else {
        PlusAddresses::Yes
    };
    Ok(MailboxPlan {
        address: add.address.clone(),
        display_name: add.display_name.clone().unwrap_or_default(),
        aliases: add.aliases.clone(),
        delivery_domain: add.delivery_domain.clone().unwrap_or_default(),
        plus_addresses,
    })
}

fn domain(text: &str) -> Result<String, &'static str> {
    domain_key(text).ok_or("this is no domain name")
}
