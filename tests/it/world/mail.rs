//! A mail as somebody sends it: envelope and message, with defaults for what a test does not say.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncRead, AsyncWrite};

use super::MAILBOX;
use crate::support::smtp_client::RawClient;

/// One mail.
#[derive(Clone, Debug)]
pub struct Mail {
    pub sender: String,
    pub recipients: Vec<String>,
    /// Parameters of MAIL.
    pub parameters: &'static str,
    pub raw: Vec<u8>,
}

impl Mail {
    /// A short text of a customer's, with a Message-ID of its own.
    pub fn text(from: &str, subject: &str, text: &str) -> Self {
        Self::with(from, subject, "", text)
    }

    /// The same with more header lines, each ending in CRLF.
    pub fn with(from: &str, subject: &str, headers: &str, text: &str) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let raw = format!(
            "From: {from}\r\nTo: {MAILBOX}\r\nSubject: {subject}\r\n\
             Message-ID: <m{count}@customers.example>\r\n\
             Date: Mon, 21 Sep 2026 10:00:00 +0200\r\n{headers}\r\n{text}\r\n"
        );
        Self::raw(from, raw)
    }

    /// Any bytes.
    pub fn raw(from: &str, raw: impl Into<Vec<u8>>) -> Self {
        let bare = from.rsplit_once('<').map_or(from, |(_, bare)| bare);
        Self {
            sender: bare.trim_end_matches('>').to_owned(),
            recipients: vec![MAILBOX.to_owned()],
            parameters: "",
            raw: raw.into(),
        }
    }

    /// The same mail to another address of the envelope.
    pub fn to(mut self, recipient: &str) -> Self {
        self.recipients = vec![recipient.to_owned()];
        self
    }

    /// The same mail to another mailbox, in its head too.
    pub fn addressed_to(mut self, mailbox: &str) -> Self {
        let raw = String::from_utf8_lossy(&self.raw);
        let (was, is) = (format!("To: {MAILBOX}\r\n"), format!("To: {mailbox}\r\n"));
        self.raw = raw.replacen(&was, &is, 1).into_bytes();
        self.to(mailbox)
    }

    /// The same mail from another address of the envelope; empty is the null sender.
    pub fn sent_by(mut self, sender: &str) -> Self {
        sender.clone_into(&mut self.sender);
        self
    }
}

/// Lines of text that no compressor makes small, about `bytes` of them.
pub fn noise(bytes: usize) -> Vec<u8> {
    let mut random = vec![0; bytes / 4 * 3];
    getrandom::fill(&mut random).unwrap();
    let text = data_encoding::BASE64.encode(&random).into_bytes();
    let mut lines = text.chunks(76).collect::<Vec<_>>().join(&b"\r\n"[..]);
    lines.extend_from_slice(b"\r\n");
    lines
}

/// Delivers after the greeting was read; returns what is said to the final dot.
pub async fn deliver<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut RawClient<S>,
    mail: &Mail,
) -> String {
    client.ask("EHLO client.example", "250").await;
    let from = format!("MAIL FROM:<{}>{}", mail.sender, mail.parameters);
    client.ask(&from, "250").await;
    for recipient in &mail.recipients {
        client.ask(&format!("RCPT TO:<{recipient}>"), "250").await;
    }
    client.ask("DATA", "354").await;
    client.send(stuffed(&mail.raw)).await;
    let reply = client.reply().await.expect("a reply to the final dot");
    client.ask("QUIT", "221").await;
    reply
}

/// RFC 5321 4.5.2: doubles leading dots and ends the data.
pub fn stuffed(raw: &[u8]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(raw.len() + 8);
    let mut at_start = true;
    for (place, byte) in raw.iter().enumerate() {
        if at_start && *byte == b'.' {
            wire.push(b'.');
        }
        wire.push(*byte);
        at_start = *byte == b'\n' && place > 0 && raw[place - 1] == b'\r';
    }
    if !wire.ends_with(b"\r\n") {
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    wire
}
