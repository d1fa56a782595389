//! The log: one line per event on standard error, as text or JSON.
//!
//! Never writes what a panic said above debug unless it is fixed text, as it may quote a mail.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    io::{self, Write},
    panic::PanicHookInfo,
};

use tracing::{Level, Subscriber};
use tracing_subscriber::{
    Layer, Registry,
    filter::{LevelFilter, Targets},
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// How much is written, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The least important event of ours that is written.
    pub level: Level,
    pub format: Format,
}

/// The form of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

/// The log was started before in this process.
#[derive(Debug, thiserror::Error)]
#[error("the log is already written to")]
pub struct StartedTwice;

/// Starts the log of this process and sends panics to it.
///
/// # Errors
/// [`StartedTwice`] when something else already takes the events.
pub fn start(options: Options) -> Result<(), StartedTwice> {
    subscriber(options, io::stderr)
        .try_init()
        .map_err(|_| StartedTwice)?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// Makes what takes the events and writes them; [`start`] gives it standard error.
pub fn subscriber<W>(options: Options, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = OneLine(writer);
    let layer = fmt::layer().with_ansi(false).with_writer(lines);
    let layer: Box<dyn Layer<Registry> + Send + Sync> = match options.format {
        Format::Text => layer.with_target(false).boxed(),
        Format::Json => layer.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry().with(layer.with_filter(filter(options.level)))
}

// Libraries log host names and requests from info downwards, so they stay one or two steps behind.
fn filter(level: Level) -> Targets {
    let libraries = match level {
        Level::ERROR => LevelFilter::ERROR,
        Level::TRACE => LevelFilter::DEBUG,
        _ => LevelFilter::WARN,
    };
    Targets::new()
        .with_default(libraries)
        .with_target("guichet", level)
}

fn log_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    let backtrace = Backtrace::capture();
    let backtrace = (backtrace.status() == BacktraceStatus::Captured).then_some(backtrace);
    let backtrace = backtrace.as_ref().map(tracing::field::display);
    // A literal message is ours. One that was put together may hold what it stumbled over.
    let fixed = info.payload().downcast_ref::<&'static str>().copied();
    let words = fixed.unwrap_or("its words are in the log at debug");
    tracing::error!(panic.place = %place, panic.thread = thread, backtrace, "panicked: {words}");
    if fixed.is_none() {
        let words = info.payload_as_str().unwrap_or("no text");
        tracing::debug!(panic.place = %place, "panicked: {words}");
    }
}

/// Writes each event as one line, whatever breaks and controls its text holds.
struct OneLine<W>(W);

struct OneLineWriter<W>(W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for OneLine<W> {
    type Writer = OneLineWriter<W::Writer>;
    fn make_writer(&'a self) -> Self::Writer {
        OneLineWriter(self.0.make_writer())
    }
}

impl<W: Write> Write for OneLineWriter<W> {
    // The layer hands over a whole event at once, its own line break last.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = event.strip_suffix(b"\n").unwrap_or(event);
        let mut line = Vec::with_capacity(event.len());
        for octet in text {
            match octet {
                b'\n' => line.extend_from_slice(b"\\n"),
                b'\r' => line.extend_from_slice(b"\\r"),
                b'\t' | b' '..=b'~' | 0x80.. => line.push(*octet),
                control => line.extend_from_slice(format!("\\x{control:02x}").as_bytes()),
            }
        }
        line.push(b'\n');
        self.0.write_all(&line)?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests;
