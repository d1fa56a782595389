//! What happens on one connection of a browser: requests that run, and how long nothing does.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::watch;

/// Counts the requests of one connection. Clones share the count.
#[derive(Clone, Debug)]
pub struct Activity(Arc<watch::Sender<Load>>);

#[derive(Clone, Copy, Debug, Default)]
struct Load {
    running: usize,
    begun: u64,
}

/// A request that runs until its answer is sent whole.
#[derive(Debug)]
pub struct Running(Activity);

/// A body whose request runs until it is sent or given up.
#[derive(Debug)]
pub struct RunningBody<B> {
    body: B,
    _running: Running,
}

impl Default for Activity {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Load::default())))
    }
}

impl Activity {
    /// Counts a request in.
    #[must_use]
    pub fn begin(&self) -> Running {
        self.0.send_modify(|load| {
            load.running += 1;
            load.begun += 1;
        });
        Running(self.clone())
    }

    /// Returns when no request came for `first`, or none was running for `idle` since the last.
    pub async fn idle(self, first: Duration, idle: Duration) {
        let mut load = self.0.subscribe();
        let (mut bound, mut seen) = (first, 0);
        loop {
            let next = load.wait_for(|load| load.running > 0 || load.begun != seen);
            let Ok(Ok(_)) = tokio::time::timeout(bound, next).await else {
                return;
            };
            match load.wait_for(|load| load.running == 0).await {
                Ok(load) => seen = load.begun,
                Err(_) => return,
            }
            bound = idle;
        }
    }
}

impl Running {
    /// Goes with the answer's body.
    pub fn with<B>(self, body: B) -> RunningBody<B> {
        RunningBody {
            body,
            _running: self,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let load = &self.0.0;
        load.send_modify(|load| load.running = load.running.saturating_sub(1));
    }
}

impl<B: Body + Unpin> Body for RunningBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
