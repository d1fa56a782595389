//! A mail server that takes what it is told to take, and keeps what it saw.

mod session;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::{
    net::TcpListener,
    sync::Notify,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::TlsAcceptor;

use super::soon;

/// What the sink offers of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SinkTls {
    None,
    StartTls,
    Implicit,
    /// Says 220 to STARTTLS, then no TLS.
    Broken,
    /// Says 220 to STARTTLS and more in the same breath.
    Injecting,
}

/// What the sink does with one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Take,
    /// Answers RCPT so.
    AtRcpt(&'static str),
    /// Answers the final dot so.
    AtEnd(&'static str),
    /// Hangs up where 354 was said, in the middle of the message.
    HangUpInData,
    /// Keeps the message and hangs up without an answer.
    HangUpAtEnd,
    /// Keeps the message and answers late.
    Late(Duration),
}

/// Recipient and how often it was named (from 1) to deed.
pub type Script = Arc<dyn Fn(&str, u32) -> Deed + Send + Sync>;

/// What the sink is; the default takes everything in clear.
#[derive(Clone)]
pub struct SinkOptions {
    pub tls: SinkTls,
    pub greeting: &'static str,
    /// Lines of EHLO beside STARTTLS and AUTH.
    pub extensions: &'static [&'static str],
    /// Mechanisms, user, password; demanded before MAIL.
    pub auth: Option<(&'static str, &'static str, &'static str)>,
    pub script: Script,
}

impl Default for SinkOptions {
    fn default() -> Self {
        Self {
            tls: SinkTls::None,
            greeting: "220 sink.example ESMTP",
            extensions: &["SIZE 50000000", "8BITMIME", "SMTPUTF8", "DSN"],
            auth: None,
            script: Arc::new(|_, _| Deed::Take),
        }
    }
}

/// One message that was taken.
#[derive(Clone, Debug)]
pub struct Received {
    /// The command with its parameters.
    pub mail: String,
    pub rcpts: Vec<String>,
    /// The message, dots unstuffed.
    pub raw: Vec<u8>,
    /// What stood on the wire, up to and with the final dot.
    pub wire: Vec<u8>,
    pub tls: bool,
    /// Who signed in.
    pub user: Option<String>,
    /// The name in EHLO.
    pub helo: String,
}

/// All that the sink saw.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub connections: u32,
    pub received: Vec<Received>,
    /// Recipients in the order in which RCPT named them, refused ones too.
    pub named: Vec<String>,
    /// Every command line.
    pub commands: Vec<String>,
}

#[derive(Default)]
struct Shared {
    seen: Mutex<Seen>,
    changed: Notify,
}

impl Shared {
    fn note(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.seen.lock().unwrap());
        self.changed.notify_waiters();
    }
}

/// A running sink; it ends when it is dropped.
pub struct Sink {
    pub address: SocketAddr,
    /// Root for a client that verifies; the name is `sink.example` or 127.0.0.1.
    pub root: CertificateDer<'static>,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Sink {
    /// Listens on 127.0.0.1 at a free port.
    pub async fn start(options: SinkOptions) -> Self {
        Self::start_at("127.0.0.1:0".parse().unwrap(), options).await
    }

    /// Listens at an address of choice.
    pub async fn start_at(address: SocketAddr, options: SinkOptions) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free address");
        let address = listener.local_addr().unwrap();
        let (acceptor, root) = acceptor();
        let shared = Arc::new(Shared::default());
        let for_task = shared.clone();
        let task = tokio::spawn(async move {
            let mut sessions = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                for_task.note(|seen| seen.connections += 1);
                let session =
                    session::run(socket, options.clone(), acceptor.clone(), for_task.clone());
                sessions.spawn(session);
            }
        });
        Self {
            address,
            root,
            shared,
            task,
        }
    }

    /// What was seen so far.
    pub fn seen(&self) -> Seen {
        self.shared.seen.lock().unwrap().clone()
    }

    /// Awaits a state of affairs.
    pub async fn until(&self, what: &str, holds: impl Fn(&Seen) -> bool) -> Seen {
        soon(what, async {
            loop {
                let changed = self.shared.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                let seen = self.seen();
                if holds(&seen) {
                    return seen;
                }
                changed.await;
            }
        })
        .await
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn acceptor() -> (TlsAcceptor, CertificateDer<'static>) {
    let names = vec!["sink.example".to_owned(), "127.0.0.1".to_owned()];
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).unwrap();
    let root = cert.der().clone();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![root.clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), root)
}
