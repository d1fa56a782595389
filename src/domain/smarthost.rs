//! The address of a smarthost, `smtps://user@host:port`. Holds no password and resolves nothing.

use std::net::IpAddr;

use super::{
    ip_net::IpNet,
    origin::{host_key, split_port},
    settings::{Smarthost, SmarthostSecurity},
};

/// Whether a password goes with the smarthost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmarthostPassword {
    Given,
    Absent,
}

/// Why an address names no smarthost, or one that must not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmarthostError {
    #[error("has the form smtps://, smtp:// or plain://, then [user@]host[:port]")]
    Scheme,
    #[error("has something behind the port; only [user@]host[:port] belongs there")]
    Rest,
    #[error("has a user name that is empty or holds a control character or a broken %xx")]
    User,
    #[error("must not hold the password, which belongs in a file of its own")]
    PasswordInside,
    #[error("has no valid host name or address")]
    Host,
    #[error("has a port that is no number from 1 to 65535")]
    Port,
    #[error("names a user, but no password was given")]
    PasswordMissing,
    #[error("names no user, but a password was given")]
    UserMissing,
    #[error("would send a password in clear; use smtps:// or smtp://")]
    PlainPassword,
    #[error(
        "would send mail in clear to another machine; use smtps:// or smtp://, or name its \
         address and list its network in [outbox] allow_private"
    )]
    PlainHost,
}

impl Smarthost {
    /// Reads `smtps://`, `smtp://` (STARTTLS) or `plain://`, then `[user@]host[:port]`.
    ///
    /// The port is 465, 587 or 25 unless given (RFC 8314, 3.3 and RFC 6409, 3.1). The user may
    /// hold an `@` as it is; other reserved characters are written as `%xx`.
    ///
    /// # Errors
    /// [`SmarthostError`] says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, SmarthostError> {
        let (scheme, rest) = text
            .trim()
            .split_once("://")
            .ok_or(SmarthostError::Scheme)?;
        let (security, default_port) = match scheme.to_ascii_lowercase().as_str() {
            "smtps" => (SmarthostSecurity::Tls, 465),
            "smtp" => (SmarthostSecurity::StartTls, 587),
            "plain" => (SmarthostSecurity::Plain, 25),
            _ => return Err(SmarthostError::Scheme),
        };
        let (user, authority) = match rest.rsplit_once('@') {
            Some((user, authority)) => (read_user(user)?, authority),
            None => (String::new(), rest),
        };
        if authority.contains(['/', '?', '#']) {
            return Err(SmarthostError::Rest);
        }
        let (host, port) = split_port(authority).ok_or(SmarthostError::Port)?;
        Ok(Self {
            security,
            host: host_key(host).ok_or(SmarthostError::Host)?,
            port: port.unwrap_or(default_port),
            user,
        })
    }

    /// Writes the address as [`Smarthost::parse`] reads it.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = match self.security {
            SmarthostSecurity::Tls => "smtps",
            SmarthostSecurity::StartTls => "smtp",
            SmarthostSecurity::Plain => "plain",
        };
        let (user, host, port) = (write_user(&self.user), &self.host, self.port);
        format!("{scheme}://{user}{host}:{port}")
    }

    /// Refuses what would give a password or a mail away.
    ///
    /// `plain://` goes to `localhost`, a loopback address or an address in `allowed` only: a
    /// name could point elsewhere tomorrow.
    ///
    /// # Errors
    /// [`SmarthostError`] names the combination.
    pub fn check(
        &self,
        password: SmarthostPassword,
        allowed: &[IpNet],
    ) -> Result<(), SmarthostError> {
        let given = password == SmarthostPassword::Given;
        match self.security {
            SmarthostSecurity::Plain if given => Err(SmarthostError::PlainPassword),
            SmarthostSecurity::Plain if !near(&self.host, allowed) => {
                Err(SmarthostError::PlainHost)
            }
            _ if given && self.user.is_empty() => Err(SmarthostError::UserMissing),
            _ if !given && !self.user.is_empty() => Err(SmarthostError::PasswordMissing),
            _ => Ok(()),
        }
    }
}

fn near(host: &str, allowed: &[IpNet]) -> bool {
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    match literal.parse::<IpAddr>() {
        Ok(address) => {
            address.to_canonical().is_loopback() || allowed.iter().any(|net| net.contains(address))
        }
        Err(_) => host == "localhost",
    }
}

// `user@`, or nothing.
fn write_user(user: &str) -> String {
    let mut text = String::new();
    for c in user.chars() {
        match c {
            '%' | ':' | '/' | '?' | '#' | ' ' => text.push_str(&format!("%{:02X}", u32::from(c))),
            c => text.push(c),
        }
    }
    if !text.is_empty() {
        text.push('@');
    }
    text
}

// RFC 3986 2.1 and 3.2.1: `%xx` is an octet; a colon would begin a password.
fn read_user(text: &str) -> Result<String, SmarthostError> {
    if text.contains(':') {
        return Err(SmarthostError::PasswordInside);
    }
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        if octet != b'%' {
            octets.push(octet);
            continue;
        }
        let mut digit = || {
            let digit = char::from(rest.next()?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        let (high, low) = (digit(), digit());
        let (Some(high), Some(low)) = (high, low) else {
            return Err(SmarthostError::User);
        };
        octets.push(high * 16 + low);
    }
    let user = String::from_utf8(octets).map_err(|_| SmarthostError::User)?;
    if user.is_empty() || user.chars().any(char::is_control) {
        return Err(SmarthostError::User);
    }
    Ok(user)
}

#[cfg(test)]
mod tests;
