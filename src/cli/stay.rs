//! What `serve` and `demo` share: the runtime, the log, the service manager, the signals.

use std::{process::ExitCode, sync::Arc};

use anyhow::Context;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    app::App,
    base::{clock::Clock, telemetry},
    config::{Config, log},
    systemd::{Health, Notifier, NotifyEnv},
};

/// Stack of every thread: whatever mail the guard lets through parses on it.
pub(super) const STACK: usize = 16 << 20;

/// Starts the desk, tells `started` about it, stays until a signal, stops in order. A signal
/// counts while `started` works, too.
///
/// # Errors
/// A sentence that says what kept the desk from starting.
pub fn stay<T>(
    config: &Config,
    start: impl AsyncFnOnce() -> anyhow::Result<(App, T)>,
    started: impl AsyncFnOnce(&App, &T) -> anyhow::Result<()>,
) -> anyhow::Result<ExitCode> {
    telemetry::start(telemetry_options(config)).context("the log cannot be started")?;
    raise_descriptors();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    runtime.block_on(async {
        let notifier = Notifier::new(&NotifyEnv::of_process(), std::process::id())?;
        // Before the doors open: whoever finds one open may also end the desk in order.
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let (app, known) = Box::pin(start()).await?;
        let beats = app.stop_token();
        let desk = Arc::clone(&app.desk);
        // A sign of life goes through the writer: a desk that cannot write is not alive.
        let healthy = || {
            let desk = Arc::clone(&desk);
            async move {
                match desk.run(|desk| desk.can_write()).await {
                    Ok(true) => Health::Well,
                    _ => Health::Stuck,
                }
            }
        };
        let life = Box::pin(async {
            started(&app, &known).await?;
            notifier.ready(&format!("web {}, smtp {}", app.web, app.smtp))?;
            notifier.keep_alive(healthy, beats).await;
            std::future::pending::<anyhow::Result<()>>().await
        });
        let outcome = tokio::select! {
            _ = terminate.recv() => Ok(()),
            _ = interrupt.recv() => Ok(()),
            failed = life => failed,
        };
        tracing::info!("stopping");
        notifier.stopping()?;
        app.stop().await;
        tracing::info!("stopped");
        outcome.map(|()| ExitCode::SUCCESS)
    })
}

/// Descriptors that all places of mail and pages, the store and the sender need together.
const DESCRIPTORS: u64 = 16_384;

/// A shell grants 1,024, fewer than there are places; what is refused is done without.
fn raise_descriptors() {
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(DESCRIPTORS).min(DESCRIPTORS);
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%error, "no more open files are granted");
        }
    }
}

fn telemetry_options(config: &Config) -> telemetry::Options {
    telemetry::Options {
        level: match config.log.level {
            log::Level::Error => tracing::Level::ERROR,
            log::Level::Warn => tracing::Level::WARN,
            log::Level::Info => tracing::Level::INFO,
            log::Level::Debug => tracing::Level::DEBUG,
            log::Level::Trace => tracing::Level::TRACE,
        },
        format: match config.log.format {
            log::Format::Text => telemetry::Format::Text,
            log::Format::Json => telemetry::Format::Json,
        },
    }
}

/// Says where to click: on a new desk the set-up link, else the address.
///
/// # Errors
/// If the link cannot be written.
pub async fn say_where(app: &App, clock: &Clock) -> anyhow::Result<()> {
    let now = clock.now();
    let link = app
        .desk
        .run(move |desk| desk.is_new()?.then(|| desk.setup_link(now)).transpose())
        .await??;
    let (web, smtp) = (&app.origin, app.smtp);
    match link {
        Some(secret) => {
            tracing::info!(
                "open {web}/setup/{secret} to set the desk up; the link works for one hour"
            );
        }
        None => tracing::info!("the desk is open at {web}, mail is received at {smtp}"),
    }
    Ok(())
}
