//! One attempt for one mail: finds its servers, tries them in order, tells what came of it.
//! Keeps no state between attempts and decides no retry.

use std::{
    net::{IpAddr, SocketAddr, UdpSocket},
    sync::Arc,
    time::Duration,
};

use crate::{
    desk::deliver::{DeliveryJob, SendRoute},
    domain::{
        reason::Reason,
        settings::{Smarthost, SmarthostSecurity},
    },
};

use super::{
    Options,
    backoff::Fault,
    client::{
        self, ClientFault, Door, Farewell, Sent,
        dialogue::{Credentials, Plan, TlsUse},
        dots,
        reply::one_line,
        tls::{TlsClients, Trust},
    },
    resolver::{Resolver, ResolverError},
    route::{self, Answer, MOST_ADDRESSES, Target, reach::Reach},
};

/// The longest attempt: what one slow server may hold of the worker, all its waits together.
const ATTEMPT: Duration = Duration::from_secs(60 * 60);

/// Random numbers: `pick(n)` is below `n`.
pub type Pick = Arc<dyn Fn(usize) -> usize + Send + Sync>;

/// Makes attempts.
#[derive(Clone)]
pub struct Sender {
    options: Arc<Options>,
    resolver: Resolver,
    clients: TlsClients,
    pick: Pick,
}

/// Why there can be no sender.
#[derive(Debug, thiserror::Error)]
pub enum SenderError {
    #[error(transparent)]
    Resolver(#[from] ResolverError),
    #[error("a root certificate for outgoing mail is not usable: {0}")]
    Roots(#[from] rustls::Error),
}

/// A mail that the next server took.
#[derive(Debug)]
pub struct Delivered {
    /// Name and address of the server.
    pub server: String,
    /// Its words.
    pub reply: String,
    pub tls: bool,
    pub farewell: Farewell,
}

// How the servers of one attempt are spoken to.
struct Manner {
    tls: TlsUse,
    trust: Trust,
    credentials: Option<Credentials>,
}

impl Sender {
    /// Makes a sender.
    ///
    /// # Errors
    /// [`SenderError`]: no DNS server, or a root that is no certificate.
    pub fn new(options: Options, pick: Pick) -> Result<Self, SenderError> {
        Ok(Self {
            resolver: Resolver::new(&options.dns_servers)?,
            clients: TlsClients::new(&options.extra_roots)?,
            options: Arc::new(options),
            pick,
        })
    }

    /// Makes one attempt.
    ///
    /// # Errors
    /// [`Fault`], in words for people.
    pub async fn send(&self, job: &DeliveryJob, route: &SendRoute) -> Result<Delivered, Fault> {
        // RFC 5321 2.3.8: never sent; what made it is a fault of ours.
        if dots::has_bare_line_end(&job.raw) {
            return Err(Fault::Never {
                words: Reason::BareLineEnd.say(""),
            });
        }
        let attempt = async {
            let (targets, manner) = match route {
                SendRoute::Smarthost {
                    smarthost,
                    password,
                } => self.smarthost(smarthost, password.as_deref()).await?,
                SendRoute::Mx => (self.mx(job).await?, opportunistic()),
                SendRoute::Nowhere => {
                    return Err(Fault::Unreachable {
                        words: Reason::RouteSealed.say(""),
                    });
                }
            };
            self.offer(job, &targets, &manner).await
        };
        tokio::time::timeout(ATTEMPT, attempt)
            .await
            .unwrap_or_else(|_| {
                Err(Fault::Lost {
                    words: Reason::TookAnHour.say(""),
                })
            })
    }

    async fn smarthost(
        &self,
        smarthost: &Smarthost,
        password: Option<&str>,
    ) -> Result<(Vec<Target>, Manner), Fault> {
        let host = smarthost.host.trim_matches(['[', ']']);
        let addresses = found(host, self.resolver.addresses(host).await)?;
        // The admin named it, so it may be private; what it must not be is in clear elsewhere.
        let in_clear = smarthost.security == SmarthostSecurity::Plain;
        let targets: Vec<Target> = addresses
            .into_iter()
            .filter(|ip| !in_clear || self.may_be_in_clear(*ip))
            .take(MOST_ADDRESSES)
            .map(|ip| Target {
                host: host.to_owned(),
                address: SocketAddr::new(ip, smarthost.port),
            })
            .collect();
        if targets.is_empty() {
            return Err(Fault::Unreachable {
                words: Reason::Clear.say(host),
            });
        }
        let credentials = password
            .filter(|_| !smarthost.user.is_empty())
            .map(|password| Credentials {
                user: smarthost.user.clone(),
                password: password.to_owned(),
            });
        let tls = match smarthost.security {
            SmarthostSecurity::Tls => TlsUse::On,
            SmarthostSecurity::StartTls => TlsUse::Required,
            SmarthostSecurity::Plain => TlsUse::Never,
        };
        let manner = Manner {
            tls,
            trust: Trust::Verified,
            credentials,
        };
        Ok((targets, manner))
    }

    fn may_be_in_clear(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let allowed = &self.options.allow_private;
        address.is_loopback() || allowed.iter().any(|net| net.contains(address))
    }

    async fn mx(&self, job: &DeliveryJob) -> Result<Vec<Target>, Fault> {
        let reach = Reach {
            allow_private: &self.options.allow_private,
            is_own: &is_own,
        };
        let port = self.options.mx_port;
        let domain = wire_domain(job);
        let (hosts, literal) = match route::literal(&job.recipient) {
            Some(address) => (vec![domain.clone()], Some(address?)),
            None => {
                let answer = self.resolver.mx(&domain).await;
                let hosts = route::hosts(&domain, answer, &self.options.hostname, &*self.pick)?;
                (hosts, None)
            }
        };
        let mut targets = Vec::new();
        let mut trouble = None;
        let mut forbidden = None;
        for host in hosts {
            if targets.len() >= MOST_ADDRESSES {
                break;
            }
            let answer = match literal {
                Some(address) => Answer::Found(vec![address]),
                None => self.resolver.addresses(&host).await,
            };
            match found(&host, answer) {
                Ok(addresses) => {
                    let more = route::targets(&host, &addresses, port, &reach);
                    if more.is_empty() {
                        forbidden = Some(host);
                    }
                    targets.extend(more);
                }
                // Without MX the host is the domain; that it has no address is a fact then.
                Err(_) if host == domain => {
                    trouble = Some(self.no_address(&domain).await);
                }
                Err(fault) => trouble = Some(fault),
            }
        }
        targets.truncate(MOST_ADDRESSES);
        match (targets.is_empty(), trouble, forbidden) {
            (false, _, _) => Ok(targets),
            (true, Some(fault), _) => Err(fault),
            (true, None, Some(host)) => Err(Fault::Never {
                words: Reason::Private.say(&host),
            }),
            (true, None, None) => Err(Fault::Never {
                words: Reason::NoServer.say(&domain),
            }),
        }
    }

    async fn no_address(&self, domain: &str) -> Fault {
        match self.resolver.addresses(domain).await {
            Answer::NoName => Fault::Never {
                words: Reason::NoDomain.say(domain),
            },
            Answer::NoRecord => Fault::Never {
                words: Reason::NoAddress.say(domain),
            },
            Answer::Found(_) => Fault::Unreachable {
                words: Reason::DnsUnsure.say(domain),
            },
            Answer::Failed(why) => Fault::Unreachable {
                words: Reason::DnsSilent.because(domain, &why),
            },
        }
    }

    // Next address after a fault of the host; at once back with an answer about the mail.
    async fn offer(
        &self,
        job: &DeliveryJob,
        targets: &[Target],
        manner: &Manner,
    ) -> Result<Delivered, Fault> {
        let mut worst: Option<Fault> = None;
        for target in targets {
            let mut tried = self.call(job, target, manner, manner.tls).await;
            if manner.tls == TlsUse::IfOffered
                && matches!(tried, Err(ClientFault::Handshake { .. }))
            {
                // RFC 7435 3: unprotected is better than not delivered where nothing was promised.
                tried = self.call(job, target, manner, TlsUse::Never).await;
            }
            let server = format!("{} [{}]", target.host, target.address.ip());
            let fault = match tried {
                Ok(sent) => {
                    return Ok(Delivered {
                        server,
                        reply: sent.reply,
                        tls: sent.tls,
                        farewell: sent.farewell,
                    });
                }
                Err(fault) => fault,
            };
            let told = |words: String| one_line(&format!("{server}: {words}"));
            match fault {
                ClientFault::Refused { code, words } => return Err(Fault::Refused { code, words }),
                ClientFault::Unfit { words } => {
                    return Err(Fault::Never { words: told(words) });
                }
                ClientFault::Lost { words } => return Err(Fault::Lost { words: told(words) }),
                ClientFault::Host {
                    code: Some(421),
                    words,
                } => worst = Some(Fault::Refused { code: 421, words }),
                ClientFault::Host { words, .. } | ClientFault::Handshake { words } => {
                    worst = worst.or(Some(Fault::Unreachable { words: told(words) }));
                }
            }
        }
        Err(worst.unwrap_or(Fault::Unreachable {
            words: Reason::NoneFound.say(""),
        }))
    }

    async fn call(
        &self,
        job: &DeliveryJob,
        target: &Target,
        manner: &Manner,
        tls: TlsUse,
    ) -> Result<Sent, ClientFault> {
        let door = Door {
            address: target.address,
            host: target.host.clone(),
            trust: manner.trust,
        };
        let plan = Plan {
            ehlo: self.options.hostname.clone(),
            tls,
            credentials: manner.credentials.clone(),
            return_path: job.return_path.wire(),
            recipient: job.recipient.wire(),
            size_bytes: job.raw.len(),
            utf8: !job.recipient.is_ascii()
                || !job.return_path.is_ascii()
                || !header(&job.raw).is_ascii(),
            eight_bit: !job.raw.is_ascii(),
        };
        let timeouts = &self.options.timeouts;
        client::send(&door, plan, &job.raw, &self.clients, timeouts).await
    }
}

fn opportunistic() -> Manner {
    Manner {
        tls: TlsUse::IfOffered,
        trust: Trust::Anyone,
        credentials: None,
    }
}

/// The domain of the recipient as A-labels, which DNS and the limits per domain go by.
#[must_use]
pub fn wire_domain(job: &DeliveryJob) -> String {
    let wire = job.recipient.wire();
    wire.rsplit_once('@')
        .map_or_else(String::new, |(_, domain)| domain.to_owned())
}

// RFC 5322 2.1: up to the first empty line.
fn header(raw: &[u8]) -> &[u8] {
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n");
    raw.get(..end.unwrap_or(raw.len())).unwrap_or(raw)
}

fn found(host: &str, answer: Answer<IpAddr>) -> Result<Vec<IpAddr>, Fault> {
    let words = match answer {
        Answer::Found(addresses) => return Ok(addresses),
        Answer::NoRecord => Reason::NoHostAddress.say(host),
        Answer::NoName => Reason::NoHost.say(host),
        Answer::Failed(why) => Reason::DnsSilent.because(host, &why),
    };
    Err(Fault::Unreachable { words })
}

// The system would send to this address from this very address. Sends nothing.
fn is_own(address: IpAddr) -> bool {
    let any: SocketAddr = match address {
        IpAddr::V4(_) => (std::net::Ipv4Addr::UNSPECIFIED, 0).into(),
        IpAddr::V6(_) => (std::net::Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    UdpSocket::bind(any)
        .and_then(|socket| {
            socket.connect((address, 25))?;
            socket.local_addr()
        })
        .is_ok_and(|local| local.ip() == address)
}
