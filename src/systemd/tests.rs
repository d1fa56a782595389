//! The datagrams, seen from the other end of the socket.

use std::path::Path;

use super::*;

fn env(socket: Option<&Path>, usec: &str, pid: Option<&str>) -> NotifyEnv {
    NotifyEnv {
        socket: socket.map(|path| path.as_os_str().to_owned()),
        watchdog_usec: Some(usec.into()).filter(|_| !usec.is_empty()),
        watchdog_pid: pid.map(OsString::from),
    }
}

fn heard(manager: &UnixDatagram) -> String {
    let mut octets = [0; 200];
    let length = manager.recv(&mut octets).expect("a datagram came");
    String::from_utf8_lossy(&octets[..length]).into_owned()
}

#[test]
fn says_ready_alive_and_stopping() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("notify");
    let manager = UnixDatagram::bind(&path).expect("a socket");
    let notifier = Notifier::new(&env(Some(&path), "", None), 7).expect("the socket is there");
    notifier
        .ready("http://127.0.0.1:8080\nREADY=0")
        .expect("is heard");
    notifier.alive().expect("is heard");
    notifier.stopping().expect("is heard");
    assert_eq!(
        heard(&manager),
        "READY=1\nSTATUS=http://127.0.0.1:8080 READY=0"
    );
    assert_eq!(heard(&manager), "WATCHDOG=1");
    assert_eq!(heard(&manager), "STOPPING=1");
    drop(manager);
    std::fs::remove_file(&path).expect("was there");
    assert!(notifier.alive().is_err(), "nobody listens any more");
}

#[test]
fn speaks_to_an_abstract_name() {
    let name = format!("guichet-test-{}", std::process::id());
    let address = SocketAddr::from_abstract_name(&name).expect("a name");
    let manager = UnixDatagram::bind_addr(&address).expect("a socket");
    let socket = NotifyEnv {
        socket: Some(format!("@{name}").into()),
        ..NotifyEnv::default()
    };
    let notifier = Notifier::new(&socket, 7).expect("the name is one");
    notifier.stopping().expect("is heard");
    assert_eq!(heard(&manager), "STOPPING=1");
}

#[test]
fn is_silent_without_a_manager() {
    let notifier = Notifier::new(&env(None, "20000000", None), 7).expect("is no error");
    assert_eq!(notifier.watchdog_interval(), None);
    notifier.ready("").expect("does nothing");
    assert!(Notifier::new(&env(Some(Path::new("notify")), "", None), 7).is_err());
}

fn check_watchdog(usec: &str, pid: Option<&str>, expected: Option<Duration>) {
    let notifier = Notifier::new(&env(Some(Path::new("/nowhere")), usec, pid), 7);
    let interval = notifier.expect("is no error").watchdog_interval();
    assert_eq!(interval, expected, "{usec} {pid:?}");
}

#[test]
fn knows_its_watchdog() {
    let ten = Some(Duration::from_secs(10));
    check_watchdog("20000000", None, ten);
    check_watchdog("20000000", Some("7"), ten);
    check_watchdog("20000000", Some("8"), None);
    check_watchdog("", None, None);
    check_watchdog("0", None, None);
    check_watchdog("soon", None, None);
}

#[test]
fn a_stuck_desk_gives_no_sign_of_life() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("notify");
    let manager = UnixDatagram::bind(&path).expect("a socket");
    manager.set_nonblocking(true).expect("a socket can");
    let notifier = Notifier::new(&env(Some(&path), "2000", None), 7).expect("is there");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let runtime = runtime.expect("a runtime");
    for (health, expected) in [(Health::Stuck, 0), (Health::Well, 3)] {
        let stop = CancellationToken::new();
        let mut asked = 0;
        let healthy = || {
            asked += 1;
            // The fourth question ends the run before its own sign is given.
            let now = if asked > 3 { Health::Stuck } else { health };
            if asked > 3 {
                stop.cancel();
            }
            std::future::ready(now)
        };
        runtime.block_on(notifier.keep_alive(healthy, stop.clone()));
        let signs = std::iter::from_fn(|| manager.recv(&mut [0; 20]).ok()).count();
        assert_eq!(signs, expected, "{health:?}");
    }
}
