//! A mail on its way in: a little in memory, the rest on disk, all of it counted. Reads no socket.

use std::{io, sync::Arc};

use super::{
    limits::{IN_MEMORY, NoRoom, Share},
    proto::{Phase, Reply, Session},
    receiver::Receiver,
    server::Server,
};
use crate::desk::{
    mailbox::Recipient,
    spool::{RawMail, SpoolFile},
};

pub(super) struct Incoming<R> {
    server: Arc<Server<R>>,
    share: Share,
    /// What came of a large mail so far.
    spooled: Option<SpoolFile>,
}

impl<R: Receiver> Incoming<R> {
    pub(super) fn new(server: Arc<Server<R>>) -> Self {
        Self {
            share: server.in_flight.share(),
            server,
            spooled: None,
        }
    }

    /// Counts what the session holds and puts it on disk where it is much. A mail for which there
    /// is no room is given up; its end is answered then.
    pub(super) async fn hold(&mut self, session: &mut Session<Recipient>) {
        if session.phase() != Phase::Data {
            return;
        }
        if session.is_discarding() {
            return self.let_go();
        }
        let held = session.held();
        let kept = match self.share.set(self.on_disk() + held) {
            Ok(()) if held > IN_MEMORY => self.write_down(session.hand_over()).await,
            Ok(()) => Ok(()),
            Err(NoRoom) => Err(Reply::FULL),
        };
        if let Err(reply) = kept {
            self.let_go();
            session.discard(reply);
        }
    }

    /// The mail in one piece: its end joins what is on disk. It is counted until `let_go`.
    ///
    /// # Errors
    /// The reply that is due when it cannot be held.
    pub(super) async fn whole(&mut self, end: Vec<u8>) -> Result<RawMail, Reply> {
        let all = self.on_disk() + end.len();
        self.share.set(all).map_err(|NoRoom| Reply::FULL)?;
        if self.spooled.is_none() {
            return Ok(RawMail::Held(end));
        }
        self.write_down(end).await?;
        let spooled = self.spooled.take().map(RawMail::Spooled);
        spooled.ok_or(Reply::FAULT)
    }

    /// Forgets the mail, kept or not.
    pub(super) fn let_go(&mut self) {
        self.spooled = None;
        self.share.clear();
    }

    fn on_disk(&self) -> usize {
        self.spooled.as_ref().map_or(0, SpoolFile::bytes)
    }

    async fn write_down(&mut self, more: Vec<u8>) -> Result<(), Reply> {
        let (server, begun) = (Arc::clone(&self.server), self.spooled.take());
        let write = move || {
            let mut spool = begun.map_or_else(|| server.receiver.begin_spool(), Ok)?;
            spool.append(&more)?;
            io::Result::Ok(spool)
        };
        let error = match tokio::task::spawn_blocking(write).await {
            Ok(Ok(spool)) => {
                self.spooled = Some(spool);
                return Ok(());
            }
            // RFC 5321 4.2.2: 452, never 5yz, for what time mends.
            Ok(Err(error)) if error.kind() == io::ErrorKind::StorageFull => {
                return Err(Reply::FULL);
            }
            Ok(Err(error)) => error,
            Err(ended) => io::Error::other(ended),
        };
        tracing::error!(%error, "a large mail cannot be written down; the sender is to try again");
        Err(Reply::FAULT)
    }
}
