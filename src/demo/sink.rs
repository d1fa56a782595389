//! The other end of all mail of a demo: a mail server on loopback that keeps nothing.
//!
//! Never connects to anything. What it answers to each recipient is fixed, so that the pages show
//! mail that was delivered, mail that waits and mail that failed.

use std::{
    io,
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::base::tasks::Tasks;

/// Whoever says nothing for this long is left.
const IDLE: Duration = Duration::from_secs(60);
/// Octets of one line, the message's too; RFC 5321 4.5.3.1.6 allows 1,000.
const LINE: u64 = 8_192;

/// Whose server asks to come back later.
pub const GREYLISTED: &str = "agence@horizons-voyages.example";
/// Whose mailbox is no longer there.
pub const UNKNOWN: &str = "orders@pennyfield.example";

/// A running sink.
#[derive(Debug)]
pub struct Sink {
    /// On 127.0.0.1.
    pub port: u16,
}

impl Sink {
    /// Listens at a free port of loopback until the tasks are stopped.
    ///
    /// # Errors
    /// What the system says when no port is free.
    pub async fn start(tasks: &Tasks) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let taken = Arc::new(AtomicU64::new(0));
        let (sessions, stop) = (tasks.clone(), tasks.stop_token());
        tasks.spawn("demo sink", async move {
            loop {
                let socket = tokio::select! {
                    () = stop.cancelled() => return,
                    accepted = listener.accept() => accepted,
                };
                // A socket that died before it was taken concerns nobody.
                let Ok((socket, _)) = socket else { continue };
                let (taken, stop) = (Arc::clone(&taken), stop.clone());
                sessions.spawn("demo sink session", async move {
                    tokio::select! {
                        () = stop.cancelled() => {}
                        // How it ended is in the delivery's own words.
                        _ = session(socket, &taken) => {}
                    }
                });
            }
        });
        Ok(Self { port })
    }
}

// RFC 5321 as far as our own sender speaks it: one recipient per mail.
async fn session(mut socket: TcpStream, taken: &AtomicU64) -> io::Result<()> {
    let (read, mut write) = socket.split();
    let mut read = BufReader::new(read);
    write
        .write_all(b"220 mx.sink.example ESMTP ready\r\n")
        .await?;
    loop {
        let line = line(&mut read).await?;
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply = match verb.as_str() {
            "EHLO" => "250-mx.sink.example\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES".to_owned(),
            "RCPT" => refusal(&line).unwrap_or_else(|| "250 2.1.5 Ok".to_owned()),
            "DATA" => {
                write.write_all(b"354 End data with <CR><LF>.<CR><LF>\r\n").await?;
                let size = message(&mut read).await?;
                let number = taken.fetch_add(1, Ordering::Relaxed);
                format!("250 2.0.0 Ok: queued as {:X}{size:X}", 0xA40 + number)
            }
            "QUIT" => {
                return write.write_all(b"221 2.0.0 Bye\r\n").await;
            }
            "" => return Ok(()),
            "HELO" | "MAIL" | "RSET" | "NOOP" => "250 2.0.0 Ok".to_owned(),
            _ => "500 5.5.2 Error: command not recognized".to_owned(),
        };
        write.write_all(format!("{reply}\r\n").as_bytes()).await?;
    }
}

// Words as mail servers say them.
fn refusal(rcpt: &str) -> Option<String> {
    let rcpt = rcpt.to_ascii_lowercase();
    if rcpt.contains(GREYLISTED) {
        return Some(format!(
            "450 4.2.0 <{GREYLISTED}>: Recipient address rejected: Greylisted, please try again later"
        ));
    }
    rcpt.contains(UNKNOWN).then(|| {
        format!(
            "550 5.1.1 <{UNKNOWN}>: Recipient address rejected: User unknown in virtual mailbox table"
        )
    })
}

async fn message(read: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<usize> {
    let mut size = 0;
    loop {
        let line = line(read).await?;
        if line.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(size);
        }
        size += line.len();
    }
}

// "" at the end of the connection.
async fn line(read: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<String> {
    let mut line = Vec::new();
    let mut bounded = read.take(LINE);
    tokio::time::timeout(IDLE, bounded.read_until(b'\n', &mut line)).await??;
    Ok(String::from_utf8_lossy(&line).into_owned())
}
