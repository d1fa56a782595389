//! The receiver on its sockets: accepts, admits, starts one conversation per connection.
//!
//! Stops by a token: no new connections, 421 to who waits, a little time for a running DATA.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use rustls::ServerConfig;
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::CancellationToken;

use super::{
    connection::Connection,
    limits::{IN_FLIGHT_BYTES, InFlight, Timeouts},
    patience::Patience,
    proto::{Options, Reply, Tls},
    receiver::Receiver,
};
use crate::{
    base::{clock::Clock, tasks::Tasks},
    net::{
        accept::{AcceptOptions, accept},
        conversation::{Conversation, ReceiverEvent, ReceiverStep},
        limits::{LimitOptions, Limits, TooMany},
    },
};

/// RFC 1870: a file of 25 MB, as base64 with its line ends, and a letter.
pub const MAX_SIZE_BYTES: u64 = 35 << 20;
/// RFC 5321 4.5.3.1.8: at least 100.
const MAX_RECIPIENTS: usize = 100;
/// Connections beyond the counted ones that are accepted to be told 421, or that are exempt.
pub const DOORSTEP: usize = 128;
/// To tell a client that there is no place for it.
const SEND_NO_PLACE: Duration = Duration::from_secs(2);

/// What the site decides about its receiver.
#[derive(Clone)]
pub struct ServerOptions {
    pub hostname: String,
    pub max_size_bytes: u64,
    /// How long the greeting waits for clients that talk first.
    pub greeting_delay: Duration,
    pub limits: LimitOptions,
    /// Peers whose mail was accepted before this start, newest first.
    pub known_peers: Vec<IpAddr>,
    pub timeouts: Timeouts,
    pub in_flight_bytes: usize,
    /// None: STARTTLS is not offered.
    pub tls: Option<Arc<ServerConfig>>,
}

impl ServerOptions {
    /// The defaults of a host of this name, without TLS.
    #[must_use]
    pub fn new(hostname: &str) -> Self {
        Self {
            hostname: hostname.to_owned(),
            max_size_bytes: MAX_SIZE_BYTES,
            greeting_delay: Duration::ZERO,
            limits: LimitOptions::default(),
            known_peers: Vec::new(),
            timeouts: Timeouts::default(),
            in_flight_bytes: IN_FLIGHT_BYTES,
            tls: None,
        }
    }
}

/// The receiver; one for all its listeners.
pub struct Server<R> {
    pub(super) options: ServerOptions,
    pub(super) receiver: R,
    pub(super) clock: Clock,
    pub(super) in_flight: Arc<InFlight>,
    limits: Arc<Limits>,
    tasks: Tasks,
    conversation: Conversation,
}

impl<R: Receiver> Server<R> {
    #[must_use]
    pub fn new(
        options: ServerOptions,
        receiver: R,
        clock: Clock,
        tasks: Tasks,
        conversation: Conversation,
    ) -> Arc<Self> {
        let limits = Limits::new(options.limits.clone());
        // The last one is the newest.
        for peer in options.known_peers.iter().rev() {
            limits.know(*peer);
        }
        Arc::new(Self {
            limits,
            in_flight: InFlight::new(options.in_flight_bytes),
            options,
            receiver,
            clock,
            tasks,
            conversation,
        })
    }

    /// Serves a listener until `stop`; running conversations end as tasks of their own.
    pub async fn serve(self: Arc<Self>, listener: TcpListener, stop: CancellationToken) {
        let options = AcceptOptions {
            name: "smtp",
            most: self.options.limits.total + DOORSTEP,
            exempt: self.options.limits.unlimited_from.clone(),
        };
        let tasks = self.tasks.clone();
        let serve = |stream, peer| {
            let (server, stop) = (Arc::clone(&self), stop.clone());
            server.converse(stream, peer, stop)
        };
        accept(listener, options, &tasks, stop.clone(), serve).await;
    }

    async fn converse(
        self: Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        stop: CancellationToken,
    ) {
        let peer = peer.ip().to_canonical();
        match self.limits.admit(peer, Instant::now()) {
            Ok(admission) => {
                self.tell(peer, ReceiverStep::Connected);
                let patience = Patience::new(admission.standing(), self.limits.pressure());
                let mut connection =
                    Connection::new(Arc::clone(&self), stream, peer, stop, patience);
                connection.run().await;
                // Its place is free when its end is told.
                drop(admission);
                self.tell(peer, ReceiverStep::Closed);
            }
            Err(too_many) => self.turn_away(stream, peer, too_many).await,
        }
    }

    // RFC 5321 3.1 and 3.8: 421 instead of a greeting. No receipt: a flood must cost nothing.
    async fn turn_away(&self, mut stream: TcpStream, peer: IpAddr, too_many: TooMany) {
        let reply = match too_many {
            TooMany::Sessions => Reply::TOO_MANY_SESSIONS,
            TooMany::FromBlock | TooMany::InAMinute => Reply::TOO_MANY_CONNECTIONS,
        };
        tracing::debug!(smtp.peer = %peer, reason = ?too_many, "turned a connection away");
        self.tell(
            peer,
            ReceiverStep::Refused {
                reply: reply.line(),
            },
        );
        let bytes = reply.to_bytes();
        let send = async {
            stream.write_all(&bytes).await?;
            stream.shutdown().await
        };
        // A client that does not take it has gone: nothing is to be done about it.
        let _ = tokio::time::timeout(SEND_NO_PLACE, send).await;
    }

    pub(super) fn session_options(&self) -> Options {
        Options {
            hostname: self.options.hostname.clone(),
            max_size_bytes: self.options.max_size_bytes,
            max_recipients: MAX_RECIPIENTS,
            tls: match self.options.tls {
                Some(_) => Tls::Offered,
                None => Tls::Absent,
            },
        }
    }

    /// Remembers a peer whose mail was accepted: it finds a place when others do not.
    pub(super) fn know(&self, peer: IpAddr) {
        self.limits.know(peer);
    }

    pub(super) fn tell(&self, peer: IpAddr, what: ReceiverStep) {
        let at = self.clock.now();
        self.conversation.tell(ReceiverEvent { at, peer, what });
    }
}
