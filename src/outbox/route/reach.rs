//! Which addresses mail may be sent to: no loopback, no private net, nothing of ours.
//!
//! Whoever writes an MX record chooses where we connect; without this guard that would be a way
//! into the admin's own network, or a loop into our own receiver. Asks no system: whether an
//! address is our own is a question to the caller.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::domain::ip_net::IpNet;

/// The rule: an allowed net, or a public address that is not ours.
pub struct Reach<'a> {
    pub allow_private: &'a [IpNet],
    /// Says whether this machine answers at the address.
    pub is_own: &'a (dyn Fn(IpAddr) -> bool + Sync),
}

impl Reach<'_> {
    /// True if mail may be sent to the address.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.allow_private.iter().any(|net| net.contains(address))
            || (is_public(address) && !(self.is_own)(address))
    }
}

/// True if the address is one of the open Internet (IANA special-purpose registries, RFC 6890).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let inner = |high: u16, low: u16| {
        is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
    };
    match (a, b) {
        // RFC 6052: the IPv4 Internet as seen through NAT64.
        (0x64, 0xff9b) => [c, d, e, f] == [0; 4] && inner(g, h),
        // RFC 3056: 6to4 carries an IPv4 address.
        (0x2002, high) => inner(high, c),
        // Protocol assignments (Teredo among them), documentation.
        (0x2001, 0..=0x1ff | 0xdb8) | (0x3fff, 0..=0xfff) => false,
        // RFC 4291 2.4: global unicast is 2000::/3 so far.
        (0x2000..=0x3fff, _) => true,
        _ => false,
    }
}
