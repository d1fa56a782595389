//! The outgoing queue as the sender sees it: lease, send, report.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    sync::Arc,
    time::Duration,
};

use tokio::sync::Notify;

use crate::{
    domain::{
        activity::{self, Actor, Event},
        address::EmailAddress,
        delivery::{Delivery, DeliveryState},
        id::{DeliveryId, MessageId},
        mailbox::Mailbox,
        settings::{Smarthost, SmarthostSecurity},
        time::Timestamp,
    },
    store::{self, ReadTx, StoreError, View, WriteTx, blobs},
};

use super::{Desk, mailbox, smarthost};

/// The name of the smarthost's password among the secrets.
pub(super) const SMARTHOST_PASSWORD: &str = smarthost::PASSWORD;

/// How long an attempt may take before it is made again: longer than all time-outs of one
/// transaction together would be silly, shorter than most of them would send twice.
const LEASE: Duration = Duration::from_secs(15 * 60);

/// One attempt to make.
#[derive(Clone, Debug)]
pub struct DeliveryJob {
    pub id: DeliveryId,
    /// From 1.
    pub attempt: u32,
    pub recipient: EmailAddress,
    pub return_path: EmailAddress,
    pub raw: Arc<[u8]>,
    pub queued: Timestamp,
    /// The way of its mailbox; None goes the desk's own.
    pub route: Option<SendRoute>,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    Delivered {
        server: String,
        reply: String,
        tls: bool,
    },
    Later {
        reason: String,
        next: Timestamp,
    },
    Failed {
        reason: String,
    },
}

/// Where mail goes out.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum SendRoute {
    Smarthost {
        smarthost: Smarthost,
        password: Option<String>,
    },
    Mx,
    /// No first run yet, a demo without its sink, a password that cannot be opened: mail stays
    /// queued.
    Nowhere,
}

// The password is not for logs.
impl std::fmt::Debug for SendRoute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Smarthost { smarthost, .. } => write!(f, "Smarthost({smarthost:?})"),
            Self::Mx => f.write_str("Mx"),
            Self::Nowhere => f.write_str("Nowhere"),
        }
    }
}

impl Desk {
    /// Takes what is due, earliest first. The lease is on disk before this returns.
    ///
    /// Bytes are read before the lease, so that nothing is leased that cannot be sent. A delivery
    /// whose message is gone or does not unpack has failed: no later attempt could find it.
    ///
    /// # Errors
    /// [`StoreError`] if the queue cannot be read or written.
    pub fn lease_deliveries(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DeliveryJob>, StoreError> {
        let view = self.store.read()?;
        let due = store::delivery::due(&view, now, limit)?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let mut messages = HashMap::new();
        for delivery in &due {
            if let Entry::Vacant(place) = messages.entry(delivery.message) {
                place.insert(raw(&view, delivery.message)?);
            }
        }
        let mut routes = self.mailbox_routes(&view, &due)?;
        drop(view);
        let sendable: HashSet<_> = messages
            .iter()
            .filter_map(|(message, raw)| raw.as_ref().map(|_| *message))
            .collect();
        let leased = self
            .store
            .write(move |tx| lease(tx, &due, &sendable, now))?;
        let mut job = |delivery: Delivery| {
            let raw = messages.get(&delivery.message)?.clone()?;
            Some(DeliveryJob {
                id: delivery.id,
                attempt: delivery.attempts,
                recipient: delivery.recipient,
                return_path: delivery.return_path,
                raw,
                queued: delivery.queued,
                route: routes.remove(&delivery.id),
            })
        };
        Ok(leased.into_iter().filter_map(&mut job).collect())
    }

    /// The own ways of the mailboxes that some mails are from; those without go the desk's.
    fn mailbox_routes(
        &self,
        view: &ReadTx,
        due: &[Delivery],
    ) -> Result<HashMap<DeliveryId, SendRoute>, StoreError> {
        let book = self.book()?;
        let mut routes = HashMap::new();
        // Nothing of a demo leaves the machine, whatever its mailboxes say.
        if book.settings.as_ref().is_none_or(|settings| settings.demo) {
            return Ok(routes);
        }
        for delivery in due {
            // The return path is an address of the mailbox that the mail is from.
            let path = &delivery.return_path;
            let from = |mailbox: &&Mailbox| mailbox.matches(path.local(), path.domain()).is_some();
            let Some(mailbox) = book.every_mailbox().find(from) else {
                continue;
            };
            let Some(smarthost) = mailbox.route.clone() else {
                continue;
            };
            let secret = mailbox::password_name(mailbox.id);
            let route = match store::settings::secret(view, &self.key, &secret) {
                Err(StoreError::Sealed) => {
                    tracing::error!(
                        "guichet.key does not open `{secret}`: enter the password again in the mailbox's settings"
                    );
                    SendRoute::Nowhere
                }
                password => SendRoute::Smarthost {
                    smarthost,
                    password: password?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
                },
            };
            routes.insert(delivery.id, route);
        }
        Ok(routes)
    }

    /// Queues again what a process that died had leased. Only at start: whoever opens the store
    /// is the only one, so every lease in it is a dead one's.
    ///
    /// # Errors
    /// [`StoreError`] if the queue cannot be read or written.
    pub(super) fn release_leases(&self) -> Result<(), StoreError> {
        let leased = |delivery: &Delivery| matches!(delivery.state, DeliveryState::Leased { .. });
        if !queue(&self.store.read()?)?.iter().any(leased) {
            return Ok(());
        }
        self.store.write(move |tx| {
            for mut delivery in queue(tx)?.into_iter().filter(leased) {
                delivery.state = DeliveryState::Queued;
                store::delivery::put(tx, &delivery)?;
            }
            Ok(())
        })
    }

    /// Writes how an attempt ended. A report of an attempt that is no longer the latest is dropped.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn report_delivery(
        &self,
        id: DeliveryId,
        attempt: u32,
        outcome: DeliveryOutcome,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = match outcome {
            DeliveryOutcome::Delivered { server, reply, tls } => {
                DeliveryState::Delivered { server, reply, tls }
            }
            DeliveryOutcome::Later { reason, next } => DeliveryState::Delayed { next, reason },
            DeliveryOutcome::Failed { reason } => DeliveryState::Failed { reason },
        };
        self.store
            .write(move |tx| match store::delivery::get(tx, id)? {
                Some(delivery) if delivery.attempts == attempt && delivery.due().is_some() => {
                    set_state(tx, delivery, state.clone(), now)
                }
                _ => Ok(()),
            })
    }

    /// When the next attempt is due.
    ///
    /// # Errors
    /// [`StoreError`] if the queue cannot be read.
    pub fn next_delivery_due(&self) -> Result<Option<Timestamp>, StoreError> {
        store::delivery::next_due(&self.store.read()?)
    }

    /// Notified after each commit that queued mail.
    #[must_use]
    pub fn delivery_wanted(&self) -> Arc<Notify> {
        Arc::clone(&self.mail_queued)
    }

    /// Where mail goes out today. While the smarthost's password cannot be opened that is nowhere:
    /// the log says what to do, and mail stays queued.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn send_route(&self) -> Result<SendRoute, StoreError> {
        let book = self.book()?;
        let Some(settings) = &book.settings else {
            return Ok(SendRoute::Nowhere);
        };
        if settings.demo {
            return Ok(self.demo_route());
        }
        match &settings.smarthost {
            Some(smarthost) => {
                let view = self.store.read()?;
                let password = match store::settings::secret(&view, &self.key, smarthost::PASSWORD)
                {
                    Err(StoreError::Sealed) => {
                        tracing::error!("{}", smarthost::sealed_advice(smarthost::PASSWORD));
                        return Ok(SendRoute::Nowhere);
                    }
                    password => password?,
                };
                Ok(SendRoute::Smarthost {
                    smarthost: smarthost.clone(),
                    password: password.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
                })
            }
            None => Ok(SendRoute::Mx),
        }
    }

    /// Names the port on loopback that takes the mail of a demo, once per start; the rest of the
    /// desk's life. A real desk never sends there.
    pub fn demo_sink(&self, port: u16) {
        // The first one stays: a demo has one sink.
        let _ = self.demo_sink.set(port);
    }

    /// A demo's mail goes to its sink or nowhere, whatever its settings say: they are on disk
    /// and outlive the sink, whose port may be somebody else's tomorrow.
    fn demo_route(&self) -> SendRoute {
        self.demo_sink
            .get()
            .map_or(SendRoute::Nowhere, |port| SendRoute::Smarthost {
                smarthost: Smarthost {
                    security: SmarthostSecurity::Plain,
                    host: "127.0.0.1".to_owned(),
                    port: *port,
                    user: String::new(),
                },
                password: None,
            })
    }
}

fn queue(view: &impl View) -> Result<Vec<Delivery>, StoreError> {
    store::delivery::due(view, Timestamp(i64::MAX), usize::MAX)
}

/// The bytes of a message; None if they are lost for good.
fn raw(view: &impl View, message: MessageId) -> Result<Option<Arc<[u8]>>, StoreError> {
    let found = store::message::get(view, message)
        .and_then(|found| found.map_or(Ok(None), |message| blobs::get(view, message.raw)));
    match found {
        Ok(raw) => Ok(raw.map(Into::into)),
        Err(error @ StoreError::Corrupt { .. }) => {
            tracing::error!(message.id = %message, error = %error, "a message cannot be sent");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn lease(
    tx: &mut WriteTx<'_>,
    due: &[Delivery],
    sendable: &HashSet<MessageId>,
    now: Timestamp,
) -> Result<Vec<Delivery>, StoreError> {
    let mut leased = Vec::new();
    for seen in due {
        // A bounce may have ended it since it was looked at.
        let Some(mut delivery) = store::delivery::get(tx, seen.id)?.filter(|it| it == seen) else {
            continue;
        };
        if sendable.contains(&delivery.message) {
            delivery.attempts += 1;
            delivery.state = DeliveryState::Leased {
                until: now.plus(LEASE),
            };
            store::delivery::put(tx, &delivery)?;
            leased.push(delivery);
        } else {
            let reason = "the message is no longer in the store".to_owned();
            set_state(tx, delivery, DeliveryState::Failed { reason }, now)?;
        }
    }
    Ok(leased)
}

/// Makes what waits for its next try due at once: the trouble of the old way says nothing of a new
/// one.
pub(super) fn try_again(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for mut delivery in queue(tx)? {
        if let DeliveryState::Delayed { next, .. } = &mut delivery.state
            && *next > now
        {
            *next = now;
            store::delivery::put(tx, &delivery)?;
        }
    }
    Ok(())
}

/// Moves a delivery on and writes the line of the log that pages follow.
pub(super) fn set_state(
    tx: &mut WriteTx<'_>,
    mut delivery: Delivery,
    state: DeliveryState,
    now: Timestamp,
) -> Result<(), StoreError> {
    delivery.state = state.clone();
    delivery.changed = now;
    store::delivery::put(tx, &delivery)?;
    let Some(mut ticket) = store::ticket::get(tx, delivery.ticket)? else {
        return Ok(());
    };
    let event = Event::Delivery {
        delivery: delivery.id,
        message: delivery.message,
        state,
    };
    let line = store::activity::append(tx, ticket.id, now, Actor::System, event)?;
    activity::apply(&mut ticket, &line);
    store::ticket::put(tx, &ticket)
}
