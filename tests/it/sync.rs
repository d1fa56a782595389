//! A count of system calls: between the read of the final dot and the write of a lone 250 stands
//! a sync that began after the one and ended before the other. Skipped where strace cannot trace.

use std::{
    path::Path,
    process::{Command, Stdio},
    thread,
};

use crate::program::{self, Program, Serve, mailer::Mailer};

const CALLS: &str = "trace=read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,fsync,fdatasync";
const END: &str = r"\r\n.\r\n";
const KEPT: &str = "250 2.0.0 kept ";

fn can_trace() -> bool {
    let traced = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let can = traced.is_ok_and(|status| status.success());
    if !can {
        println!("skipped: strace is absent or may not trace here");
    }
    can
}

/// Starts a desk under strace, which writes what it sees to the file.
fn start(folder: &Path, trace: &Path) -> Program {
    let data = folder.join("data");
    program::setup(folder, &data, &[]).check(0, &[]);
    let under = ["strace", "-f", "-s", "4096", "-e", CALLS, "-o"];
    let mut under = under.to_vec();
    under.push(trace.to_str().unwrap());
    Serve {
        under: &under,
        ..Serve::new(&data)
    }
    .start()
}

fn send(smtp: std::net::SocketAddr, sender: usize, count: usize) {
    let mut mailer = Mailer::connect(smtp).unwrap();
    for number in 0..count {
        let raw = format!(
            "From: s{sender}@cust.example\r\nTo: support@lumen.example\r\n\
             Subject: mail {sender}-{number}\r\n\r\nHello\r\n"
        );
        let from = format!("s{sender}@cust.example");
        let reply = mailer
            .deliver(&from, "support@lumen.example", &raw)
            .unwrap();
        assert!(reply.starts_with(KEPT), "{reply}");
    }
}

/// One completed call, by the lines on which it began and ended.
struct Call {
    began: usize,
    ended: usize,
    text: String,
}

/// Reads the trace: `pid name(… <unfinished ...>` and `pid <... name resumed>…` are one call.
fn calls(trace: &str) -> Vec<Call> {
    let mut open: Vec<(&str, usize, String)> = Vec::new();
    let mut calls = Vec::new();
    for (number, line) in trace.lines().enumerate() {
        let Some((pid, rest)) = line.split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(begin) = rest.strip_suffix(" <unfinished ...>") {
            open.push((pid, number, begin.to_owned()));
        } else if rest.starts_with("<... ") {
            let Some(place) = open.iter().position(|(of, ..)| *of == pid) else {
                continue;
            };
            let (_, began, begin) = open.remove(place);
            let text = begin + rest.split_once("resumed>").unwrap().1;
            calls.push(Call {
                began,
                ended: number,
                text,
            });
        } else {
            calls.push(Call {
                began: number,
                ended: number,
                text: rest.to_owned(),
            });
        }
    }
    calls.sort_by_key(|call| call.ended);
    calls
}

fn is_sync(call: &Call) -> bool {
    call.text.starts_with("fdatasync(") || call.text.starts_with("fsync(")
}

fn is_final_dot(call: &Call) -> bool {
    let reads = ["read(", "readv(", "recvfrom(", "recvmsg("];
    reads.iter().any(|name| call.text.starts_with(name)) && call.text.contains(END)
}

#[test]
fn must_02_a_sync_stands_between_the_final_dot_and_each_lone_250() {
    if !can_trace() {
        return;
    }
    const COUNT: usize = 20;
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let desk = start(folder.path(), &trace);
    send(desk.smtp, 0, COUNT);
    desk.stop();
    let calls = calls(&std::fs::read_to_string(&trace).unwrap());
    let (mut dot, mut kept, mut syncs) = (None, 0, 0);
    for call in &calls {
        if is_final_dot(call) {
            assert!(dot.is_none(), "a mail was not answered");
            dot = Some(call.ended);
        } else if call.text.contains(KEPT) {
            let dot = dot.take().expect("an answer without a mail");
            let between =
                |sync: &&Call| is_sync(sync) && sync.began > dot && sync.ended < call.began;
            let found = calls.iter().filter(between).count();
            assert!(found > 0, "answer {kept} was given before a sync");
            syncs += found;
            kept += 1;
        }
    }
    assert_eq!(kept, COUNT, "every answer was seen");
    println!("1 sender: {COUNT} mails, {syncs} syncs between their final dots and answers");
}

#[test]
fn senders_at_once_share_syncs() {
    if !can_trace() {
        return;
    }
    const SENDERS: usize = 32;
    const EACH: usize = 8;
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let desk = start(folder.path(), &trace);
    let smtp = desk.smtp;
    thread::scope(|scope| {
        for sender in 0..SENDERS {
            scope.spawn(move || send(smtp, sender, EACH));
        }
    });
    desk.stop();
    let calls = calls(&std::fs::read_to_string(&trace).unwrap());
    let first = calls.iter().find(|call| is_final_dot(call)).unwrap().began;
    let last = calls.iter().rfind(|call| call.text.contains(KEPT)).unwrap();
    let during = |call: &&Call| is_sync(call) && call.began > first && call.ended < last.began;
    let syncs = calls.iter().filter(during).count();
    let kept = calls.iter().filter(|call| call.text.contains(KEPT)).count();
    assert_eq!(kept, SENDERS * EACH);
    println!("{SENDERS} senders: {kept} mails, {syncs} syncs");
    assert!(syncs > 0 && syncs < kept, "the commits are shared");
}
