//! The end, in its order and in its time; and what keeps a desk from starting, as a sentence.

use std::time::{Duration, Instant};

use tokio::{io::AsyncReadExt as _, net::TcpStream};

use crate::{
    mail::poison::fingerprint,
    support::{smtp_client::RawClient, soon},
    world::{
        MAILBOX,
        events::Events,
        http::Request,
        mail::{self, Mail},
        play,
        program::{BINARY, Program, data_in, free_address, outcome, program, serve, set_up},
        runtime,
    },
};

/// All of the shutdown together.
const BOUND: Duration = Duration::from_secs(10);

async fn to_data(client: &mut RawClient, from: &str) {
    client.expect("220").await;
    client.ask("EHLO client.example", "250").await;
    client.ask(&format!("MAIL FROM:<{from}>"), "250").await;
    client.ask(&format!("RCPT TO:<{MAILBOX}>"), "250").await;
    client.ask("DATA", "354").await;
    client.send("Subject: running\r\n\r\nfirst line\r\n").await;
}

#[test]
fn an_open_event_stream_ends_when_the_desk_stops() {
    play(async |world| {
        let admin = world.admin().await;
        let request = admin.with_cookies(Request::new("GET", "/events"));
        let mut events = Events::open(world.web(), &request).await;
        events.until("hello").await;
        // A browser that holds a connection open without asking anything.
        let mut idle = TcpStream::connect(world.web()).await.unwrap();
        let start = Instant::now();
        world.restart(|_| {}).await;
        assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
        assert_eq!(events.next().await, None);
        let mut rest = Vec::new();
        let end = soon("the idle browser's end", idle.read_to_end(&mut rest)).await;
        assert!(end.is_err() || rest.is_empty());
        world.api().get("/api/v1/tickets").await.expect(200);
    });
}

/// Must-have 19, and the whole order with the real program.
#[test]
fn must_19_a_running_mail_ends_idle_ones_are_told_and_the_exit_is_0() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let token = set_up(&data);
    let mut program = Program::start(&data);
    let start = runtime().block_on(async {
        let mut idle = RawClient::connect(program.smtp).await;
        idle.expect("220").await;
        idle.ask("EHLO client.example", "250").await;
        let mut running = RawClient::connect(program.smtp).await;
        to_data(&mut running, "ines@cust.example").await;
        let start = Instant::now();
        program.terminate();
        idle.expect("421 4.3.2").await;
        idle.expect_close().await;
        running.send("last line\r\n.\r\n").await;
        running.expect("250 2.0.0 kept ").await;
        start
    });
    let status = program.ended(BOUND);
    assert_eq!(status.code(), Some(0), "{:?}", program.said());
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
    assert!(refuses(program.smtp) && refuses(program.web));
    // What was answered 250 is there after the next start.
    let program = Program::start(&data);
    runtime().block_on(async {
        let api = crate::world::http::Api::new(program.web, Some(token));
        let list = api.get("/api/v1/tickets").await.expect(200).json();
        assert_eq!(list["tickets"].as_array().unwrap().len(), 1);
        assert_eq!(list["tickets"][0]["name"], "running");
    });
}

fn refuses(address: std::net::SocketAddr) -> bool {
    std::net::TcpStream::connect(address).is_err()
}

#[test]
fn a_mail_that_does_not_end_is_put_off_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let token = set_up(&data);
    let mut program = Program::start(&data);
    let start = runtime().block_on(async {
        let mut running = RawClient::connect(program.smtp).await;
        to_data(&mut running, "ines@cust.example").await;
        let start = Instant::now();
        program.terminate();
        running.expect("421 4.3.2").await;
        running.expect_close().await;
        start
    });
    let status = program.ended(BOUND);
    assert_eq!(status.code(), Some(0), "{:?}", program.said());
    assert!(start.elapsed() > Duration::from_secs(4), "it had some time");
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
    let program = Program::start(&data);
    runtime().block_on(async {
        let api = crate::world::http::Api::new(program.web, Some(token));
        let list = api.get("/api/v1/tickets").await.expect(200).json();
        assert_eq!(
            list["tickets"].as_array().unwrap().len(),
            0,
            "not both refused and stored"
        );
    });
}

#[test]
fn an_idle_desk_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    set_up(&data);
    let mut program = Program::start(&data);
    program.terminate();
    assert_eq!(program.ended(BOUND).code(), Some(0), "{:?}", program.said());
}

#[test]
fn the_exit_does_not_wait_for_a_disk_that_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    set_up(&data);
    let mut program = Program::start(&data);
    // Opening a pipe that nobody reads waits as a dead network disk does.
    let mail = Mail::text("ines@cust.example", "s", "t");
    let mark = fingerprint(&mail.sender, MAILBOX, &mail.raw);
    let pipe = data.join("parsing").join(mark);
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let start = runtime().block_on(async {
        let mut client = RawClient::connect(program.smtp).await;
        to_data(&mut client, &mail.sender).await;
        let mut client = RawClient::connect(program.smtp).await;
        client.expect("220").await;
        client.ask("EHLO client.example", "250").await;
        let from = format!("MAIL FROM:<{}>", mail.sender);
        client.ask(&from, "250").await;
        client.ask(&format!("RCPT TO:<{MAILBOX}>"), "250").await;
        client.ask("DATA", "354").await;
        client.send(mail::stuffed(&mail.raw)).await;
        soon("the mail is being parsed", async {
            while !waits_for_pipe(program.id()) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
        program.terminate();
        Instant::now()
    });
    let status = program.ended(BOUND + Duration::from_secs(5));
    assert_eq!(status.code(), Some(0), "{:?}", program.said());
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
}

/// True while a thread of the process waits for the other end of a pipe.
fn waits_for_pipe(id: u32) -> bool {
    let tasks = std::fs::read_dir(format!("/proc/{id}/task")).unwrap();
    let mut waits =
        tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("wchan")).ok());
    waits.any(|wait| wait.contains("fifo") || wait.contains("wait_for_partner"))
}

#[test]
fn a_second_desk_on_one_folder_says_who_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    set_up(&data);
    let first = Program::start(&data);
    let (command, ..) = serve(&data);
    let (code, said) = outcome(command);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&data.display().to_string()), "{said}");
    assert!(
        said.to_lowercase().contains("another"),
        "a sentence: {said}"
    );
    assert!(
        !said.contains("panicked") && !said.contains("RUST_BACKTRACE"),
        "{said}"
    );
    // The first one goes on.
    runtime().block_on(async {
        let mut client = RawClient::connect(first.smtp).await;
        client.expect("220").await;
        let mail = Mail::text("ines@cust.example", "s", "t");
        let sent = mail::deliver(&mut client, &mail);
        assert!(sent.await.starts_with("250"));
    });
}

#[test]
fn an_address_in_use_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().map(|address| (taken, address)).unwrap();
    let free = free_address();
    for (web, smtp, flag) in [(taken.1, free, "--web"), (free, taken.1, "--smtp")] {
        let mut command = program(BINARY);
        command
            .args(["serve".as_ref(), "--data".as_ref(), data.as_os_str()])
            .args(["--web", &web.to_string(), "--smtp", &smtp.to_string()]);
        let (code, said) = outcome(command);
        assert_eq!(code, Some(1), "{said}");
        let address = taken.1.to_string();
        assert!(said.contains(&address) && said.contains(flag), "{said}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let data = file.join("data");
    let (command, ..) = serve(&data);
    let (code, said) = outcome(command);
    // Its configuration would be in it.
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains(&data.display().to_string()), "{said}");
}
