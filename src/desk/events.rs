//! What was committed, and who is where, told to who listens: ids and numbers only. A lost event
//! costs a refresh.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::broadcast;

use crate::domain::{
    change::NumberedChange,
    id::{ActivityId, TicketId, UserId},
};

/// Commits that a slow listener may be behind before it is told to start anew.
const BACKLOG: usize = 1_024;

/// The changes of one commit, in order.
pub type Changes = Arc<[NumberedChange]>;

/// What every listener is told.
#[derive(Clone, Debug)]
enum Told {
    Changes(Changes),
    /// Nobody knows what.
    Doubt,
    /// Somebody came to a ticket, left it, or does something else there; None if they said nothing.
    Presence(TicketId, Option<UserId>),
    /// A note called somebody.
    Mention(UserId, TicketId),
    /// Somebody read a ticket, or made it new to themselves again.
    Reading(UserId, TicketId),
    /// Its time has come.
    Due(TicketId),
}

#[derive(Clone)]
pub(super) struct Events {
    listeners: broadcast::Sender<Told>,
    /// The newest change that memory knows too; 0 while only the file can say.
    newest: Arc<AtomicU64>,
}

impl Events {
    pub(super) fn new() -> Self {
        Self {
            listeners: broadcast::Sender::new(BACKLOG),
            newest: Arc::default(),
        }
    }

    pub(super) fn publish(&self, changes: &[NumberedChange]) {
        if let Some(last) = changes.last() {
            self.newest.store(last.number.0, Ordering::Release);
        }
        // Nobody listening is no fault.
        drop(self.listeners.send(Told::Changes(changes.into())));
    }

    /// Says that something may have been committed of which nobody knows what: whoever listens
    /// reads the feed.
    pub(super) fn publish_doubt(&self) {
        self.newest.store(0, Ordering::Release);
        drop(self.listeners.send(Told::Doubt));
    }

    /// Says that others see something else at a ticket. No change of the desk: it has no number, and
    /// whoever was away asks anew.
    pub(super) fn publish_presence(&self, ticket: TicketId, who: Option<UserId>) {
        drop(self.listeners.send(Told::Presence(ticket, who)));
    }

    /// Says to somebody that a note calls them. The mark that stays is in the store.
    pub(super) fn publish_mention(&self, user: UserId, ticket: TicketId) {
        drop(self.listeners.send(Told::Mention(user, ticket)));
    }

    /// Says to somebody's other pages that they read a ticket, or made it new again.
    pub(super) fn publish_reading(&self, user: UserId, ticket: TicketId) {
        drop(self.listeners.send(Told::Reading(user, ticket)));
    }

    /// Says that the time of a ticket has come: it is another one to a list that asks for that, though
    /// nothing of it changed.
    pub(super) fn publish_due(&self, ticket: TicketId) {
        drop(self.listeners.send(Told::Due(ticket)));
    }

    /// The file knows of a commit a moment before memory does. A page that names the file's number
    /// would never ask again for what its list did not hold yet.
    pub(super) fn newest(&self) -> Option<ActivityId> {
        let newest = self.newest.load(Ordering::Acquire);
        (newest > 0).then_some(ActivityId(newest))
    }

    pub(super) fn begin(&self, newest: ActivityId) {
        self.newest.store(newest.0, Ordering::Release);
    }
}

/// A seat at the stream of commits.
pub struct Listener(broadcast::Receiver<Told>);

/// What a listener hears.
pub enum Heard {
    Changes(Changes),
    /// Who is at a ticket, or what they do there, is something else now: that of whom, where known.
    Presence(TicketId, Option<UserId>),
    /// A note calls somebody.
    Mention(UserId, TicketId),
    /// Somebody read a ticket, or made it new to themselves again.
    Reading(UserId, TicketId),
    /// The time of a ticket has come.
    Due(TicketId),
    /// Too far behind, or the disk failed: read the change feed from the last number.
    Missed,
    /// The desk is gone.
    End,
}

impl Listener {
    /// Waits for what happens next.
    pub async fn next(&mut self) -> Heard {
        match self.0.recv().await {
            Ok(Told::Changes(changes)) => Heard::Changes(changes),
            Ok(Told::Presence(ticket, who)) => Heard::Presence(ticket, who),
            Ok(Told::Mention(user, ticket)) => Heard::Mention(user, ticket),
            Ok(Told::Reading(user, ticket)) => Heard::Reading(user, ticket),
            Ok(Told::Due(ticket)) => Heard::Due(ticket),
            Ok(Told::Doubt) | Err(broadcast::error::RecvError::Lagged(_)) => Heard::Missed,
            Err(broadcast::error::RecvError::Closed) => Heard::End,
        }
    }
}

impl super::Desk {
    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> Listener {
        Listener(self.events.listeners.subscribe())
    }
}
