//! Mails of others: none may crash the reader, and what it reads has to agree with what another
//! parser reads. Prints that it skipped where `../shared/corpora` is absent.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use guichet::mail::{
    html::{self, HtmlOptions, RemoteImages},
    inbound::{self, InboundMail},
    scan,
};
use serde_json::Value;

fn corpora() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A worktree stands one folder deeper.
    let found = ["..", "../.."].map(|up| root.join(up).join("shared/corpora"));
    let found = found.into_iter().find(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: no folder ../shared/corpora");
    }
    found
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn every_shared_message_is_read() {
    let Some(folder) = corpora() else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let options = HtmlOptions {
        cid_url: &|_| None,
        remote: RemoteImages::Blocked,
        quote_summary: Some("…"),
    };
    let (mut read, mut with_from, mut with_text, mut attachments) = (0, 0, 0, 0);
    for path in paths {
        if path
            .extension()
            .is_some_and(|extension| extension == "json" || extension == "yml")
        {
            continue;
        }
        let raw = fs::read(&path).expect("a file");
        let mail = inbound::parse(&raw);
        assert_eq!(
            mail.not_parsed,
            scan::scan(&raw).err(),
            "{}",
            path.display()
        );
        for file in &mail.attachments {
            let bytes = inbound::attachment(&raw, file);
            assert_eq!(bytes.len() as u64, file.size_bytes, "{}", path.display());
            assert!(
                !file.name.is_empty() && file.name.len() <= 200,
                "{}",
                path.display()
            );
        }
        assert_eq!(
            html::clean(&raw, &options).is_some(),
            mail.has_html,
            "{}",
            path.display()
        );
        read += 1;
        with_from += usize::from(mail.from.is_some());
        with_text += usize::from(!mail.text.is_empty());
        attachments += mail.attachments.len();
    }
    println!(
        "{read} read, {with_from} with From, {with_text} with text, {attachments} attachments"
    );
    assert!(read > 900, "{read} files");
}

#[derive(Default)]
struct Agreement {
    total: usize,
    subject: usize,
    from: usize,
    text: usize,
    names: usize,
}

// Measured: 102, 106, 90 and 101 of 107. Where we differ the other parser shows U+FFFD for raw
// Latin 1, keeps paths in names, or takes a delimiter in the middle of a line (malformed/*).
#[test]
fn agrees_with_another_parser() {
    let Some(folder) = corpora() else { return };
    let mut paths = Vec::new();
    files(&folder.join("stalwart-mail-parser/eml"), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    let mut agreement = Agreement::default();
    for path in paths {
        let raw = fs::read(&path).expect("a mail");
        let json = fs::read(path.with_extension("json")).expect("its result");
        let expected: Value = serde_json::from_slice(&json).expect("JSON");
        let mail = inbound::parse(&raw);
        compare(&path, &mail, &expected, &mut agreement);
    }
    let Agreement {
        total,
        subject,
        from,
        text,
        names,
    } = agreement;
    println!("of {total}: subject {subject}, from {from}, text {text}, file names {names}");
    assert!(total >= 107 && subject >= 102 && from >= 106 && text >= 90 && names >= 101);
}

fn compare(path: &Path, mail: &InboundMail, expected: &Value, agreement: &mut Agreement) {
    let tell = |count: &mut usize, what: &str, found: String, wanted: String| {
        if found == wanted {
            *count += 1;
        } else {
            println!(
                "{} {what}: found {found:?}, expected {wanted:?}",
                path.display()
            );
        }
    };
    agreement.total += 1;
    let parts = expected["parts"].as_array().cloned().unwrap_or_default();
    let top = &parts[0];
    let subject = header(top, "subject")
        .and_then(|v| v["Text"].as_str().map(words))
        .unwrap_or_default();
    tell(
        &mut agreement.subject,
        "subject",
        words(&mail.subject),
        subject,
    );
    let from = header(top, "from")
        .and_then(|v| first_address(&v))
        .unwrap_or_default();
    let found = mail
        .from
        .as_ref()
        .map(|from| from.address.to_string())
        .unwrap_or_default();
    tell(&mut agreement.from, "from", found, from);
    let part = |index: &Value| {
        parts
            .get(index.as_u64().unwrap_or(u64::MAX) as usize)
            .cloned()
    };
    let text: Vec<String> = expected["text_body"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(part)
        .map(|part| match &part["body"] {
            body if body["Text"].is_string() => {
                body["Text"].as_str().unwrap_or_default().to_owned()
            }
            body => html::text::from_html(body["Html"].as_str().unwrap_or_default()),
        })
        .collect();
    let found = format!("{}\n{}", mail.text, mail.quoted);
    tell(
        &mut agreement.text,
        "text",
        sorted_words(&found),
        sorted_words(&text.join("\n")),
    );
    let names: BTreeSet<String> = expected["attachments"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(part)
        .filter_map(|part| name(&part))
        .collect();
    let found: BTreeSet<String> = mail
        .attachments
        .iter()
        .map(|file| file.name.clone())
        .collect();
    let missing: Vec<&String> = names.difference(&found).collect();
    tell(
        &mut agreement.names,
        "names",
        format!("{missing:?} not in {found:?}"),
        format!("[] not in {found:?}"),
    );
}

// Of doubled fields the first one counts here.
fn header(part: &Value, name: &str) -> Option<Value> {
    let headers = part["headers"].as_array()?;
    headers
        .iter()
        .find(|header| header["name"] == name)
        .map(|header| header["value"].clone())
}

fn first_address(value: &Value) -> Option<String> {
    let list = &value["Address"];
    let first = list["List"].get(0).cloned().or_else(|| {
        list["Group"]
            .as_array()?
            .iter()
            .find_map(|group| group["addresses"].get(0).cloned())
    })?;
    first["address"].as_str().map(str::to_owned)
}

fn name(part: &Value) -> Option<String> {
    let attribute = |header_name: &str, name: &str| {
        let value = header(part, header_name)?;
        let attributes = value["ContentType"]["attributes"].as_array()?.clone();
        let found = attributes
            .iter()
            .find(|attribute| attribute["name"] == name)?;
        found["value"].as_str().map(str::to_owned)
    };
    attribute("content_disposition", "filename").or_else(|| attribute("content_type", "name"))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sorted_words(text: &str) -> String {
    let mut words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_start_matches('>'))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
}
