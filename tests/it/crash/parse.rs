//! `kill -9` in the middle of a parse: the mail is innocent once, and suspect no longer than needed.

use std::{path::Path, time::Instant};

use guichet::store;

use super::{marks, not_parsed, open};
use crate::program::{self, PATIENCE, mailer::Mailer, serve};

/// Large enough to be caught while it is parsed.
fn mail() -> String {
    let line =
        "<p>Line <b>after</b> line &amp; no end: <a href=\"https://a.example/\">a</a></p>\r\n";
    format!(
        "From: Ines <ines@cust.example>\r\nTo: support@lumen.example\r\nSubject: a long one\r\n\
         Content-Type: text/html\r\n\r\n{}",
        line.repeat((6 << 20) / line.len())
    )
}

/// Kills the program while it parses the mail.
fn die_over(data: &Path, mail: &str) {
    let desk = serve(data);
    let mut mailer = Mailer::connect(desk.smtp).unwrap();
    mailer
        .begin("ines@cust.example", "support@lumen.example", mail)
        .unwrap();
    let start = Instant::now();
    while marks(data).is_empty() {
        assert!(start.elapsed() < PATIENCE, "the mail is never parsed");
    }
    desk.kill();
    assert_eq!(
        marks(data).len(),
        1,
        "the mark stands when the desk is gone"
    );
}

fn send_again(data: &Path, mail: &str) {
    let desk = serve(data);
    desk.said("were being parsed when the desk died");
    let mut mailer = Mailer::connect(desk.smtp).unwrap();
    let reply = mailer
        .deliver("ines@cust.example", "support@lumen.example", mail)
        .unwrap();
    assert!(reply.starts_with("250 2.0.0 kept "), "{reply}");
    desk.stop();
}

#[test]
fn a_mail_that_was_parsed_at_the_kill_is_parsed_when_it_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    program::setup(folder.path(), &data, &[]).check(0, &[]);
    let mail = mail();
    die_over(&data, &mail);
    send_again(&data, &mail);
    assert!(marks(&data).is_empty());
    let desk = open(&data);
    assert_eq!(not_parsed(&desk), 0, "one kill condemns nobody");
    let messages = store::message::all(&desk.store().read().unwrap()).unwrap();
    assert_eq!(messages.len(), 1);
}

#[test]
fn a_mail_over_which_the_desk_died_twice_is_kept_raw() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    program::setup(folder.path(), &data, &[]).check(0, &[]);
    let mail = mail();
    die_over(&data, &mail);
    // As the second death leaves it.
    std::fs::write(&marks(&data)[0], "1").unwrap();
    send_again(&data, &mail);
    let desk = open(&data);
    let messages = store::message::all(&desk.store().read().unwrap()).unwrap();
    assert_eq!(messages.len(), 1, "it is a ticket all the same");
    assert_eq!(messages[0].subject, "a long one");
    assert_eq!(not_parsed(&desk), 1);
}

#[test]
fn the_probe_says_by_its_end_whether_a_mail_can_be_parsed() {
    let mut probe = program::command(["probe-mail"]);
    let file = tempfile::tempfile().unwrap();
    std::io::Write::write_all(&mut &file, mail().as_bytes()).unwrap();
    std::io::Seek::rewind(&mut &file).unwrap();
    let output = probe.stdin(file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
}
