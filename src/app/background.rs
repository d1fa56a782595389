//! Work of the desk that nobody waits for: the search index, erasures.

use std::{sync::Arc, time::Duration};

use crate::{
    base::tasks::Tasks,
    desk::{Desk, search::Behind},
};

use super::{LOOK_AGAIN, TIDY, every};

/// Changes gather for so long before they share a commit of the search index. Who searches meanwhile
/// does not wait for it.
const GATHER_FOR_SEARCH: Duration = Duration::from_millis(500);

/// Keeps the search index up to what was committed.
pub(super) fn search(desk: &Arc<Desk>, inner: &Tasks) {
    let (desk, stop) = (Arc::clone(desk), inner.stop_token());
    inner.spawn("search", async move {
        let to_index = desk.to_index();
        if let Ok(Err(error)) = desk.run(|desk| desk.store().gather_tags()).await {
            tracing::error!(error = %error, "the tags of the tickets cannot be read");
        }
        if let Ok(Err(error)) = desk.run(|desk| desk.search_check()).await {
            tracing::error!(error = %error, "the search index cannot be opened");
        }
        while !stop.is_cancelled() {
            match desk.run(|desk| desk.search_step()).await {
                Ok(Ok(Behind::Some)) => continue,
                Ok(Ok(Behind::Nothing)) => {}
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

/// Does what was begun of erasures.
pub(super) fn erasing(desk: &Arc<Desk>, inner: &Tasks) {
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
