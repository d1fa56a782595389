//! The task that empties the queue: leases, sends, reports. Holds nothing that a crash could lose:
//! what is not reported is leased again when its lease has run out.

mod lanes;
#[cfg(test)]
mod tests;
mod trouble;

use std::{collections::HashMap, time::Duration};

use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use crate::{
    base::clock::Clock,
    desk::deliver::{DeliveryJob, DeliveryOutcome, SendRoute},
    domain::{id::DeliveryId, reason::Reason, time::Timestamp},
};

use super::{
    backoff::{self, Fault},
    client::Farewell,
    queue::{Queue, QueueError},
    send::{Delivered, Sender, wire_domain},
};
use lanes::{Lane, Lanes};
use trouble::Trouble;

/// The queue is looked at this often whatever happens: a clock may have jumped.
const LOOK_AGAIN: Duration = Duration::from_secs(60);
/// After the desk could not answer, or had nothing although something was due.
const CATCH_BREATH: Duration = Duration::from_secs(1);
/// A report is the only trace of an attempt; it is written again with growing waits.
const REPORT_TRIES: u32 = 5;

/// What makes the attempts; [`Sender`] but in tests.
pub trait Carrier: Clone + Send + Sync + 'static {
    /// Makes one attempt.
    ///
    /// # Errors
    /// [`Fault`], in words for people.
    fn carry(
        &self,
        job: DeliveryJob,
        route: SendRoute,
    ) -> impl Future<Output = Result<Delivered, Fault>> + Send;
}

impl Carrier for Sender {
    async fn carry(&self, job: DeliveryJob, route: SendRoute) -> Result<Delivered, Fault> {
        self.send(&job, &route).await
    }
}

/// Sends what is queued until the token is cancelled.
///
/// What runs then may end within `grace`; the rest is dropped unreported and repeated after its
/// lease, with the same bytes and so the same Message-ID.
pub async fn run<Q: Queue, C: Carrier>(
    queue: Q,
    carrier: C,
    clock: Clock,
    grace: Duration,
    token: CancellationToken,
) {
    let wanted = queue.delivery_wanted();
    let mut worker = Worker {
        queue,
        carrier,
        clock,
        lanes: Lanes::default(),
        tasks: JoinSet::new(),
        held: HashMap::new(),
        trouble: Trouble::default(),
    };
    loop {
        // Listening starts before the queue is read, so that no ring is missed in between.
        let rung = wanted.notified();
        tokio::pin!(rung);
        rung.as_mut().enable();
        let wait = if token.is_cancelled() {
            break;
        } else {
            worker.fill().await
        };
        tokio::select! {
            biased;
            () = token.cancelled() => break,
            Some(ended) = worker.tasks.join_next_with_id() => worker.ended(ended),
            () = rung => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
    let drained = async {
        while let Some(ended) = worker.tasks.join_next_with_id().await {
            worker.ended(ended);
        }
    };
    if tokio::time::timeout(grace, drained).await.is_err() {
        let left = worker.tasks.len();
        info!("{left} deliveries are cut short by the stop and will be repeated");
    }
}

struct Worker<Q, C> {
    queue: Q,
    carrier: C,
    clock: Clock,
    lanes: Lanes,
    tasks: JoinSet<Ended>,
    held: HashMap<Id, Held>,
    trouble: Trouble,
}

// What a task is about, kept outside of it: it may panic.
struct Held {
    id: DeliveryId,
    lane: Lane,
    queued: Timestamp,
}

enum Ended {
    Attempt(Result<Delivered, Fault>),
    Report,
}

impl<Q: Queue, C: Carrier> Worker<Q, C> {
    // Leases and starts what can be started; returns when to look again.
    async fn fill(&mut self) -> Duration {
        match self.try_fill().await {
            Ok(wait) => {
                self.trouble.over();
                wait
            }
            Err(error) => self.trouble.wait(error),
        }
    }

    async fn try_fill(&mut self) -> Result<Duration, QueueError> {
        let route = self.queue.send_route().await?;
        if matches!(route, SendRoute::Nowhere) {
            return Ok(LOOK_AGAIN);
        }
        loop {
            while let Some((lane, job)) = self.lanes.start() {
                let route = job.route.clone().unwrap_or_else(|| route.clone());
                self.start(lane, job, route);
            }
            let room = self.lanes.room();
            if room == 0 {
                return Ok(LOOK_AGAIN);
            }
            let now = self.clock.now();
            let leased = self.queue.lease_deliveries(now, room).await?;
            if leased.is_empty() {
                let due = self.queue.next_delivery_due().await?;
                return Ok(due.map_or(LOOK_AGAIN, |due| {
                    due.since(now).clamp(CATCH_BREATH, LOOK_AGAIN)
                }));
            }
            for job in leased {
                let lane = match job.route.as_ref().unwrap_or(&route) {
                    SendRoute::Mx => Lane::Domain(wire_domain(&job)),
                    server => Lane::server(server),
                };
                self.lanes.add(lane, job);
            }
        }
    }

    fn start(&mut self, lane: Lane, job: DeliveryJob, route: SendRoute) {
        let held = Held {
            id: job.id,
            lane,
            queued: job.queued,
        };
        if let Some(fault) = self.lanes.paused(&held.lane, self.clock.now()) {
            self.conclude(held, Err(fault));
            return;
        }
        debug!(delivery.id = %job.id, attempt = job.attempt, "sending to {}", job.recipient);
        let carrier = self.carrier.clone();
        let task = async move { Ended::Attempt(carrier.carry(job, route).await) };
        let id = self.tasks.spawn(task).id();
        self.held.insert(id, held);
    }

    fn ended(&mut self, ended: Result<(Id, Ended), JoinError>) {
        let (task, result) = match ended {
            Ok((task, Ended::Attempt(result))) => (task, Some(result)),
            Ok((task, Ended::Report)) => (task, None),
            Err(error) => {
                error!(error = %error, "a delivery failed inside the desk");
                let words = Reason::Inside.say("");
                (error.id(), Some(Err(Fault::Lost { words })))
            }
        };
        let Some(held) = self.held.remove(&task) else {
            return;
        };
        match result {
            Some(result) => self.conclude(held, result),
            None => self.lanes.done(held.id),
        }
    }

    // Decides what the attempt means and has it written down.
    fn conclude(&mut self, held: Held, result: Result<Delivered, Fault>) {
        let now = self.clock.now();
        let attempt = self.lanes.attempt(held.id).unwrap_or(1);
        let (outcome, fault, farewell) = match result {
            Ok(delivered) => (
                DeliveryOutcome::Delivered {
                    server: delivered.server,
                    reply: delivered.reply,
                    tls: delivered.tls,
                },
                None,
                Some(delivered.farewell),
            ),
            Err(fault) => {
                let outcome = backoff::after(attempt, held.queued, now, &fault);
                (outcome, Some(fault), None)
            }
        };
        self.lanes.learn(&held.lane, now, fault.as_ref(), &outcome);
        log(held.id, attempt, &outcome);
        let report = Report {
            id: held.id,
            attempt,
            outcome,
        };
        let (queue, clock) = (self.queue.clone(), self.clock.clone());
        let task = async move {
            report.write(&queue, &clock).await;
            say_farewell(farewell).await;
            Ended::Report
        };
        let id = self.tasks.spawn(task).id();
        self.held.insert(id, held);
    }
}

async fn say_farewell(farewell: Option<Farewell>) {
    if let Some(farewell) = farewell {
        farewell.say().await;
    }
}

struct Report {
    id: DeliveryId,
    attempt: u32,
    outcome: DeliveryOutcome,
}

impl Report {
    async fn write<Q: Queue>(self, queue: &Q, clock: &Clock) {
        let mut wait = CATCH_BREATH;
        for _ in 0..REPORT_TRIES {
            let outcome = self.outcome.clone();
            let written = queue
                .report_delivery(self.id, self.attempt, outcome, clock.now())
                .await;
            let Err(error) = written else { return };
            warn!(delivery.id = %self.id, error = %error, "a delivery could not be written down");
            tokio::time::sleep(wait).await;
            wait *= 2;
        }
        error!(delivery.id = %self.id, "a delivery was never written down and will be repeated");
    }
}

// The server's words may hold addresses, so they stay below info.
fn log(id: DeliveryId, attempt: u32, outcome: &DeliveryOutcome) {
    match outcome {
        DeliveryOutcome::Delivered { reply, tls, .. } => {
            info!(delivery.id = %id, attempt, tls, "delivered");
            debug!(delivery.id = %id, "the server said: {reply}");
        }
        DeliveryOutcome::Later { reason, next } => {
            info!(delivery.id = %id, attempt, next = %next.rfc3339(), "delivery delayed");
            debug!(delivery.id = %id, "because: {reason}");
        }
        DeliveryOutcome::Failed { reason } => {
            warn!(delivery.id = %id, attempt, "delivery failed");
            debug!(delivery.id = %id, "because: {reason}");
        }
    }
}
