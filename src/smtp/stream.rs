//! The connection in clear or under TLS. Never back from TLS to clear (RFC 3207 4).

use std::{io, sync::Arc};

use rustls::ServerConfig;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

#[derive(Debug)]
pub(super) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    /// The client is gone, or TLS failed: nothing is read and nothing is sent.
    Gone,
}

impl Stream {
    /// Reads some bytes; 0 at the end, under TLS at a truncated end too.
    pub(super) async fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(into).await,
            Self::Tls(stream) => stream.read(into).await,
            Self::Gone => Ok(0),
        }
    }

    pub(super) async fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.write_all(bytes).await,
            Self::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
            Self::Gone => Ok(()),
        }
    }

    pub(super) async fn shutdown(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.shutdown().await,
            Self::Tls(stream) => stream.shutdown().await,
            Self::Gone => Ok(()),
        }
    }

    /// Shakes hands; says version and suite. After a failure the connection is gone.
    pub(super) async fn start_tls(&mut self, config: Arc<ServerConfig>) -> io::Result<String> {
        let Self::Plain(stream) = std::mem::replace(self, Self::Gone) else {
            return Err(io::Error::other("TLS is active already"));
        };
        let stream = TlsAcceptor::from(config).accept(stream).await?;
        let tls = described(stream.get_ref().1);
        *self = Self::Tls(Box::new(stream));
        Ok(tls)
    }
}

// Such as `TLSv1.3 TLS13_AES_256_GCM_SHA384`.
fn described(connection: &rustls::ServerConnection) -> String {
    let version = match connection.protocol_version() {
        Some(rustls::ProtocolVersion::TLSv1_3) => "TLSv1.3",
        Some(rustls::ProtocolVersion::TLSv1_2) => "TLSv1.2",
        _ => "TLS",
    };
    match connection.negotiated_cipher_suite() {
        Some(suite) => format!("{version} {:?}", suite.suite()),
        None => version.to_owned(),
    }
}
