//! What the sender needs of the desk. Holds no queue: the desk keeps it, durably.

use std::{future::Future, sync::Arc};

use tokio::sync::Notify;

use crate::{
    desk::{
        Desk,
        deliver::{DeliveryJob, DeliveryOutcome, SendRoute},
    },
    domain::{id::DeliveryId, time::Timestamp},
};

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

impl Queue for Arc<Desk> {
    async fn lease_deliveries(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DeliveryJob>, QueueError> {
        flat(
            self.run(move |desk| Desk::lease_deliveries(desk, now, limit))
                .await,
        )
    }

    async fn report_delivery(
        &self,
        id: DeliveryId,
        attempt: u32,
        outcome: DeliveryOutcome,
        now: Timestamp,
    ) -> Result<(), QueueError> {
        flat(
            self.run(move |desk| Desk::report_delivery(desk, id, attempt, outcome, now))
                .await,
        )
    }

    async fn next_delivery_due(&self) -> Result<Option<Timestamp>, QueueError> {
        flat(self.run(|desk| Desk::next_delivery_due(desk)).await)
    }

    async fn send_route(&self) -> Result<SendRoute, QueueError> {
        flat(self.run(|desk| Desk::send_route(desk)).await)
    }

    fn delivery_wanted(&self) -> Arc<Notify> {
        Desk::delivery_wanted(self)
    }
}

// Stopping and a store that fails are one to the worker: it tries again.
fn flat<T, E: std::fmt::Display, S: std::fmt::Display>(
    answer: Result<Result<T, E>, S>,
) -> Result<T, QueueError> {
    answer
        .map_err(|stopping| QueueError(stopping.to_string()))?
        .map_err(|error| QueueError(error.to_string()))
}
