//! Large mails: on disk while they come in, in memory a few at a time, and gone when they are kept.

use std::{fmt::Write as _, path::Path, time::Duration};

use crate::{
    support::{rounds, smtp_client::RawClient},
    world::{
        MAILBOX,
        http::Api,
        mail::{Mail, deliver},
        program::{Program, data_in, set_up},
        runtime,
    },
};

/// At once; half of them at CI size, where a loaded machine takes its time over each.
fn how_many() -> usize {
    usize::try_from(rounds(8, 16)).unwrap()
}

/// RFC 5321 4.5.3.2.6: how long a client waits for the reply to the final dot.
const FINAL_DOT: Duration = Duration::from_secs(600);
const BYTES: usize = 20_000_000;
/// What the process may take in all (mail.md, must-have 4), its page cache of the store included.
const MEMORY_KIB: u64 = 500_000;

/// A mail of [`BYTES`] with an attachment that does not compress to nothing.
fn large(sender: usize) -> Mail {
    let from = format!("s{sender}@cust.example");
    let mut raw = format!(
        "From: {from}\r\nTo: {MAILBOX}\r\nSubject: large {sender}\r\nMIME-Version: 1.0\r\n\
         Message-ID: <large-{sender}@cust.example>\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee the file\r\n--b\r\n\
         Content-Type: application/octet-stream; name=a.bin\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    );
    let mut state = sender as u64 + 1;
    while raw.len() < BYTES {
        for _ in 0..4 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            write!(raw, "{state:016x}").unwrap();
        }
        raw.push_str("\r\n");
    }
    raw.push_str("--b--\r\n");
    Mail::raw(&from, raw)
}

/// The most that a process ever had in memory, in KiB.
fn most_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|text| text.parse().ok())
        .expect("a number of KiB")
}

fn spool_is_empty(data: &Path) -> bool {
    std::fs::read_dir(data.join("spool"))
        .unwrap()
        .next()
        .is_none()
}

#[test]
fn large_mails_at_once_take_little_memory_and_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let token = set_up(&data);
    let desk = Program::start(&data);
    let before = most_memory(desk.id());
    runtime().block_on(async {
        let senders = (0..how_many()).map(|sender| {
            let smtp = desk.smtp;
            tokio::spawn(async move {
                let (mail, mut later) = (large(sender), 0);
                loop {
                    let mut client = RawClient::connect(smtp).await;
                    client.patience = FINAL_DOT;
                    client.expect("220").await;
                    let reply = deliver(&mut client, &mail).await;
                    if reply.starts_with("250 2.0.0 kept ") {
                        return later;
                    }
                    // More than 256 MiB in flight: the sender comes again.
                    assert!(reply.starts_with("452 4.3.1"), "{reply}");
                    later += 1;
                }
            })
        });
        let senders: Vec<_> = senders.collect();
        let mut later = 0;
        for sender in senders {
            later += sender.await.unwrap();
        }
        let most = most_memory(desk.id());
        println!(
            "{} mails of {BYTES} bytes: {before} KiB before, {most} KiB at most, {later} times 452",
            how_many()
        );
        assert!(most < MEMORY_KIB, "{most} KiB");
        let api = Api::new(desk.web, Some(token));
        let list = api.get("/api/v1/tickets?limit=50").await.expect(200).json();
        assert_eq!(list["tickets"].as_array().unwrap().len(), how_many());
    });
    assert!(spool_is_empty(&data));
}

/// A client that leaves in the middle, and a desk that is killed meanwhile, leave nothing either.
#[test]
fn half_a_large_mail_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    set_up(&data);
    let desk = Program::start(&data);
    runtime().block_on(async {
        let mut client = RawClient::connect(desk.smtp).await;
        client.expect("220").await;
        client.ask("EHLO t", "250").await;
        client.ask("MAIL FROM:<a@cust.example>", "250").await;
        client.ask(&format!("RCPT TO:<{MAILBOX}>"), "250").await;
        client.ask("DATA", "354").await;
        client.send("x\r\n".repeat(1_000_000)).await;
    });
    drop(desk);
    assert!(spool_is_empty(&data));
}
