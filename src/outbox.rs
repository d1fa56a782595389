//! The sender: takes what the desk queued, finds the server, speaks SMTP, reports what it said.
//!
//! Never names the store and never decides what is written: it leases and reports through
//! [`queue::Queue`]. No name is ever looked up but by [`resolver`], so that the static binary
//! needs nothing of its host.

pub mod backoff;
pub mod client;
pub mod queue;
pub mod resolver;
pub mod route;
pub mod send;
pub mod worker;

use std::net::SocketAddr;

use rustls_pki_types::CertificateDer;

use crate::domain::ip_net::IpNet;

use client::Timeouts;

/// What the sender must be told; `app` fills it from the configuration.
#[derive(Clone, Debug)]
pub struct Options {
    /// What we call ourselves in EHLO; an MX of that name is ourselves.
    pub hostname: String,
    /// Port of every MX; 25 but in tests and behind port forwards.
    pub mx_port: u16,
    /// Nets that may be reached although they are private; empty for none.
    pub allow_private: Vec<IpNet>,
    /// DNS servers; empty takes those of the system.
    pub dns_servers: Vec<SocketAddr>,
    /// Roots that are trusted for a smarthost beside the built-in ones.
    pub extra_roots: Vec<CertificateDer<'static>>,
    pub timeouts: Timeouts,
}

impl Options {
    /// Makes the options of a plain desk: port 25, system DNS, nothing private.
    #[must_use]
    pub fn new(hostname: String) -> Self {
        Self {
            hostname,
            mx_port: 25,
            allow_private: Vec::new(),
            dns_servers: Vec::new(),
            extra_roots: Vec::new(),
            timeouts: Timeouts::default(),
        }
    }
}
