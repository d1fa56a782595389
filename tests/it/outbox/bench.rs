//! A queue in memory, a clock that is set by hand, and a worker between them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use guichet::{
    base::clock::Clock,
    desk::deliver::{DeliveryJob, DeliveryOutcome, SendRoute},
    domain::{
        address::EmailAddress,
        id::DeliveryId,
        ip_net::IpNet,
        settings::{Smarthost, SmarthostSecurity},
        time::Timestamp,
    },
    outbox::{
        Options,
        client::Timeouts,
        queue::{Queue, QueueError},
        send::Sender,
        worker::{self, Carrier},
    },
};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::support::{
    dns::{DnsServer, Zone},
    sink::Sink,
    soon,
};

/// As long as the desk's lease.
pub const LEASE: Duration = Duration::from_secs(15 * 60);
pub const RETURN_PATH: &str = "help+baaaaaaaaaaaaaaaa@desk.example";

struct Row {
    job: DeliveryJob,
    due: Option<Timestamp>,
    outcomes: Vec<DeliveryOutcome>,
}

#[derive(Default)]
struct Rows {
    rows: BTreeMap<DeliveryId, Row>,
    leases: u32,
    looks: u32,
}

/// What the desk keeps durably, for as long as a test.
#[derive(Clone)]
pub struct MemoryQueue {
    rows: Arc<Mutex<Rows>>,
    route: SendRoute,
    wanted: Arc<Notify>,
    reported: Arc<Notify>,
}

impl Queue for MemoryQueue {
    async fn lease_deliveries(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DeliveryJob>, QueueError> {
        let mut rows = self.rows.lock().unwrap();
        let mut leased = Vec::new();
        for row in rows.rows.values_mut() {
            if leased.len() < limit && row.due.is_some_and(|due| due <= now) {
                row.job.attempt += 1;
                row.due = Some(now.plus(LEASE));
                leased.push(row.job.clone());
            }
        }
        rows.leases += u32::try_from(leased.len()).unwrap();
        Ok(leased)
    }

    async fn report_delivery(
        &self,
        id: DeliveryId,
        attempt: u32,
        outcome: DeliveryOutcome,
        _now: Timestamp,
    ) -> Result<(), QueueError> {
        let mut rows = self.rows.lock().unwrap();
        let row = rows.rows.get_mut(&id).expect("a delivery that was queued");
        if row.job.attempt == attempt {
            row.due = match &outcome {
                DeliveryOutcome::Later { next, .. } => Some(*next),
                _ => None,
            };
            row.outcomes.push(outcome);
        }
        drop(rows);
        self.reported.notify_waiters();
        Ok(())
    }

    async fn next_delivery_due(&self) -> Result<Option<Timestamp>, QueueError> {
        let rows = self.rows.lock().unwrap();
        Ok(rows.rows.values().filter_map(|row| row.due).min())
    }

    async fn send_route(&self) -> Result<SendRoute, QueueError> {
        self.rows.lock().unwrap().looks += 1;
        self.reported.notify_waiters();
        Ok(self.route.clone())
    }

    fn delivery_wanted(&self) -> Arc<Notify> {
        self.wanted.clone()
    }
}

/// The sender with everything around it.
pub struct Bench {
    pub queue: MemoryQueue,
    clock: Clock,
    pub token: CancellationToken,
    pub worker: Option<JoinHandle<()>>,
    _dns: DnsServer,
}

/// What a test may choose about the sender.
pub struct Setup {
    pub route: SendRoute,
    pub zone: Zone,
    pub mx_port: u16,
    pub allow: Vec<&'static str>,
    /// The sink whose certificate is trusted.
    pub root: Option<rustls_pki_types::CertificateDer<'static>>,
    pub grace: Duration,
    pub timeouts: Timeouts,
}

impl Setup {
    /// Direct MX to the port of a sink, loopback allowed.
    pub fn mx(sink: &Sink, zone: Zone) -> Self {
        Self {
            route: SendRoute::Mx,
            zone,
            mx_port: sink.address.port(),
            allow: vec!["127.0.0.0/8"],
            root: None,
            grace: Duration::from_secs(5),
            timeouts: Timeouts::default(),
        }
    }

    /// A smarthost at the sink.
    pub fn smarthost(
        sink: &Sink,
        security: SmarthostSecurity,
        login: Option<(&str, &str)>,
    ) -> Self {
        let (user, password) = login.unzip();
        Self {
            route: SendRoute::Smarthost {
                smarthost: Smarthost {
                    security,
                    host: "127.0.0.1".into(),
                    port: sink.address.port(),
                    user: user.unwrap_or_default().to_owned(),
                },
                password: password.map(str::to_owned),
            },
            zone: Zone::new(),
            mx_port: 25,
            allow: vec![],
            root: Some(sink.root.clone()),
            grace: Duration::from_secs(5),
            timeouts: Timeouts::default(),
        }
    }
}

/// A zone in which the sink is the MX of `lumen.example`.
pub fn lumen() -> Zone {
    Zone::new()
        .mx("lumen.example", 10, "mx.lumen.example")
        .a("mx.lumen.example", "127.0.0.1")
}

impl Bench {
    /// Starts the sender.
    pub async fn start(setup: Setup) -> Self {
        Self::start_with(setup, |sender| sender).await
    }

    /// Starts the sender behind something that stands in its way.
    pub async fn start_with<C: Carrier>(setup: Setup, wrap: impl FnOnce(Sender) -> C) -> Self {
        let dns = DnsServer::start(setup.zone).await;
        let mut options = Options::new("desk.example".into());
        options.mx_port = setup.mx_port;
        options.dns_servers = vec![dns.address];
        options.allow_private = setup
            .allow
            .iter()
            .map(|net| IpNet::parse(net).unwrap())
            .collect();
        options.extra_roots = setup.root.into_iter().collect();
        options.timeouts = setup.timeouts;
        let sender = Sender::new(options, Arc::new(|_| 0)).unwrap();
        let queue = MemoryQueue {
            rows: Arc::default(),
            route: setup.route,
            wanted: Arc::default(),
            reported: Arc::default(),
        };
        let mut bench = Self {
            queue,
            clock: Clock::fixed(Timestamp(1_760_000_000_000_000)),
            token: CancellationToken::new(),
            worker: None,
            _dns: dns,
        };
        bench.run(wrap(sender), setup.grace);
        bench
    }

    /// Starts a worker on the queue as it is, as after a restart.
    pub fn run<C: Carrier>(&mut self, carrier: C, grace: Duration) {
        let clock = self.clock.clone();
        self.token = CancellationToken::new();
        let (queue, token) = (self.queue.clone(), self.token.clone());
        let worker = worker::run(queue, carrier, clock, grace, token);
        self.worker = Some(tokio::spawn(worker));
    }

    /// Queues a message and rings.
    pub fn queue(&self, id: u64, recipient: &str, raw: impl Into<Vec<u8>>) -> DeliveryId {
        let id = DeliveryId(id);
        let job = DeliveryJob {
            id,
            attempt: 0,
            recipient: EmailAddress::parse(recipient).expect(recipient),
            return_path: EmailAddress::parse(RETURN_PATH).unwrap(),
            raw: Arc::from(raw.into()),
            queued: self.now(),
            route: None,
        };
        let row = Row {
            due: Some(job.queued),
            job,
            outcomes: Vec::new(),
        };
        self.queue.rows.lock().unwrap().rows.insert(id, row);
        self.queue.wanted.notify_waiters();
        id
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Moves the clock and has the worker look at it.
    pub fn set_clock(&self, to: Timestamp) {
        self.clock.set(to);
        self.queue.wanted.notify_one();
    }

    /// How often anything was leased.
    pub fn leases(&self) -> u32 {
        self.queue.rows.lock().unwrap().leases
    }

    /// Awaits the outcome of attempt number `nth`.
    pub async fn outcome(&self, id: DeliveryId, nth: usize) -> DeliveryOutcome {
        self.until("the outcome of an attempt", |rows| {
            rows.rows.get(&id).unwrap().outcomes.get(nth - 1).cloned()
        })
        .await
    }

    /// Awaits that the worker looks whether there is anything to send, once more from now on.
    pub async fn look(&self) {
        let before = self.queue.rows.lock().unwrap().looks;
        self.queue.wanted.notify_one();
        self.until("another look", |rows| (rows.looks > before).then_some(()))
            .await;
    }

    async fn until<T>(&self, what: &str, find: impl Fn(&Rows) -> Option<T>) -> T {
        soon(what, async {
            loop {
                let reported = self.queue.reported.notified();
                tokio::pin!(reported);
                reported.as_mut().enable();
                let found = find(&self.queue.rows.lock().unwrap());
                match found {
                    Some(found) => return found,
                    None => reported.await,
                }
            }
        })
        .await
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.abort();
        }
    }
}

/// A small message.
pub fn letter(text: &str) -> String {
    format!("Message-ID: <{text}@desk.example>\r\nSubject: {text}\r\n\r\n{text}\r\n")
}

/// `Later` with its reason and wait in seconds.
pub fn later(outcome: DeliveryOutcome, now: Timestamp) -> (String, u64) {
    match outcome {
        DeliveryOutcome::Later { reason, next } => (reason, next.since(now).as_secs()),
        other => panic!("expected a delay, got {other:?}"),
    }
}

/// The reason of a failure.
pub fn failed(outcome: DeliveryOutcome) -> String {
    match outcome {
        DeliveryOutcome::Failed { reason } => reason,
        other => panic!("expected a failure, got {other:?}"),
    }
}

/// Server, words and TLS of a delivery.
pub fn delivered(outcome: DeliveryOutcome) -> (String, String, bool) {
    match outcome {
        DeliveryOutcome::Delivered { server, reply, tls } => (server, reply, tls),
        other => panic!("expected a delivery, got {other:?}"),
    }
}
