//! Where the pages are reached: scheme, host and port, nothing behind. The only source of links.

use std::{fmt, net::Ipv6Addr};

use super::address::domain_key;

/// How the pages are spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    Http,
    Https,
}

/// An origin (RFC 6454) such as `https://desk.lumen.example`.
///
/// The host is in lower case, as A-labels; the port is never the scheme's own when it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    scheme: Scheme,
    host: String,
    port: u16,
}

/// Why a text is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    #[error("starts neither with http:// nor with https://")]
    Scheme,
    #[error("has a path; the pages live at the root of their host")]
    Path,
    #[error("has a query or a fragment; only scheme, host and port belong here")]
    Query,
    #[error("has a user name or a password; only scheme, host and port belong here")]
    User,
    #[error("has no valid host name or address behind ://")]
    Host,
    #[error("has a port that is no number from 1 to 65535")]
    Port,
}

impl Scheme {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    #[must_use]
    pub fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl Origin {
    /// Reads an origin; one slash at its end is forgiven.
    ///
    /// # Errors
    /// [`OriginError`] says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let (scheme, rest) = text.split_once("://").ok_or(OriginError::Scheme)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(OriginError::Scheme),
        };
        if rest.contains(['?', '#']) {
            return Err(OriginError::Query);
        }
        let authority = match rest.split_once('/') {
            None | Some((_, "")) => rest.trim_end_matches('/'),
            Some(_) => return Err(OriginError::Path),
        };
        if authority.contains('@') {
            return Err(OriginError::User);
        }
        let (host, port) = split_port(authority).ok_or(OriginError::Port)?;
        Ok(Self {
            scheme,
            host: host_key(host).ok_or(OriginError::Host)?,
            port: port.unwrap_or_else(|| scheme.default_port()),
        })
    }

    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host: A-labels, an IPv4 address, or an IPv6 address in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What a browser writes into `Host`: without the scheme's own port (RFC 9110, 7.2).
    #[must_use]
    pub fn authority(&self) -> String {
        if self.port == self.scheme.default_port() {
            self.host.clone()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.word(), self.authority())
    }
}

/// Splits `host[:port]`; `None` when what stands behind the colon is no port from 1 to 65535.
#[must_use]
pub fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    // A colon inside of brackets belongs to an IPv6 address (RFC 3986, 3.2.2).
    let Some((host, port)) = authority.rsplit_once(':').filter(|(_, p)| !p.contains(']')) else {
        return Some((authority, None));
    };
    let digits = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    let port = port.parse().ok().filter(|port| digits && *port != 0)?;
    Some((host, Some(port)))
}

/// Writes a host as browsers do: A-labels in lower case, IPv6 compressed and in brackets.
#[must_use]
pub fn host_key(host: &str) -> Option<String> {
    if let Some(literal) = host.strip_prefix('[') {
        let address: Ipv6Addr = literal.strip_suffix(']')?.parse().ok()?;
        return Some(format!("[{address}]"));
    }
    // What ends in a number is an IPv4 address or nothing (WHATWG URL, host parsing).
    let numeric = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    if host.rsplit('.').next().is_some_and(numeric) {
        let address: std::net::Ipv4Addr = host.parse().ok()?;
        return Some(address.to_string());
    }
    domain_key(host)
}

#[cfg(test)]
mod tests;
