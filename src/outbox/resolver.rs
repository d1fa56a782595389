//! Every DNS question of the sender. Never getaddrinfo: a static binary cannot rely on it.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts},
    net::{DnsError, NetError, runtime::TokioRuntimeProvider},
    proto::{
        op::ResponseCode,
        rr::{Name, RData, RecordType},
    },
};

use super::{
    client::reply::one_line,
    route::{Answer, Mx},
};

/// One question to one server.
const QUESTION: Duration = Duration::from_secs(5);
/// Behind a server that gives no usable TTL, nothing is believed for longer.
const LONGEST_TTL: Duration = Duration::from_secs(60 * 60);
const ATTEMPTS: usize = 2;

/// Asks the configured DNS servers, or those of the system.
#[derive(Clone)]
pub struct Resolver(TokioResolver);

/// No DNS server is known.
#[derive(Debug, thiserror::Error)]
#[error("no DNS server is known: {0}; name one in `[dns] servers`")]
pub struct ResolverError(String);

impl Resolver {
    /// Makes a resolver; an empty list takes the system's `/etc/resolv.conf`.
    ///
    /// # Errors
    /// [`ResolverError`] when the system names none.
    pub fn new(servers: &[SocketAddr]) -> Result<Self, ResolverError> {
        Self::with_wait(servers, QUESTION)
    }

    /// The same with another wait for each question.
    ///
    /// # Errors
    /// As [`Resolver::new`].
    pub fn with_wait(servers: &[SocketAddr], wait: Duration) -> Result<Self, ResolverError> {
        let failed = |error: NetError| ResolverError(error.to_string());
        let mut builder = if servers.is_empty() {
            TokioResolver::builder_tokio().map_err(failed)?
        } else {
            let servers = servers.iter().map(|server| name_server(*server)).collect();
            TokioResolver::builder_with_config(
                ResolverConfig::from_name_servers(servers),
                TokioRuntimeProvider::default(),
            )
        };
        tune(builder.options_mut(), wait);
        builder.build().map(Self).map_err(failed)
    }

    /// Asks for the MX records of a domain.
    pub async fn mx(&self, domain: &str) -> Answer<Mx> {
        self.ask(domain, RecordType::MX, |data| match data {
            RData::MX(mx) => {
                let host = mx.exchange.to_ascii().to_ascii_lowercase();
                Some(Mx {
                    preference: mx.preference,
                    host: host.trim_end_matches('.').to_owned(),
                })
            }
            _ => None,
        })
        .await
    }

    /// Asks for the addresses of a host, IPv4 and IPv6; a literal address is its own answer.
    pub async fn addresses(&self, host: &str) -> Answer<IpAddr> {
        if let Ok(address) = host.parse() {
            return Answer::Found(vec![address]);
        }
        let (four, six) = tokio::join!(
            self.ask(host, RecordType::A, RData::ip_addr),
            self.ask(host, RecordType::AAAA, RData::ip_addr),
        );
        match (four, six) {
            (Answer::Found(mut four), Answer::Found(six)) => {
                four.extend(six);
                Answer::Found(four)
            }
            // One family is enough, whatever became of the other question.
            (Answer::Found(found), _) | (_, Answer::Found(found)) => Answer::Found(found),
            (Answer::Failed(why), _) | (_, Answer::Failed(why)) => Answer::Failed(why),
            (Answer::NoName, Answer::NoName) => Answer::NoName,
            _ => Answer::NoRecord,
        }
    }

    async fn ask<T>(
        &self,
        name: &str,
        kind: RecordType,
        take: impl Fn(&RData) -> Option<T>,
    ) -> Answer<T> {
        // A name that ends with a dot is complete: no search list of the host is tried.
        let Ok(mut name) = Name::from_ascii(name) else {
            return Answer::NoName;
        };
        name.set_fqdn(true);
        match self.0.lookup(name, kind).await {
            Ok(lookup) => {
                let found: Vec<T> = lookup
                    .answers()
                    .iter()
                    .filter_map(|it| take(&it.data))
                    .collect();
                if found.is_empty() {
                    Answer::NoRecord
                } else {
                    Answer::Found(found)
                }
            }
            Err(NetError::Dns(DnsError::NoRecordsFound(none))) => match none.response_code {
                ResponseCode::NXDomain => Answer::NoName,
                ResponseCode::NoError => Answer::NoRecord,
                code => Answer::Failed(one_line(&code.to_string())),
            },
            Err(error) => Answer::Failed(one_line(&error.to_string())),
        }
    }
}

fn name_server(server: SocketAddr) -> NameServerConfig {
    let mut udp = ConnectionConfig::udp();
    let mut tcp = ConnectionConfig::tcp();
    udp.port = server.port();
    tcp.port = server.port();
    NameServerConfig::new(server.ip(), true, vec![udp, tcp])
}

fn tune(options: &mut ResolverOpts, wait: Duration) {
    options.timeout = wait;
    options.attempts = ATTEMPTS;
    options.positive_max_ttl = Some(LONGEST_TTL);
    options.negative_max_ttl = Some(LONGEST_TTL);
}
