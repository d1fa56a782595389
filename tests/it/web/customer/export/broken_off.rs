//! A download that is broken off in the middle: the desk goes on, and holds nothing of it.

use std::{collections::BTreeSet, path::Path, time::Duration};

use tokio::io::AsyncReadExt;

use super::API;
use crate::{
    support::{smtp_client::RawClient, soon},
    world::{
        http::{self, Api, Request},
        mail::{Mail, deliver, noise},
        program::{Program, data_in, set_up},
        runtime,
    },
};

/// So many e-mails, each with a file of so many bytes.
const MAILS: usize = 6;
const FILE: usize = 3 << 20;
/// Downloads that break off. What is ready of one and not sent is a file or an e-mail at least: of half
/// of them it would be more than [`STAYS`].
const BROKEN: usize = 24;
/// How much more memory the program may have afterwards, in KiB: what the allocator keeps.
const STAYS: u64 = 24 << 10;

fn large(number: usize) -> Mail {
    let head = format!(
        "From: Ines <ines@cust.example>\r\nTo: support@lumen.example\r\nSubject: plan {number}\r\n\
         Message-ID: <plan{number}@cust.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
         here it is\r\n--b\r\nContent-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=plan.bin\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    );
    let raw = [head.as_bytes(), &noise(FILE), b"--b--\r\n"].concat();
    Mail::raw("ines@cust.example", raw)
}

/// What a process holds of its own, in KiB.
fn own_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let words = line.expect("a line of its own memory").trim();
    words.trim_end_matches(" kB").parse().unwrap()
}

/// How many files and connections a process has open.
fn open_files(process: u32) -> usize {
    std::fs::read_dir(format!("/proc/{process}/fd"))
        .unwrap()
        .count()
}

fn files(folder: &Path) -> BTreeSet<std::path::PathBuf> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        }
        found.insert(path);
    }
    found
}

#[test]
fn a_download_that_breaks_off_leaves_nothing_but_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let token = set_up(&data);
    let program = Program::start(&data);
    runtime().block_on(async {
        for number in 0..MAILS {
            let mut client = RawClient::connect(program.smtp).await;
            client.expect("220").await;
            let said = deliver(&mut client, &large(number)).await;
            assert!(said.starts_with("250"), "{said}");
        }
        let api = Api::new(program.web, Some(token.clone()));
        let whole = api.get(API).await.expect(200).body.len();
        assert!(whole > MAILS * FILE, "{whole}");
        let (memory, there) = (own_memory(program.id()), files(&data));
        let open = open_files(program.id());
        let request = Request::new("GET", API).header("authorization", &format!("Bearer {token}"));
        for _ in 0..BROKEN {
            let mut socket = http::open(program.web, &request).await;
            let mut bytes = vec![0; FILE / 2];
            let read = soon("a part of it", socket.read_exact(&mut bytes)).await;
            read.unwrap();
            assert!(bytes.starts_with(b"HTTP/1.1 200"));
            // What was not read makes this a reset.
            drop(socket);
        }
        let gone = async {
            while open_files(program.id()) > open {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        soon("every connection is gone", gone).await;
        let now = own_memory(program.id());
        assert!(now < memory + STAYS, "{memory} KiB before, {now} after");
        assert_eq!(files(&data), there);
        // The desk goes on: pages, and the same file as a whole.
        api.get("/api/v1/tickets").await.expect(200);
        let again = api.get(API).await.expect(200).body.len();
        // The time of the export stands in it.
        assert!(again.abs_diff(whole) < 1024, "{whole} bytes, then {again}");
        let lines = api.get("/api/v1/audit?limit=100").await.expect(200).json();
        let lines = lines["lines"].as_array().unwrap().iter();
        let exported = lines.filter(|line| line["act"] == "customer-exported");
        assert_eq!(exported.count(), BROKEN + 2);
    });
    let said = program.said();
    let wrong = said
        .iter()
        .filter(|line| line.contains("ERROR") || line.contains("panicked"));
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<&String>::new());
}
