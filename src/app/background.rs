//! What goes on behind the doors by itself: tidying up, time rules, the search index, who is gone.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    base::{clock::Clock, tasks::Tasks},
    desk::{Desk, search::Behind, time_passed::Ahead},
    domain::time::Timestamp,
    store::{StoreError, gathered::Wanted},
};

/// How often refusals are written down.
const REFUSALS: Duration = Duration::from_secs(1);
/// How often what is over is tidied away, by the clock: a machine may have slept.
const TIDY: Duration = Duration::from_secs(60 * 60);
/// How often the clock is asked whether it is time.
const TIDY_LOOK: Duration = Duration::from_secs(5);

pub(super) fn start_housekeeping(desk: &Arc<Desk>, clock: &Clock, inner: &Tasks) {
    let (of_refusals, stop) = (Arc::clone(desk), inner.stop_token());
    let of_failures = clock.clone();
    inner.spawn("refusals", async move {
        while every(REFUSALS, &stop).await {
            let now = of_failures.now();
            let failures = of_refusals.run(move |desk| desk.write_failures(now));
            if let Ok(Err(error)) = failures.await {
                tracing::warn!(error = %error, "failed sign-ins are missing in the audit log");
            }
            if let Ok(Err(error)) = of_refusals.run(|desk| desk.write_refusals()).await {
                tracing::warn!(error = %error, "receipts of refusals wait on");
            }
        }
    });
    let (of_tidy, stop, clock) = (Arc::clone(desk), inner.stop_token(), clock.clone());
    inner.spawn("tidy", async move {
        let mut last: Option<Timestamp> = None;
        while every(TIDY_LOOK, &stop).await {
            let now = clock.now();
            if last.is_some_and(|last| last <= now && now.since(last) < TIDY) {
                continue;
            }
            last = Some(now);
            if let Ok(Err(error)) = of_tidy.run(move |desk| desk.tidy(now)).await {
                tracing::warn!(error = %error, "what is over was not tidied away");
            }
        }
    });
}

/// Reads what takes seconds where there are a million tickets, on a thread of its own, and gives it up when the desk stops.
async fn read_until(
    stop: &CancellationToken,
    desk: &Arc<Desk>,
    read: impl FnOnce(&Desk, Wanted<'_>) -> Result<(), StoreError> + Send + 'static,
    failed: &'static str,
) {
    let stop = stop.clone();
    let done = desk.run(move |desk| read(desk, &|| !stop.is_cancelled()));
    match done.await {
        Ok(Ok(()) | Err(StoreError::Closed)) | Err(_) => {}
        Ok(Err(error)) => tracing::error!(error = %error, "{failed}"),
    }
}

/// Gathers the order of names, behind what every list needs: whoever asks for it first would wait for seconds where
/// there are a million.
fn start_alphabet(desk: &Arc<Desk>, inner: &Tasks) {
    let (desk, stop) = (Arc::clone(desk), inner.stop_token());
    inner.spawn("order of names", async move {
        let gather = |desk: &Desk, wanted: Wanted<'_>| {
            desk.store().gather_heads(wanted)?;
            desk.store().gather_alphabet(wanted)
        };
        let failed = "the names of the tickets cannot be read";
        read_until(&stop, &desk, gather, failed).await;
    });
}

/// Changes gather for so long before time rules are asked about them.
const GATHER: Duration = Duration::from_millis(50);
/// Time is looked at this often whatever happens: a clock may have jumped, a disk may have been full.
const LOOK_AGAIN: Duration = Duration::from_secs(15);

pub(super) fn start_time(desk: &Arc<Desk>, clock: &Clock, inner: &Tasks) {
    let (desk, clock, stop) = (Arc::clone(desk), clock.clone(), inner.stop_token());
    inner.spawn("time rules", async move {
        let changed = desk.changed();
        while !stop.is_cancelled() {
            let now = clock.now();
            let wait = match desk.run(move |desk| desk.time_step(now)).await {
                Ok(Ok(Ahead::More)) => continue,
                Ok(Ok(Ahead::At(at))) => at.since(now).min(LOOK_AGAIN),
                Ok(Ok(Ahead::Nothing)) => LOOK_AGAIN,
                Ok(Err(error)) => {
                    tracing::warn!(error = %error, "time rules wait");
                    LOOK_AGAIN
                }
                Err(_) => return,
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = changed.notified() => {}
                () = tokio::time::sleep(wait) => continue,
            }
            if !every(GATHER, &stop).await {
                return;
            }
        }
    });
}

/// How often lists are told what came due.
const DUE: Duration = Duration::from_secs(10);

pub(super) fn start_dues(desk: &Arc<Desk>, clock: &Clock, inner: &Tasks) {
    let (desk, clock, stop) = (Arc::clone(desk), clock.clone(), inner.stop_token());
    inner.spawn("due times", async move {
        let mut told = clock.now();
        while every(DUE, &stop).await {
            let (after, now) = (told, clock.now());
            if desk
                .run(move |desk| desk.tell_due(after, now))
                .await
                .is_err()
            {
                return;
            }
            told = now;
        }
    });
}

pub(super) fn start_presence(desk: &Arc<Desk>, inner: &Tasks) {
    let (desk, stop) = (Arc::clone(desk), inner.stop_token());
    inner.spawn("presence", async move {
        let came = desk.somebody_came();
        loop {
            let next = desk.forget_absent();
            let absent = async {
                match next {
                    Some(wait) => tokio::time::sleep(wait).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = came.notified() => {}
                () = absent => {}
            }
        }
    });
}

/// Changes gather for so long before they share a commit of the search index. Who searches meanwhile
/// does not wait for it.
const GATHER_FOR_SEARCH: Duration = Duration::from_millis(500);

pub(super) fn start_search(desk: &Arc<Desk>, inner: &Tasks) {
    let files = Arc::new(Notify::new());
    start_file_texts(desk, inner, Arc::clone(&files));
    start_alphabet(desk, inner);
    let (desk, stop) = (Arc::clone(desk), inner.stop_token());
    inner.spawn("search", async move {
        let to_index = desk.to_index();
        let gather = |desk: &Desk, wanted: Wanted<'_>| desk.store().gather_heads(wanted);
        let failed = "the tags of the tickets and their last words cannot be read";
        read_until(&stop, &desk, gather, failed).await;
        let check = |desk: &Desk, wanted: Wanted<'_>| desk.search_check(wanted);
        let failed = "the search index cannot be opened";
        read_until(&stop, &desk, check, failed).await;
        while !stop.is_cancelled() {
            match desk.run(|desk| desk.search_step()).await {
                Ok(Ok(Behind::Some)) => continue,
                Ok(Ok(Behind::Nothing)) => files.notify_one(),
                Ok(Err(error)) => {
                    tracing::warn!(error = %error, "the search index waits");
                    if !every(LOOK_AGAIN, &stop).await {
                        return;
                    }
                    continue;
                }
                Err(_) => return,
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = to_index.notified() => {}
            }
            if !every(GATHER_FOR_SEARCH, &stop).await {
                return;
            }
        }
    });
}

/// What takes long to read is read beside the search, which is never behind for it.
fn start_file_texts(desk: &Arc<Desk>, inner: &Tasks, files: Arc<Notify>) {
    let (desk, stop) = (Arc::clone(desk), inner.stop_token());
    inner.spawn("file texts", async move {
        while !stop.is_cancelled() {
            let stopping = stop.clone();
            let step = move |desk: &Arc<Desk>| desk.file_text_step(&|| !stopping.is_cancelled());
            let wait = match desk.run(step).await {
                Ok(Ok(Behind::Some)) => continue,
                Ok(Ok(Behind::Nothing)) => Duration::MAX,
                Ok(Err(error)) => {
                    tracing::warn!(error = %error, "the words of files wait");
                    LOOK_AGAIN
                }
                Err(_) => return,
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = files.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    });
}

/// Does what was begun of erasures.
pub(super) fn start_erasing(desk: &Arc<Desk>, inner: &Tasks) {
    let (desk, stop) = (Arc::clone(desk), inner.stop_token());
    inner.spawn("erasing", async move {
        let wanted = desk.erasing_wanted();
        loop {
            // What waits for a mail on its way, and what the disk refused, is tried again.
            tokio::select! {
                () = stop.cancelled() => return,
                () = wanted.notified() => {}
                () = tokio::time::sleep(TIDY) => {}
            }
            match desk.run(|desk| desk.erase()).await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::warn!(error = %error, "an erasure is not done yet"),
                Err(_) => return,
            }
        }
    });
}

/// Waits; false when the desk stops.
async fn every(period: Duration, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = tokio::time::sleep(period) => true,
    }
}
