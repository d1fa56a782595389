//! Networks such as `10.0.0.0/8`. Knows no interface and asks no resolver.

use std::{fmt, net::IpAddr, str::FromStr};

/// An address and the number of its leading bits that count.
///
/// Every bit beyond the prefix is zero. An IPv4 net also holds the IPv4-mapped form of its
/// addresses (RFC 4291, 2.5.5.2), which is what a socket that listens on `[::]` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IpNet {
    address: IpAddr,
    prefix: u8,
}

/// Why a text is no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IpNetError {
    #[error("is no network")]
    Address,
    #[error("has a prefix beyond /{0}")]
    Prefix(u8),
    #[error("has bits beyond its prefix; the network is {0}")]
    HostBits(IpNet),
}

impl IpNet {
    /// Reads `192.0.2.0/24` or `2001:db8::/32`; a lone address is a network of one.
    ///
    /// # Errors
    /// [`IpNetError`]; [`IpNetError::HostBits`] carries the network that was probably meant.
    pub fn parse(text: &str) -> Result<Self, IpNetError> {
        let text = text.trim();
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| IpNetError::Address)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => longest,
            Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse().unwrap_or(u8::MAX)
            }
            Some(_) => return Err(IpNetError::Address),
        };
        if prefix > longest {
            return Err(IpNetError::Prefix(longest));
        }
        let net = Self {
            address: masked(address, prefix),
            prefix,
        };
        if net.address == address {
            Ok(net)
        } else {
            Err(IpNetError::HostBits(net))
        }
    }

    /// True if the address lies in this network, in either of its two written forms.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = if self.address.is_ipv4() {
            address.to_canonical()
        } else {
            address
        };
        address.is_ipv4() == self.address.is_ipv4() && masked(address, self.prefix) == self.address
    }
}

impl FromStr for IpNet {
    type Err = IpNetError;
    fn from_str(text: &str) -> Result<Self, IpNetError> {
        Self::parse(text)
    }
}

impl fmt::Display for IpNet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

fn masked(address: IpAddr, prefix: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0);
            IpAddr::V4((u32::from(address) & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(prefix)).unwrap_or(0);
            IpAddr::V6((u128::from(address) & mask).into())
        }
    }
}

#[cfg(test)]
mod tests;
