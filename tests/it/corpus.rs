//! Mails with expected results: our own in `tests/corpus`, each fact of each; and those of others
//! in `../shared/corpora`, where they are, for crashes and agreement.

mod replay;
mod shared;

use std::{fmt::Write, fs, path::Path};

use guichet::{
    domain::address::Correspondent,
    mail::inbound::{self, InboundMail},
};
use sha2::{Digest, Sha256};

// The facts of a mail in the order and form of the .expected files.
fn describe(raw: &[u8], mail: &InboundMail) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| writeln!(out, "{name}: {value}").expect("a String");
    line(
        "from",
        &mail.from.as_ref().map_or_else(|| "none".into(), person),
    );
    line("to", &people(&mail.to));
    line("cc", &people(&mail.cc));
    if let Some(reply_to) = &mail.reply_to {
        line("reply-to", &person(reply_to));
    }
    line("subject", &mail.subject);
    if let Some(id) = &mail.msg_id {
        line("message-id", id.as_str());
    }
    mail.in_reply_to
        .iter()
        .for_each(|id| line("in-reply-to", id.as_str()));
    mail.references
        .iter()
        .for_each(|id| line("reference", id.as_str()));
    if mail.received_count > 0 {
        line("received", &mail.received_count.to_string());
    }
    line(
        "automatic",
        &mail
            .automatic
            .map_or("no".into(), |kind| format!("{kind:?}").to_lowercase()),
    );
    if let Some(report) = &mail.report {
        let status = report
            .recipients
            .first()
            .and_then(|r| r.status.clone())
            .unwrap_or_default();
        let id = report.returned_id.as_ref().map_or("none", |id| id.as_str());
        line("report", &format!("{status} {id}"));
    }
    line("html", if mail.has_html { "yes" } else { "no" });
    if let Some(reason) = mail.not_parsed {
        line(
            "not-parsed",
            serde_json::to_value(reason)
                .expect("a word")
                .as_str()
                .unwrap_or_default(),
        );
    }
    for file in &mail.attachments {
        let bytes = inbound::attachment(raw, file);
        assert_eq!(bytes.len() as u64, file.size_bytes, "{}", file.name);
        let hash = Sha256::digest(&bytes)
            .iter()
            .take(8)
            .fold(String::new(), |mut hash, byte| {
                let _ = write!(hash, "{byte:02x}");
                hash
            });
        let how = if file.inline { "inline" } else { "file" };
        let id = file
            .content_id
            .as_ref()
            .map(|id| format!(" | {id}"))
            .unwrap_or_default();
        line(
            "attachment",
            &format!(
                "{} | {} | {} | {hash} | {how}{id}",
                file.name, file.content_type, file.size_bytes
            ),
        );
    }
    let _ = write!(out, "text:\n{}\n", mail.text);
    if !mail.quoted.is_empty() {
        let _ = write!(out, "quoted:\n{}\n", mail.quoted);
    }
    out.trim_end_matches('\n').to_owned() + "\n"
}

fn person(person: &Correspondent) -> String {
    if person.name.is_empty() {
        person.address.to_string()
    } else {
        format!("{} <{}>", person.name, person.address)
    }
}

fn people(people: &[Correspondent]) -> String {
    people.iter().map(person).collect::<Vec<_>>().join(", ")
}

// An .expected file names To, Cc and Message-ID only where they matter.
fn only_what_matters(found: &str, expected: &str) -> String {
    let wanted = |line: &&str| {
        ["to: ", "cc: ", "message-id: "].iter().all(|name| {
            !line.starts_with(name) || expected.contains(&format!("\n{}", name.trim_end()))
        })
    };
    let head = found.split("text:\n").next().unwrap_or_default().len();
    let (head, body) = found.split_at(head);
    head.lines()
        .filter(wanted)
        .fold(String::new(), |out, line| out + line.trim_end() + "\n")
        + body
}

#[test]
fn mails_of_our_own_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("tests/corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .collect();
    names.sort();
    assert!(names.len() >= 60, "{} mails", names.len());
    let mut wrong = Vec::new();
    for path in &names {
        let raw = fs::read(path).expect("a mail");
        let expected = fs::read_to_string(path.with_extension("expected")).expect("its .expected");
        let expected = expected
            .lines()
            .fold(String::new(), |out, line| out + line.trim_end() + "\n");
        let found = describe(&raw, &inbound::parse(&raw));
        let found = only_what_matters(&found, &expected);
        let found = found
            .lines()
            .fold(String::new(), |out, line| out + line.trim_end() + "\n");
        if found != expected {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            wrong.push(format!(
                "== {name}\n-- expected\n{expected}-- found\n{found}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} mails:\n{}",
        wrong.len(),
        names.len(),
        wrong.join("\n")
    );
}
