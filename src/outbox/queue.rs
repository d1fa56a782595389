//! What the sender needs of the desk. Holds no queue: the desk keeps it, durably.

use std::{future::Future, sync::Arc};

use tokio::sync::Notify;

use crate::domain::{address::EmailAddress, id::DeliveryId, settings::Smarthost, time::Timestamp};

/// One message for one recipient, leased for one attempt.
#[derive(Clone, Debug)]
pub struct DeliveryJob {
    pub id: DeliveryId,
    /// Starts at 1.
    pub attempt: u32,
    pub recipient: EmailAddress,
    pub return_path: EmailAddress,
    /// The whole message, sent as it is.
    pub raw: Arc<[u8]>,
    pub queued: Timestamp,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// The next server took it; `reply` in its own words.
    Delivered {
        server: String,
        reply: String,
        tls: bool,
    },
    /// Not now; tried again at `next`.
    Later { reason: String, next: Timestamp },
    /// Never.
    Failed { reason: String },
}

/// Where mail leaves the desk.
#[derive(Clone, Debug)]
pub enum SendRoute {
    Smarthost {
        smarthost: Smarthost,
        password: Option<String>,
    },
    /// Straight to the MX of each recipient.
    Mx,
    /// Nothing leaves; the mail stays queued (demo).
    Nowhere,
}

/// The desk could not answer: stopping, or its disk fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the queue does not answer: {0}")]
pub struct QueueError(pub String);

/// The durable queue, as the worker sees it.
pub trait Queue: Clone + Send + Sync + 'static {
    /// Leases at most `limit` due jobs; the lease is durable before this returns.
    ///
    /// # Errors
    /// [`QueueError`] when nothing was leased.
    fn lease_deliveries(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<DeliveryJob>, QueueError>> + Send;

    /// Writes down how an attempt ended.
    ///
    /// # Errors
    /// [`QueueError`] when it is not written; the worker tries again.
    fn report_delivery(
        &self,
        id: DeliveryId,
        attempt: u32,
        outcome: DeliveryOutcome,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), QueueError>> + Send;

    /// When the next job is due; None when nothing is queued.
    ///
    /// # Errors
    /// [`QueueError`] when it cannot be told.
    fn next_delivery_due(
        &self,
    ) -> impl Future<Output = Result<Option<Timestamp>, QueueError>> + Send;

    /// Where mail goes at this moment.
    ///
    /// # Errors
    /// [`QueueError`] when it cannot be told.
    fn send_route(&self) -> impl Future<Output = Result<SendRoute, QueueError>> + Send;

    /// Rings after a commit that queued mail.
    fn delivery_wanted(&self) -> Arc<Notify>;
}
