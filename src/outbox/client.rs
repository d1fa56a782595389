//! One connection, one message, one recipient. Sends the bytes as they are; stores nothing.
//!
//! Our own client and not a crate's: the crate lettre (0.11.23) keeps what the server
//! sent in clear after its `220` to STARTTLS and takes it for the encrypted answer (reply
//! injection), adds an empty line to every message, reads keywords in upper case only, fails on
//! replies that are not UTF-8, hides SIZE, and cannot bound each block of DATA. The conversation
//! itself is in [`dialogue`], without sockets.

pub mod dialogue;
pub mod dots;
pub mod reply;
mod stream;
mod time_outs;
pub mod tls;

pub use time_outs::Timeouts;

use std::{net::SocketAddr, time::Duration};

use rustls_pki_types::ServerName;
use tokio::net::TcpStream;

use crate::domain::reason::Reason;

use dialogue::{Dialogue, Phase, Plan, Step, TlsUse};
use dots::Dotted;
use reply::{Reply, ReplyReader, one_line};
use stream::Stream;
use tls::{TlsClients, Trust};

/// Why a transaction did not end with the server's yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientFault {
    /// This host cannot take mail now; another of the same domain may.
    Host { code: Option<u16>, words: String },
    /// TLS did not come up.
    Handshake { words: String },
    /// The server's answer about this mail, 4yz or 5yz.
    Refused { code: u16, words: String },
    /// The connection ended while the message was on its way: no other host is asked at once.
    Lost { words: String },
    /// The server cannot take such a mail.
    Unfit { words: String },
}

/// Where and how to connect.
#[derive(Clone, Debug)]
pub struct Door {
    pub address: SocketAddr,
    /// What the certificate is for.
    pub host: String,
    pub trust: Trust,
}

/// A message that the server took.
#[derive(Debug)]
pub struct Sent {
    /// The server's words.
    pub reply: String,
    pub tls: bool,
    pub farewell: Farewell,
}

/// The open connection after the server's yes. To be closed politely, when there is time.
#[derive(Debug)]
pub struct Farewell(Box<Connection>);

impl Farewell {
    /// Says QUIT and waits a moment for the answer (RFC 5321, 4.1.1.10).
    pub async fn say(mut self) {
        let wait = self.0.timeouts.quit;
        // The mail is delivered; what happens from here on changes nothing.
        let _ = self.0.say(b"QUIT\r\n", wait).await;
        let _ = self.0.reply(wait).await;
        self.0.stream.close(wait).await;
    }
}

/// Carries one message to one recipient through one connection.
///
/// # Errors
/// [`ClientFault`], by what the caller can do about it.
pub async fn send(
    door: &Door,
    plan: Plan,
    raw: &[u8],
    clients: &TlsClients,
    timeouts: &Timeouts,
) -> Result<Sent, ClientFault> {
    let socket = bounded(timeouts.connect, TcpStream::connect(door.address)).await?;
    // The last dot must not wait for the acknowledgement of what went before.
    let _ = socket.set_nodelay(true);
    let mut connection = Connection {
        stream: Stream::Plain(socket),
        reader: ReplyReader::default(),
        timeouts: timeouts.clone(),
    };
    if plan.tls == TlsUse::On {
        connection = connection.handshake(door, clients).await?;
    }
    let mut dialogue = Dialogue::new(plan);
    let greeting = connection.reply(timeouts.greeting).await?;
    let mut step = dialogue.on_reply(&greeting);
    loop {
        step = match step {
            Step::Say(command) => {
                let wait = timeouts.of(dialogue.phase());
                connection.say(command.as_bytes(), wait).await?;
                dialogue.on_reply(&connection.reply(wait).await?)
            }
            Step::Handshake => {
                connection = connection.handshake(door, clients).await?;
                dialogue.tls_is_up()
            }
            Step::Message => {
                let reply = connection.message(raw).await.map_err(lost)?;
                dialogue.on_reply(&reply)
            }
            Step::Accepted(reply) => {
                let (tls, farewell) = (dialogue.tls_on(), Farewell(Box::new(connection)));
                return Ok(Sent {
                    reply,
                    tls,
                    farewell,
                });
            }
            Step::Fault(fault) => {
                Farewell(Box::new(connection)).say().await;
                return Err(fault);
            }
        };
    }
}

fn lost(fault: ClientFault) -> ClientFault {
    match fault {
        ClientFault::Host { words, .. } => ClientFault::Lost {
            words: Reason::CutOff.because("", &words),
        },
        other => other,
    }
}

#[derive(Debug)]
struct Connection {
    stream: Stream,
    reader: ReplyReader,
    timeouts: Timeouts,
}

impl Connection {
    async fn say(&mut self, bytes: &[u8], wait: Duration) -> Result<(), ClientFault> {
        bounded(wait, self.stream.write(bytes)).await
    }

    // `wait` is for the whole reply, so that no drip of bytes can stretch it.
    async fn reply(&mut self, wait: Duration) -> Result<Reply, ClientFault> {
        let whole = async {
            loop {
                let taken = self.reader.take();
                if let Some(reply) = taken.map_err(std::io::Error::other)? {
                    return Ok(reply);
                }
                let mut buffer = [0; 2_048];
                let read = self.stream.read(&mut buffer).await?;
                if read == 0 {
                    return Err(std::io::Error::other(Reason::Closed.say("")));
                }
                self.reader.feed(buffer.get(..read).unwrap_or_default());
            }
        };
        bounded(wait, whole).await
    }

    async fn message(&mut self, raw: &[u8]) -> Result<Reply, ClientFault> {
        for block in Dotted::new(raw) {
            let written = self.say(&block, self.timeouts.block).await;
            if let Err(fault) = written {
                // RFC 5321 4.2.5 lets a server refuse at the end only, but some say 552 and hang
                // up early: their words are worth more than "broken pipe".
                return match self.reply(self.timeouts.quit).await {
                    Ok(reply) if reply.code >= 400 => Ok(reply),
                    _ => Err(fault),
                };
            }
        }
        self.reply(self.timeouts.of(Phase::Message)).await
    }

    async fn handshake(self, door: &Door, clients: &TlsClients) -> Result<Self, ClientFault> {
        // RFC 3207 6 warns of what is sent in clear: bytes behind the 220 were put there by
        // somebody who wants them taken for the server's encrypted words.
        if !self.reader.is_empty() {
            return Err(ClientFault::Host {
                code: None,
                words: Reason::MoreThanStartTls.say(""),
            });
        }
        let failed = |words: String| ClientFault::Handshake {
            words: one_line(&Reason::Tls.because("", &words)),
        };
        // A host whose name no certificate can bear is asked for by its address.
        let name = ServerName::try_from(door.host.clone())
            .unwrap_or_else(|_| ServerName::IpAddress(door.address.ip().into()));
        let timeouts = self.timeouts;
        let handshake = self.stream.encrypt(clients.connector(door.trust), name);
        match tokio::time::timeout(timeouts.handshake, handshake).await {
            Ok(Ok(stream)) => Ok(Self {
                stream,
                reader: ReplyReader::default(),
                timeouts,
            }),
            Ok(Err(error)) => Err(failed(error.to_string())),
            Err(_) => Err(failed(Reason::HandshakeSlow.say(""))),
        }
    }
}

async fn bounded<T>(
    wait: Duration,
    work: impl Future<Output = std::io::Result<T>>,
) -> Result<T, ClientFault> {
    let words = match tokio::time::timeout(wait, work).await {
        Ok(Ok(done)) => return Ok(done),
        Ok(Err(error)) => one_line(&error.to_string()),
        Err(_) => Reason::NoAnswer.say(&wait.as_secs().to_string()),
    };
    Err(ClientFault::Host { code: None, words })
}
