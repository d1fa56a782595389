//! The outgoing queue as the sender sees it: lease, send, report.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;

use crate::{
    domain::{
        activity::{self, Actor, Event},
        address::EmailAddress,
        delivery::{Delivery, DeliveryState},
        id::DeliveryId,
        settings::Smarthost,
        time::Timestamp,
    },
    store::{self, StoreError, WriteTx, blobs},
};

use super::Desk;

/// How long an attempt may take before it is made again: longer than all time-outs of one
/// transaction together would be silly, shorter than most of them would send twice.
const LEASE: Duration = Duration::from_secs(15 * 60);

/// The name of the smarthost's password among the secrets.
pub(super) const SMARTHOST_PASSWORD: &str = "smarthost.password";

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
#[derive(Clone, Debug)]
pub enum SendRoute {
    Smarthost {
        smarthost: Smarthost,
        password: Option<String>,
    },
    Mx,
    /// A demo: nothing leaves the machine, mail stays queued.
    Nowhere,
}

impl Desk {
    /// Takes what is due, earliest first. The lease is on disk before this returns.
    ///
    /// # Errors
    /// [`StoreError`] if the queue cannot be read or written.
    pub fn lease_deliveries(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DeliveryJob>, StoreError> {
        if store::delivery::next_due(&self.store.read()?)?.is_none_or(|due| due > now) {
            return Ok(Vec::new());
        }
        let leased = self.store.write(move |tx| lease(tx, now, limit))?;
        let view = self.store.read()?;
        let mut jobs = Vec::new();
        for delivery in leased {
            let Some(message) = store::message::get(&view, delivery.message)? else {
                continue;
            };
            let Some(raw) = blobs::get(&view, message.raw)? else {
                continue;
            };
            jobs.push(DeliveryJob {
                id: delivery.id,
                attempt: delivery.attempts,
                recipient: delivery.recipient,
                return_path: delivery.return_path,
                raw: raw.into(),
                queued: delivery.queued,
            });
        }
        Ok(jobs)
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

    /// Where mail goes out today.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if the password was sealed under another key.
    pub fn send_route(&self) -> Result<SendRoute, StoreError> {
        let book = self.book()?;
        let Some(settings) = &book.settings else {
            return Ok(SendRoute::Nowhere);
        };
        match &settings.smarthost {
            Some(smarthost) => {
                let password =
                    store::settings::secret(&self.store.read()?, &self.key, SMARTHOST_PASSWORD)?;
                Ok(SendRoute::Smarthost {
                    smarthost: smarthost.clone(),
                    password: password.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
                })
            }
            None if settings.demo => Ok(SendRoute::Nowhere),
            None => Ok(SendRoute::Mx),
        }
    }
}

fn lease(tx: &mut WriteTx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Delivery>, StoreError> {
    let mut leased = store::delivery::due(tx, now, limit)?;
    for delivery in &mut leased {
        delivery.attempts += 1;
        delivery.state = DeliveryState::Leased {
            until: now.plus(LEASE),
        };
        store::delivery::put(tx, delivery)?;
    }
    Ok(leased)
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
