//! One line per event; libraries and panics do not tell what they should not.

use std::sync::{Arc, Mutex, PoisonError};

use super::*;

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend_from_slice(octets);
        Ok(octets.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lines(options: Options, act: impl FnOnce()) -> Vec<String> {
    let memory = Memory::default();
    let writer = memory.clone();
    let subscriber = subscriber(options, move || writer.clone());
    tracing::subscriber::with_default(subscriber, act);
    let held = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
    let text = String::from_utf8(held.clone()).expect("the log is UTF-8");
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(str::to_owned).collect()
}

fn options(level: Level, format: Format) -> Options {
    Options { level, format }
}

#[test]
fn an_event_is_one_line() {
    for format in [Format::Text, Format::Json] {
        let lines = lines(options(Level::INFO, format), || {
            tracing::info!(helo = "a\r\nINFO forged\u{1b}[2J", "said\nhello");
        });
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains("said\\nhello"), "{lines:?}");
        assert!(!lines[0].contains('\u{1b}'), "{lines:?}");
    }
}

#[test]
fn json_holds_fields() {
    let lines = lines(options(Level::INFO, Format::Json), || {
        tracing::info!(ticket.id = 1042, "opened ticket 1042 from mail");
    });
    let line: serde_json::Value = serde_json::from_str(&lines[0]).expect("is JSON");
    assert_eq!(line["ticket.id"], 1042);
    assert_eq!(line["message"], "opened ticket 1042 from mail");
    assert_eq!(line["level"], "INFO");
}

fn check_level(level: Level, ours: usize, theirs: usize) {
    let found = lines(options(level, Format::Text), || {
        tracing::error!("1");
        tracing::warn!("2");
        tracing::info!("3");
        tracing::debug!("4");
        tracing::trace!("5");
    });
    assert_eq!(found.len(), ours, "{level}: {found:?}");
    let found = lines(options(level, Format::Text), || {
        tracing::error!(target: "hickory_resolver", "1");
        tracing::warn!(target: "hickory_resolver", "2");
        tracing::info!(target: "hickory_resolver", "3");
        tracing::debug!(target: "hickory_resolver", "4");
        tracing::trace!(target: "hickory_resolver", "5");
    });
    assert_eq!(found.len(), theirs, "{level}: {found:?}");
}

#[test]
fn libraries_say_less() {
    check_level(Level::ERROR, 1, 1);
    check_level(Level::WARN, 2, 2);
    check_level(Level::INFO, 3, 2);
    check_level(Level::DEBUG, 4, 2);
    check_level(Level::TRACE, 5, 4);
}

fn panic_lines(level: Level, act: fn()) -> Vec<String> {
    lines(options(level, Format::Text), || {
        let _ = std::panic::catch_unwind(act);
    })
}

// The hook belongs to the process, so one test goes through all of its cases.
#[test]
fn panics_are_logged_without_their_data() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(log_panic));
    let fixed = panic_lines(Level::INFO, || panic!("a fixed text"));
    let put_together = || {
        let body = String::from("dear desk");
        panic!("cannot read {body}");
    };
    let quiet = panic_lines(Level::INFO, put_together);
    let loud = panic_lines(Level::DEBUG, put_together);
    std::panic::set_hook(before);

    assert!(fixed[0].contains("panicked: a fixed text"), "{fixed:?}");
    assert!(fixed[0].contains("telemetry/tests.rs:"), "{fixed:?}");
    assert_eq!(quiet.len(), 1, "{quiet:?}");
    assert!(!quiet[0].contains("dear desk"), "{quiet:?}");
    assert!(
        loud.iter().any(|line| line.contains("dear desk")),
        "{loud:?}"
    );
}
