//! Which leased job may start now: order per recipient, sessions per domain, pauses. Pure.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    desk::deliver::{DeliveryJob, DeliveryOutcome, SendRoute},
    domain::{id::DeliveryId, time::Timestamp},
    outbox::backoff::{self, Fault},
};

/// Sessions at once.
pub const PARALLEL: usize = 4;
/// Sessions at once towards one domain; a smarthost takes all of them.
pub const PER_DOMAIN: usize = 2;
/// Leased jobs that wait for their turn, so that one slow domain does not hold up the others.
pub const WAITING: usize = 64;
/// A map that grows without end is a leak; a domain forgotten early is tried once more.
const REMEMBERED: usize = 10_000;

/// The domain or the smarthost that a job goes to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    Domain(String),
    /// A smarthost with its user and password, by their hash: one that was changed is another one,
    /// and nothing is held against it.
    Smarthost(u64),
}

impl Lane {
    /// The lane of a smarthost.
    #[must_use]
    pub fn server(route: &SendRoute) -> Self {
        let mut hasher = DefaultHasher::new();
        route.hash(&mut hasher);
        Self::Smarthost(hasher.finish())
    }
}

#[derive(Debug, Default)]
struct Standing {
    failures_in_a_row: u32,
    paused: Option<(Timestamp, String)>,
    running: usize,
}

#[derive(Debug)]
struct Running {
    lane: Lane,
    recipient: String,
    /// The newest lease of it: the attempt that is reported.
    attempt: u32,
}

/// The jobs that this process holds.
#[derive(Debug, Default)]
pub struct Lanes {
    waiting: Vec<(Lane, DeliveryJob)>,
    running: HashMap<DeliveryId, Running>,
    domains: HashMap<Lane, Standing>,
}

impl Lanes {
    /// How many more jobs may be leased.
    #[must_use]
    pub fn room(&self) -> usize {
        if self.running.len() >= PARALLEL {
            return 0;
        }
        (PARALLEL + WAITING).saturating_sub(self.running.len() + self.waiting.len())
    }

    /// Takes a leased job. A job that is held already was leased anew because it took longer
    /// than its lease: it goes on under the new attempt number, it does not start twice.
    pub fn add(&mut self, lane: Lane, job: DeliveryJob) {
        if let Some(running) = self.running.get_mut(&job.id) {
            running.attempt = job.attempt;
            return;
        }
        self.waiting.retain(|(_, held)| held.id != job.id);
        self.waiting.push((lane, job));
        // The desk queues in the order in which people wrote.
        self.waiting.sort_by_key(|(_, job)| (job.queued, job.id));
    }

    /// Takes the next job that may start, if any.
    pub fn start(&mut self) -> Option<(Lane, DeliveryJob)> {
        if self.running.len() >= PARALLEL {
            return None;
        }
        let mut busy: HashSet<String> = self
            .running
            .values()
            .map(|it| it.recipient.clone())
            .collect();
        let index = self.waiting.iter().position(|(lane, job)| {
            // Whoever gets two mails of a ticket gets them in the order in which they were written.
            let first = busy.insert(job.recipient.key());
            first && self.has_session(lane)
        })?;
        let (lane, job) = self.waiting.remove(index);
        self.running.insert(
            job.id,
            Running {
                lane: lane.clone(),
                recipient: job.recipient.key(),
                attempt: job.attempt,
            },
        );
        self.standing(&lane).running += 1;
        Some((lane, job))
    }

    fn has_session(&self, lane: &Lane) -> bool {
        let most = match lane {
            Lane::Domain(_) => PER_DOMAIN,
            Lane::Smarthost(_) => PARALLEL,
        };
        self.domains.get(lane).is_none_or(|it| it.running < most)
    }

    /// The fault of a job whose domain is left alone at `now`; None if it may be tried.
    #[must_use]
    pub fn paused(&self, lane: &Lane, now: Timestamp) -> Option<Fault> {
        let (until, words) = self.domains.get(lane)?.paused.as_ref()?;
        (*until > now).then(|| Fault::Paused {
            until: *until,
            words: words.clone(),
        })
    }

    /// The attempt number under which a running job is reported.
    #[must_use]
    pub fn attempt(&self, id: DeliveryId) -> Option<u32> {
        self.running.get(&id).map(|it| it.attempt)
    }

    /// Learns how an attempt ended; the domain is paused if it is to blame.
    pub fn learn(
        &mut self,
        lane: &Lane,
        now: Timestamp,
        fault: Option<&Fault>,
        outcome: &DeliveryOutcome,
    ) {
        let standing = self.standing(lane);
        match fault {
            Some(Fault::Unreachable { .. }) => standing.failures_in_a_row += 1,
            // Any answer shows that the domain is there; a pause and a refusal of ours show nothing.
            Some(Fault::Paused { .. } | Fault::Never { .. } | Fault::Lost { .. }) => return,
            Some(Fault::Refused { .. }) | None => standing.failures_in_a_row = 0,
        }
        standing.paused = fault.and_then(|fault| {
            let until = backoff::pause(standing.failures_in_a_row, now, fault, outcome)?;
            Some((until, fault.words().to_owned()))
        });
    }

    /// Lets go of a job that was reported.
    pub fn done(&mut self, id: DeliveryId) {
        let Some(done) = self.running.remove(&id) else {
            return;
        };
        let standing = self.standing(&done.lane);
        standing.running = standing.running.saturating_sub(1);
        if standing.running == 0 && standing.failures_in_a_row == 0 && standing.paused.is_none() {
            self.domains.remove(&done.lane);
        }
        if self.domains.len() > REMEMBERED {
            self.domains.retain(|_, it| it.running > 0);
        }
    }

    fn standing(&mut self, lane: &Lane) -> &mut Standing {
        self.domains.entry(lane.clone()).or_default()
    }
}
