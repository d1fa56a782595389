//! The bytes of a connection, in clear or encrypted. Knows no SMTP.

use std::{io, time::Duration};

use rustls_pki_types::ServerName;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

#[derive(Debug)]
pub enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Stream {
    /// Reads what is there, 0 at the end.
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(buffer).await,
            Self::Tls(socket) => socket.read(buffer).await,
        }
    }

    /// Writes all of it and flushes.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(socket) => {
                socket.write_all(bytes).await?;
                socket.flush().await
            }
            Self::Tls(socket) => {
                socket.write_all(bytes).await?;
                socket.flush().await
            }
        }
    }

    /// Ends the connection; how the other side takes it does not matter.
    pub async fn close(&mut self, wait: Duration) {
        let _ = tokio::time::timeout(wait, async {
            match self {
                Self::Plain(socket) => socket.shutdown().await,
                Self::Tls(socket) => socket.shutdown().await,
            }
        })
        .await;
    }

    /// Makes the handshake.
    pub async fn encrypt(
        self,
        connector: TlsConnector,
        name: ServerName<'static>,
    ) -> io::Result<Self> {
        match self {
            Self::Plain(socket) => {
                let socket = connector.connect(name, socket).await?;
                Ok(Self::Tls(Box::new(socket)))
            }
            Self::Tls(_) => Err(io::Error::other("the connection is encrypted already")),
        }
    }
}
