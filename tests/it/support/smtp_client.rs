//! An SMTP client that sends exactly the bytes it is told to, however wrong they are.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
};

use super::{PATIENCE, soon, within};

/// One connection, in clear or over TLS.
pub struct RawClient<S = TcpStream> {
    socket: S,
    buffer: Vec<u8>,
    /// How long a reply is waited for.
    pub patience: Duration,
}

impl RawClient {
    /// Connects; the greeting is not read yet.
    pub async fn connect(address: SocketAddr) -> Self {
        let socket = soon("connect", TcpStream::connect(address)).await.unwrap();
        socket.set_nodelay(true).unwrap();
        Self::over(socket)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> RawClient<S> {
    /// Talks over what is connected already.
    pub fn over(socket: S) -> Self {
        Self {
            socket,
            buffer: Vec::new(),
            patience: PATIENCE,
        }
    }

    /// Sends bytes in one write.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let sent = self.socket.write_all(bytes.as_ref());
        within(self.patience, "send", sent).await.unwrap();
    }

    /// Sends bytes one by one, each in its own packet.
    pub async fn send_slowly(&mut self, bytes: impl AsRef<[u8]>) {
        for byte in bytes.as_ref() {
            self.send([*byte]).await;
            tokio::task::yield_now().await;
        }
    }

    /// Reads one reply, all its lines; None when the server has closed.
    pub async fn reply(&mut self) -> Option<String> {
        let mut reply = String::new();
        loop {
            let line = within(self.patience, "a reply", self.line()).await?;
            let last = line.as_bytes().get(3) != Some(&b'-');
            reply.push_str(&line);
            if last {
                return Some(reply.trim_end().to_owned());
            }
        }
    }

    /// Reads one reply that must begin with `start`.
    pub async fn expect(&mut self, start: &str) -> String {
        match self.reply().await {
            Some(reply) if reply.starts_with(start) => reply,
            other => panic!("expected {start}, got {other:?}"),
        }
    }

    /// Sends a line and reads a reply that must begin with `start`.
    pub async fn ask(&mut self, line: &str, start: &str) -> String {
        self.send(format!("{line}\r\n")).await;
        match self.reply().await {
            Some(reply) if reply.starts_with(start) => reply,
            other => panic!("{line}: expected {start}, got {other:?}"),
        }
    }

    /// The server must close without another word.
    pub async fn expect_close(&mut self) {
        assert_eq!(self.reply().await, None, "the server should have closed");
    }

    /// Gives the socket away, for a TLS handshake.
    pub fn into_socket(self) -> S {
        assert!(self.buffer.is_empty(), "unread: {:?}", self.buffer);
        self.socket
    }

    async fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                return Some(String::from_utf8_lossy(&line).into_owned());
            }
            let mut piece = [0; 4_096];
            match self.socket.read(&mut piece).await {
                Ok(0) | Err(_) => return None,
                Ok(read) => self.buffer.extend_from_slice(&piece[..read]),
            }
        }
    }
}
