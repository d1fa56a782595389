//! What keeps the queue from being read, such as a lost key: said once per change, tried more and more
//! rarely.

use std::time::Duration;

use tracing::{info, warn};

use crate::outbox::queue::QueueError;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(super) struct Trouble(Option<(QueueError, Duration)>);

impl Trouble {
    /// How long to wait after this failure.
    pub(super) fn wait(&mut self, error: QueueError) -> Duration {
        let wait = match &self.0 {
            Some((known, wait)) if *known == error => (*wait * 2).min(LONGEST),
            _ => {
                warn!(error = %error, "the outbox cannot read its queue, waits and tries again");
                FIRST
            }
        };
        self.0 = Some((error, wait));
        wait
    }

    /// The queue was read.
    pub(super) fn over(&mut self) {
        if self.0.take().is_some() {
            info!("the outbox reads its queue again");
        }
    }
}
