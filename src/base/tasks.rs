//! Tasks by name: counted, stopped by a token, their panics logged. Nothing is spawned naked.

use std::{any::Any, future::Future, panic::AssertUnwindSafe};

use futures_util::FutureExt as _;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The tasks of one running desk. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A token that is cancelled when these tasks are to end; cancelling it stops nobody else.
    #[must_use]
    pub fn stop_token(&self) -> CancellationToken {
        self.stop.child_token()
    }

    /// Starts a task. Its panic ends the task alone and is logged under `name`.
    pub fn spawn(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        self.tracker.spawn(async move {
            if let Err(panic) = AssertUnwindSafe(task).catch_unwind().await {
                tracing::error!(task.name = name, "task {name} panicked: {}", said(&*panic));
            }
        });
    }

    /// Tasks that have not ended.
    #[must_use]
    pub fn running(&self) -> usize {
        self.tracker.len()
    }

    /// Asks all tasks to end; does not wait.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Waits until every task has ended. The caller sets the bound.
    pub async fn ended(&self) {
        self.tracker.close();
        self.tracker.wait().await;
    }
}

// What a panic said, where it said something.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(no text)")
}

#[cfg(test)]
mod tests;
