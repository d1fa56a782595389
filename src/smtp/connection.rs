//! One conversation over a socket: drives the session, keeps the time, asks the desk.
//!
//! Holds one read buffer and at most one mail. Says nothing of its own: replies are `proto`'s.

use std::{io, net::IpAddr, sync::Arc, time::Duration};

use rustix::net::RecvFlags;
use tokio::{
    net::TcpStream,
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{
    incoming::Incoming,
    patience::Patience,
    proto::{
        Action, Closing, Ending, Message, Path, Phase, RecipientAnswer, Refused, Reply, Room,
        Session,
    },
    receiver::{NotKept, Receiver},
    server::Server,
    stream::Stream,
};
use crate::{
    desk::{
        mailbox::{Recipient, RecipientError},
        receive::Envelope,
        refusal::RefusedTransaction,
    },
    net::conversation::ReceiverStep,
};

/// Read buffer while commands are exchanged: what an idle session costs.
const COMMAND_BUFFER: usize = 2 << 10;
/// Read buffer while a mail comes in.
const DATA_BUFFER: usize = 32 << 10;
/// Replies that are held back for a pipelining client (RFC 2920 3.2) before they are sent.
const HELD_BACK: usize = 4 << 10;

pub(super) struct Connection<R> {
    server: Arc<Server<R>>,
    session: Session<Recipient>,
    stream: Stream,
    peer: IpAddr,
    /// Version and suite; None in clear.
    tls: Option<String>,
    stop: CancellationToken,
    /// When the stop was first seen.
    stopped: Option<Instant>,
    patience: Patience,
    input: Vec<u8>,
    /// The part of `input` that was read and not used.
    unread: std::ops::Range<usize>,
    out: Vec<u8>,
    /// When the newest reply was given: commands and mails are timed from here.
    replied: Instant,
    incoming: Incoming<R>,
}

/// Why waiting for bytes ended.
enum Woken {
    Read(io::Result<usize>),
    TimedOut,
    Stopped,
    PressureChanged,
}

impl<R: Receiver> Connection<R> {
    pub(super) fn new(
        server: Arc<Server<R>>,
        stream: TcpStream,
        peer: IpAddr,
        stop: CancellationToken,
        patience: Patience,
    ) -> Self {
        Self {
            session: Session::new(server.session_options()),
            incoming: Incoming::new(Arc::clone(&server)),
            server,
            stream: Stream::Plain(stream),
            peer,
            tls: None,
            stop,
            stopped: None,
            patience,
            input: vec![0; COMMAND_BUFFER],
            unread: 0..0,
            out: Vec::new(),
            replied: Instant::now(),
        }
    }

    /// Talks until the session is closed.
    pub(super) async fn run(&mut self) {
        self.greet().await;
        loop {
            let unread = self.input.get(self.unread.clone()).unwrap_or_default();
            let (used, action) = self.session.step(unread);
            self.unread.start += used;
            match action {
                Action::Read => {
                    self.flush().await;
                    self.read().await;
                }
                Action::Reply(reply) => self.reply(&reply).await,
                Action::Delay(delay) => self.delay(delay).await,
                Action::Room => self.session.room(if self.server.receiver.has_room() {
                    Room::Enough
                } else {
                    Room::Full
                }),
                Action::Recipient(path) => {
                    let answer = self.recipient(&path);
                    self.session.recipient(answer);
                }
                // Boxed: what happens once per session is not to be paid for by an idle one.
                Action::StartTls => Box::pin(self.start_tls()).await,
                Action::Message(message) => Box::pin(self.message(message)).await,
                Action::Refused(refused) => self.note(refused),
                Action::Close(closing) => return self.close(closing).await,
            }
        }
    }

    // RFC 5321 3.1: the server speaks first. Who talked before is fed to a session that has not
    // greeted, which sends it away.
    async fn greet(&mut self) {
        let Stream::Plain(stream) = &self.stream else {
            return;
        };
        // Waiting longer than for a command would be pointless; most sites do not wait at all.
        let _ = timeout(self.server.options.greeting_delay, stream.readable()).await;
        let early = rustix::net::recv(
            stream,
            self.input.as_mut_slice(),
            RecvFlags::PEEK | RecvFlags::DONTWAIT,
        );
        match early {
            Ok((_, read)) if read > 0 => self.unread = 0..read.min(self.input.len()),
            _ => self.session.greet(),
        }
    }

    // Replies are held back while a pipelining client's commands are still being read.
    async fn reply(&mut self, reply: &Reply) {
        self.replied = Instant::now();
        self.out.extend_from_slice(&reply.to_bytes());
        if self.out.len() >= HELD_BACK {
            self.flush().await;
        }
    }

    async fn flush(&mut self) {
        if self.out.is_empty() {
            return;
        }
        let out = std::mem::take(&mut self.out);
        let bound = self.server.options.timeouts.send;
        // Biased: when a DATA has used up its time at the stop, its 421 still leaves if it can at once.
        let sent = tokio::select! {
            biased;
            sent = timeout(bound, self.stream.write_all(&out)) => matches!(sent, Ok(Ok(()))),
            () = stopped_for(&self.stop, &mut self.stopped, self.server.options.timeouts.linger) => false,
        };
        if !sent {
            self.lost();
        }
    }

    // Waits for bytes as long as the phase allows.
    async fn read(&mut self) {
        self.fit_buffer();
        self.incoming.hold(&mut self.session).await;
        loop {
            match self.wait().await {
                Woken::PressureChanged => {}
                Woken::Read(Ok(read)) if read > 0 => {
                    self.unread = 0..read;
                    return;
                }
                // RFC 5321 4.1.1.10: a client may be gone without QUIT. Under TLS a missing
                // close_notify is the same: the mail was not ended by its dot.
                Woken::Read(_) => return self.lost(),
                Woken::TimedOut if self.session.phase() == Phase::Data => {
                    return self.session.end(Ending::TooSlow);
                }
                Woken::TimedOut => return self.session.end(Ending::Idle),
                Woken::Stopped => return self.session.end(Ending::Stopping),
            }
        }
    }

    async fn wait(&mut self) -> Woken {
        let timeouts = &self.server.options.timeouts;
        let (phase, came) = (self.session.phase(), self.session.came());
        let until = self.patience.until(timeouts, phase, self.replied, came);
        tokio::select! {
            biased;
            () = stopped_for(&self.stop, &mut self.stopped, Patience::at_stop(timeouts, phase)) => Woken::Stopped,
            read = self.stream.read(&mut self.input) => Woken::Read(read),
            () = sleep_until(until) => Woken::TimedOut,
            () = self.patience.changed() => Woken::PressureChanged,
        }
    }

    // A big buffer while a mail comes, a small one while nothing does.
    fn fit_buffer(&mut self) {
        let data = self.session.phase() == Phase::Data;
        let wanted = if data { DATA_BUFFER } else { COMMAND_BUFFER };
        if self.input.len() != wanted {
            self.input = vec![0; wanted];
        }
        self.unread = 0..0;
    }

    fn lost(&mut self) {
        self.stream = Stream::Gone;
        self.session.end(Ending::Disconnected);
    }

    async fn delay(&mut self, delay: Duration) {
        self.flush().await;
        tokio::select! {
            () = sleep(delay) => {}
            () = self.stop.cancelled() => {}
        }
    }

    // RFC 5321 7.9: only what the desk knows; a name that needs quotes is no mailbox of anybody.
    fn recipient(&self, path: &Path) -> RecipientAnswer<Recipient> {
        if !path.is_plain() {
            return RecipientAnswer::NoSuchMailbox;
        }
        let receiver = &self.server.receiver;
        match receiver.recipient(&path.local, path.domain.as_deref()) {
            Ok(recipient) => RecipientAnswer::Ours(recipient),
            Err(RecipientError::NotOurs) => RecipientAnswer::NotOurs,
            Err(RecipientError::NoSuchMailbox) => RecipientAnswer::NoSuchMailbox,
            Err(RecipientError::Busy) => RecipientAnswer::Later,
        }
    }

    // RFC 3207 4: 220 is sent in clear, then the handshake; a failed one ends the connection.
    async fn start_tls(&mut self) {
        self.flush().await;
        let Some(config) = self.server.options.tls.clone() else {
            return self.lost();
        };
        let bound = self.server.options.timeouts.tls_handshake;
        let problem = tokio::select! {
            shaken = timeout(bound, self.stream.start_tls(config)) => match shaken {
                Ok(Ok(tls)) => {
                    self.server.tell(self.peer, ReceiverStep::Encrypted { tls: tls.clone() });
                    self.tls = Some(tls);
                    self.replied = Instant::now();
                    return self.session.tls_active();
                }
                Ok(Err(error)) => format!("(the TLS handshake failed: {error})"),
                Err(_) => "(the TLS handshake took too long)".to_owned(),
            },
            () = self.stop.cancelled() => return self.lost(),
        };
        self.record(
            problem,
            Refused {
                helo: String::new(),
                mail_from: None,
                rcpt_to: Vec::new(),
                size_bytes: 0,
                reply: None,
            },
        );
        self.lost();
    }

    // RFC 5321 6.1: 250 says that the mail is ours, so it waits for the desk.
    async fn message(&mut self, message: Message<Recipient>) {
        self.flush().await;
        let raw = match self.incoming.whole(message.raw).await {
            Ok(raw) => raw,
            Err(reply) => {
                self.incoming.let_go();
                return self.session.message(reply);
            }
        };
        let size_bytes = raw.bytes() as u64;
        let envelope = Envelope {
            peer: self.peer,
            helo: message.helo,
            tls: self.tls.clone(),
            mail_from: message.mail_from,
            rcpt_to: message.recipients,
            received_at: self.server.clock.now(),
        };
        let kept = self.server.receiver.receive(envelope, raw).await;
        self.incoming.let_go();
        let reply = match kept {
            Ok(kept) => {
                self.server.know(self.peer);
                let receipt = kept.receipt;
                let reply = Reply::kept(&receipt);
                self.server.tell(
                    self.peer,
                    ReceiverStep::Accepted {
                        receipt,
                        size_bytes,
                    },
                );
                reply
            }
            Err(NotKept::Busy) => Reply::FAULT,
            Err(NotKept::Full) => Reply::FULL,
            // RFC 5321 6.3.
            Err(NotKept::Loop) => Reply::LOOP,
            Err(NotKept::Account) => Reply::ACCOUNT,
        };
        self.session.message(reply);
    }

    fn note(&mut self, refused: Refused) {
        self.incoming.let_go();
        let reply = match &refused.reply {
            Some(reply) => reply.line(),
            None if refused.size_bytes > 0 => "(the client left during DATA)".to_owned(),
            None => "(the client left without a message)".to_owned(),
        };
        self.record(reply, refused);
    }

    fn record(&self, reply: String, refused: Refused) {
        tracing::info!(smtp.peer = %self.peer, smtp.reply = %reply, "took no mail from {}", self.peer);
        self.server.tell(
            self.peer,
            ReceiverStep::Refused {
                reply: reply.clone(),
            },
        );
        self.server.receiver.note_refusal(RefusedTransaction {
            peer: self.peer,
            helo: refused.helo,
            tls: self.tls.clone(),
            mail_from: refused.mail_from,
            rcpt_to: refused.rcpt_to,
            size_bytes: refused.size_bytes,
            reply,
            at: self.server.clock.now(),
        });
    }

    // RFC 5321 4.1.1.10: the receiver closes after its reply.
    async fn close(&mut self, closing: Closing) {
        self.flush().await;
        let bound = self.patience.linger(&self.server.options.timeouts);
        let end = async {
            self.stream.shutdown().await?;
            if closing == Closing::Ours {
                // Bytes that are left unread would turn the close into a reset, and the client
                // would never see why.
                self.input.resize(COMMAND_BUFFER, 0);
                while self.stream.read(&mut self.input).await? > 0 {}
            }
            io::Result::Ok(())
        };
        // However it ends, the connection is dropped.
        let _ = tokio::select! {
            ended = timeout(bound, end) => ended.is_ok(),
            () = self.stop.cancelled() => false,
        };
    }
}

// Ends when the service has been stopping for `grace`.
async fn stopped_for(stop: &CancellationToken, seen: &mut Option<Instant>, grace: Duration) {
    stop.cancelled().await;
    sleep_until(*seen.get_or_insert_with(Instant::now) + grace).await;
}
