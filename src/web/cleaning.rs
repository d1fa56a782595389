//! Cleaning the HTML of mails: off the async threads, a few at a time, never longer than a reader
//! waits. What takes too long goes on in its place and is answered by nobody.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use crate::desk::Desk;

use super::{call::Call, error::WebError};

/// Cleaners at once: a mail that is made to be slow holds one of them, not every thread.
const SLOTS: usize = 8;
/// mail.md, Decided 3: a wall behind the caps on depth and size, which make it linear.
const TIME: Duration = Duration::from_secs(10);

/// The places of those who clean.
pub struct Cleaning {
    slots: Arc<Semaphore>,
    time: Duration,
}

impl Default for Cleaning {
    fn default() -> Self {
        Self::new(SLOTS, TIME)
    }
}

impl Cleaning {
    #[must_use]
    pub fn new(slots: usize, time: Duration) -> Self {
        Self {
            slots: Arc::new(Semaphore::new(slots)),
            time,
        }
    }

    /// Does work that cleans HTML.
    ///
    /// # Errors
    /// [`WebError::Unavailable`] when its time is over; else what the work failed with.
    pub async fn run<T, E>(
        &self,
        call: &Call,
        work: impl FnOnce(&Arc<Desk>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, WebError>
    where
        T: Send + 'static,
        E: Into<WebError> + Send + 'static,
    {
        let slots = Arc::clone(&self.slots);
        let cleaned = async {
            let slot = slots.acquire_owned().await.map_err(WebError::internal)?;
            call.run(move |desk| {
                let done = work(desk);
                drop(slot);
                done
            })
            .await
        };
        tokio::time::timeout(self.time, cleaned)
            .await
            .unwrap_or_else(|_| {
                tracing::warn!("the HTML of a mail took too long to clean");
                Err(WebError::Unavailable)
            })
    }
}
