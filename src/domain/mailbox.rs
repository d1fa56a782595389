//! An address that the desk receives for, and what stands behind its `+`.

use serde::{Deserialize, Serialize};

use super::{
    address::{EmailAddress, domain_key},
    id::{GroupId, MailboxId},
    settings::Smarthost,
    token::AddressToken,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    pub id: MailboxId,
    /// What customers write to and what answers come from.
    pub address: EmailAddress,
    /// Shown beside the address in From; empty takes the organization's name.
    pub display_name: String,
    pub aliases: Vec<EmailAddress>,
    /// The domain that really reaches this machine; empty is the address's own.
    pub delivery_domain: String,
    /// False when the provider drops `+tag`: then the token lives in the Message-ID alone.
    pub plus_addresses: bool,
    /// Who gets the tickets that its mail makes; None leaves them to nobody.
    pub default_group: Option<GroupId>,
    /// Below the answers from this mailbox of people who have none of their own.
    pub signature: String,
    /// How its answers leave; None goes the way of the whole desk. Its password is a secret.
    pub route: Option<Smarthost>,
    /// False once it was deleted: it receives nothing, but its tickets still know it.
    pub active: bool,
}

/// Longest local part, in octets: `+t` and a token of 16 behind it still are a local part of 64
/// (RFC 5321, 4.5.3.1.1).
pub const LOCAL_OCTETS: usize = 64 - 2 - 16;

/// What an address of ours carries behind its `+`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    None,
    /// `+t…`: a ticket's reply token, if the store knows it.
    Reply(AddressToken),
    /// `+b…`: a return path, if the store knows it.
    Return(AddressToken),
    /// A plain tag.
    Plain(String),
}

impl Mailbox {
    /// The domain of return paths and of direct delivery.
    #[must_use]
    pub fn delivery_domain(&self) -> &str {
        if self.delivery_domain.is_empty() {
            self.address.domain()
        } else {
            &self.delivery_domain
        }
    }

    /// Splits `local[+detail]@domain` if it is this mailbox's; compares case-insensitively.
    #[must_use]
    pub fn matches(&self, local: &str, domain: &str) -> Option<Detail> {
        let (base, detail) = match local.split_once('+') {
            Some((base, detail)) => (base, Some(detail)),
            None => (local, None),
        };
        let domain = domain_key(domain)?;
        let delivery = domain_key(self.delivery_domain())?;
        let ours = std::iter::once(&self.address)
            .chain(&self.aliases)
            .any(|address| {
                address.local().to_lowercase() == base.to_lowercase()
                    && (domain == delivery
                        || Some(&domain) == domain_key(address.domain()).as_ref())
            });
        ours.then(|| detail.map_or(Detail::None, Detail::parse))
    }

    /// Every domain that this mailbox is reached at, as A-labels.
    pub fn domains(&self) -> impl Iterator<Item = String> + '_ {
        std::iter::once(self.delivery_domain())
            .chain(
                std::iter::once(&self.address)
                    .chain(&self.aliases)
                    .map(EmailAddress::domain),
            )
            .filter_map(domain_key)
    }
}

impl Detail {
    fn parse(text: &str) -> Self {
        let token = |prefix: [char; 2]| text.strip_prefix(prefix).and_then(AddressToken::parse);
        if let Some(token) = token(['t', 'T']) {
            return Self::Reply(token);
        }
        token(['b', 'B']).map_or_else(|| Self::Plain(text.to_owned()), Self::Return)
    }
}
