//! One connection of the sink, line by line.

use std::{io, sync::Arc};

use data_encoding::BASE64;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::TlsAcceptor;

use super::{Deed, Received, Shared, SinkOptions, SinkTls};

trait Io: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

struct Session {
    io: Box<dyn Io>,
    buffer: Vec<u8>,
    options: SinkOptions,
    shared: Arc<Shared>,
    tls: bool,
    helo: String,
    user: Option<String>,
    mail: Option<String>,
    rcpts: Vec<String>,
    deed: Deed,
}

pub(super) async fn run(
    socket: TcpStream,
    options: SinkOptions,
    acceptor: TlsAcceptor,
    shared: Arc<Shared>,
) {
    let implicit = options.tls == SinkTls::Implicit;
    let io: Box<dyn Io> = if implicit {
        match acceptor.accept(socket).await {
            Ok(socket) => Box::new(socket),
            Err(_) => return,
        }
    } else {
        Box::new(socket)
    };
    let session = Session {
        io,
        buffer: Vec::new(),
        options,
        shared,
        tls: implicit,
        helo: String::new(),
        user: None,
        mail: None,
        rcpts: Vec::new(),
        deed: Deed::Take,
    };
    // A client that goes away is what some tests are about.
    let _ = session.talk(acceptor).await;
}

impl Session {
    async fn talk(mut self, acceptor: TlsAcceptor) -> io::Result<()> {
        let greeting = self.options.greeting;
        self.say(greeting).await?;
        loop {
            let line = self.line().await?;
            self.shared.note(|seen| seen.commands.push(line.clone()));
            let verb = line
                .split([' ', ':'])
                .next()
                .unwrap_or("")
                .to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => self.hello(&line).await?,
                "STARTTLS" if !self.tls => match self.options.tls {
                    SinkTls::StartTls => {
                        self.say("220 2.0.0 go").await?;
                        self.io = Box::new(acceptor.accept(self.io).await?);
                        self.tls = true;
                    }
                    SinkTls::Broken => {
                        self.say("220 2.0.0 go").await?;
                        // Only once the client has begun: before that it would be an injection.
                        self.more().await?;
                        self.say("this is no TLS").await?;
                        return self.io.shutdown().await;
                    }
                    SinkTls::Injecting => {
                        self.say("220 2.0.0 go\r\n250 injected").await?;
                        self.io = Box::new(acceptor.accept(self.io).await?);
                        self.tls = true;
                    }
                    SinkTls::None | SinkTls::Implicit => self.say("502 5.5.1 no").await?,
                },
                "AUTH" => self.auth(&line).await?,
                "MAIL" if self.options.auth.is_some() && self.user.is_none() => {
                    self.say("530 5.7.0 sign in first").await?;
                }
                "MAIL" => {
                    self.mail = Some(line);
                    self.rcpts.clear();
                    self.say("250 2.1.0 ok").await?;
                }
                "RCPT" => self.rcpt(line).await?,
                "DATA" => {
                    if !self.data().await? {
                        return Ok(());
                    }
                }
                "QUIT" => {
                    self.say("221 2.0.0 bye").await?;
                    return self.io.shutdown().await;
                }
                _ => self.say("502 5.5.1 unknown").await?,
            }
        }
    }

    async fn hello(&mut self, line: &str) -> io::Result<()> {
        self.helo = line.get(5..).unwrap_or("").to_owned();
        let mut lines = vec!["sink.example".to_owned()];
        lines.extend(self.options.extensions.iter().map(|it| (*it).to_owned()));
        let starttls = !matches!(self.options.tls, SinkTls::None | SinkTls::Implicit);
        if starttls && !self.tls {
            lines.push("STARTTLS".to_owned());
        }
        if let Some((mechanisms, ..)) = self.options.auth {
            lines.push(format!("AUTH {mechanisms}"));
        }
        let last = lines.len() - 1;
        for (number, line) in lines.iter().enumerate() {
            let sign = if number == last { ' ' } else { '-' };
            self.say(&format!("250{sign}{line}")).await?;
        }
        Ok(())
    }

    async fn auth(&mut self, line: &str) -> io::Result<()> {
        let Some((_, user, password)) = self.options.auth else {
            return self.say("502 5.5.1 no").await;
        };
        let given = match line.split(' ').collect::<Vec<_>>()[..] {
            [_, "PLAIN", secret] => text(secret),
            [_, "LOGIN"] => {
                self.say("334 VXNlcm5hbWU6").await?;
                let user = text(&self.line().await?);
                self.say("334 UGFzc3dvcmQ6").await?;
                format!("\0{user}\0{}", text(&self.line().await?))
            }
            _ => String::new(),
        };
        if given == format!("\0{user}\0{password}") {
            self.user = Some(user.to_owned());
            self.say("235 2.7.0 welcome").await
        } else {
            self.say("535 5.7.8 wrong name or password").await
        }
    }

    async fn rcpt(&mut self, line: String) -> io::Result<()> {
        let path = line.split(['<', '>']).nth(1).unwrap_or("").to_owned();
        let mut nth = 0;
        self.shared.note(|seen| {
            seen.named.push(path.clone());
            let count = seen.named.iter().filter(|it| **it == path).count();
            nth = u32::try_from(count).unwrap();
        });
        self.deed = (self.options.script)(&path, nth);
        if let Deed::AtRcpt(reply) = self.deed {
            self.say(reply).await?;
            if reply.starts_with("421") {
                self.io.shutdown().await?;
            }
            return Ok(());
        }
        self.rcpts.push(line);
        self.say("250 2.1.5 ok").await
    }

    // False: hung up.
    async fn data(&mut self) -> io::Result<bool> {
        if self.rcpts.is_empty() {
            self.say("503 5.5.1 no recipient").await?;
            return Ok(true);
        }
        self.say("354 go").await?;
        if self.deed == Deed::HangUpInData {
            self.more().await?;
            return Ok(false);
        }
        let wire = self.until_dot().await?;
        let received = Received {
            mail: self.mail.take().unwrap_or_default(),
            rcpts: std::mem::take(&mut self.rcpts),
            raw: undot(&wire),
            wire,
            tls: self.tls,
            user: self.user.clone(),
            helo: self.helo.clone(),
        };
        match self.deed {
            Deed::AtEnd(reply) => self.say(reply).await?,
            deed => {
                self.shared.note(|seen| seen.received.push(received));
                if deed == Deed::HangUpAtEnd {
                    return Ok(false);
                }
                if let Deed::Late(wait) = deed {
                    tokio::time::sleep(wait).await;
                }
                self.say("250 2.0.0 taken as 4711").await?;
            }
        }
        Ok(true)
    }

    async fn until_dot(&mut self) -> io::Result<Vec<u8>> {
        let mut from = 0;
        loop {
            let end = if self.buffer.starts_with(b".\r\n") {
                Some(3)
            } else {
                self.buffer[from..]
                    .windows(5)
                    .position(|five| five == b"\r\n.\r\n")
                    .map(|at| from + at + 5)
            };
            if let Some(end) = end {
                return Ok(self.buffer.drain(..end).collect());
            }
            from = self.buffer.len().saturating_sub(4);
            self.more().await?;
        }
    }

    async fn line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                assert!(
                    line.ends_with(b"\r\n"),
                    "a command ends with CRLF: {line:?}"
                );
                return Ok(String::from_utf8(line).unwrap().trim_end().to_owned());
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> io::Result<()> {
        let mut piece = vec![0; 65_536];
        let read = self.io.read(&mut piece).await?;
        self.buffer.extend_from_slice(&piece[..read]);
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    async fn say(&mut self, reply: &str) -> io::Result<()> {
        self.io.write_all(format!("{reply}\r\n").as_bytes()).await?;
        self.io.flush().await
    }
}

fn text(base64: &str) -> String {
    String::from_utf8(BASE64.decode(base64.as_bytes()).unwrap_or_default()).unwrap_or_default()
}

// RFC 5321 4.5.2, written apart from the sender's code.
fn undot(wire: &[u8]) -> Vec<u8> {
    let body = wire.strip_suffix(b".\r\n").unwrap_or(wire);
    let mut raw = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
    }
    raw
}
