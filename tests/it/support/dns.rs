//! A DNS server over UDP and TCP that answers from a table.

use std::{collections::HashMap, net::SocketAddr, sync::Arc};

use hickory_proto::{
    op::{Message, OpCode, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, AAAA, MX, TXT},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, UdpSocket},
    task::{JoinHandle, JoinSet},
};

/// How a name behaves.
#[derive(Clone, Default)]
struct Node {
    records: Vec<RData>,
    failure: Option<Failure>,
    /// Answers over UDP are cut short, so that the client must come back over TCP.
    long: bool,
}

#[derive(Clone, Copy)]
enum Failure {
    ServFail,
    Silent,
}

/// The table. A name that is not in it does not exist; a type that is not there is no data.
#[derive(Clone, Default)]
pub struct Zone(HashMap<String, Node>);

impl Zone {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// An IPv4 address.
    pub fn a(self, name: &str, address: &str) -> Self {
        self.with(name, RData::A(A(address.parse().unwrap())))
    }

    /// An IPv6 address.
    pub fn aaaa(self, name: &str, address: &str) -> Self {
        self.with(name, RData::AAAA(AAAA(address.parse().unwrap())))
    }

    /// A mail server.
    pub fn mx(self, name: &str, preference: u16, host: &str) -> Self {
        let host = absolute(host);
        self.with(name, RData::MX(MX::new(preference, host)))
    }

    /// The null MX (RFC 7505).
    pub fn null_mx(self, name: &str) -> Self {
        self.with(name, RData::MX(MX::new(0, Name::root())))
    }

    /// A text.
    pub fn txt(self, name: &str, text: &str) -> Self {
        self.with(name, RData::TXT(TXT::new(vec![text.to_owned()])))
    }

    /// A name without any record.
    pub fn empty(mut self, name: &str) -> Self {
        self.node(name);
        self
    }

    /// A name that the server cannot answer for.
    pub fn servfail(mut self, name: &str) -> Self {
        self.node(name).failure = Some(Failure::ServFail);
        self
    }

    /// A name that is never answered for.
    pub fn silent(mut self, name: &str) -> Self {
        self.node(name).failure = Some(Failure::Silent);
        self
    }

    /// Makes the answers for a name too long for UDP.
    pub fn long(mut self, name: &str) -> Self {
        self.node(name).long = true;
        self
    }

    fn with(mut self, name: &str, record: RData) -> Self {
        self.node(name).records.push(record);
        self
    }

    fn node(&mut self, name: &str) -> &mut Node {
        self.0.entry(key(&absolute(name))).or_default()
    }

    // None: silence.
    fn answer(&self, request: &[u8], over: Over) -> Option<Vec<u8>> {
        let request = Message::from_vec(request).ok()?;
        let query = request.queries.first()?.clone();
        let mut reply = Message::response(request.metadata.id, OpCode::Query);
        reply.metadata.recursion_desired = request.metadata.recursion_desired;
        reply.metadata.recursion_available = true;
        reply.add_query(query.clone());
        match self.0.get(&key(query.name())) {
            None => reply.metadata.response_code = ResponseCode::NXDomain,
            Some(node) => match node.failure {
                Some(Failure::Silent) => return None,
                Some(Failure::ServFail) => {
                    reply.metadata.response_code = ResponseCode::ServFail;
                }
                None if node.long && over == Over::Udp => reply.metadata.truncation = true,
                None => {
                    for data in &node.records {
                        let kind = query.query_type();
                        if data.record_type() == kind || kind == RecordType::ANY {
                            let name = query.name().clone();
                            reply.add_answer(Record::from_rdata(name, 60, data.clone()));
                        }
                    }
                }
            },
        }
        reply.to_vec().ok()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Udp,
    Tcp,
}

/// A running DNS server; it ends when it is dropped.
pub struct DnsServer {
    pub address: SocketAddr,
    tasks: [JoinHandle<()>; 2],
}

impl DnsServer {
    /// Listens on 127.0.0.1 at a port that is free for both protocols.
    pub async fn start(zone: Zone) -> Self {
        let (tcp, udp) = sockets().await;
        let address = tcp.local_addr().unwrap();
        let zone = Arc::new(zone);
        let tasks = [
            tokio::spawn(serve_udp(udp, zone.clone())),
            tokio::spawn(serve_tcp(tcp, zone)),
        ];
        Self { address, tasks }
    }
}

impl Drop for DnsServer {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

async fn sockets() -> (TcpListener, UdpSocket) {
    for _ in 0..50 {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
            return (tcp, udp);
        }
    }
    panic!("no port is free for both TCP and UDP");
}

async fn serve_udp(socket: UdpSocket, zone: Arc<Zone>) {
    let mut buffer = [0; 4_096];
    while let Ok((length, peer)) = socket.recv_from(&mut buffer).await {
        if let Some(reply) = zone.answer(&buffer[..length], Over::Udp) {
            let _ = socket.send_to(&reply, peer).await;
        }
    }
}

async fn serve_tcp(listener: TcpListener, zone: Arc<Zone>) {
    let mut sessions = JoinSet::new();
    while let Ok((mut socket, _)) = listener.accept().await {
        let zone = zone.clone();
        sessions.spawn(async move {
            while let Ok(length) = socket.read_u16().await {
                let mut request = vec![0; usize::from(length)];
                if socket.read_exact(&mut request).await.is_err() {
                    return;
                }
                if let Some(reply) = zone.answer(&request, Over::Tcp) {
                    let length = u16::try_from(reply.len()).unwrap();
                    let whole = [length.to_be_bytes().as_slice(), &reply].concat();
                    if socket.write_all(&whole).await.is_err() {
                        return;
                    }
                }
            }
        });
    }
}

fn absolute(name: &str) -> Name {
    let mut name = Name::from_ascii(name).unwrap();
    name.set_fqdn(true);
    name
}

fn key(name: &Name) -> String {
    name.to_ascii().to_ascii_lowercase()
}
