//! Brings a sample mail to the desk's own receiver, over a real connection, like any mail server.
//!
//! Knows one address only, that of the receiver it was made for.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::DemoError;

/// Longer than the receiver takes for anything.
const WAIT: Duration = Duration::from_secs(60);

/// One connection to the receiver, opened when it is needed.
#[derive(Debug)]
pub struct Postman {
    receiver: SocketAddr,
    connection: Option<BufReader<TcpStream>>,
}

/// A mail with its envelope.
#[derive(Clone, Debug)]
pub struct Posted {
    /// Empty for a report.
    pub from: String,
    pub to: String,
    /// The whole message, CRLF.
    pub raw: Vec<u8>,
}

impl Postman {
    /// Makes one for a receiver, which may listen on every address of the machine.
    #[must_use]
    pub fn new(receiver: SocketAddr) -> Self {
        let near = match receiver.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        Self {
            receiver: SocketAddr::new(near, receiver.port()),
            connection: None,
        }
    }

    /// Delivers one mail; returns after the receiver's 250, so it is on disk.
    ///
    /// # Errors
    /// [`DemoError::Refused`] with the receiver's words.
    pub async fn deliver(&mut self, mail: &Posted) -> Result<(), DemoError> {
        let delivered = tokio::time::timeout(WAIT, self.transaction(mail)).await;
        let delivered = delivered.map_err(io::Error::from).flatten();
        if let Err(error) = delivered {
            self.connection = None;
            return Err(DemoError::Refused(error.to_string()));
        }
        Ok(())
    }

    /// Says goodbye.
    pub async fn leave(mut self) {
        if self.connection.is_some() {
            // Everything is delivered: how the goodbye ends changes nothing.
            drop(self.ask("QUIT\r\n", b'2').await);
        }
    }

    async fn transaction(&mut self, mail: &Posted) -> io::Result<()> {
        if self.connection.is_none() {
            let socket = TcpStream::connect(self.receiver).await?;
            socket.set_nodelay(true)?;
            self.connection = Some(BufReader::new(socket));
            self.reply(b'2').await?;
            self.ask("EHLO mail.customers.example\r\n", b'2').await?;
        }
        let body = if mail.raw.is_ascii() {
            ""
        } else {
            " BODY=8BITMIME"
        };
        self.ask(&format!("MAIL FROM:<{}>{body}\r\n", mail.from), b'2')
            .await?;
        self.ask(&format!("RCPT TO:<{}>\r\n", mail.to), b'2')
            .await?;
        self.ask("DATA\r\n", b'3').await?;
        let mut dotted = Vec::with_capacity(mail.raw.len() + 64);
        for line in mail.raw.split_inclusive(|octet| *octet == b'\n') {
            // RFC 5321 4.5.2: a dot at the start of a line is doubled.
            dotted.extend(line.starts_with(b".").then_some(b'.'));
            dotted.extend_from_slice(line);
        }
        dotted.extend_from_slice(b".\r\n");
        self.send(&dotted).await?;
        self.reply(b'2').await
    }

    async fn ask(&mut self, line: &str, class: u8) -> io::Result<()> {
        self.send(line.as_bytes()).await?;
        self.reply(class).await
    }

    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let connection = self
            .connection
            .as_mut()
            .ok_or(io::ErrorKind::NotConnected)?;
        connection.write_all(bytes).await
    }

    async fn reply(&mut self, class: u8) -> io::Result<()> {
        let connection = self
            .connection
            .as_mut()
            .ok_or(io::ErrorKind::NotConnected)?;
        loop {
            let mut line = String::new();
            if connection.read_line(&mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            // RFC 5321 4.2.1: a hyphen behind the code says that more lines follow.
            match line.as_bytes() {
                [_, _, _, b'-', ..] => {}
                [first, ..] if *first == class => return Ok(()),
                _ => return Err(io::Error::other(line.trim_end().to_owned())),
            }
        }
    }
}
