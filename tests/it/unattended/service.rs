//! The service manager's view: ready, alive, stopping.

use std::time::Duration;

use rustix::process::Signal;

use crate::program::{Serve, setup};

#[test]
fn the_service_manager_hears_ready_alive_and_stopping() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    setup(folder.path(), &data, &[]).check(0, &[]);
    // `start` itself has waited for READY=1.
    let desk = Serve {
        watchdog: Some(Duration::from_millis(500)),
        ..Serve::new(&data)
    }
    .start();
    for _ in 0..2 {
        assert_eq!(desk.notified(), "WATCHDOG=1");
    }
    desk.signal(Signal::TERM);
    while let said = desk.notified()
        && said != "STOPPING=1"
    {
        assert_eq!(said, "WATCHDOG=1");
    }
    desk.said("stopped");
}

#[test]
fn no_sign_of_life_is_given_where_none_is_awaited() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let desk = Serve::new(&data).start();
    desk.signal(Signal::INT);
    assert_eq!(desk.notified(), "STOPPING=1");
    desk.said("stopped");
}
