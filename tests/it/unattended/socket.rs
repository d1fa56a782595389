//! The control socket: who may, what a kill leaves, what another release says.

use std::{
    io::{Read, Write},
    net::Shutdown,
    os::unix::{fs::PermissionsExt, net::UnixStream},
    path::Path,
};

use crate::program::{self, serve, setup, verb};

fn create_token(data: &Path) -> program::Ended {
    verb(data, &["token", "create", "ada@lumen.example"])
}

#[test]
fn a_socket_that_a_kill_left_is_replaced_silently() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    setup(folder.path(), &data, &[]).check(0, &[]);
    serve(&data).kill();
    let socket = data.join("control.sock");
    assert!(socket.exists(), "the kill left it");
    create_token(&data).check(0, &["gui_"]);
    let desk = serve(&data);
    create_token(&data).check(0, &["gui_"]);
    let mode = std::fs::metadata(&socket).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o600);
    let log = desk.stop().join("\n");
    assert!(!log.contains("socket") && !log.contains("WARN"), "{log}");
}

#[test]
fn a_command_of_another_release_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    setup(folder.path(), &data, &[]).check(0, &[]);
    let desk = serve(&data);
    for command in ["{\"Backup\":{}}", "nonsense", "", "\u{0}\u{1}"] {
        let mut stream = UnixStream::connect(data.join("control.sock")).unwrap();
        stream.write_all(command.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("another release"), "{command}: {answer}");
    }
    // Whoever hangs up without a word holds up nobody.
    drop(UnixStream::connect(data.join("control.sock")).unwrap());
    create_token(&data).check(0, &["gui_"]);
    desk.stop();
}

#[test]
fn a_deep_data_folder_has_a_socket_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("d".repeat(120)).join("data");
    let desk = serve(&data);
    setup(folder.path(), &data, &[]).check(0, &["the desk is set up"]);
    desk.stop();
}

#[test]
fn files_of_the_desk_are_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    setup(folder.path(), &data, &["--url", "https://a.example"]).check(0, &[]);
    let desk = serve(&data);
    for entry in std::fs::read_dir(&data).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} {mode:o}", entry.file_name());
    }
    desk.stop();
}

/// A command that the desk works on longer than it would wait for its bytes is answered.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_command_is_waited_for_and_answered() {
    use std::{
        sync::{Arc, mpsc},
        time::{Duration, Instant},
    };

    use guichet::{
        base::{clock::Clock, tasks::Tasks},
        control::{
            client,
            command::{Answer, Command},
            server::{Patience, bind, serve},
        },
        desk::{Desk, DeskOptions},
        domain::address::EmailAddress,
        store::StoreError,
    };

    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    let patience = Patience {
        sending: Duration::from_millis(100),
        doing: Duration::from_secs(30),
    };
    let (tasks, stop) = (Tasks::new(), tokio_util::sync::CancellationToken::new());
    let listener = bind(folder.path()).unwrap();
    let served = serve(
        listener,
        Arc::clone(&desk),
        Clock::System,
        patience,
        stop.clone(),
    );
    tasks.spawn("control", served);
    // Somebody else writes until we let them.
    let (begun, has_begun) = mpsc::channel();
    let (let_go, wait) = mpsc::channel::<()>();
    let of_writer = Arc::clone(&desk);
    let writer = std::thread::spawn(move || {
        of_writer.store().write(move |_| {
            let _ = begun.send(());
            let _ = wait.recv();
            Ok::<_, StoreError>(())
        })
    });
    has_begun.recv().unwrap();
    let data = folder.path().to_owned();
    let asked = std::thread::spawn(move || {
        let command = Command::MailboxAdd(guichet::desk::mailboxes::NewMailbox::plain(
            EmailAddress::parse("sales@lumen.example").unwrap(),
        ));
        client::send(&data, &command)
    });
    let start = Instant::now();
    while start.elapsed() < 4 * patience.sending {
        tokio::time::sleep(Duration::from_millis(10)).await;
        assert!(!asked.is_finished(), "{:?}", asked.join());
    }
    let_go.send(()).unwrap();
    writer.join().unwrap().unwrap();
    let answer = tokio::task::spawn_blocking(move || asked.join().unwrap());
    let answer = answer.await.unwrap().unwrap();
    let Answer::Done(lines) = &answer else {
        panic!("{answer:?}");
    };
    assert_eq!(lines.len(), 1);
    stop.cancel();
    tasks.ended().await;
}

/// The socket's mode keeps others away; if it is ever loosened, the peer's uid still does.
#[test]
fn somebody_else_is_not_listened_to() {
    use rustix::{
        process::{Uid, geteuid},
        thread::set_thread_res_uid,
    };

    if !geteuid().is_root() {
        println!("skipped: only root can be somebody else");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    setup(folder.path(), &data, &[]).check(0, &[]);
    let desk = serve(&data);
    let socket = data.join("control.sock");
    for (path, mode) in [(folder.path(), 0o755), (&data, 0o755), (&socket, 0o666)] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let command = r#"{"TokenCreate":{"user":"ada@lumen.example","name":"x","scopes":["All"],"expires":null}}"#;
    let ask = move || {
        let mut stream = UnixStream::connect(&socket).unwrap();
        // Whoever is not listened to may already be hung up on.
        let _ = stream.write_all(command.as_bytes());
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    assert!(ask.clone()().contains("gui_"), "root is");
    let nobody = std::thread::spawn(move || {
        let nobody = Uid::from_raw(65_534);
        // Of this thread alone.
        set_thread_res_uid(nobody, nobody, nobody).unwrap();
        ask()
    });
    assert_eq!(nobody.join().unwrap(), "");
    desk.said("somebody else's process knocked at the control socket");
    create_token(&data).check(0, &["gui_"]);
    desk.stop();
}
