//! What `serve` and `demo` share: the runtime, the log, the service manager, the signals.

use std::{process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    app::{self, App},
    base::{allocator, clock::Clock, open_files, telemetry},
    config::{Config, log},
    systemd::{Health, Notifier, NotifyEnv},
};

/// Stack of every thread: whatever mail the guard lets through parses on it.
pub(super) const STACK: usize = 16 << 20;

/// What a use case that still runs has to end when all else has ended.
const LAST_WORK: Duration = Duration::from_millis(300);
/// From the signal to the exit, whatever hangs: less than the 10 s that are promised.
const EXIT: Duration = Duration::from_millis(9_700);

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
    allocator::tell();
    open_files::raise(app::open_files(config));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    let outcome = runtime.block_on(async {
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
        exit_in_time()?;
        notifier.stopping()?;
        app.stop().await;
        tracing::info!("stopped");
        outcome.map(|()| ExitCode::SUCCESS)
    });
    // Dropping it would wait for a use case that hangs on a dead disk or a network share.
    runtime.shutdown_timeout(LAST_WORK);
    outcome
}

/// Ends the process when its time is over: what hangs in the kernel answers to nothing else. What
/// was acknowledged is on disk; the store opens after any end.
fn exit_in_time() -> anyhow::Result<()> {
    let end = || {
        std::thread::sleep(EXIT);
        tracing::warn!("something hangs and is ended with the process");
        std::process::exit(0);
    };
    let thread = std::thread::Builder::new().name("last exit".to_owned());
    thread
        .spawn(end)
        .context("the end cannot be timed")
        .map(drop)
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
            let say = format!(
                "open {web}/setup/{secret} to set the desk up; the link works for one hour"
            );
            // Without it nobody gets in, whatever the log leaves out.
            if tracing::enabled!(tracing::Level::INFO) {
                tracing::info!("{say}");
            } else {
                eprintln!("{say}");
            }
        }
        None => tracing::info!("the desk is open at {web}, mail is received at {smtp}"),
    }
    Ok(())
}
