//! A receiver on a real socket, with a stand-in for the desk that keeps mails in memory.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard},
};

use guichet::{
    base::{clock::Clock, tasks::Tasks},
    desk::{
        mailbox::{Recipient, RecipientError},
        receive::Envelope,
        refusal::RefusedTransaction,
        spool::{RawMail, Spool, SpoolFile},
    },
    domain::{id::MailboxId, mailbox::Detail, outcome::Kept, time::Timestamp},
    net::{
        conversation::{Conversation, ReceiverEvent},
        tls::{Certificates, self_made, server_config},
    },
    smtp::{
        receiver::{NotKept, Receiver},
        server::{Server, ServerOptions},
    },
};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::broadcast,
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_util::sync::CancellationToken;

use crate::support::{smtp_client::RawClient, soon};

pub const HOSTNAME: &str = "mx.ours.example";
pub const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

/// What the stand-in has been given, and how it shall answer.
#[derive(Default)]
pub struct Desk {
    pub mails: Vec<(Envelope, Vec<u8>)>,
    pub refusals: Vec<RefusedTransaction>,
    pub full: bool,
    pub error: Option<NotKept>,
}

#[derive(Clone, Default)]
struct FakeReceiver(Arc<Mutex<Desk>>);

impl FakeReceiver {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap()
    }
}

impl Receiver for FakeReceiver {
    fn recipient(&self, local: &str, domain: Option<&str>) -> Result<Recipient, RecipientError> {
        match (local, domain) {
            ("support", Some("ours.example")) | ("postmaster", None) => Ok(Recipient {
                text: local.to_owned(),
                mailbox: MailboxId(1),
                detail: Detail::None,
            }),
            (_, Some("ours.example")) => Err(RecipientError::NoSuchMailbox),
            _ => Err(RecipientError::NotOurs),
        }
    }

    fn has_room(&self) -> bool {
        !self.desk().full
    }

    fn begin_spool(&self) -> std::io::Result<SpoolFile> {
        let folder = tempfile::tempdir()?;
        Spool::open(folder.path())?.begin()
    }

    async fn receive(&self, envelope: Envelope, raw: RawMail) -> Result<Kept, NotKept> {
        let raw = raw.read().unwrap();
        let mut desk = self.desk();
        if let Some(error) = desk.error {
            return Err(error);
        }
        desk.mails.push((envelope, raw));
        Ok(Kept {
            receipt: format!("receipt-{}", desk.mails.len()),
            ticket: None,
            message: None,
            duplicate: false,
        })
    }

    fn note_refusal(&self, refusal: RefusedTransaction) {
        self.desk().refusals.push(refusal);
    }
}

/// A running receiver.
pub struct World {
    pub address: SocketAddr,
    pub stop: CancellationToken,
    receiver: FakeReceiver,
    conversation: Conversation,
    tasks: Tasks,
    trusted: RootCertStore,
}

impl World {
    /// Starts a receiver on a port of the system's choice; `change` makes the options.
    pub async fn start(change: impl FnOnce(&mut ServerOptions)) -> Self {
        let data = tempfile::tempdir().unwrap();
        let key = self_made(data.path(), HOSTNAME, NOW).unwrap();
        let mut trusted = RootCertStore::empty();
        trusted.add(key.cert[0].clone()).unwrap();
        let mut options = ServerOptions::new(HOSTNAME);
        options.tls = Some(server_config(Certificates::new(key), &[]).unwrap());
        change(&mut options);

        let (receiver, conversation) = (FakeReceiver::default(), Conversation::default());
        let (tasks, stop) = (Tasks::new(), CancellationToken::new());
        let (clock, told) = (Clock::fixed(NOW), conversation.clone());
        let server = Server::new(options, receiver.clone(), clock, tasks.clone(), told);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tasks.spawn("smtp listener", server.serve(listener, stop.clone()));
        Self {
            address,
            stop,
            receiver,
            conversation,
            tasks,
            trusted,
        }
    }

    pub fn desk(&self) -> MutexGuard<'_, Desk> {
        self.receiver.desk()
    }

    pub fn watch(&self) -> broadcast::Receiver<ReceiverEvent> {
        self.conversation.watch()
    }

    /// Connects from another address of the loopback net.
    pub async fn connect_from(&self, from: &str) -> RawClient {
        let socket = TcpSocket::new_v4().unwrap();
        let from: IpAddr = from.parse().unwrap();
        socket.bind((from, 0).into()).unwrap();
        RawClient::over(socket.connect(self.address).await.unwrap())
    }

    /// Connects, reads the greeting and says EHLO.
    pub async fn open(&self) -> RawClient {
        let mut client = RawClient::connect(self.address).await;
        client.expect("220 ").await;
        client.ask("EHLO t", "250").await;
        client
    }

    /// Connects and goes as far as DATA.
    pub async fn open_data(&self) -> RawClient {
        let mut client = self.open().await;
        to_data(&mut client).await;
        client
    }

    /// Shakes hands after the reply to STARTTLS.
    pub async fn shake_hands(&self, client: RawClient) -> RawClient<TlsStream<TcpStream>> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(self.trusted.clone())
            .with_no_client_auth();
        let name = ServerName::try_from(HOSTNAME).unwrap();
        let connector = TlsConnector::from(Arc::new(config));
        let shaken = connector.connect(name, client.into_socket());
        RawClient::over(soon("the handshake", shaken).await.unwrap())
    }

    /// Stops, and waits until no task of the receiver is left.
    pub async fn end(self) {
        self.stop.cancel();
        soon("the receiver's end", self.tasks.ended()).await;
        assert_eq!(self.tasks.running(), 0);
    }
}

/// Goes from EHLO to DATA.
pub async fn to_data(client: &mut RawClient) {
    client.ask("MAIL FROM:<a@b>", "250 2.1.0").await;
    client
        .ask("RCPT TO:<support@ours.example>", "250 2.1.5")
        .await;
    client.ask("DATA", "354").await;
}
