//! Who really asks: the socket's peer, or whom a listed reverse proxy names. Believes nobody else.

use std::net::IpAddr;

use poem::http::HeaderMap;

use crate::domain::ip_net::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Finds the client: behind listed proxies the right-most address of `X-Forwarded-For` that is no
/// proxy. What stands left of it was written by the client, who can write anything.
#[must_use]
pub fn client(socket: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let is_proxy = |address: IpAddr| proxies.iter().any(|net| net.contains(address));
    let mut nearest = socket.to_canonical();
    if !is_proxy(nearest) {
        return nearest;
    }
    // RFC 9110 5.3: several lines are one list.
    let lines = headers.get_all(FORWARDED_FOR).iter().rev();
    let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    for hop in hops {
        // A proxy that names nobody is the last one that is known.
        let Some(address) = read(hop) else { break };
        nearest = address;
        if !is_proxy(address) {
            break;
        }
    }
    nearest
}

// `192.0.2.1`, `2001:db8::1`; some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
fn read(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let address = match (bare, hop.rsplit_once(':')) {
        (Some((inside, _)), _) => inside.parse(),
        (None, Some((v4, port))) if v4.contains('.') && !v4.contains(':') && is_port(port) => {
            v4.parse()
        }
        _ => hop.parse(),
    };
    address.ok().map(|address: IpAddr| address.to_canonical())
}

fn is_port(text: &str) -> bool {
    text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests;
