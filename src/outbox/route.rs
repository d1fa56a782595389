//! Which servers a mail is offered to, in which order. Chooses among DNS answers; asks no server.

pub mod reach;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};

use crate::domain::{address::EmailAddress, reason::Reason};

use super::backoff::Fault;
use reach::Reach;

/// At most this many addresses are tried in one attempt; Postfix takes 5 too.
pub const MOST_ADDRESSES: usize = 5;

/// One MX record. The host is in lower case, without the last dot; `""` is the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mx {
    pub preference: u16,
    pub host: String,
}

/// What DNS said about one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    Found(Vec<T>),
    /// The name exists but has no such record.
    NoRecord,
    /// The name does not exist.
    NoName,
    /// No answer, or a broken one: ask again later.
    Failed(String),
}

/// A server at one address. `host` is for the certificate, the log and the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub host: String,
    pub address: SocketAddr,
}

/// Reads the address out of `name@[192.0.2.1]` or `name@[IPv6:2001:db8::1]`; None for a domain.
///
/// RFC 5321 4.1.3: address literals.
#[must_use]
pub fn literal(recipient: &EmailAddress) -> Option<Result<IpAddr, Fault>> {
    let inner = recipient.domain().strip_prefix('[')?.strip_suffix(']')?;
    let address = match inner.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("IPv6:") => inner
            .get(5..)
            .and_then(|text| text.parse().ok().map(IpAddr::V6)),
        _ => inner.parse().ok().map(IpAddr::V4),
    };
    Some(address.ok_or_else(|| Fault::Never {
        words: Reason::NoLiteral.say(inner),
    }))
}

/// Orders the hosts that take mail for a domain: lowest preference first, equals shuffled.
///
/// `own_host` and what is not better than it is left out (RFC 5321, 5.1: a loop otherwise).
/// `pick(n)` returns a number below `n`.
///
/// # Errors
/// [`Fault::Never`] for a null MX (RFC 7505), a domain that does not exist or one whose best MX
/// is ourselves; [`Fault::Unreachable`] when DNS failed.
pub fn hosts(
    domain: &str,
    answer: Answer<Mx>,
    own_host: &str,
    pick: &dyn Fn(usize) -> usize,
) -> Result<Vec<String>, Fault> {
    let mut records = match answer {
        Answer::Found(records) => records,
        // RFC 5321 5.1: no MX, so the domain itself is the only host, at preference 0.
        Answer::NoRecord => return Ok(vec![domain.to_owned()]),
        Answer::NoName => {
            return Err(Fault::Never {
                words: Reason::NoDomain.say(domain),
            });
        }
        Answer::Failed(why) => {
            return Err(Fault::Unreachable {
                words: Reason::DnsSilent.because(domain, &why),
            });
        }
    };
    // RFC 7505 3: a lone MX that names the root says that the domain takes no mail.
    records.retain(|mx| !mx.host.is_empty());
    if records.is_empty() {
        return Err(Fault::Never {
            words: Reason::NullMx.say(domain),
        });
    }
    let own = records
        .iter()
        .filter(|mx| mx.host.eq_ignore_ascii_case(own_host))
        .map(|mx| mx.preference)
        .min();
    if let Some(own) = own {
        records.retain(|mx| mx.preference < own);
        if records.is_empty() {
            return Err(Fault::Never {
                words: Reason::Ourselves.say(domain),
            });
        }
    }
    shuffle(&mut records, pick);
    // Stable: what was shuffled stays shuffled among equals.
    records.sort_by_key(|mx| mx.preference);
    Ok(records.into_iter().map(|mx| mx.host).collect())
}

// Fisher-Yates; `pick` is the caller's randomness.
fn shuffle<T>(items: &mut [T], pick: &dyn Fn(usize) -> usize) {
    for last in (1..items.len()).rev() {
        items.swap(last, pick(last + 1).min(last));
    }
}

/// Turns the addresses of a host into targets, IPv4 first, without those that are out of reach.
///
/// IPv4 first: receivers ask more of a sender's IPv6 address (a PTR record, a reputation).
#[must_use]
pub fn targets(host: &str, addresses: &[IpAddr], port: u16, reach: &Reach<'_>) -> Vec<Target> {
    let mut allowed: Vec<IpAddr> = addresses
        .iter()
        .map(IpAddr::to_canonical)
        .filter(|address| reach.allows(*address))
        .collect();
    allowed.sort_by_key(IpAddr::is_ipv6);
    allowed.dedup();
    allowed
        .into_iter()
        .map(|address| Target {
            host: host.to_owned(),
            address: SocketAddr::new(address, port),
        })
        .collect()
}
