//! What stands in the way of a start: each is a sentence and an exit code, never a panic.

use std::{
    fs::{self, OpenOptions},
    io::{Seek, SeekFrom, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::program::{self, Ended, Serve, http, mailer::Mailer, password_file, serve, setup, verb};

fn refused(data: &Path) -> Ended {
    match Serve::new(data).try_start() {
        Ok(desk) => panic!("it started: {:?}", desk.kill()),
        Err(ended) => ended,
    }
}

fn set_up() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let words = ["--smarthost", "smtps://ada@mail.example"];
    let secret = password_file(folder.path(), "smarthost", "s3cret");
    let words = [
        words.as_slice(),
        &["--smarthost-password-file", secret.to_str().unwrap()],
    ];
    setup(folder.path(), &data, &words.concat()).check(0, &[]);
    (folder, data)
}

#[test]
fn a_verb_makes_no_desk_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("mistyped");
    let password = password_file(folder.path(), "password", "a quiet desk near the door");
    let password = ["--password-file", password.to_str().unwrap()];
    let user = [
        &["user", "add", "emil@lumen.example", "--name", "Emil"][..],
        &password,
    ]
    .concat();
    for words in [
        &["user", "list"][..],
        &user,
        &["mailbox", "add", "support@lumen.example"],
        &["token", "create", "ada@lumen.example"],
        &["smarthost", "show"],
    ] {
        verb(&data, words).check(1, &["error: there is no desk in ", "mistyped"]);
        assert!(!data.exists(), "{words:?}");
    }
}

#[test]
fn a_second_desk_on_one_folder_is_refused() {
    let (_folder, data) = set_up();
    let desk = serve(&data);
    refused(&data).check(1, &["error: ", "another guichet runs on this data folder"]);
    assert_eq!(http::get(desk.web, "/healthz", "").status, 200);
    desk.stop();
}

#[test]
fn an_address_in_use_is_named_with_the_flag_that_changes_it() {
    let (_folder, data) = set_up();
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = holder.local_addr().unwrap().to_string();
    for flag in ["--web", "--smtp"] {
        let mut command = program::command(["serve", "--data"]);
        command.arg(&data);
        for door in ["--web", "--smtp"] {
            let address = if door == flag { &taken } else { "127.0.0.1:0" };
            command.args([door, address]);
        }
        program::run(command).check(1, &[&taken, flag]);
    }
    drop(holder);
}

#[test]
fn a_key_that_is_none_is_refused_and_a_lost_one_is_said() {
    let (_folder, data) = set_up();
    let key = data.join("guichet.key");
    let bytes = fs::read(&key).unwrap();
    for length in [0, 31, 33] {
        fs::write(&key, vec![7; length]).unwrap();
        let said = format!("guichet.key holds {length} octets where a key has 32");
        refused(&data).check(1, &["error: ", &said]);
    }
    // Losing it costs passwords of other servers, never a ticket.
    fs::remove_file(&key).unwrap();
    let desk = serve(&data);
    desk.said("guichet.key does not open `smarthost.password`");
    // Every new mail makes the outbox look; it says why none leaves once, as the start did.
    for _ in 0..3 {
        let mail = "Subject: s\r\n\r\nt\r\n";
        let mut mailer = Mailer::connect(desk.smtp).unwrap();
        mailer
            .deliver("ines@cust.example", "support@lumen.example", mail)
            .unwrap();
    }
    let log = desk.stop().join("\n");
    assert_eq!(log.matches("no mail leaves").count(), 2, "{log}");
    fs::write(&key, bytes).unwrap();
    let log = serve(&data).stop().join("\n");
    assert!(!log.contains("guichet.key"), "{log}");
}

/// Writes over the store at a place.
fn damage(data: &Path, at: u64, length: usize) {
    let mut file = OpenOptions::new()
        .write(true)
        .open(data.join("guichet.redb"))
        .unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&vec![0xA5; length]).unwrap();
}

#[test]
fn a_damaged_store_is_refused_with_a_sentence() {
    let (_folder, data) = set_up();
    let store = data.join("guichet.redb");
    let whole = fs::read(&store).unwrap();
    let check = |what: &str| {
        let ended = refused(&data);
        let said = &ended.err;
        assert_eq!(ended.status.code(), Some(1), "{what}: {said}");
        let last = said.lines().last().unwrap();
        assert!(
            last.starts_with("error: the data folder "),
            "{what}: {said}"
        );
        assert!(last.contains("guichet.redb is damaged"), "{what}: {said}");
        let ended = verb(&data, &["token", "create", "ada@lumen.example"]);
        assert_eq!(ended.status.code(), Some(1), "{what}: {ended:?}");
        assert!(ended.err.contains("guichet.redb is damaged"), "{ended:?}");
        fs::write(&store, &whole).unwrap();
    };
    // The header has two places for the state of the newest commit, 128 bytes from byte 64 on each;
    // a bit of byte 9 says which of them holds.
    let newest = 64 + 128 * u64::from(whole[9] & 1);
    for at in [0, 9, 20, 64, 100, newest + 8] {
        damage(&data, at, 300);
        check(&format!("at {at}"));
    }
    // Not taken for one that was never made whole, and emptied.
    fs::write(&store, [&[0; 320], &whole[320..]].concat()).unwrap();
    check("without its header");
    fs::write(&store, b"no store at all, but a letter").unwrap();
    check("another file");
    fs::write(&store, &whole[..whole.len() - 20_000]).unwrap();
    check("cut short");
    damage(&data, 4_096, whole.len() - 4_096);
    check("every page");
    serve(&data).stop();
}

fn is_root() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        println!("skipped: only root can be somebody else, or mount a small disk");
    }
    root
}

/// The program under another one, on a data folder.
fn under(words: &[&str], data: &Path) -> Ended {
    let mut command = Command::new(words[0]);
    command
        .args(&words[1..])
        .arg(env!("CARGO_BIN_EXE_guichet"))
        .args(["serve", "--web", "127.0.0.1:0", "--smtp", "127.0.0.1:0"])
        .arg("--data")
        .arg(data)
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    program::run(command)
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    if !is_root() {
        return;
    }
    let (folder, data) = set_up();
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(folder.path(), 0o755);
    let nobody = [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
    ];
    // The program itself may stand where nobody else may look.
    let version = Command::new(nobody[0])
        .args(&nobody[1..])
        .args([env!("CARGO_BIN_EXE_guichet"), "--version"])
        .output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("skipped: somebody else cannot start the program here");
        return;
    }
    let denied = ["error: ", "ermission denied", data.to_str().unwrap()];
    under(&nobody, &data).check(2, &denied);
    mode(&data, 0o755);
    under(&nobody, &data).check(1, &denied);
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    mode(&empty, 0o555);
    let denied = ["error: ", "ermission denied", empty.to_str().unwrap()];
    under(&nobody, &empty).check(1, &denied);
    let nowhere = empty.join("below");
    under(&nobody, &nowhere).check(1, &["error: ", "cannot be made", "ermission denied"]);
}

#[test]
fn a_file_where_the_folder_should_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    // The configuration is looked for there first, so it is a wrong configuration.
    refused(&file).check(2, &["error: ", file.to_str().unwrap(), "Not a directory"]);
}

/// Starts a desk on a small disk, makes the disk larger, sets the desk up.
fn on_small_disk(folder: &Path, kib: u32) -> Ended {
    let password = password_file(folder, "password", "a quiet desk near the door");
    let script = r#"
        mount -t tmpfs -o size="$1"k small "$2" || { echo no disk; exit 9; }
        timeout --signal=TERM 5 "$4" serve --data "$2" --web 127.0.0.1:0 --smtp 127.0.0.1:0
        echo "ended with $?"
        mount -o remount,size=8m "$2"
        exec "$4" setup --data "$2" --password-file "$3" --organization Lumen \
            --admin ada@lumen.example --mailbox support@lumen.example
    "#;
    let small = folder.join("small");
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "sh", "-c", script, "sh", &kib.to_string()])
        .args([&small, &password])
        .arg(env!("CARGO_BIN_EXE_guichet"))
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    program::run(command)
}

#[test]
fn a_full_disk_at_start_is_a_sentence_and_leaves_nothing_in_the_way() {
    if !is_root() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("small")).unwrap();
    let mut refused = Vec::new();
    for kib in [4, 16, 32, 64, 96, 128, 192, 256] {
        let ended = on_small_disk(folder.path(), kib);
        if ended.out.starts_with("no disk") || ended.err.contains("unshare:") {
            println!("skipped: no small disk can be mounted here");
            return;
        }
        ended.check(0, &["the desk is set up: ada@lumen.example is admin"]);
        if ended.err.contains("to set the desk up") {
            break;
        }
        let words = ["the disk is full", "No space left on device"];
        assert!(words.iter().any(|it| ended.err.contains(it)), "{ended:?}");
        assert!(ended.out.starts_with("ended with 1\n"), "{ended:?}");
        refused.push(kib);
    }
    assert!(refused.len() >= 2, "{refused:?}");
    println!("a new desk did not start on {refused:?} KiB, and did with more room");
}
