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
